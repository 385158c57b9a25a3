"""Dates as documents print them: by era, by western year, by both, or with the month in letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from rapidfuzz import fuzz, process

from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import Value

_ERA = re.compile(r"(明治|大正|昭和|平成|令和)(元|\d{1,2})年")
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_DAY = re.compile(r"年?[)）]?(\d{1,2})月(\d{1,2})日")
_LETTERED = re.compile(r"(\d{1,2})[./-]?([A-Z]{3,4})(?:/([A-Z]{3,4}))?[./-]?(\d{4})")
_NUMBERED = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_ERA_LOOKS = str.maketrans("合今会冷吟招照沼半乎", "令令令令令昭昭昭平平")
_ERA_READ = re.compile(r"[合今会冷吟招照沼半乎](?=[和成])")
_ALIKE = str.maketrans("OoIl|", "00111")
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            ("JAN", "JANV"),
            ("FEB", "FEV"),
            ("MAR", "MARS"),
            ("APR", "AVR"),
            ("MAY", "MAI"),
            ("JUN", "JUIN"),
            ("JUL", "JUIL"),
            ("AUG", "AOUT"),
            ("SEP", "SEPT"),
            ("OCT",),
            ("NOV",),
            ("DEC",),
        ),
        start=1,
    )
    for name in names
}
LAST_MONTH = 12
EITHER = 0.8
"""Certainty of a date whose day may be its month; most states write the day first."""

_LIKE = 60.0
"""Percent of a month's letters that must agree."""


def date_value(line: Line, era_zeros: Mapping[str, int]) -> Value:
    """A date such as 2024年(令和06年)06月01日まで有効, 昭和61年 5月 1日生 or 04 JUL 2022.

    Years of an era are counted on after its end, as cards printed before 2019 do (LAW 8.1).

    Args:
        line: as read.
        era_zeros: for each era's name the western year before its first.
    """
    text, sure = _plain(line)
    raw = " ".join(line.text.split())
    japanese = _japanese(text, sure, era_zeros, raw)
    if japanese is not None:
        return japanese
    for match, told in _western(text):
        least = min(sure[match.start() : match.end()])
        either = match.re is _DAY_FIRST and told.day <= LAST_MONTH
        return Value(told.isoformat(), min(least, EITHER) if either else least, raw=raw)
    return Value("", 0.0, holds=False, raw=raw)


def _japanese(text: str, sure: list[float], era_zeros: Mapping[str, int], raw: str) -> Value | None:
    era, year, day = _ERA.search(text), _YEAR.search(text), _DAY.search(text)
    if not day or not (era or year):
        return None
    years = [int(year[1])] if year else []
    if era:
        years.append(era_zeros[era[1]] + (1 if era[2] == "元" else int(era[2])))
    read = _a_date(years[0], int(day[1]), int(day[2]))
    agrees = len(set(years)) == 1 if era and year else None
    if read is None or agrees is False:
        return Value(read.isoformat() if read else "", 0.0, holds=False, agrees=agrees, raw=raw)
    found = [match for match in (era, year, day) if match]
    least = min(min(sure[match.start() : match.end()]) for match in found)
    return Value(read.isoformat(), least, agrees=agrees, raw=raw)


def _western(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for match in _LETTERED.finditer(text):
        month = _month(match[2]) or (_month(match[3]) if match[3] else None)
        read = _a_date(int(match[4]), month, int(match[1])) if month else None
        if read:
            yield match, read
    for match in _NUMBERED.finditer(text):
        read = _a_date(int(match[1]), int(match[2]), int(match[3]))
        if read:
            yield match, read
    for match in _DAY_FIRST.finditer(text):
        read = _a_date(int(match[3]), int(match[2]), int(match[1]))
        if read:
            yield match, read


def _month(letters: str) -> int | None:
    told = process.extractOne(letters, list(_MONTHS), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return _MONTHS[told[0]] if told else None


def _plain(line: Line) -> tuple[str, list[float]]:
    """The text without spaces and with narrow signs, and how sure each sign is."""
    text, sure = "", []
    for sign, one in zip(line.text, line.sure, strict=True):
        plain = unicodedata.normalize("NFKC", sign).strip()
        text += plain
        sure += [one] * len(plain)
    signs = list(text)
    for n, sign in enumerate(signs):
        beside = text[n - 1 : n] + text[n + 1 : n + 2]
        if sign in "OoIl|" and re.search(r"[\d年月日]", beside) and not re.search("[A-Z]", beside):
            signs[n] = sign.translate(_ALIKE)
    whole = _ERA_READ.sub(lambda sign: sign[0].translate(_ERA_LOOKS), "".join(signs))
    return whole.upper(), sure


def _a_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
