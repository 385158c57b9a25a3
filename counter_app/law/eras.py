"""Dates as Japanese documents print them: 昭和61年5月1日, S61.5.1, 2024年（令和06年）06月01日.

Cards printed before 2019 name years of Heisei that never came (平成36年): such days are accepted
with a warning, though never for a birth. The caller keeps the printed text; only a copy is folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counter_app.law.rows import EraRow

ERA_ENDED = "era_ended"
"""Warning: the era had ended before that day; its years were counted on."""

_PRINTED = re.compile(
    r"""(?:
        (?P<western>[0-9]{4})
        (?: 年\((?P<era_beside>[^0-9(]{1,2})(?P<year_beside>元|[0-9]{1,2})年\) | [年./-] )
      |
        (?P<era>[^0-9(]{1,2})(?P<year>元|[0-9]{1,2})[年./-]
    )
    (?P<month>[0-9]{1,2})[月./-](?P<day>[0-9]{1,2})日?
    (?:生まれ|生|まで有効|まで|交付)?""",
    re.VERBOSE,
)


class NotADate(ValueError):
    """The text is no date, or no day that there was.

    Attributes:
        code: date_form (no known form or era), date_impossible (no such day), era_bounds (not a
            day of that era), or eras_disagree (western year and era differ).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day that was read, and what to look at again."""

    day: date
    warnings: tuple[str, ...] = ()


def read_date(text: str, eras: Iterable[EraRow], *, birth: bool = False) -> PrintedDate:
    """A printed date, in any width, with blanks anywhere.

    Args:
        text: as printed, such as 昭和 61年 5月 1日生.
        eras: the table of eras.
        birth: a person was born on it, so it lies within its era.

    Raises:
        NotADate: it is none.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    found = _PRINTED.fullmatch(folded)
    if found is None:
        raise NotADate("date_form")
    name = found["era"] or found["era_beside"]
    if name is None:
        return PrintedDate(_day(int(found["western"]), found))
    era = _era(name, eras)
    printed = found["year"] or found["year_beside"]
    year = era.zero + (1 if printed == "元" else int(printed))
    if found["western"] and int(found["western"]) != year:
        raise NotADate("eras_disagree")
    return _within(era, _day(year, found), birth=birth)


def _era(name: str, eras: Iterable[EraRow]) -> EraRow:
    for era in eras:
        if name in {era.ja, era.letter}:
            return era
    raise NotADate("date_form")


def _day(year: int, found: re.Match[str]) -> date:
    try:
        return date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        raise NotADate("date_impossible") from None


def _within(era: EraRow, day: date, *, birth: bool) -> PrintedDate:
    if day < (era.usable_from or era.first_day):
        raise NotADate("era_bounds")
    if day <= era.last_day:
        return PrintedDate(day)
    if birth:
        raise NotADate("era_bounds")
    return PrintedDate(day, (ERA_ENDED,))
