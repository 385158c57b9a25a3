"""Specimen frames: invented identity documents under a camera, with exact truths; for tests only.

Every person, number and house is invented and every card says 見本. A frame depends on its seed and
its index alone, never on the code under test.
"""
