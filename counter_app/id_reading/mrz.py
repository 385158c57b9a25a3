"""The machine readable zone of a passport: two lines of 44 signs (ICAO Doc 9303-4, TD3); pure.

Its second line is put right in `mrz_repair`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.id_reading.engine import Line
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.mrz_repair import BLIND, LENGTH, second_line
from counter_app.id_reading.places import around, same_row
from counter_app.id_reading.printed import PrintedLine
from counter_app.law import check_digits

SHORTEST = 30
"""Signs of a line of which some were lost."""

DATES = 9
"""More digits than in the first line, even misread; the second line has two dates."""

FILLERS = 4
"""So many < in a row stand in no other print."""

_TO_LETTER = str.maketrans("01582643", "OISBZGAJ")
_SAME = {"《": "<<", "«": "<<", "〈": "<", "く": "<", "＜": "<", "(": "<"}


@dataclass(frozen=True, slots=True)
class Zone:
    """A machine readable zone as read.

    Attributes:
        first, second: its lines of 44 signs, after repairs.
        raw: the lines before them.
        checks: which check digits hold: number, birth_date, expires_on, optional, composite.
        sure: the least sure sign of the names in the first line.
        number_sure: the least sure sign of the number that no check digit tells from another.
        areas: where the lines stand, in millimetres.
    """

    first: str
    second: str
    raw: tuple[str, str]
    checks: dict[str, bool]
    sure: float
    areas: tuple[Area, Area]
    number_sure: float = 1.0

    @property
    def holds(self) -> bool:
        """Whether every check digit holds."""
        return all(self.checks.values())

    @property
    def issuer(self) -> str:
        """The issuing state's code of three letters."""
        return self.first[2:5].rstrip("<")

    @property
    def surname(self) -> str:
        """Before the double filler; single fillers are spaces, hyphens or apostrophes."""
        return _words(self.first[5:].partition("<<")[0])

    @property
    def given(self) -> str:
        """After the double filler."""
        return _words(self.first[5:].partition("<<")[2])


def find_zone(lines: Sequence[PrintedLine]) -> Zone | None:
    """The machine readable zone among the lines of a card; None where there is none."""
    rows = [_signs(row) for row in _rows(lines)]
    found = [(line, area) for line, area in rows if _may_be(line.text)]
    seconds = [told for told in found if _digit_count(told[0].text) > DATES]
    firsts = [told for told in found if told[0].text[:1] in "PF" and told not in seconds]
    if not firsts or not seconds:
        return None
    (one, at_one), (two, at_two) = firsts[-1], seconds[-1]
    second = second_line(two.text, two.sure)
    first = first_line(_with_state(one.text, second[10:13]))
    checks = check_digits.mrz_checks(second)
    end = len(first.rstrip("<"))
    sure = min(one.sure[:end], default=0.0)
    number = _blind_sure(two, second)
    return Zone(first, second, (one.text, two.text), checks, sure, (at_one, at_two), number)


def first_line(text: str) -> str:
    """The first line: letters and fillers only, 44 of them."""
    letters = text.translate(_TO_LETTER)
    letters = "P" + letters[1:] if letters[:1] == "F" else letters
    return letters.ljust(LENGTH, "<")[:LENGTH]


def _with_state(text: str, nationality: str) -> str:
    """The first line with the state's code whole: of P<JPN, the J or another sign may be lost."""
    short = {nationality[:n] + nationality[n + 1 :] for n in range(3)}
    if text[2:5] != nationality and text[2:4] in short:
        return text[:2] + nationality + text[4:]
    return text


def day_of(text: str, *, before: int | None) -> str:
    """A date YYMMDD as YYYY-MM-DD; empty when it is none.

    Args:
        text: six digits.
        before: for a birth date the year that it lies before or in; None for an expiry: 20YY.
    """
    if not re.fullmatch("[0-9]{6}", text):
        return ""
    year = 2000 + int(text[:2])
    if before is not None and year > before:
        year -= 100
    try:
        return date(year, int(text[2:4]), int(text[4:])).isoformat()
    except ValueError:
        return ""


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines of one row together: a long run of fillers may part one."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(lines, key=lambda one: one.area[1] + one.area[3] / 2):
        if rows and same_row(rows[-1][-1].area, line.area):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.area[0]) for row in rows]


def _signs(row: Sequence[PrintedLine]) -> tuple[Line, Area]:
    """The row's signs of a machine readable zone."""
    text, sure = "", []
    for line in row:
        for sign, one in zip(line.line.text, line.line.sure, strict=True):
            for part in _SAME.get(sign, sign).upper():
                if part == "<" or (part.isascii() and part.isalnum()):
                    text += part
                    sure.append(one)
    return Line(text, tuple(sure)), around([line.area for line in row])


def _blind_sure(read: Line, second: str) -> float:
    """How sure the signs of the number are that no check digit tells apart: G and 6, L and 1.

    A Japanese number tells them by their places.
    """
    if second[10:13] == "JPN":
        return 1.0
    places = [n for n, sign in enumerate(second[:9]) if sign in BLIND]
    return min((read.sure[n] for n in places if n < len(read.sure)), default=1.0)


def _may_be(text: str) -> bool:
    return len(text) >= SHORTEST and ("<" * FILLERS in text or _digit_count(text) > LENGTH // 4)


def _digit_count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())
