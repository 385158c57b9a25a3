"""The list of requests and inquiries: what waits for its answer, until when, and what came of it.

The rows follow from the acts; a record that had none before has none to be filled in.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "requests",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("taken_on", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["acts.seq"], name=op.f("fk_requests_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_answered"), "requests", ["answered"])
    op.create_index(op.f("ix_requests_number"), "requests", ["number"])
