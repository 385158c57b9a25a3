"""The search index of the ledger: what each line is found by, and the sorted marks of it.

The rows follow from the acts, whose keys no upgrade has: the record fills them when it opens and
finds them made in another way than today's (counter_app.storage.records).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "search_lines",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("numbers", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_search_lines")),
    )
    op.create_table(
        "search_marks",
        sa.Column("kind", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "mark", "place", name=op.f("pk_search_marks")),
        sqlite_with_rowid=False,
    )
