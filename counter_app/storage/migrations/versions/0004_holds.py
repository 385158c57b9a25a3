"""Holds on articles: custody orders, and inquiries that are not answered yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; what it holds follows from the acts, and no earlier version wrote any."""
    op.create_table(
        "holds",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("last", sa.String(), nullable=True),
        sa.Column("ended", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_holds_seq")),
        sa.PrimaryKeyConstraint("seq", "running", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_running"), "holds", ["running"], unique=False)
