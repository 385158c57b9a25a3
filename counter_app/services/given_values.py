"""What the record holds of a ledger line as it was last put right, and whether it may go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.services.holds import first_line
from counter_app.storage.act_log import StoredAct
from counter_app.storage.ledger_lines import article_values, line_values
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

GROUP = "group"
"""The answer of the customer, and the basis that follows from it."""


def given_values(
    record: Record, view: Reading, line: LedgerLine, fields: Iterable[str]
) -> dict[str, Any]:
    """The values of chosen fields of a line that holds; those that are empty are left out."""
    first = first_line(record, view, line)
    accepted = record.acts.act(view, first.act_seq)
    told = record.acts.fields_for(view, accepted, Job.THIRD_PARTY_VALUES)
    place = first.number.running - (accepted.header.ledger or (first.number.running, 1))[0]
    values = article_values(told, place)
    if line.act_seq != first.act_seq:
        stored = record.acts.act(view, line.act_seq)
        told = record.acts.fields_for(view, stored, Job.THIRD_PARTY_VALUES)
        values |= line_values(stored.header, told, line.number.running)
    if line.age is not None:
        values["person.age"] = line.age
    return {name: values[name] for name in fields if values.get(name) not in (None, "", [], {})}


def consented_to_group(
    record: Record, view: Reading, acceptance: int, number: LedgerNumber
) -> tuple[int, date]:
    """By which consent the person of a deal agrees to provisions to the group now, and its day.

    Looked at are the answer that was signed, every withdrawal and every later consent since, and
    the basis that stands in the record: whichever of them says no, it is no.

    Raises:
        Refused: `group_not_agreed` or `group_answer_withdrawn` with the ledger number.
    """
    consent = record.acts.act(view, acceptance).header.ref
    if consent is None:
        raise Refused("group_not_agreed", number=number)
    first = record.acts.act(view, consent)
    if first.header.kind is not Kind.CONSENT_GIVEN:
        raise Refused("group_not_agreed", number=number)
    stands = GROUP in record.acts.bases(view, acceptance)
    withdrawn = _of_consent(record, view, consent, Kind.CONSENT_WITHDRAWN)
    agreed: StoredAct | None = first if _agrees(record, view, first) else None
    if withdrawn or (agreed is None and stands):
        later = _of_consent(record, view, consent, Kind.CONSENT_GIVEN)
        for one in sorted((*withdrawn, *later), key=lambda stored: stored.header.seq):
            if one.header.kind is Kind.CONSENT_WITHDRAWN:
                agreed = None if _takes_back(record, view, one) else agreed
            elif _agrees(record, view, one):
                agreed = one
    if agreed is None and not withdrawn:
        raise Refused("group_not_agreed", number=number)
    if agreed is None or not stands:
        raise Refused("group_answer_withdrawn", number=number)
    return agreed.header.seq, business_day(agreed.header.at)


def _of_consent(record: Record, view: Reading, consent: int, kind: Kind) -> list[StoredAct]:
    """The later acts of a kind that go back to a consent by their references."""
    return [
        stored
        for stored in record.acts.of_kind(view, kind)
        if stored.header.seq > consent and _goes_back_to(record, view, stored, consent)
    ]


def _goes_back_to(record: Record, view: Reading, stored: StoredAct, consent: int) -> bool:
    seq, ref = stored.header.seq, stored.header.ref
    while ref is not None and consent < ref < seq:
        seq, ref = ref, record.acts.act(view, ref).header.ref
    return ref == consent


def _agrees(record: Record, view: Reading, stored: StoredAct) -> bool:
    told = record.acts.fields_for(view, stored, Job.CONSENT_ANSWERS).get("other.consent", {})
    return told.get("choices", {}).get("group_provision") is True


def _takes_back(record: Record, view: Reading, stored: StoredAct) -> bool:
    """Whether the group's answer is among what was taken back; what cannot be read is all."""
    told = record.acts.fields_for(view, stored, Job.CONSENT_ANSWERS).get("other.withdrawal")
    what = told.get("what") if isinstance(told, dict) else None
    return GROUP in what if isinstance(what, list) else True
