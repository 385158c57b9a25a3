"""Which acts belong to a deal: those whose references lead back to its first one."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from counter_app.domain.acts import Kind
from counter_app.storage import tables
from counter_app.storage.act_log import ActLog, StoredAct
from counter_app.storage.transactions import Reading

_ACTS = tables.acts.c
_REF = sa.func.json_extract(sa.cast(_ACTS.header, sa.Text), "$.ref")


def acts_of_deals(view: Reading, acts: ActLog, roots: Iterable[int]) -> dict[int, list[StoredAct]]:
    """The acts of each deal, in order, by the deal's first act.

    A reference always goes back, so that one look through the headers finds them all. Internal
    acts refer to nothing and belong to no deal.

    Raises:
        IntegrityFault: `act_malformed` or `act_missing`.
    """
    home = {root: root for root in roots}
    if not home:
        return {}
    wanted = (
        sa.select(_ACTS.seq, _REF.label("ref"))
        .where(_ACTS.seq > min(home), _ACTS.kind != Kind.INTERNAL.value, _REF.is_not(None))
        .order_by(_ACTS.seq)
    )
    for row in view.connection.execute(wanted):
        if row.ref in home:
            home.setdefault(row.seq, home[row.ref])
    found: dict[int, list[StoredAct]] = {}
    for seq in sorted(home):
        found.setdefault(home[seq], []).append(acts.act(view, seq))
    return found
