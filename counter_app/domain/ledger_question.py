"""What somebody looks for in the ledger, from what they typed in one field.

A part with a digit in it is a number (telephone, IMEI, serial, running number of a line) or a day;
everything else is a name or a part of one, in any width, kana and spacing.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import WrongInput
from counter_app.domain.folding import Folding, folded_number

_DAY = re.compile(
    r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(?:(\d{1,2})月(?:(\d{1,2})日)?)?)"
)
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9]{1,7})-(\d{1,8})")
_RANGE = re.compile(r"\.\.|[~〜～]")
_MOST_RUNNING = 8
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class LedgerQuestion:
    """What a line has to have; all of it together.

    Attributes:
        name: a folded part of its name or kana.
        numbers: folded; each is one of its numbers, whole or by its end, or its running number.
        running: of this very line.
        first, last: days between which it was written, both included.
    """

    name: str = ""
    numbers: tuple[str, ...] = ()
    running: int | None = None
    first: date = date.min
    last: date = date.max

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return self == LedgerQuestion()


def question_from(
    text: str,
    folding: Folding,
    till: str,
    first: date | None = None,
    last: date | None = None,
) -> LedgerQuestion:
    """The question that a text asks.

    Args:
        text: as typed: "見本 太郎", "ﾐﾎﾝ 0000", "T01-000012", "2026-11", "2026-11-01..2026-11-22".
        folding: how names are compared.
        till: whose ledger is asked; T01-000012 is a line of it, T02-000012 of none here.
        first: first day of writing, beside days in the text; the narrower hold.
        last: last day of writing.

    Raises:
        WrongInput: `search_empty`: nothing to look for; `days_order`: the last day is before the
            first.
    """
    days: list[tuple[date, date]] = []
    numbers: list[str] = []
    names: list[str] = []
    running: int | None = None
    whole = text.encode("utf-8", "replace").decode("utf-8")  # half a character is in no name
    for part in _RANGE.sub(" ", whole).split():
        plain = unicodedata.normalize("NFKC", part)
        if (span := _span(plain)) is not None:
            days.append(span)
        elif (line := _LINE.fullmatch(plain)) and line[1].upper() == till:
            running = int(line[2])
        elif any(sign.isdigit() for sign in plain):
            numbers.append(folded_number(part))
        else:
            names.append(part)
    asked = LedgerQuestion(
        folding.folded("".join(names)),
        tuple(numbers),
        running,
        max([first or date.min, *([min(span[0] for span in days)] if days else [])]),
        min([last or date.max, *([max(span[1] for span in days)] if days else [])]),
    )
    return _checked(asked)


def running_of(number: str) -> int | None:
    """The running number that digits may mean: 12 or 000012."""
    return int(number) if number.isdecimal() and len(number) <= _MOST_RUNNING else None


def _checked(asked: LedgerQuestion) -> LedgerQuestion:
    if asked.is_empty:
        raise WrongInput("search_empty")
    if asked.first > asked.last:
        raise WrongInput("days_order")
    return asked


def _span(part: str) -> tuple[date, date] | None:
    """The first and last day of a day, a month or a year (2026年); None where it is none."""
    match = _DAY.fullmatch(part)
    if match is None:
        return None
    year = int(match[1])
    month, day = (int(one) if one else None for one in (match[2] or match[4], match[3] or match[5]))
    try:
        begun = date(year, month or 1, day or 1)
        last_month = month or _DECEMBER
        return begun, date(year, last_month, day or monthrange(year, last_month)[1])
    except ValueError:  # the 31st of a month that has none, and the like
        return None
