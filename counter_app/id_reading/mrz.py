"""The machine readable zone of a passport: two lines of 44 signs (ICAO Doc 9303-4, TD3); pure.

Each sign's class is known by its place, and check digits tell which of two look-alikes is right.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter_app.id_reading.engine import Line
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.nearness import same_row
from counter_app.id_reading.printed import PrintedLine
from counter_app.law import check_digits

LENGTH = 44
SHORTEST = 30
"""Signs of a line of which some were lost."""

DATES = 9
"""More digits than in the first line, even misread; the second line has two dates."""

FILLERS = 4
"""So many < in a row stand in no other print."""

_TO_LETTER = str.maketrans("01582643", "OISBZGAJ")
_TO_DIGIT = str.maketrans("OQDISBZGLTUA", "000158261704")
_ALIKE = {"0": "OQD", "O": "0", "Q": "0", "D": "0", "1": "IL", "I": "1", "L": "1", "8": "B"}
_ALIKE |= {"B": "8", "5": "S", "S": "5", "2": "Z", "Z": "2", "6": "G", "G": "6"}
_CHECKED = {"number": (0, 9), "birth_date": (13, 19), "expires_on": (21, 27)}
_LETTERS = (10, 11, 12)
_DIGITS = (9, *range(13, 20), *range(21, 28), 43)
_SAME = {"《": "<<", "«": "<<", "〈": "<", "く": "<", "＜": "<", "(": "<"}
_JAPANESE = re.compile(r"[A-Z]{2}[0-9]{7}")


@dataclass(frozen=True, slots=True)
class Zone:
    """A machine readable zone as read.

    Attributes:
        first, second: its lines of 44 signs, after repairs.
        raw: the lines before them.
        checks: which check digits hold: number, birth_date, expires_on, optional, composite.
        sure: the least sure sign of the names in the first line.
        areas: where the lines stand, in millimetres.
    """

    first: str
    second: str
    raw: tuple[str, str]
    checks: dict[str, bool]
    sure: float
    areas: tuple[Area, Area]

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
    second = second_line(two.text)
    first = first_line(_with_state(one.text, second[10:13]))
    checks = check_digits.mrz_checks(second)
    end = len(first.rstrip("<"))
    sure = min(one.sure[:end], default=0.0)
    return Zone(first, second, (one.text, two.text), checks, sure, (at_one, at_two))


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


def second_line(text: str) -> str:
    """The second line, put right by the classes of its places and by its check digits."""
    signs = list(_of_length(text))
    for place in _DIGITS:
        signs[place] = signs[place].translate(_TO_DIGIT)
    for place in _LETTERS:
        signs[place] = signs[place].translate(_TO_LETTER)
    line = "".join(signs)
    if line[10:13] == "JPN":
        number = line[:2].translate(_TO_LETTER) + line[2:9].translate(_TO_DIGIT)
        line = (number if _JAPANESE.fullmatch(number) else line[:9]) + line[9:]
    for name, (start, end) in _CHECKED.items():
        if not check_digits.mrz_checks(line).get(name):
            line = next(_repaired(line, start, end), line)
    return line


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
    return f"{year}-{text[2:4]}-{text[4:]}"


def _repaired(line: str, start: int, end: int) -> Iterator[str]:
    """The line with one or two look-alikes changed so that the check digit fits."""
    part = line[start:end]
    places = [n for n, sign in enumerate(part) if sign in _ALIKE]
    for count in (1, 2):
        for chosen in itertools.combinations(places, count):
            for signs in itertools.product(*(_ALIKE[part[n]] for n in chosen)):
                told = list(part)
                for n, sign in zip(chosen, signs, strict=True):
                    told[n] = sign
                if check_digits.mrz_digit("".join(told)) == line[end]:
                    yield line[:start] + "".join(told) + line[end:]


def _of_length(text: str) -> str:
    """44 signs: fillers in a row are miscounted most often."""
    if len(text) < LENGTH and (run := re.search(r"<{3,}(?=[0-9O<]{1,2}$)", text)):
        more = LENGTH - len(text)
        text = text[: run.start()] + "<" * more + text[run.start() :]
    while len(text) > LENGTH and (run := re.search(r"<{6,}", text)):
        text = text[: run.start()] + text[run.start() + 1 :]
    return text.ljust(LENGTH, "<")[:LENGTH]


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
    left, top = row[0].area[0], min(line.area[1] for line in row)
    right = max(line.area[0] + line.area[2] for line in row)
    low = max(line.area[1] + line.area[3] for line in row)
    return Line(text, tuple(sure)), (left, top, right - left, low - top)


def _may_be(text: str) -> bool:
    return len(text) >= SHORTEST and ("<" * FILLERS in text or _digit_count(text) > LENGTH // 4)


def _digit_count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())
