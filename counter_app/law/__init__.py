"""Dated statutory tables and the questions answered from them; pure."""
