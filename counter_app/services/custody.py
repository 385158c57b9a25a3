"""Custody orders (差止め): entered as they stand on paper, ended early or by their date.

While an order holds, its articles can be neither sold, returned, moved nor taken back from the
ledger, and nothing of their deals is erased (Secondhand Articles Dealer Act art. 21). Orders are
internal acts; storage.hold_rows keeps what follows from them, so that a look opens no act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.article import Article
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.custody import Custody, CustodyOrder, custody_order, reference_of
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.domain.holds import Hold, HoldKind
from counter_app.domain.internal import NOTE_FIELD, InternalNote, NoteKind, note_from
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.jobs import Job
from counter_app.law.periods import CUSTODY, period_end
from counter_app.law.tables import LawTables
from counter_app.services.holds import first_line, held_articles, require_not_offered
from counter_app.services.internal_acts import internal_act
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import StoredAct
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


class CustodyDesk:
    """What a manager does with the police's custody orders."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        law: Callable[[date], LawTables],
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._law = law
        self._staff = staff
        self._clocks = clocks

    @property
    def today(self) -> date:
        """The business day in Japan."""
        return business_day(self._clock.now())

    def latest(self, first: date) -> date:
        """The last day that an order of this first day may have (Act art. 21)."""
        return period_end(self._law(self.today).periods.need(CUSTODY, self.today), first)

    def order(self, order: CustodyOrder, manager: StaffCode, pin: str) -> Custody:
        """Enter an order; from now on its articles stay.

        Args:
            order: as typed; its lines may be any number that the article ever had.
            manager: who enters it.
            pin: theirs.

        Raises:
            WrongInput: `line_unknown`, or as domain.custody.custody_order.
            Refused: `custody_number_used`: this station's number was entered before, and a longer
                or renewed order needs another; `line_cancelled`, `already_disposed`,
                `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        # An order holds from its entry on, so that a first day to come does not lengthen it.
        latest = self.latest(min(order.first, self.today))
        clean = custody_order(order, latest, self.today)
        with self._record.read() as view:
            self._articles(view, clean)
        self._staff.prove_for(Deed.CUSTODY, manager, pin)
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            articles = self._articles(tx, clean)
            note = InternalNote(NoteKind.CUSTODY_ORDERED, _told(clean, articles))
            stored = self._record.write_act(tx, internal_act(note, manager, now))
        return Custody(stored.header.seq, clean, manager)

    def end(self, seq: int, reason: str, manager: StaffCode, pin: str) -> Custody:
        """End an order before its last day, by a word of the police.

        Args:
            seq: the act by which it was entered.
            reason: whose word, and why.
            manager: who ends it.
            pin: theirs.

        Raises:
            WrongInput: `reason_missing`, `reason_form` or `custody_unknown`: no such order holds.
            Refused: as `order`.
        """
        why = reason_from(reason)
        self._require_standing(seq)
        self._staff.prove_for(Deed.CUSTODY, manager, pin)
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            if not any(one.holds_on(self.today) for one in self._record.holds.of_act(tx, seq)):
                raise WrongInput("custody_unknown")
            note = InternalNote(NoteKind.CUSTODY_ENDED, {"ends": seq, "reason": why})
            self._record.write_act(tx, internal_act(note, manager, now))
            return self._custody(tx, self._record.acts.act(tx, seq))

    def find(self, station: str, number: str) -> Custody:
        """An order that holds, by what stands on its paper.

        Raises:
            WrongInput: `custody_unknown` or `custody_form`.
        """
        reference = reference_of(
            plain_text(station, "custody_form"), plain_text(number, "custody_form")
        )
        with self._record.read() as view:
            for one in self._record.holds.known(view, reference):
                if one.holds_on(self.today):
                    return self._custody(view, self._record.acts.act(view, one.seq))
        raise WrongInput("custody_unknown")

    def standing(self) -> list[Custody]:
        """The orders that hold today, the first to end first."""
        with self._record.read() as view:
            holds = self._record.holds.standing(view, self.today)
            seqs = dict.fromkeys(one.seq for one in holds if one.kind is HoldKind.CUSTODY)
            found = [self._custody(view, self._record.acts.act(view, seq)) for seq in seqs]
        return sorted(found, key=lambda one: (one.order.last, one.seq))

    def held(self, lines: list[LedgerLine]) -> dict[int, Hold]:
        """The order that keeps each of these lines' articles longest, by the lines' numbers."""
        with self._record.read() as view:
            return held_articles(self._record, view, lines, self.today)

    def require_not_offered(self, articles: Iterable[Article]) -> None:
        """Refuse to offer a price for what has the number of an article that is ordered to be kept.

        Raises:
            Refused: `custody_offered` with the ledger number and the last day.
        """
        with self._record.read() as view:
            require_not_offered(self._record, view, articles, self.today)

    def _require_standing(self, seq: int) -> None:
        with self._record.read() as view:
            holds = self._record.holds.of_act(view, seq)
        if not any(one.kind is HoldKind.CUSTODY and one.holds_on(self.today) for one in holds):
            raise WrongInput("custody_unknown")

    def _articles(self, view: Reading, order: CustodyOrder) -> list[int]:
        """The first numbers of an order's articles, which are all still here."""
        if self._record.holds.known(view, order.reference):
            raise Refused("custody_number_used")
        return [self._article(view, number) for number in order.lines]

    def _article(self, view: Reading, number: LedgerNumber) -> int:
        line = self._record.ledger.numbered(view, [number.running]).get(number.running)
        if line is None or number.till != self._record.till:
            raise WrongInput("line_unknown")
        line = first_line(self._record, view, line)
        running: int | None = line.number.running
        while running is not None:
            one = self._record.ledger.numbered(view, [running]).get(running)
            marks = self._record.marks.of_lines(view, [running]).get(running, LineMarks())
            if one is not None and one.counter is not None and one.counter.cancels:
                raise Refused("line_cancelled")
            if marks.disposed is not None:
                raise Refused("already_disposed")
            running = marks.corrected_by
        return line.number.running

    def _custody(self, view: Reading, stored: StoredAct) -> Custody:
        told = self._note(view, stored)
        ended = {one.ended for one in self._record.holds.of_act(view, stored.header.seq)}
        ending = next((seq for seq in ended if seq is not None), None)
        custody = Custody(stored.header.seq, _order(told, self._record), stored.header.staff)
        if ending is None:
            return custody
        end = self._record.acts.act(view, ending)
        why = self._note(view, end).get("reason", "")
        return Custody(custody.seq, custody.order, custody.by, business_day(end.header.at), why)

    def _note(self, view: Reading, stored: StoredAct) -> Mapping[str, Any]:
        told = self._record.acts.fields_for(view, stored, Job.CUSTODY).get(NOTE_FIELD)
        if told is None:
            raise IntegrityFault("act_malformed", seq=stored.header.seq)
        return note_from(told).told


def _told(order: CustodyOrder, articles: list[int]) -> dict[str, Any]:
    return {
        "station": order.station,
        "officer": order.officer,
        "number": order.number,
        "reference": order.reference,
        "lines": [one.running for one in order.lines],
        "articles": list(dict.fromkeys(articles)),
        "first": order.first.isoformat(),
        "last": order.last.isoformat(),
    }


def _order(told: Mapping[str, Any], record: Record) -> CustodyOrder:
    return CustodyOrder(
        told["station"],
        told["officer"],
        told["number"],
        tuple(LedgerNumber(record.till, running) for running in told["lines"]),
        date.fromisoformat(told["first"]),
        date.fromisoformat(told["last"]),
    )
