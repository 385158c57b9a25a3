"""From lines of print to values: names, addresses, dates and numbers of a card; pure.

A value says how sure it is: the least sure of its signs, and less when its grammar does not hold.
Whatever was put right by a rule is marked, so that staff look at just that sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import Levenshtein

from counter_app.id_reading.engine import Line
from counter_app.id_reading.towns import Towns
from counter_app.law import check_digits

PUT_RIGHT = 0.8
"""A sign that a rule put right is never surer than this."""

UNGRAMMATICAL = 0.5
"""Nor is a value whose grammar does not hold."""

SURE = 0.9
"""Below this a value is shown as doubtful."""

LICENCE_DIGITS = 12

_KATAKANA = "ァ-ヺー"
_ERA = re.compile(r"(明治|大正|昭和|平成|令和)(元|\d{1,2})年")
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_DAY = re.compile(r"年\)?(\d{1,2})月(\d{1,2})日")
_NO_KANJI_YET = re.compile(r"^[A-Z0-9()&ー・-]+")
"""What is read from the background before an address begins."""

_DIGITS = re.compile(r"\d+")
_WIDE = str.maketrans("０１２３４５６７８９（）－", "0123456789()-")


@dataclass(frozen=True, slots=True)
class Value:
    """One field's value.

    Attributes:
        value: as it goes into the record; a date in ISO 8601.
        confidence: 0 to 1.
        doubts: positions in the value that staff should look at.
        holds: whether its grammar holds.
        agrees: for a date printed by era and by western year, whether both name the same year.
        raw: as it was read, before a rule or a list put anything right.
        changed_by: what changed it, such as towns, names, mrz; empty when it stands as read.
        variants: (position in the value, the forms that staff may pick there).
    """

    value: str
    confidence: float
    doubts: tuple[int, ...] = ()
    holds: bool = True
    agrees: bool | None = None
    raw: str = ""
    changed_by: str = ""
    variants: tuple[tuple[int, str], ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether staff should look at it before they take it over."""
        return self.confidence < SURE or bool(self.doubts) or not self.holds


def name_value(line: Line) -> Value:
    """A person's name as printed, without the spaces that only set it wide."""
    return _worded(line, _kana_put_right("".join(line.text.split())), least=2)


def address_value(line: Line, towns: Towns) -> Value:
    """An address in one line, its beginning compared with the towns of Japan."""
    read = _kana_put_right("".join(line.text.split()).translate(_WIDE))
    fitted = towns.fit(_NO_KANJI_YET.sub("", read))
    value = _worded(line, fitted.text, least=5)
    if fitted.known:
        return value
    return Value(value.value, min(value.confidence, UNGRAMMATICAL), value.doubts, holds=False)


def date_value(line: Line, era_zeros: Mapping[str, int]) -> Value:
    """A date by era, by western year or by both, such as 2024年(令和06年)06月01日まで有効.

    Years of an era are counted on after its end, as cards printed before 2019 do.

    Args:
        line: as read.
        era_zeros: for each era's name the western year before its first.
    """
    text, sure = _without_spaces(line)
    era, year, day = _ERA.search(text), _YEAR.search(text), _DAY.search(text)
    found = [match for match in (era, year, day) if match]
    if not day or not (era or year):
        return Value("", 0.0, holds=False)
    years = [int(year[1])] if year else []
    if era:
        count = 1 if era[2] == "元" else int(era[2])
        years.append(era_zeros[era[1]] + count)
    read = _a_date(years[0] if years else 0, int(day[1]), int(day[2]))
    agrees = len(set(years)) == 1 if era and year else None
    if read is None or agrees is False:
        return Value(read.isoformat() if read else "", 0.0, holds=False, agrees=agrees)
    least = min(min(sure[match.start() : match.end()]) for match in found)
    return Value(read.isoformat(), least, agrees=agrees)


def licence_number_value(line: Line) -> Value:
    """The 12 digits between 第 and 号; the check digit is a warning, no more (LAW 9.1)."""
    text, sure = _without_spaces(line)
    runs = sorted(_DIGITS.finditer(text), key=lambda run: len(run[0]), reverse=True)
    if not runs:
        return Value("", 0.0, holds=False)
    digits = runs[0][0]
    least = min(sure[runs[0].start() : runs[0].end()])
    if len(digits) != LICENCE_DIGITS:
        return Value(digits, min(least, UNGRAMMATICAL), holds=False)
    if not check_digits.licence_number_ok(digits):
        return Value(digits, min(least, PUT_RIGHT))
    return Value(digits, least)


def _a_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_spaces(line: Line) -> tuple[str, list[float]]:
    kept = [n for n, sign in enumerate(line.text) if not sign.isspace()]
    text = "".join(line.text[n] for n in kept).translate(_WIDE)
    return text, [line.sure[n] for n in kept]


def _kana_put_right(text: str) -> str:
    """Strokes that look alike: ー, 一 and - by what stands beside them."""
    text = re.sub("(?<=[0-9])[ー一](?=[0-9])", "-", text)
    text = re.sub("ー(?=丁目)", "一", text)
    text = re.sub(f"(?<=[{_KATAKANA}])[一-](?=[{_KATAKANA}])", "ー", text)
    return re.sub(f"(?<=[{_KATAKANA}]{{2}})一(?=[0-9])", "ー", text)


def _worded(line: Line, value: str, least: int) -> Value:
    """A value of words with the confidences of the signs that it was read from."""
    text, sure = _without_spaces(line)
    doubts = set()
    moved = {n: at for at, n in enumerate(_kept(line))}
    marked = {moved[n] for n in line.doubts if n in moved}
    confidence = 1.0 if value else 0.0
    for step in Levenshtein.opcodes(text, value):
        if step.tag == "equal":
            confidence = min([confidence, *sure[step.src_start : step.src_end]])
            shift = step.dest_start - step.src_start
            doubts |= {n + shift for n in marked if step.src_start <= n < step.src_end}
        else:
            confidence = min(confidence, PUT_RIGHT)
            doubts |= set(range(step.dest_start, step.dest_end))
    holds = len(value) >= least
    if not holds:
        confidence = min(confidence, UNGRAMMATICAL)
    return Value(value, confidence, tuple(sorted(doubts)), holds=holds)


def _kept(line: Line) -> list[int]:
    return [n for n, sign in enumerate(line.text) if not sign.isspace()]
