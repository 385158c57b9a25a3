"""Cease of use: what the law lets go is erased at once, what it keeps is explained line by line.

The answer lists both, from the tables. Then retention does its work: what a hold keeps it passes
over, and takes it when the hold has ended, whoever asked for it long since forgotten (APPI art. 35;
Secondhand Articles Dealer Act art. 18). docs/decisions/011-requests-desk.md says why a hold changes
no word of the letter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.domain.answers import ANSWERS
from counter_app.domain.erasure import Erased
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.requests import (
    Answer,
    KeptPart,
    Reason,
    Request,
    RequestKind,
    Result,
    free_text,
)
from counter_app.domain.values import StaffCode
from counter_app.law.requests import RequestRules
from counter_app.law.retention import Retention
from counter_app.services.erasure_plan import asked_parts, planned, require_settled
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.services.request_deals import deals_of
from counter_app.services.request_provision import standing_answers, take_back
from counter_app.services.requests import RequestDesk
from counter_app.services.retention import RetentionDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.erasure import DuePart
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

KEPT = "kept_by_law"
"""The reason why something is not erased."""


@dataclass(frozen=True, slots=True)
class ErasedOnRequest:
    """What came of it.

    Attributes:
        erased: today's erasures; None where nothing went now.
        waits: another program has the record open; the next run of the retention does it.
    """

    request: Request
    erased: Erased | None
    waits: bool


class RequestErasureDesk:
    """Answers requests to cease use by erasing."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        desk: RequestDesk,
        retention: RetentionDesk,
        rules: RequestRules,
        consents: tuple[WithdrawalDesk, ExtraPurposeDesk],
    ) -> None:
        self._record = record
        self._clock = clock
        self._desk = desk
        self._retention = retention
        self._rules = rules
        self._withdrawals, self._extra = consents

    def plan(self, number: str) -> tuple[KeptPart, ...]:
        """What would be erased, and what is kept until when.

        Raises:
            WrongInput: `request_unknown`.
            Refused: `request_other_kind`, `request_no_deals` or `request_deal_unsettled`.
        """
        with self._record.read() as view:
            return self._plan(view, self._desk.opened(view, number))

    def erase(self, number: str, text: str, by: StaffCode, pin: str) -> ErasedOnRequest:
        """Answer a request to cease use: take back what was agreed to, erase what may go.

        Raises:
            WrongInput: `request_unknown` or `request_form`.
            Refused: as `plan`; `request_answered`, `request_unchecked`, `not_a_manager`,
                `pin_wrong`, `pin_locked`, `clock_backwards` or `clock_jumped`.
        """
        request, words = self._desk.get(number), free_text(text)
        self.plan(number)
        self._desk.require_ready(request)
        self._desk.prove(request, by, pin)
        with self._record.read() as view:
            standing = standing_answers(self._record, view, request.deals)
            visits = {deal.visit for deal in deals_of(self._record, view, request.deals)}
        withdrawn = take_back(self._withdrawals, standing, ANSWERS, by, pin)
        for one in self._extra.given():  # nor is it used any more beyond the notice
            if one.visit_number in visits and not one.spent:
                self._extra.withdraw(one.act, by, pin)
        with self._record.write() as tx:
            parts = self._plan(tx, self._desk.opened(tx, number))
            kept = any(one.rule for one in parts)
            answer = Answer(
                *(0, self._clock.now(), by, Result.PARTLY if kept else Result.DONE, words),
                reasons=(Reason(KEPT),) if kept else (),
                parts=parts,
                withdrawn=withdrawn,
            )
            request = self._desk.answered(tx, number, answer)
        try:
            erased = self._retention.run(by)
        except NotPossibleNow:  # the answer stands, and the next run takes what it lists
            return ErasedOnRequest(request, None, waits=True)
        return ErasedOnRequest(request, erased, waits=False)

    def _plan(self, view: Reading, request: Request) -> tuple[KeptPart, ...]:
        if request.kind is not RequestKind.CEASE_USE:
            raise Refused("request_other_kind")
        if not request.deals:
            raise Refused("request_no_deals")
        deals = deals_of(self._record, view, request.deals)
        require_settled(self._record, view, deals)
        today = business_day(self._clock.now())
        clocks = self._retention.retention_on(today)
        return planned(
            deals,
            gone_parts(self._record, view, self._rules, clocks, today),
            self._rules,
            clocks,
            today,
        )


def gone_parts(
    record: Record, view: Reading, rules: RequestRules, retention: Retention, today: date
) -> frozenset[tuple[int, str]]:
    """(act, part) of all that is erased, or was asked to be: nobody is told of it any more."""
    erased = {(seq, part) for seq, parts in record.erasures.lawful(view).items() for part in parts}
    asked = asked_parts(record, view, rules, retention, today)
    return frozenset(erased | {(one.seq, one.part) for one in asked})


def asked_of(
    record: Record, clock: Clock, rules: RequestRules, retention_on: Callable[[date], Retention]
) -> Callable[[Reading], list[DuePart]]:
    """What retention asks: the parts that persons asked to be erased."""

    def asked(view: Reading) -> list[DuePart]:
        today = business_day(clock.now())
        return asked_parts(record, view, rules, retention_on(today), today)

    return asked
