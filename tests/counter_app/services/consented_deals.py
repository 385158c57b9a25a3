"""A till, its HQ and a deal with optional answers, looked at from all three places."""

from __future__ import annotations

from counter_app.domain.answers import Wish
from counter_app.domain.consent import Choices
from counter_app.domain.errors import CounterError
from counter_app.domain.values import LedgerNumber
from counter_app.services.withdrawals import Changed, WithdrawalDesk
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, consent
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.sync.links import Link
from tests.records import T01

EVERY_YES = Choices(direct_mail=True, email=True, sms=True, group_provision=True)
MARKETING = {"marketing"}
GROUP = {
    *("g_membership", "g_screening", "g_identity", "g_marketing"),
    *("g_improve", "g_faults", "g_inquiry", "g_investment"),
}
CONSENT, ACCEPTED, PAID, CORRECTED = 3, 4, 5, 6
"""The acts of one deal, behind those of the two staff."""


class Deal:
    """A till with a deal to which the customer said yes to everything, and its HQ."""

    def __init__(self, link: Link, choices: Choices = EVERY_YES) -> None:
        self.link = link
        self.counter = Counter(link.till)
        self.line = self.accept(choices)

    @property
    def desk(self) -> WithdrawalDesk:
        """The desk that changes answers."""
        till = self.link.till
        return WithdrawalDesk(till.record, till.clock, self.counter.staff, self.counter.clocks)

    def accept(self, choices: Choices) -> LedgerNumber:
        """Accept one more deal; its ledger line."""
        done = self.counter.accept(self.counter.signed(choices=choices)).acceptance
        assert done is not None
        self.consent = done.consent_seq
        return LedgerNumber(T01, done.first_line)

    def correct(self) -> None:
        """Put its line right, by one that stands on it."""
        corrections = corrections_of(self.counter)
        written = corrections.correct(
            self.line, {"occupation": f"見本業{self.size()}"}, "誤記", MANAGER, MANAGER_PIN
        )
        self.line = written.number

    def withdraw(self, *what: str, by: Wish = Wish.PERSON) -> Changed:
        """Take answers back, as the clerk does."""
        return self.desk.withdraw(self.consent, what, CLERK, CLERK_PIN, by=by)

    def give(self, *what: str) -> Changed:
        """A consent given later, to these answers."""
        choices = Choices(
            **{name: True for name in what if name != "group"},
            group_provision=True if "group" in what else None,
        )
        return self.desk.give(self.consent, consent(choices), CLERK, CLERK_PIN)

    def size(self) -> int:
        """How many acts there are."""
        return self.link.till.size()

    def belonging(self) -> list[int]:
        """The acts that hang on the consent."""
        with self.link.till.record.read() as view:
            return self.link.till.record.consents.belonging(view, self.consent)

    def bases(self, seq: int) -> set[str]:
        """On what an act may be read."""
        with self.link.till.record.read() as view:
            return set(self.link.till.record.acts.bases(view, seq))

    def at_till(self, seq: int) -> set[str]:
        """The rows of answers that have an envelope at the till."""
        return self.link.envelopes().get(seq, set()) & (MARKETING | GROUP)

    def at_hq(self, seq: int) -> set[str]:
        """The rows of answers that have an envelope at HQ."""
        with self.link.hq.data.store.read() as tx:
            sealed = tx.sealed(T01)
            return {row for row in MARKETING | GROUP if sealed.envelope(seq, row)}

    def opens(self, seq: int, row: str) -> int:
        """The exit code with which HQ opens an act for a row."""
        try:
            self.link.hq.openings.open(T01, seq, row, "officer")
        except CounterError as error:
            return error.exit_code
        return 0

    def whole(self) -> None:
        """Everything still proves itself: leaves, rows, and what HQ has of the log."""
        assert prove(self.link.till.record).holds
        assert rebuild_faults(self.link.till.record) == []
