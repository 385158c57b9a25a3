"""Which acts belong to a deal: those whose references lead back to its first one."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from counter_app.domain.acts import Kind
from counter_app.storage import tables
from counter_app.storage.act_log import ActLog, StoredAct
from counter_app.storage.transactions import Reading

_ACTS = tables.acts.c
_HEADER = sa.cast(_ACTS.header, sa.Text)
_REF = sa.case(
    (sa.func.json_valid(_HEADER) == 1, sa.func.json_extract(_HEADER, "$.ref")), else_=None
)
"""What an act refers to; a damaged header refers to nothing."""


def homes_of(view: Reading, roots: Iterable[int]) -> dict[int, int]:
    """Of these acts and every act whose references lead back to one of them: to which.

    A reference always goes back, so that one look through the headers finds them all. Internal
    acts refer to nothing and belong to no deal.
    """
    home = {root: root for root in roots}
    if not home:
        return {}
    first = min(home)
    wanted = (
        sa.select(_ACTS.seq, _REF.label("ref"))
        .where(_ACTS.seq > first, _ACTS.kind != Kind.INTERNAL.value, first <= _REF)
        .order_by(_ACTS.seq)
    )
    for row in view.connection.execute(wanted):
        if row.ref in home and row.ref < row.seq:
            home.setdefault(row.seq, home[row.ref])
    return home


def acts_of_deals(view: Reading, acts: ActLog, roots: Iterable[int]) -> dict[int, list[StoredAct]]:
    """The acts of each deal, in order, by the deal's first act.

    Raises:
        IntegrityFault: `act_malformed` or `act_missing`.
    """
    found: dict[int, list[StoredAct]] = {}
    for seq, root in sorted(homes_of(view, roots).items()):
        found.setdefault(root, []).append(acts.act(view, seq))
    return found
