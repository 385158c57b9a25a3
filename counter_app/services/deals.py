"""Finding a past deal by its visit's number, and the acts that belong to it."""

from __future__ import annotations

from collections.abc import Iterable

from counter_app.domain.acts import Header, Kind
from counter_app.law.jobs import Job
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

OF_A_DEAL = frozenset({Kind.PAID, Kind.CORRECTION, Kind.CARRIED_OVER})
"""Acts that tell more of a deal, or tell it right."""


def accepted_act(record: Record, view: Reading, visit_number: str) -> StoredAct | None:
    """The act that accepted the articles of a visit, looked for from the last one backwards."""
    wanted = visit_number.strip().upper()
    for stored in record.acts.newest(view, Kind.ARTICLE_ACCEPTED):
        fields = record.acts.fields_for(view, stored, Job.FIND_DEAL)
        if wanted and fields.get("application.visit_number") == wanted:
            return stored
    return None


def acts_of_deal(accepted: Header, headers: Iterable[Header]) -> list[int]:
    """The sequences of a deal's acts: consent, acceptance, payouts, and what corrects its lines.

    Args:
        accepted: of the act that accepted the articles.
        headers: of every act, in any order.
    """
    known = sorted((one for one in headers if one.kind in OF_A_DEAL), key=lambda one: one.seq)
    found = {accepted.seq}
    for one in known:  # a correction of a correction refers to the one before
        if one.ref in found:
            found.add(one.seq)
    if accepted.ref is not None:
        found.add(accepted.ref)
    return sorted(found)
