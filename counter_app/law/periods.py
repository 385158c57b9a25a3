"""Periods of the Act: how long something lasts, with the article that says so.

The clocks of retention say how long data are kept, and may be longer than the Act asks; they are
never shorter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from counter_app.law.age import months_after
from counter_app.law.dated import DatedTable
from counter_app.law.retention import ClockRow, KeptRow, Retention
from counter_app.law.rows import PeriodRow

LEDGER, BULLETIN, VICTIM_RETURN, CUSTODY = "ledger", "bulletin", "victim_return", "custody"
PERIODS = (LEDGER, BULLETIN, VICTIM_RETURN, CUSTODY)
"""Keys that every version of the tables has."""

_CLOCKS = {"ledger_line": LEDGER, "bulletin": BULLETIN}
"""Clocks of retention that may not be shorter than a period of the Act."""


_FORM_15 = frozenset(
    {
        *("application.date", "application.product", "application.quantity", "application.kind"),
        *("person.name", "person.address", "person.occupation", "person.birth_date", "person.age"),
        "id_document.method",
    }
)
"""What the ledger has to say (Act art. 16), beside the article's own fields."""

_NOT_IN_THE_BOOK = frozenset({"article.photos"})
_ACTS = frozenset({"article_accepted", "correction", "disposal"})
"""Kinds of acts that make the ledger: a clock of their own goes before those of their fields."""


def period_end(row: PeriodRow, start: date) -> date:
    """The last day of a period that begins on a day, which does not count (Civil Code art. 140)."""
    if row.unit == "months":
        return months_after(start, row.length)
    return start + timedelta(days=row.length)


def too_short(retention: Retention, periods: DatedTable[PeriodRow]) -> Iterator[str]:
    """One sentence for each clock that ends before the Act's period does.

    What belongs to the ledger or a bulletin may go by another clock, which is looked at then.
    """
    for clock, key in _CLOCKS.items():
        for article in _too_short(retention, periods, clock, key):
            yield f"{clock} is shorter than {article} asks"
    for row, key in _bound(retention):
        if row.clock not in _CLOCKS:
            for article in _too_short(retention, periods, row.clock, key):
                yield f"{row.key} goes by {row.clock}, which is shorter than {article} asks"
    if BULLETIN not in retention.beside.keys:
        yield f"{BULLETIN} goes by no clock"


def _bound(retention: Retention) -> Iterator[tuple[KeptRow, str]]:
    """What the Act wants kept, and by which of its periods."""
    yield from ((row, LEDGER) for row in retention.fields.rows if _of_ledger(row.key))
    yield from ((row, LEDGER) for row in retention.acts.rows if row.key in _ACTS)
    yield from ((row, BULLETIN) for row in retention.beside.rows if row.key == BULLETIN)


def _too_short(
    retention: Retention, periods: DatedTable[PeriodRow], clock: str, key: str
) -> list[str]:
    """The articles whose period ends after a clock; one that never ends is none of them."""
    rows = [one for one in retention.clocks.rows if one.key == clock and one.starts != "never"]
    return [
        row.article
        for row in periods.rows
        if row.key == key and any(_ends_first(one, row) for one in rows)
    ]


def _of_ledger(field: str) -> bool:
    return field in _FORM_15 or (field.startswith("article.") and field not in _NOT_IN_THE_BOOK)


def _ends_first(clock: ClockRow, period: PeriodRow) -> bool:
    overlap = period.first_day <= clock.last_day and clock.first_day <= period.last_day
    return overlap and clock.months < period.length
