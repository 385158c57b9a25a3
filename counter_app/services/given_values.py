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
    if consent is None or record.acts.act(view, consent).header.kind is not Kind.CONSENT_GIVEN:
        raise Refused("group_not_agreed", number=number)
    agreed: StoredAct | None = None
    withdrawn = False
    for seq in record.consents.belonging(view, consent):
        stored = record.acts.act(view, seq)
        if stored.header.kind is Kind.CONSENT_WITHDRAWN:
            withdrawn = True
            agreed = None if _takes_back(record, view, stored) else agreed
        elif stored.header.kind is Kind.CONSENT_GIVEN and _agrees(record, view, stored):
            agreed = stored
    if agreed is None and not withdrawn:
        raise Refused("group_not_agreed", number=number)
    if agreed is None or GROUP not in record.acts.bases(view, acceptance):
        raise Refused("group_answer_withdrawn", number=number)
    return agreed.header.seq, business_day(agreed.header.at)


def _agrees(record: Record, view: Reading, stored: StoredAct) -> bool:
    told = record.acts.fields_for(view, stored, Job.CONSENT_ANSWERS).get("other.consent", {})
    return told.get("choices", {}).get("group_provision") is True


def _takes_back(record: Record, view: Reading, stored: StoredAct) -> bool:
    """Whether the group's answer is among what was taken back; what cannot be read is all."""
    told = record.acts.fields_for(view, stored, Job.CONSENT_ANSWERS).get("other.withdrawal")
    what = told.get("what") if isinstance(told, dict) else None
    return GROUP in what if isinstance(what, list) else True
