"""Closing the day: a manager counts the drawer against the ledger, and an act keeps the sums.

Once a day and till. The act names no customer and no article; it also keeps how the record stood,
so that a later loss can be dated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.devices.printer import Printer
from counter_app.documents.day_summary import day_summary
from counter_app.documents.fonts import PaperFonts
from counter_app.domain.acts import Kind
from counter_app.domain.day_close import DayClosing, DaySums, DrawerCount, checked_count
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.rights import Deed
from counter_app.domain.shop import Shop
from counter_app.domain.values import StaffCode, Yen
from counter_app.law.jobs import Job
from counter_app.services.papers import MadePaper
from counter_app.services.record_watch import RecordWatch
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.texts import TextCatalogues

_FIELD = "other.staff_note"
_SEEN_BACK = timedelta(days=31)
"""So far back a day with purchases that nobody closed is asked for."""
_SLACK = timedelta(days=2)
"""Acts stand in the order of their sequence: a clock that was set back may turn two days round."""


@dataclass(frozen=True, slots=True)
class DayState:
    """How the closing of days stands.

    Attributes:
        due: the day to be closed next: the oldest with purchases that nobody closed, else today.
        sums: what the record says of that day.
        closing: how today was closed, or None.
        last: the last closing of any day, or None before the first.
        open_days: earlier days with purchases that nobody closed, oldest first.
        since: ledger lines of today that were written after its closing.
        waiting: open visits without a deal: they are forgotten when their day is over.
    """

    due: date
    sums: DaySums
    closing: DayClosing | None
    last: DayClosing | None
    open_days: tuple[date, ...]
    since: int
    waiting: int


def closings(record: Record, view: Reading, most: int) -> list[DayClosing]:
    """The last closings, newest first; one whose content is erased or altered is left out."""
    return list(islice(_closings(record, view), most))


def closed_days(record: Record, view: Reading) -> frozenset[date]:
    """Every day that was ever closed."""
    return frozenset(one.sums.day for one in _closings(record, view))


class DayDesk:
    """Closes days and prints their summaries."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        shop: Shop,
        people: tuple[StaffDesk, ClockDesk],
        watch: RecordWatch,
        papers: tuple[Callable[[], PaperFonts], TextCatalogues, Printer],
        *,
        demo: bool,
    ) -> None:
        """Nothing is asked yet.

        Args:
            record: the till's record.
            clock: says which day it is.
            shop: as the summary names it.
            people: prove who closes, and that the day can be today.
            watch: says how the record stands at the closing.
            papers: the fonts, read late; the catalogues; the printer.
            demo: the summary is marked as a specimen.
        """
        self._record = record
        self._clock = clock
        self._shop = shop
        self._staff, self._clocks = people
        self._watch = watch
        self._fonts, self._texts, self._printer = papers
        self._demo = demo

    def state(self) -> DayState:
        """How it stands now."""
        today = business_day(self._clock.now())
        with self._record.read() as view:
            done = self._since(view, today - _SEEN_BACK)
            last = next(iter(closings(self._record, view, 1)), None)
            open_days = self._open_days(view, today, last) if today not in done else ()
            due = open_days[0] if open_days else today
            sums = self._sums(view, due)
            closing = done.get(today)
            now = sums.lines if due == today else self._sums(view, today).lines
            opened = self._record.drafts.open_visits(view)
        since = now - closing.sums.lines if closing else 0
        waiting = sum(visit.acceptance is None for visit in opened)
        return DayState(due, sums, closing, last, open_days, since, waiting)

    def close(self, day: date, drawer: DrawerCount, by: StaffCode, pin: str) -> DayClosing:
        """Close a day, as an act; for a job, as the whole record is checked with it.

        Raises:
            WrongInput: `drawer_form`, `difference_reason_missing`, `difference_reason_form`, or as
                StaffDesk.prove.
            Refused: `day_closed_already`, `day_not_over`: a day that has not begun;
                `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        with self._record.read() as view:
            self._require_open(view, day)
            checked_count(drawer, self._sums(view, day).paid)
        self._staff.prove_for(Deed.CLOSE_DAY, by, pin)
        whole = self._watch.check("demand").whole
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            self._require_open(tx, day)
            sums = self._sums(tx, day)
            counted = checked_count(drawer, sums.paid)
            size = self._record.acts.size(tx)
            root = self._record.acts.root(tx, size).hex()
            note = _note(sums, counted, size, root, whole=whole)
            act = NewAct(Kind.DAY_CLOSED, by, now, {_FIELD: note}, bases=frozenset({"notice"}))
            seq = self._record.write_act(tx, act).header.seq
        return DayClosing(seq, by, now, sums, counted, size, root, whole)

    def summary(self, day: date) -> MadePaper:
        """The summary of a closed day, the same each time it is asked for.

        Raises:
            Refused: `day_not_closed`.
        """
        with self._record.read() as view:
            closing = self._since(view, day).get(day)
        if closing is None:
            raise Refused("day_not_closed")
        pdf = day_summary(closing, self._shop, self._fonts(), self._texts, demo=self._demo)
        return MadePaper(f"day_{day.isoformat()}.pdf", pdf)

    def print(self, paper: MadePaper) -> None:
        """Send a summary to the printer.

        Raises:
            NotPossibleNow: `printer_missing`, `disk_full` or `paper_not_written`; try again.
        """
        self._printer.print(paper.name, paper.pdf)

    def _require_open(self, view: Reading, day: date) -> None:
        if day > business_day(self._clock.now()):
            raise Refused("day_not_over")
        if day in self._since(view, day):
            raise Refused("day_closed_already")

    def _since(self, view: Reading, first: date) -> dict[date, DayClosing]:
        """The closings of this day and later ones; a day is closed on itself or afterwards."""
        found: dict[date, DayClosing] = {}
        for closing in _closings(self._record, view):
            if business_day(closing.at) < first - _SLACK:
                break
            found[closing.sums.day] = closing
        return found

    def _open_days(self, view: Reading, today: date, last: DayClosing | None) -> tuple[date, ...]:
        """Days with purchases after the last closing; before any closing, the latest alone."""
        before = today - timedelta(days=1)
        bought = self._record.ledger.between(view, today - _SEEN_BACK, before)
        days = sorted({line.day for line in bought})
        if last is None:
            return tuple(days[-1:])
        return tuple(day for day in days if day > last.sums.day)

    def _sums(self, view: Reading, day: date) -> DaySums:
        lines = self._record.ledger.between(view, day, day)
        bought = Yen(sum(line.yen for line in lines))
        return DaySums(day, sum(line.articles for line in lines), bought, self._paid(view, day))

    def _paid(self, view: Reading, day: date) -> Yen:
        """Cash that was paid out on a day."""
        paid = 0
        for stored in self._record.acts.newest(view, Kind.PAID):
            paid_on = business_day(stored.header.at)
            if paid_on < day - _SLACK:
                break
            if paid_on != day:
                continue
            try:
                fields = self._record.acts.fields_for(view, stored, Job.DAY_CASH)
            except IntegrityFault:  # the check of the record tells of it
                continue
            if fields.get("payment_method.kind") == "cash":
                paid += fields.get("billing.amount", 0)
        return Yen(paid)


def _note(
    sums: DaySums, drawer: DrawerCount, size: int, root: str, *, whole: bool
) -> dict[str, Any]:
    """What the act holds: numbers, the reason, and how the log stood."""
    return {
        "day": sums.day.isoformat(),
        "lines": sums.lines,
        "bought": sums.bought,
        "paid": sums.paid,
        "before": drawer.before,
        "counted": drawer.counted,
        "reason": drawer.reason,
        "size": size,
        "root": root,
        "whole": whole,
    }


class _Note(msgspec.Struct, frozen=True):
    day: date
    lines: int
    bought: int
    paid: int
    before: int
    counted: int
    reason: str
    size: int
    root: str
    whole: bool


def _closings(record: Record, view: Reading) -> Iterator[DayClosing]:
    """Every closing that can be read, the newest first."""
    for stored in record.acts.newest(view, Kind.DAY_CLOSED):
        try:
            fields = record.acts.fields_for(view, stored, Job.DAY_CLOSINGS)
            note = msgspec.convert(fields.get(_FIELD), _Note)
        except (IntegrityFault, msgspec.ValidationError):  # the check of the record tells of it
            continue
        yield _closing(stored, note)


def _closing(stored: StoredAct, note: _Note) -> DayClosing:
    header = stored.header
    return DayClosing(
        header.seq,
        header.staff,
        header.at,
        DaySums(note.day, note.lines, Yen(note.bought), Yen(note.paid)),
        DrawerCount(Yen(note.before), Yen(note.counted), note.reason),
        note.size,
        note.root,
        note.whole,
    )
