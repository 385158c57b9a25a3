"""Bundles from HQ: statutory tables and whatever else comes down signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ABORT = "BEGIN SELECT RAISE(ABORT, 'bundles are kept'); END"
_NEW = """
CREATE TRIGGER bundles_are_new BEFORE INSERT ON bundles
WHEN EXISTS (SELECT 1 FROM bundles WHERE topic = NEW.topic AND version >= NEW.version)
BEGIN SELECT RAISE(ABORT, 'bundles only go forwards'); END
"""
"""Also against REPLACE, for which SQLite fires no trigger of DELETE."""


def upgrade() -> None:
    """Make the table, and the triggers that keep every loaded version and never go backwards."""
    op.create_table(
        "bundles",
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.String(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=False),
        sa.Column("loaded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("topic", "version", name=op.f("pk_bundles")),
    )
    op.execute(f"CREATE TRIGGER bundles_are_not_changed BEFORE UPDATE ON bundles {_ABORT}")
    op.execute(f"CREATE TRIGGER bundles_are_not_deleted BEFORE DELETE ON bundles {_ABORT}")
    op.execute(_NEW)
