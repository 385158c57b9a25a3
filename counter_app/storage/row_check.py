"""Do the rows beside the ledger say what the acts say: places, bases, holds, requests, staff.

Whoever holds the key can change rows that no leaf covers. A line filed under another day is missing
from that day's print, a basis that nobody gave would hand keys to another reader, a hold that is
gone would let an article out, a clerk's row could become a manager's, and a bulletin that lost its
row or its day of arrival matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from counter_app.domain.acts import DUTY, Header, Kind, duty_narrows
from counter_app.domain.answers import CONSENT_FIELD, NONE, Answers, after, bases_of
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.internal import NOTE_FIELD, NoteKind
from counter_app.domain.requests import OF_REQUESTS
from counter_app.domain.staff import Role, StaffMember
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.storage import tables
from counter_app.storage.act_log import StoredAct
from counter_app.storage.bulletin_rows import BULLETINS_TOLD, STAMP_TOLD
from counter_app.storage.hold_rows import Holds, follow
from counter_app.storage.records import Record
from counter_app.storage.request_rows import Requests, follow_requests
from counter_app.storage.transactions import Reading, Writing


def row_faults(record: Record, view: Reading) -> list[str]:
    """One line for each row that says other than its act."""
    faults = [
        f"ledger line {running}: filed under another day, act or article"
        for running in record.ledger.misfiled(view)
    ]
    told = _Told(record, view)
    faults += record.holds.faults(view, told.holds)
    faults += record.requests.faults(view, told.requests)
    bulletins = record.bulletins.faults(view, told.bulletins, told.erased)
    return [*faults, *_basis_faults(view, told), *_staff_faults(record, view, told), *bulletins]


_ANSWERING = frozenset({Kind.CONSENT_GIVEN, Kind.CONSENT_WITHDRAWN})
_NOTED = {
    Kind.STAFF_CHANGED: Job.STAFF_ROWS,
    Kind.INTERNAL: Job.HOLD_ROWS,
    Kind.ERASURE_BEGUN: Job.ERASURE_NOTES,
}


class _Told:
    """What the acts tell of consents and staff, gone through once.

    Attributes:
        consent: the consent that an act stands on, itself or by its references, by sequence.
        answers: which answers of a consent stand, given and taken back in the order of the acts, by
            sequence; None where its key was erased.
        staff: name and role by code; None where an act of it was erased.
        holds: what internal acts and requests began, and ended.
        requests: what was asked, and answered.
        bulletins: what the act of an arrival tells of its bulletin, by sequence.
        erased: the acts whose bulletins an erasure was begun for.
        deal: the first act of the deal that an act belongs to, by sequence.
        lost: a request was erased: whose use it ended nobody can say any more.
    """

    def __init__(self, record: Record, view: Reading) -> None:
        self.consent: dict[int, int] = {}
        self.answers: dict[int, Answers | None] = {}
        self.staff: dict[str, tuple[str, str]] | None = {}
        self.holds: Holds = {}
        self.requests: Requests = {}
        self.bulletins: dict[int, Any] = {}
        self.erased: set[int] = set()
        self.deal: dict[int, int] = {}
        self.lost = False
        self._concerns: dict[int, set[int]] = {}
        self._lines: dict[int, int] = {}
        for stored in record.acts.readable(view):
            header = stored.header
            self._place(header)
            if header.ref in self.consent:
                self.consent[header.seq] = self.consent[header.ref]
            elif header.kind is Kind.CONSENT_GIVEN:
                self.consent[header.seq] = header.seq
            if header.kind in _ANSWERING and header.seq in self.consent:
                fields = _fields(record, view, stored, Job.CONSENT_ANSWERS)
                self._answer(stored, self.consent[header.seq], fields)
            if header.kind in OF_REQUESTS:
                fields = _fields(record, view, stored, Job.REQUEST_ROWS)
                follow(self.holds, header, fields)
                follow_requests(self.requests, header, fields)
                self._concern(header, fields)
            if header.kind in _NOTED:
                fields = _fields(record, view, stored, _NOTED[header.kind])
                if header.kind is Kind.INTERNAL:
                    follow(self.holds, header, fields)
                self._note(stored, fields.get(NOTE_FIELD))

    def ended(self) -> set[int]:
        """The first acts of the deals whose use a person's request ended."""
        running = [
            line
            for seq, row in self.requests.items()
            if row.ends_use
            for line in self._concerns.get(seq, ())
        ]
        return {self._lines[line] for line in running if line in self._lines}

    def _place(self, header: Header) -> None:
        """Note to which deal an act belongs, and by which act's lines it is known."""
        deal = self.deal[header.seq] = self.deal.get(header.ref or 0, header.seq)
        first, count = header.ledger or (0, 0)
        self._lines |= dict.fromkeys(range(first, first + count), deal)

    def _concern(self, header: Header, fields: Mapping[str, Any]) -> None:
        """Note which deals a request is about."""
        taken = header.seq if header.ref is None else header.ref
        self._concerns.setdefault(taken, set()).update(fields.get("inquiry.concerns", []))
        is_answer = header.kind is Kind.REQUEST_ANSWERED
        self.lost |= taken not in self.requests or (is_answer and "inquiry.result" not in fields)

    def _answer(self, stored: StoredAct, root: int, fields: Mapping[str, Any]) -> None:
        before = self.answers.get(root, NONE)
        if before is None:  # of a consent that is erased nobody can say any more what stood
            return
        if stored.header.kind is Kind.CONSENT_WITHDRAWN:
            self.answers[root] = after(before, fields) if fields else NONE
        else:
            self.answers[root] = after(before, fields) if CONSENT_FIELD in fields else None

    def _note(self, stored: StoredAct, note: Any) -> None:
        kind, told = stored.header.kind, note if isinstance(note, dict) else {}
        if kind is Kind.ERASURE_BEGUN:
            self.erased |= set(told.get(BULLETINS_TOLD, ()))
        elif kind is Kind.INTERNAL and told.get("kind") == NoteKind.BULLETIN_ARRIVED:
            self.bulletins[stored.header.seq] = told.get(STAMP_TOLD)
        elif kind is Kind.STAFF_CHANGED and self.staff is not None:
            if told:
                self.staff[told["code"]] = (told["name"], told["role"])
            else:
                self.staff = None


