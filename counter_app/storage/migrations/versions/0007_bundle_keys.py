"""Under which HQ's key each bundle was taken: it stays proved when the till goes over to another.

Nothing is filled in: a bundle without a key is proved under that of the HQ of now, as before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; the rows stay as they are, and their triggers too."""
    op.add_column("bundles", sa.Column("hq_key", sa.String(), nullable=True))
