"""How long what is written down is kept: a clock for every field, image and kind of act.

Ledger lines three years from their own day (Secondhand Articles Dealer Act, art. 18(1)), tax books
seven, bulletins six calendar months, visits without a deal the same day; everything else no longer
than it is needed (Act on the Protection of Personal Information, art. 22). A field without a clock,
or a part whose fields disagree, is refused when the table loads.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from counter_app.law.age import months_after
from counter_app.law.dated import DatedRow, DatedTable, LawTableFault, Words
from counter_app.law.jobs import Job
from counter_app.law.notice import IN_NO_ACT, NoticeFacts
from counter_app.law.table_files import arrays, dated_table, text_of

FILE = "retention.toml"
TABLES = frozenset({"clock", "field", "act", "beside", "carried_over"})
_DAY = timedelta(days=1)
_DECEMBER = 12
_A_CENTURY = 1200
"""Months; of more, no last day can be said."""

Starts = Literal["record", "tax_year_end", "event", "never"]


class ClockRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One period.

    Attributes:
        months: calendar months; 0 ends on the day it starts.
        starts: record, on the day of the act; tax_year_end, at the end of the tax year of the deal;
            event, on a day that whoever asks knows; never, it names nobody.
        year_ends_in: month in which the tax year ends.
    """

    months: Annotated[int, msgspec.Meta(ge=0, le=_A_CENTURY)]
    starts: Starts
    year_ends_in: Annotated[int, msgspec.Meta(ge=1, le=12)] = _DECEMBER


class KeptRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A field, a kind of act or something kept beside the acts, and its clock.

    Attributes:
        or_clocks: those that an act of this kind may name for itself; then nothing but the act
            tells when it is due.
    """

    clock: Words
    or_clocks: tuple[Words, ...] = ()


class CarriedRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fields of a kind of act that outlive their parts under another clock."""

    clock: Words
    fields: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class DueRule:
    """Which parts of which acts are due on a day.

    Attributes:
        clock: whose period has passed.
        started_by: the last day on which the period can have started.
        kind: all parts of acts of this kind; empty for the parts named, in acts of every kind that
            has no clock of its own.
        parts: which parts; empty for a kind's.
        but: the kinds that have clocks of their own.
    """

    clock: str
    started_by: date
    kind: str = ""
    parts: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Retention:
    """Every clock, and what goes by it."""

    clocks: DatedTable[ClockRow]
    fields: DatedTable[KeptRow]
    acts: DatedTable[KeptRow]
    beside: DatedTable[KeptRow]
    carried: DatedTable[CarriedRow]
    parts: Mapping[str, frozenset[str]]

    def clock(self, key: str, day: date) -> ClockRow:
        """A clock by its own key.

        Raises:
            NoRule: there is none on that day.
        """
        return self.clocks.need(key, day)

    def clock_of(self, kind: str, part: str, day: date) -> ClockRow:
        """The clock of a part of an act of a kind.

        Raises:
            NoRule: the table says nothing on that day: nothing is erased then.
        """
        row = self.acts.find(kind, day) or self.fields.need(min(self.parts[part]), day)
        return self.clock(row.clock, day)

    def told_clock(self, kind: str, named: str, day: date) -> ClockRow | None:
        """The clock that an act of a kind names for itself.

        None where the table lets no such act name it: then nothing is erased.
        """
        row = self.acts.find(kind, day)
        allowed = () if row is None else (row.clock, *row.or_clocks)
        return self.clocks.find(named, day) if named in allowed else None

    def due(self, today: date) -> tuple[DueRule, ...]:
        """What is due on a day, clock by clock; a lawful hold is for whoever asks.

        Acts that name their own clock (`told_clock`) are left to whoever can open them.
        """
        by_clock: dict[str, set[str]] = {}
        for part, fields in self.parts.items():
            row = self.fields.find(min(fields), today)
            if row is not None:
                by_clock.setdefault(row.clock, set()).add(part)
        own = self.acts.on(today)
        but = frozenset(row.key for row in own)
        rules = [
            DueRule(key, today, parts=frozenset(some), but=but) for key, some in by_clock.items()
        ]
        rules += [DueRule(row.clock, today, kind=row.key) for row in own if not row.or_clocks]
        return tuple(
            replace(rule, started_by=started)
            for rule in rules
            if (started := self._started_by(rule.clock, today)) is not None
        )

    def carried_by(self, kind: str, start: date, today: date) -> CarriedRow | None:
        """What of a kind of act has to be carried over, while its own period still runs."""
        row = self.carried.find(kind, today)
        if row is None:
            return None
        last = last_day(self.clock(row.clock, today), start)
        return row if last is None or today <= last else None

    def kept_to(self, key: str, start: date) -> date:
        """The last day on which what lies beside the acts is kept, by the rows of its first day.

        Args:
            key: of a row of the table `beside`.
            start: the day on which the period begins: of a bulletin that of its arrival.

        Raises:
            NoRule: the table says nothing on that day.
        """
        last = last_day(self.clock(self.beside.need(key, start).clock, start), start)
        return date.max if last is None else last

    def _started_by(self, key: str, today: date) -> date | None:
        clock = self.clocks.find(key, today)
        return None if clock is None else latest_start(clock, today)