def put_rows_right(record: Record, tx: Writing, no_pin: str) -> tuple[str, ...]:
    """Make bases, holds, requests and staff say what the acts say.

    Args:
        record: the till's.
        tx: the transaction.
        no_pin: the PIN's hash of staff whose row was gone.

    Returns:
        The codes of those staff.
    """
    told = _Told(record, tx)
    mine = tables.act_bases.c
    for seq, basis in list(_wrong_bases(tx, told)):
        which = (mine.seq == seq) & (mine.basis == basis)
        tx.connection.execute(sa.delete(tables.act_bases).where(which))
    for seq in _wrongly_on_duty(tx, told):
        record.acts.set_bases(tx, seq, frozenset({"notice"}))
    record.duties.keep(tx, told.ended())
    record.holds.write_anew(tx, told.holds)
    record.requests.write_anew(tx, told.requests)
    if told.staff is None:
        return ()
    there = {str(one.code): one for one in record.staff.members(tx)}
    for code, (name, role) in told.staff.items():
        known = there.pop(code, None)
        fresh = StaffMember(StaffCode(code), name, Role(role), no_pin)
        right = fresh if known is None else replace(known, name=name, role=Role(role))
        record.staff.put(tx, right)
    for code in there:
        tx.connection.execute(sa.delete(tables.staff).where(tables.staff.c.code == code))
    return tuple(sorted(one.code for one in record.staff.members(tx) if one.pin_hash == no_pin))


def _basis_faults(view: Reading, told: _Told) -> Iterator[str]:
    for seq, basis in _wrong_bases(view, told):
        yield f"act {seq}: {basis}, to which the customer did not agree"
    for seq in _wrongly_on_duty(view, told):
        yield f"act {seq}: {DUTY}, though nobody asked that its use cease"
    for seq, basis in _past_the_end(view, told):
        yield f"act {seq}: {basis}, though the customer asked that its use cease"


def _wrong_bases(view: Reading, told: _Told) -> Iterator[tuple[int, str]]:
    """Bases that the customer's signed answer does not give, by act.

    A consent whose key was erased can no longer say so and is passed over.
    """
    mine = tables.act_bases.c
    rows = view.connection.execute(
        sa.select(mine.seq, mine.basis)
        .where(mine.basis.not_in(["notice", DUTY]))
        .order_by(mine.seq, mine.basis)
    )
    for row in rows:
        answers = told.answers.get(told.consent.get(row.seq, 0), NONE)
        if answers is not None and row.basis not in bases_of(answers):
            yield row.seq, row.basis


def _wrongly_on_duty(view: Reading, told: _Told) -> list[int]:
    """Acts that stand on the duty alone without a request; an erased one can be asked no more."""
    ended, mine = told.ended(), tables.act_bases.c
    wanted = sa.select(mine.seq).where(mine.basis == DUTY).order_by(mine.seq)
    on_duty = [] if told.lost else view.connection.execute(wanted).scalars().all()
    return [seq for seq in on_duty if told.deal.get(seq) not in ended]


def _past_the_end(view: Reading, told: _Told) -> Iterator[tuple[int, str]]:
    """Bases of acts whose use has ended, where they would open more than the duty does."""
    ended, mine = told.ended(), tables.act_bases.c
    rows = view.connection.execute(
        sa.select(mine.seq, mine.basis, tables.acts.c.kind)
        .join(tables.acts, tables.acts.c.seq == mine.seq)
        .where(mine.basis != DUTY)
        .order_by(mine.seq, mine.basis)
    )
    for row in rows:
        if told.deal.get(row.seq) in ended and duty_narrows(Kind(row.kind)):
            yield row.seq, row.basis


def _staff_faults(record: Record, view: Reading, told: _Told) -> Iterator[str]:
    """Names and roles against the acts; the PIN's hash is in none."""
    if told.staff is None:
        return
    there = {str(one.code): (one.name, one.role.value) for one in record.staff.members(view)}
    for code in sorted(told.staff.keys() | there.keys()):
        if told.staff.get(code) != there.get(code):
            yield f"staff {code}: differs from its act"


def _fields(record: Record, view: Reading, stored: StoredAct, job: Job) -> Mapping[str, Any]:
    try:
        return record.acts.fields_for(view, stored, job)
    except IntegrityFault:  # a part that does not open is told where the whole log is opened
        return {}
