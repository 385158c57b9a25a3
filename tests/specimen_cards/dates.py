"""Days as cards print them."""

from __future__ import annotations

from datetime import date

_ERAS = (("令和", date(2019, 5, 1)), ("平成", date(1989, 1, 8)), ("昭和", date(1926, 12, 25)))
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_FRENCH = ["JANV", "FEV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOUT", "SEPT", "OCT", "NOV", "DEC"]
_WIDE = str.maketrans("0123456789-() ", "０１２３４５６７８９－（）　")


def era_of(day: date) -> tuple[str, int]:
    """Era and its year, from 1."""
    name, first = next(one for one in _ERAS if day >= one[1])
    return name, day.year - first.year + 1


def printed(day: date, form: str) -> str:
    """A day in a form.

    Args:
        day: the day.
        form: with {y} western year, {yy} its last two digits, {era}, {n} year of the era, {e} the
            same with 元 for the first, {m}, {d}, {mon} English month, {mois} French month.
    """
    era, year = era_of(day)
    return form.format(
        y=day.year,
        yy=f"{day.year % 100:02d}",
        era=era,
        n=year,
        e="元" if year == 1 else str(year),
        m=day.month,
        d=day.day,
        mon=_MONTHS[day.month - 1],
        mois=_FRENCH[day.month - 1],
    )


def widened(text: str) -> str:
    """Digits, hyphens, brackets and spaces in full width."""
    return text.translate(_WIDE)


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)
