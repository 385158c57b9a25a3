"""Inquiries of the police and what was given: an internal act with exactly the fields given.

There is no standing envelope for the police: whatever they get is chosen field by field by a
manager. An inquiry that waits for its answer keeps the deals that it is about from being erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.errors import WrongInput
from counter_app.domain.holds import HoldKind
from counter_app.domain.internal import NOTE_FIELD, InternalNote, NoteKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.provision import (
    GivenLine,
    PastProvision,
    PendingRequest,
    PoliceRequest,
    Provision,
    fields_for_police,
    police_request,
    require_fields,
)
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.services.holds import first_line
from counter_app.services.internal_acts import internal_act, internal_notes
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import StoredAct
from counter_app.storage.ledger_lines import article_values, line_values
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing


class ProvisionDesk:
    """Takes inquiries of the police, and answers them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        facts: NoticeFacts,
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._facts = facts
        self._staff = staff
        self._clocks = clocks

    def choices(self, *, written: bool) -> tuple[str, ...]:
        """The fields that may be given, with a written legal demand or without one."""
        return fields_for_police(self._facts, written=written)

    def ask(
        self, request: PoliceRequest, lines: Sequence[LedgerNumber], manager: StaffCode, pin: str
    ) -> PendingRequest:
        """Note an inquiry that is answered later.

        Raises:
            WrongInput: `line_unknown`, or as domain.provision.police_request.
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        asked = police_request(request)
        with self._record.read() as view:
            found = self._lines(view, lines)
        self._staff.prove_for(Deed.ANSWER_POLICE, manager, pin)
        with self._record.write() as tx:
            told = {
                "step": "asked",
                "request": msgspec.to_builtins(asked),
                "lines": [line.number.running for line in found],
                "articles": sorted(
                    {first_line(self._record, tx, line).number.running for line in found}
                ),
            }
            seq = self._write(tx, told, manager)
        return PendingRequest(seq, asked, tuple(line.number for line in found))

    def pending(self) -> list[PendingRequest]:
        """The inquiries that wait for their answer, the oldest first."""
        with self._record.read() as view:
            holds = self._record.holds.standing(view, business_day(self._clock.now()))
            seqs = dict.fromkeys(one.seq for one in holds if one.kind is HoldKind.INQUIRY)
            return [self._pending(view, seq) for seq in seqs]

    def given(self, manager: StaffCode, pin: str) -> tuple[PastProvision, ...]:
        """What was given to the police so far, the oldest first; of erased notes nothing.

        Raises:
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`: whoever learns of an inquiry must
                be who answers them.
        """
        self._staff.prove_for(Deed.ANSWER_POLICE, manager, pin)
        with self._record.read() as view:
            return tuple(
                self._past(stored, note.told)
                for stored, note in internal_notes(self._record, view)
                if note.kind is NoteKind.POLICE_PROVISION and note.told.get("step") == "given"
            )

    def provide(
        self,
        request: PoliceRequest,
        lines: Sequence[LedgerNumber],
        fields: Iterable[str],
        manager: StaffCode,
        pin: str,
        *,
        answers: int | None = None,
    ) -> Provision:
        """Give fields of ledger lines to the police, and write down exactly what was given.

        Args:
            request: who asked, and by what right.
            lines: about which lines.
            fields: chosen one by one, as the notice's facts name them.
            manager: who gives them.
            pin: theirs.
            answers: the inquiry's act, when it was noted before.

        Raises:
            WrongInput: `provision_nothing`, `field_unknown`, `line_unknown`, `inquiry_unknown`, or
                as domain.provision.police_request.
            Refused: `field_not_for_police`, and as `ask`.
        """
        asked = police_request(request)
        chosen = require_fields(fields, self._facts, asked)
        with self._record.read() as view:
            self._lines(view, lines)
            self._require_pending(view, answers)
        self._staff.prove_for(Deed.ANSWER_POLICE, manager, pin)
        with self._record.write() as tx:
            self._require_pending(tx, answers)
            given = tuple(
                GivenLine(line.number, _only(self._values(tx, line), chosen))
                for line in self._lines(tx, lines)
            )
            told = {
                "step": "given",
                "request": msgspec.to_builtins(asked),
                "given": [[one.number.running, dict(one.values)] for one in given],
                "ends": answers,
            }
            seq = self._write(tx, told, manager)
        absent = tuple(name for name in chosen if not any(name in one.values for one in given))
        return Provision(seq, asked, given, absent)

    def drop(self, seq: int, reason: str, manager: StaffCode, pin: str) -> None:
        """End an inquiry to which nothing was given.

        Raises:
            WrongInput: `inquiry_unknown`, `reason_missing` or `reason_form`.
            Refused: as `ask`.
        """
        why = reason_from(reason)
        with self._record.read() as view:
            self._require_pending(view, seq)
        self._staff.prove_for(Deed.ANSWER_POLICE, manager, pin)
        with self._record.write() as tx:
            self._require_pending(tx, seq)
            self._write(tx, {"step": "dropped", "reason": why, "ends": seq}, manager)

    def _write(self, tx: Writing, told: Mapping[str, Any], by: StaffCode) -> int:
        now = self._clock.now()
        self._clocks.require_right(now)
        note = InternalNote(NoteKind.POLICE_PROVISION, told)
        return self._record.write_act(tx, internal_act(note, by, now)).header.seq

    def _past(self, stored: StoredAct, told: Mapping[str, Any]) -> PastProvision:
        given = told["given"]
        return PastProvision(
            stored.header.seq,
            stored.header.at,
            stored.header.staff,
            msgspec.convert(told["request"], PoliceRequest),
            tuple(LedgerNumber(self._record.till, running) for running, _values in given),
            tuple(dict.fromkeys(name for _running, values in given for name in values)),
        )

    def _pending(self, view: Reading, seq: int) -> PendingRequest:
        stored = self._record.acts.act(view, seq)
        told = self._record.acts.fields_for(view, stored, Job.POLICE_INQUIRY)[NOTE_FIELD]
        numbers = tuple(LedgerNumber(self._record.till, one) for one in told["lines"])
        return PendingRequest(seq, msgspec.convert(told["request"], PoliceRequest), numbers)

    def _require_pending(self, view: Reading, seq: int | None) -> None:
        if seq is None:
            return
        holds = self._record.holds.of_act(view, seq)
        if not any(one.kind is HoldKind.INQUIRY and one.ended is None for one in holds):
            raise WrongInput("inquiry_unknown")

    def _lines(self, view: Reading, numbers: Sequence[LedgerNumber]) -> list[LedgerLine]:
        wanted = list(dict.fromkeys(numbers))
        found = self._record.ledger.numbered(view, [one.running for one in wanted])
        known = all(one.running in found and one.till == self._record.till for one in wanted)
        if not wanted or not known:
            raise WrongInput("line_unknown")
        return [found[one.running] for one in wanted]

    def _values(self, view: Reading, line: LedgerLine) -> dict[str, Any]:
        """What the record holds of a line as it was last put right, by field."""
        first = first_line(self._record, view, line)
        accepted = self._record.acts.act(view, first.act_seq)
        fields = self._record.acts.fields_for(view, accepted, Job.POLICE_PROVISION)
        place = first.number.running - (accepted.header.ledger or (first.number.running, 1))[0]
        values = article_values(fields, place)
        values |= {"application.quantity": first.quantity, "person.age": first.age}
        running: int | None = first.number.running
        while running is not None:
            marks = self._record.marks.of_lines(view, [running]).get(running, LineMarks())
            if marks.disposed is not None:
                values |= self._disposal(view, marks.disposed)
            running = marks.corrected_by
            if running is not None:
                values |= self._corrected(view, running)
        return values

    def _corrected(self, view: Reading, running: int) -> dict[str, Any]:
        """The columns of a line that puts another right."""
        line = self._record.ledger.numbered(view, [running]).get(running)
        if line is None:
            return {}
        stored = self._record.acts.act(view, line.act_seq)
        fields = self._record.acts.fields_for(view, stored, Job.POLICE_PROVISION)
        return line_values(stored.header, fields, running) | {"person.age": line.age}

    def _disposal(self, view: Reading, seq: int) -> dict[str, Any]:
        stored = self._record.acts.act(view, seq)
        told = self._record.acts.fields_for(view, stored, Job.POLICE_PROVISION).get(
            "article.disposal"
        )
        if told is None:
            return {}
        day = business_day(stored.header.at).isoformat()
        return {"article.disposal": {**told, "day": day}}


def _only(values: Mapping[str, Any], chosen: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in chosen if values.get(name) not in (None, "", [], {})}
