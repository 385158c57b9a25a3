"""Cease of provision: what was agreed to for the group is taken back (APPI art. 35(3)).

Withdrawals are acts of their own (services.withdrawals); this desk finds what stands of the deals'
consents, has it taken back, and answers the request.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.answers import GROUP, Answers
from counter_app.domain.errors import Refused
from counter_app.domain.requests import Answer, Request, RequestKind, Result, free_text
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.request_deals import deals_of
from counter_app.services.requests import RequestDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

Standing = Mapping[int, Answers]
"""Which optional answers stand, by the consent's act."""


class RequestProvisionDesk:
    """Answers requests to cease provision to third parties."""

    def __init__(
        self, record: Record, clock: Clock, desk: RequestDesk, withdrawals: WithdrawalDesk
    ) -> None:
        self._record = record
        self._clock = clock
        self._desk = desk
        self._withdrawals = withdrawals

    def cease(self, number: str, text: str, by: StaffCode, pin: str) -> Request:
        """End the provision to the group, and answer the request.

        Raises:
            WrongInput: `request_unknown` or `request_form`.
            Refused: `request_other_kind`, `request_no_deals`, `request_answered`,
                `request_unchecked`, `not_a_manager`, `pin_wrong`, `pin_locked` or
                `clock_backwards`.
        """
        request, words = self._desk.get(number), free_text(text)
        if request.kind is not RequestKind.CEASE_PROVISION:
            raise Refused("request_other_kind")
        if not request.deals:
            raise Refused("request_no_deals")
        self._desk.require_ready(request)
        self._desk.prove(request, by, pin)
        with self._record.read() as view:
            standing = standing_answers(self._record, view, request.deals)
        withdrawn = take_back(self._withdrawals, standing, {GROUP}, by, pin)
        answer = Answer(0, self._clock.now(), by, Result.DONE, words, withdrawn=withdrawn)
        with self._record.write() as tx:
            return self._desk.answered(tx, number, answer)


def standing_answers(record: Record, view: Reading, deals: Sequence[LedgerNumber]) -> Standing:
    """The optional answers of these deals' consents that stand today."""
    return {
        deal.root: record.consents.answers(view, deal.root)
        for deal in deals_of(record, view, deals)
        if deal.acts[0].header.kind is Kind.CONSENT_GIVEN
        and not record.consents.is_erased(view, deal.root)
    }


def take_back(
    withdrawals: WithdrawalDesk,
    standing: Standing,
    what: Collection[str],
    by: StaffCode,
    pin: str,
) -> tuple[str, ...]:
    """Take answers back wherever they stand; which ones there were."""
    taken: set[str] = set()
    for consent, answers in standing.items():
        mine = answers & set(what)
        if mine:
            withdrawals.withdraw(consent, mine, by, pin)
            taken |= mine
    return tuple(sorted(taken))