def last_day(clock: ClockRow, start: date) -> date | None:
    """The last day of a period that starts on a day; None when it never ends.

    The day itself does not count (Civil Code art. 140): 2026-08-31 and six months is 2027-02-28, so
    that it is erased from 2027-03-01.
    """
    if clock.starts == "never":
        return None
    if clock.starts == "tax_year_end":
        start = _year_end(clock, start)
    return months_after(start, clock.months)


def latest_start(clock: ClockRow, today: date) -> date | None:
    """The latest start of a period that has passed before today; None where acts do not tell."""
    if clock.starts in ("never", "event"):
        return None
    start = today
    while True:  # month by month, then day by day: the end never moves backwards as the start moves
        last = last_day(clock, start)
        if last is not None and last < today:
            break
        start = start.replace(day=1) - _DAY
    while (last := last_day(clock, start + _DAY)) is not None and last < today:
        start += _DAY
    return start


def _year_end(clock: ClockRow, day: date) -> date:
    """The last day of the tax year of a day."""
    year = day.year if day.month <= clock.year_ends_in else day.year + 1
    return date(year, clock.year_ends_in, monthrange(year, clock.year_ends_in)[1])


def load_retention(path: Path, facts: NoticeFacts) -> Retention:
    """The table of a file, complete for this notice.

    Raises:
        LawTableFault: it cannot be read, or as read_retention.
    """
    return read_retention(text_of(path), facts)


def read_retention(text: str, facts: NoticeFacts) -> Retention:
    """The table of a text, complete for this notice.

    Raises:
        LawTableFault: it is damaged, a row names an unknown clock or field, a field of the notice
            has no clock, or the fields of a part do not share one.
    """
    raw = arrays(FILE, text, TABLES)
    retention = Retention(
        clocks=dated_table(raw, "clock", ClockRow),
        fields=dated_table(raw, "field", KeptRow),
        acts=dated_table(raw, "act", KeptRow),
        beside=dated_table(raw, "beside", KeptRow),
        carried=dated_table(raw, "carried_over", CarriedRow),
        parts={name: part.fields for name, part in facts.parts.items() if part.fields},
    )
    for fault in _faults(retention, facts):
        raise LawTableFault(f"{FILE}: {fault}")
    return retention


def _faults(retention: Retention, facts: NoticeFacts) -> Iterator[str]:
    known = retention.clocks.keys
    kept = (*retention.fields.rows, *retention.acts.rows, *retention.beside.rows)
    goes_by = {row.key: row.clock for row in kept}
    goes_by |= {f"carried over from {row.key}": row.clock for row in retention.carried.rows}
    told = [(row.key, clock) for row in kept for clock in row.or_clocks]
    for key, clock in (*goes_by.items(), *told):
        if clock not in known:
            yield f"{key} goes by an unknown clock, {clock}"
    there = retention.fields.keys
    wanted = set(facts.field_items) | set(IN_NO_ACT)
    if there != wanted:
        without, strange = sorted(wanted - there), sorted(there - wanted)
        yield f"without a clock: {', '.join(without)}; unknown fields: {', '.join(strange)}"
    for part, fields in retention.parts.items():
        spans = {
            frozenset(
                (row.clock, row.first_day, row.last_day)
                for row in retention.fields.rows
                if row.key == field
            )
            for field in fields
        }
        if len(spans) > 1:
            yield f"the fields of part {part} do not share one clock"
    for carried in retention.carried.rows:
        strangers = sorted(set(carried.fields) - there)
        if strangers:
            yield f"carried over from {carried.key}: unknown fields: {', '.join(strangers)}"
        reads = facts.jobs.of(Job.CARRY_OVER)
        if reads is not None and not (
            carried.key in reads.kinds and set(carried.fields) <= reads.fields
        ):
            yield f"carried over from {carried.key}: more than that job may read"
