"""Inspection mode: read-only, the asked days only, and one paper of ledger and stock.

It works from the local record alone, with HQ down (Secondhand Articles Dealer Act art. 18(1), 22).
That an officer looked, and at what, is an internal act; while the mode is on, the ledger answers
about no other day. A program that starts anew is not in the mode: it begins at the sign-in page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from counter_app.clock import Clock
from counter_app.domain.errors import Refused
from counter_app.domain.holds import Hold
from counter_app.domain.inspection import Inspection, inspection
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.ledger import LedgerDay, LedgerLine
from counter_app.domain.rights import Deed
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.holds import held_articles
from counter_app.services.internal_acts import internal_act
from counter_app.services.ledger import AskedDays, LedgerDesk
from counter_app.services.papers import MadePaper
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


class InspectionDesk:
    """Lets an officer see what they asked for."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        ledger: LedgerDesk,
        asked: AskedDays,
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        """The mode is off.

        Args:
            record: the till's.
            clock: dates the acts.
            ledger: makes the paper.
            asked: what the ledger may show while the mode is on; the same that it was given.
            staff: proves the manager.
            clocks: refuses a clock that cannot be right.
        """
        self._record = record
        self._clock = clock
        self._ledger = ledger
        self._asked = asked
        self._staff = staff
        self._clocks = clocks
        self._begun = 0

    @property
    def now_on(self) -> Inspection | None:
        """The inspection that goes on, or None."""
        return self._asked.inspection

    def begin(
        self, officer: str, first: date, last: date, manager: StaffCode, pin: str
    ) -> Inspection:
        """Turn the mode on.

        Raises:
            WrongInput: as domain.inspection.inspection.
            Refused: `inspection_on`, `not_a_manager`, `pin_wrong`, `pin_locked` or
                `clock_backwards`.
        """
        if self._asked.inspection is not None:
            raise Refused("inspection_on")
        asked = inspection(officer, first, last, self._ledger.today)
        self._begun = self._note(asked, manager, pin)
        self._asked.inspection = asked
        return asked

    def end(self, manager: StaffCode, pin: str) -> None:
        """Turn the mode off.

        Raises:
            Refused: `inspection_off`, and as `begin`.
        """
        if self._asked.inspection is None:
            raise Refused("inspection_off")
        self._staff.prove_for(Deed.INSPECTION, manager, pin)
        self._write({"step": "ended", "begun": self._begun}, manager)
        self._asked.inspection = None

    def paper(self) -> MadePaper:
        """Ledger and stock of the inspection that goes on.

        Raises:
            Refused: `inspection_off`.
        """
        if self._asked.inspection is None:
            raise Refused("inspection_off")
        return self._paper(self._asked.inspection)

    def one_paper(
        self, officer: str, first: date, last: date, manager: StaffCode, pin: str
    ) -> MadePaper:
        """The same without the mode, for a command: noted, made, done.

        Raises:
            WrongInput, Refused: as `begin`.
        """
        asked = inspection(officer, first, last, self._ledger.today)
        self._note(asked, manager, pin)
        return self._paper(asked)

    def stock(self) -> list[LedgerLine]:
        """The articles of the asked days that are still here, as their lines hold now.

        Raises:
            Refused: `inspection_off`.
        """
        asked = self._asked.inspection
        if asked is None:
            raise Refused("inspection_off")
        return self._stock(asked)

    def _note(self, asked: Inspection, manager: StaffCode, pin: str) -> int:
        self._staff.prove_for(Deed.INSPECTION, manager, pin)
        days = {"first": asked.first.isoformat(), "last": asked.last.isoformat()}
        return self._write({"step": "begun", "officer": asked.officer, **days}, manager)

    def _write(self, told: dict[str, Any], by: StaffCode) -> int:
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            note = InternalNote(NoteKind.INSPECTION, told)
            return self._record.write_act(tx, internal_act(note, by, now)).header.seq

    def _paper(self, asked: Inspection) -> MadePaper:
        days = [self._ledger.range(asked.first, asked.last), self._stock_page(asked)]
        made = self._ledger.book(days)
        return MadePaper(f"inspection_{asked.first}_{asked.last}.pdf", made.pdf)

    def _stock_page(self, asked: Inspection) -> LedgerDay:
        lines = self._stock(asked)
        with self._record.read() as view:
            held = self._held(view, lines)
        told = [_marked(line, held.get(line.number.running), self._ledger) for line in lines]
        words = self._ledger.say("paper.inspection.stock", first=asked.first, last=asked.last)
        return self._ledger.extract(told, words)

    def _stock(self, asked: Inspection) -> list[LedgerLine]:
        lines = self._ledger.lines(asked.first, asked.last)
        with self._record.read() as view:
            return stock_of(self._record, view, lines)

    def _held(self, view: Reading, lines: Sequence[LedgerLine]) -> dict[int, Hold]:
        return held_articles(self._record, view, lines, self._ledger.today)


def stock_of(record: Record, view: Reading, lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """The articles of these lines that are still here, under the numbers by which they came in.

    What was corrected stands as it was last put right; what was cancelled or disposed of is left
    out. An article at another place of the dealer is still the dealer's.
    """
    came = [line for line in lines if line.counter is None]
    chains: dict[int, list[int]] = {line.number.running: [line.number.running] for line in came}
    gone: set[int] = set()
    ends = {running: running for running in chains}
    while ends:
        marks = record.marks.of_lines(view, ends.values())
        later: dict[int, int] = {}
        for first, running in ends.items():
            mark = marks.get(running)
            if mark is not None and mark.disposed is not None:
                gone.add(first)
            elif mark is not None and mark.corrected_by is not None:
                later[first] = mark.corrected_by
                chains[first].append(mark.corrected_by)
        ends = later
    newest = record.ledger.numbered(
        view, [chain[-1] for chain in chains.values() if len(chain) > 1]
    )
    found = []
    for line in came:
        last = newest.get(chains[line.number.running][-1], line)
        cancelled = last.counter is not None and last.counter.cancels
        if line.number.running not in gone and not cancelled:
            found.append(_as_it_holds(line, last))
    return found


def _as_it_holds(line: LedgerLine, last: LedgerLine) -> LedgerLine:
    if last is line:
        return line
    number: LedgerNumber = line.number
    return replace(last, number=number, day=line.day, at=line.at, counter=None, late=line.late)


def _marked(line: LedgerLine, hold: Hold | None, ledger: LedgerDesk) -> LedgerLine:
    """A line whose remark says until when the police ordered its article to be kept."""
    if hold is None:
        return line
    return replace(line, remark=ledger.say("paper.inspection.held", until=hold.last))
