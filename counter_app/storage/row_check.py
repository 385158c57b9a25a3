"""Do the rows beside the ledger say what the acts say: where lines are filed, bases, holds, staff.

Whoever holds the key can change rows that no leaf covers. A line filed under another day is missing
from that day's print, a basis that nobody gave would hand keys to another reader, a hold that is
gone would let an article out, and a clerk's row could become a manager's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import IntegrityFault
from counter_app.storage import tables
from counter_app.storage.act_log import StoredAct
from counter_app.storage.hold_rows import Holds, follow
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def row_faults(record: Record, view: Reading) -> list[str]:
    """One line for each row that says other than its act."""
    faults = [
        f"ledger line {running}: filed under another day, act or article"
        for running in record.ledger.misfiled(view)
    ]
    told = _Told(record, view)
    faults += record.holds.faults(view, told.holds)
    return [*faults, *_basis_faults(view, told), *_staff_faults(record, view, told)]


class _Told:
    """What the acts tell of consents and staff, gone through once.

    Attributes:
        consent: the consent that an act stands on, itself or by its references, by sequence.
        answers: what a consent agrees to, by sequence; None where its key was erased.
        staff: name and role by code; None where an act of it was erased.
        holds: what internal acts began, and ended.
    """

    def __init__(self, record: Record, view: Reading) -> None:
        self.consent: dict[int, int] = {}
        self.answers: dict[int, frozenset[str] | None] = {}
        self.staff: dict[str, tuple[str, str]] | None = {}
        self.holds: Holds = {}
        for stored in record.acts.readable(view):
            header = stored.header
            if header.kind is Kind.CONSENT_GIVEN:
                self.consent[header.seq] = header.seq
                self.answers[header.seq] = _answers(_fields(record, view, stored))
            elif header.ref in self.consent:
                self.consent[header.seq] = self.consent[header.ref]
            if header.kind is Kind.INTERNAL:
                follow(self.holds, header, _fields(record, view, stored))
            if header.kind is Kind.STAFF_CHANGED and self.staff is not None:
                note = _fields(record, view, stored).get("other.staff_note")
                if isinstance(note, dict):
                    self.staff[note["code"]] = (note["name"], note["role"])
                else:
                    self.staff = None


def _basis_faults(view: Reading, told: _Told) -> Iterator[str]:
    """Bases that the customer's signed answer does not give.

    A consent whose key was erased can no longer say so and is passed over.
    """
    mine = tables.act_bases.c
    rows = view.connection.execute(
        sa.select(mine.seq, mine.basis).where(mine.basis != "notice").order_by(mine.seq, mine.basis)
    )
    for row in rows:
        given = told.answers.get(told.consent.get(row.seq, 0), frozenset())
        if given is not None and row.basis not in given:
            yield f"act {row.seq}: {row.basis}, to which the customer did not agree"


def _answers(fields: Mapping[str, Any]) -> frozenset[str] | None:
    consent = fields.get("other.consent")
    if not isinstance(consent, dict):
        return None
    try:
        choices = msgspec.convert(consent.get("choices"), Choices)
    except msgspec.ValidationError:  # not an answer that this program wrote: it agrees to nothing
        return frozenset()
    answers = {"marketing": choices.marketing, "group": choices.group}
    return frozenset(basis for basis, given in answers.items() if given)


def _staff_faults(record: Record, view: Reading, told: _Told) -> Iterator[str]:
    """Names and roles against the acts; the PIN's hash is in none."""
    if told.staff is None:
        return
    there = {str(one.code): (one.name, one.role.value) for one in record.staff.members(view)}
    for code in sorted(told.staff.keys() | there.keys()):
        if told.staff.get(code) != there.get(code):
            yield f"staff {code}: differs from its act"


def _fields(record: Record, view: Reading, stored: StoredAct) -> Mapping[str, Any]:
    try:
        return record.acts.fields(view, stored, "provide")
    except IntegrityFault:  # a part that does not open is told where the whole log is opened
        return {}
