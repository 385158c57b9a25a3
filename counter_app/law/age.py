"""Age and periods by the calendar (Act on Calculation of Age; Civil Code art. 143)."""

from __future__ import annotations

import calendar
from datetime import date

_YEAR = 12


def age_on(born: date, day: date) -> int:
    """Completed years on a day in opening hours.

    A year of age is complete at 24:00 of the day before the birthday, so at a counter it counts
    from the birthday on; who was born on 29 February is older on 1 March of a common year.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_after(day: date, months: int) -> date:
    """The last day of a period of calendar months, whose first day does not count.

    A month without such a day ends the period on its last day: 2026-08-31 and six months is
    2027-02-28. A period past the end of the calendar ends with the calendar.
    """
    years, month = divmod(day.month - 1 + months, _YEAR)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
