"""Police bulletins: stamped once, never changed, and kept to their last day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CHANGED = """
CREATE TRIGGER bulletins_are_not_changed BEFORE UPDATE ON bulletins
BEGIN SELECT RAISE(ABORT, 'a bulletin and its stamp are not changed'); END
"""
_KEPT = """
CREATE TRIGGER bulletins_are_kept BEFORE DELETE ON bulletins
WHEN OLD.last_day >= (
  SELECT strftime('%Y-%m-%d', value / 1000, 'unixepoch', '+9 hours')
  FROM counters WHERE name = 'latest_moment'
)
BEGIN SELECT RAISE(ABORT, 'a bulletin is kept to its last day'); END
"""
"""By the moment of the latest act, in Japan: the erasure itself is told by one."""
_NEW = """
CREATE TRIGGER bulletins_are_new BEFORE INSERT ON bulletins
WHEN EXISTS (SELECT 1 FROM bulletins WHERE act_seq = NEW.act_seq OR digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'a bulletin is entered once'); END
"""
"""Also against REPLACE, for which SQLite fires no trigger of DELETE."""


def upgrade() -> None:
    """Make the table, and the triggers that keep every bulletin as it came."""
    op.create_table(
        "bulletins",
        sa.Column("act_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("arrived_on", sa.String(), nullable=False),
        sa.Column("last_day", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("bulletin", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["act_seq"], ["acts.seq"], name=op.f("fk_bulletins_act_seq")),
        sa.PrimaryKeyConstraint("act_seq", name=op.f("pk_bulletins")),
        sa.UniqueConstraint("digest", name=op.f("uq_bulletins_digest")),
    )
    for trigger in (_CHANGED, _KEPT, _NEW):
        op.execute(trigger)
