"""Numbered upgrades of ledger.db, run by Alembic inside one transaction."""
