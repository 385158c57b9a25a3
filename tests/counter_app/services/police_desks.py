"""What acts on the ledger and talks to the police, at a till of the test's own."""

from __future__ import annotations

from datetime import date

from counter_app.domain.custody import Custody, CustodyOrder, VictimReturn
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode
from counter_app.services.custody import CustodyDesk
from counter_app.services.disposals import DisposalDesk
from counter_app.services.holds import holds_of
from counter_app.services.internal_acts import internal_notes
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter, corrections_of
from tests.law_desks import law_tables

TODAY = date(2026, 11, 22)
UNTIL = date(2026, 12, 22)
NAME = "見本差第1号"


def number(running: int) -> LedgerNumber:
    """A number of till T01."""
    return LedgerNumber(TillCode("T01"), running)


def order(*lines: int, name: str = NAME, last: date = UNTIL, first: date = TODAY) -> CustodyOrder:
    """An order about these lines."""
    numbers = tuple(number(one) for one in lines or (1,))
    return CustodyOrder("見本警察署", "見本 警部", name, numbers, first, last)


class Desks:
    """What acts on the ledger of one till."""

    def __init__(self, counter: Counter) -> None:
        small = counter.small
        self.counter = counter
        proving = (counter.staff, counter.clocks)
        self.custody = CustodyDesk(small.record, small.clock, lambda _day: law_tables(), *proving)
        self.disposals = DisposalDesk(
            small.record, small.clock, lambda _day: law_tables(), *proving
        )
        self.corrections = corrections_of(counter)

    def enter(self, told: CustodyOrder | None = None) -> Custody:
        """Enter an order."""
        return self.custody.order(told or order(), MANAGER, MANAGER_PIN)

    def sell(self, running: int = 1, kind: DisposalKind = DisposalKind.SALE) -> object:
        """Dispose of an article."""
        return self.disposals.dispose(number(running), kind, 30_000, None, CLERK, CLERK_PIN)

    def give_back(
        self, running: int = 1, consent: str = "", who: tuple[StaffCode, str] | None = None
    ) -> object:
        """Give it back to a victim: with the police's consent by a manager, else by a clerk."""
        by, pin = who or ((MANAGER, MANAGER_PIN) if consent else (CLERK, CLERK_PIN))
        victim = VictimReturn("見本 花子", "見本警察署 受第5号", date(2026, 1, 5), consent)
        kind = DisposalKind.RETURN
        return self.disposals.dispose(number(running), kind, None, None, by, pin, victim)

    def move(self, running: int = 1) -> object:
        """Move it to the warehouse."""
        return self.disposals.move(number(running), "本部倉庫", CLERK, CLERK_PIN)

    def cancel(self, running: int = 1) -> object:
        """Take the line back."""
        return self.corrections.cancel(number(running), "見本の理由", MANAGER, MANAGER_PIN)

    def correct(self, running: int = 1, price: str = "44000") -> int:
        """Correct the price; the number of the line that does it."""
        changes = {"price": price}
        line = self.corrections.correct(number(running), changes, "直し", MANAGER, MANAGER_PIN)
        return line.number.running

    def at(self, day: date) -> None:
        """Stand the clock at noon of a day."""
        self.counter.small.clock.move(days=(day - TODAY).days)

    def notes(self) -> list[dict[str, object]]:
        """What every internal act tells."""
        record = self.counter.small.record
        with record.read() as view:
            return [note.field() for _stored, note in internal_notes(record, view)]

    def held(self) -> frozenset[int]:
        """The acts that retention keeps."""
        record, clock = self.counter.small.record, self.counter.small.clock
        with record.read() as view:
            return holds_of(record, clock)(view)
