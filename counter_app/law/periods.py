"""Periods of the Act: how long something lasts, with the article that says so.

The clocks of retention say how long data are kept, and may be longer than the Act asks; they are
never shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from counter_app.law.age import months_after
from counter_app.law.dated import DatedTable
from counter_app.law.retention import Retention
from counter_app.law.rows import PeriodRow

LEDGER, BULLETIN, VICTIM_RETURN, CUSTODY = "ledger", "bulletin", "victim_return", "custody"
PERIODS = (LEDGER, BULLETIN, VICTIM_RETURN, CUSTODY)
"""Keys that every version of the tables has."""

_CLOCKS = {"ledger_line": LEDGER, "bulletin": BULLETIN}
"""Clocks of retention that may not be shorter than a period of the Act."""


def period_end(row: PeriodRow, start: date) -> date:
    """The last day of a period that begins on a day, which does not count (Civil Code art. 140)."""
    if row.unit == "months":
        return months_after(start, row.length)
    return start + timedelta(days=row.length)


def too_short(retention: Retention, periods: DatedTable[PeriodRow]) -> Iterator[str]:
    """One sentence for each clock that ends before the Act's period does."""
    for clock in retention.clocks.rows:
        key = _CLOCKS.get(clock.key)
        for row in periods.rows:
            overlap = row.first_day <= clock.last_day and clock.first_day <= row.last_day
            if row.key == key and overlap and clock.months < row.length:
                yield f"{clock.key} is shorter than {row.article} asks"
