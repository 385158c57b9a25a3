"""The requests and inquiries desk: what is asked is taken down, followed, answered, found again.

Whatever a customer asks is an act (notice, item 7). The deals that a request is about are kept from
erasure until it is answered. What is answered by doing something (disclosure, erasure, ending a
provision) is done by the desks beside this one, which write the answer through `answered`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.request_acts import answer_fields, taken_fields
from counter_app.domain.requests import (
    Answer,
    Confirmed,
    NewRequest,
    Reason,
    Request,
    RequestKind,
    Result,
    free_text,
    new_request,
    require_open,
)
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode, ledger_number
from counter_app.law.requests import RequestRules
from counter_app.services.request_deals import (
    deals_of,
    first_numbers,
    require_of_person,
)
from counter_app.services.request_list import RequestList
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

_NOTICE = frozenset({"notice"})


class RequestDesk(RequestList):
    """Takes and follows requests, and answers those that words alone answer."""

    def __init__(
        self, record: Record, clock: Clock, rules: RequestRules, staff: StaffDesk, clocks: ClockDesk
    ) -> None:
        super().__init__(record, clock, rules)
        self._staff = staff
        self._clocks = clocks

    def take(self, told: NewRequest, by: StaffCode, pin: str) -> Request:
        """Take a request down.

        Raises:
            WrongInput: `line_unknown`, or as domain.requests.new_request.
            Refused: `request_not_of_person`: a deal does not name the person; `pin_wrong`,
                `pin_locked` or `clock_backwards`.
        """
        clean = new_request(told)
        with self._record.read() as view:
            self._deals(view, clean)
        self._staff.prove_for(Deed.TAKE_REQUEST, by, pin)
        with self._record.write() as tx:
            deals = self._deals(tx, clean)
            days = self._rules.requests.need(clean.kind.value, self.today).target_days
            number = self._number(tx)
            fields = taken_fields(clean, number, self.today + timedelta(days=days), deals)
            self._write(tx, Kind.REQUEST_TAKEN, by, fields, None)
            return self.opened(tx, number)

    def check(self, number: str, how: Confirmed, document: str, by: StaffCode, pin: str) -> Request:
        """Note how the requester was confirmed: by a document's kind, a call back, or a receipt.

        Raises:
            WrongInput: `request_unknown` or `request_document_missing`.
            Refused: `request_answered`, and as `take`.
        """
        if how is Confirmed.DOCUMENT and not document:
            raise WrongInput("request_document_missing")
        fields = {
            "inquiry.checked": {"how": how.value, "by": by},
            "id_document.kind": document if how is Confirmed.DOCUMENT else "",
        }
        return self._step(number, fields, by, pin)

    def link(self, number: str, lines: Sequence[LedgerNumber], by: StaffCode, pin: str) -> Request:
        """Say which deals a request is about; those linked before stay.

        Raises:
            WrongInput: `request_unknown` or `line_unknown`.
            Refused: `request_answered`, and as `take`.
        """
        with self._record.read() as view:
            asked = replace(self.opened(view, number).asked, lines=tuple(lines))
            deals = self._deals(view, asked)
        return self._step(number, {"inquiry.concerns": deals}, by, pin)

    def note(self, number: str, text: str, by: StaffCode, pin: str) -> Request:
        """Note what was found out or said on the way.

        Raises:
            WrongInput: `request_unknown`, `request_text_missing` or `request_form`.
            Refused: `request_answered`, and as `take`.
        """
        told = free_text(text)
        if not told:
            raise WrongInput("request_text_missing")
        return self._step(number, {"inquiry.text": told}, by, pin)

    def extend(self, number: str, due: date, reason: str, by: StaffCode, pin: str) -> Request:
        """Move the day to answer by; the requester is told why.

        Raises:
            WrongInput: `request_unknown`, `reason_missing`, `reason_form`, or `request_due`: the
                day is not later than the present one.
            Refused: `request_answered`, and as `take`.
        """
        why = reason_from(reason)
        if due <= max(self.get(number).row.due, self.today):
            raise WrongInput("request_due")
        return self._step(number, {"inquiry.due": due.isoformat(), "inquiry.text": why}, by, pin)

    def answer(self, number: str, text: str, by: StaffCode, pin: str, line: str = "") -> Request:
        """Answer a question, tell the purposes, or say by which line a correction was made.

        Raises:
            WrongInput: `request_unknown`; `request_text_missing`; `request_line_missing`: no line
                that puts right one of its deals was named.
            Refused: `request_answered`; `request_unchecked`: the requester was not confirmed;
                `request_needs_doing`: it is answered by doing what it asks; `not_a_manager`, and
                as `take`.
        """
        request = self.get(number)
        told = Answer(0, self._clock.now(), by, Result.DONE, free_text(text), line=line)
        if request.kind is RequestKind.QUESTION and not told.text:
            raise WrongInput("request_text_missing")
        if request.kind not in _BY_WORDS:
            raise Refused("request_needs_doing")
        self.require_ready(request)
        if request.kind is RequestKind.CORRECTION:
            with self._record.read() as view:
                self._require_correction(view, request, line)
        self.prove(request, by, pin)
        with self._record.write() as tx:
            return self.answered(tx, number, told)

    def refuse(
        self, number: str, reasons: Sequence[Reason], text: str, by: StaffCode, pin: str
    ) -> Request:
        """Refuse a request; never without a reason of the table (art. 36).

        Raises:
            WrongInput: `request_unknown`, `request_reason_missing`, or `request_reason_unknown`:
                no reason for which this kind may be refused.
            Refused: `request_answered`; `request_not_refused`: a question is answered, not
                refused; `not_a_manager`, and as `take`.
        """
        request = self.get(number)
        if request.kind is RequestKind.QUESTION:
            raise Refused("request_not_refused")
        clean = self.checked_reasons(request.kind, reasons)
        if not clean:
            raise WrongInput("request_reason_missing")
        told = Answer(0, self._clock.now(), by, Result.REFUSED, free_text(text), clean)
        require_open(request.row)
        self.prove(request, by, pin)
        with self._record.write() as tx:
            return self.answered(tx, number, told)

    # -- for the desks that answer by doing

    def checked_reasons(self, kind: RequestKind, reasons: Sequence[Reason]) -> tuple[Reason, ...]:
        """Reasons as they were chosen, each with a row for this kind of request.

        Raises:
            WrongInput: `request_reason_unknown` or `request_form`.
        """
        known = {row.key for row in self.reasons(kind)}
        if any(one.code not in known for one in reasons):
            raise WrongInput("request_reason_unknown")
        return tuple(Reason(one.code, free_text(one.words)) for one in reasons)

    def require_ready(self, request: Request) -> None:
        """Refuse to answer before the requester was confirmed, or for a second time.

        Raises:
            Refused: `request_answered` or `request_unchecked`.
        """
        require_open(request.row)
        if request.kind is not RequestKind.QUESTION and request.check is None:
            raise Refused("request_unchecked")

    def prove(self, request: Request, by: StaffCode, pin: str) -> None:
        """Prove who answers: a question anybody, a request of the notice a manager.

        Raises:
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`.
        """
        plain = request.kind is RequestKind.QUESTION
        self._staff.prove_for(Deed.ANSWER_QUESTION if plain else Deed.ANSWER_REQUEST, by, pin)

    def answered(self, tx: Writing, number: str, answer: Answer) -> Request:
        """Write the answer down; whatever it says is done is done in the same transaction.

        Raises:
            Refused: `request_answered` or `clock_backwards`.
        """
        request = self.opened(tx, number)
        require_open(request.row)
        fields = answer_fields(answer)
        self._write(tx, Kind.REQUEST_ANSWERED, answer.by, fields, request.row.seq)
        return self.opened(tx, number)

    def _step(self, number: str, fields: Mapping[str, Any], by: StaffCode, pin: str) -> Request:
        require_open(self.get(number).row)
        self._staff.prove_for(Deed.TAKE_REQUEST, by, pin)
        with self._record.write() as tx:
            row = self.opened(tx, number).row
            require_open(row)
            self._write(tx, Kind.REQUEST_STEP, by, fields, row.seq)
            return self.opened(tx, row.number)

    def _deals(self, view: Reading, told: NewRequest) -> list[int]:
        """The first numbers of the deals; of a request of the notice the person's own alone."""
        firsts = first_numbers(self._record, view, told.lines)
        if told.kind is not RequestKind.QUESTION:
            numbers = [LedgerNumber(self._record.till, one) for one in firsts]
            require_of_person(self._record, deals_of(self._record, view, numbers), told.name)
        return firsts

    def _require_correction(self, view: Reading, request: Request, line: str) -> None:
        if not line.strip():
            raise WrongInput("request_line_missing")
        number = ledger_number(line, self._record.till)
        found = self._record.ledger.numbered(view, [number.running]).get(number.running)
        if found is None or found.counter is None or found.at < request.at:
            raise WrongInput("request_line_missing")
        firsts = first_numbers(self._record, view, [number])
        if LedgerNumber(self._record.till, firsts[0]) not in request.deals:
            raise WrongInput("request_line_missing")

    def _number(self, tx: Writing) -> str:
        """The next number of today; it tells the day and nothing of other acts."""
        count = self._record.requests.taken_on(tx, self.today) + 1
        return f"{self._record.till}-Q{self.today:%Y%m%d}-{count:02d}"

    def _write(
        self, tx: Writing, kind: Kind, by: StaffCode, fields: Mapping[str, Any], ref: int | None
    ) -> StoredAct:
        now = self._clock.now()
        self._clocks.require_right(now)
        return self._record.write_act(tx, NewAct(kind, by, now, fields, ref=ref, bases=_NOTICE))


_BY_WORDS = frozenset({RequestKind.QUESTION, RequestKind.PURPOSES, RequestKind.CORRECTION})
"""What is answered in words; of a correction the line was written before."""
