"""The print between the labels: pieces that may be a field's value, or a part of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.id_reading.engine import Line
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.labels import FoundLabel
from counter_app.id_reading.printed import PrintedLine

_BETWEEN = " \u3000:：/・·,、.|｜"
"""Signs between a label and its value, of neither."""

_DATE = re.compile(
    r"(?:(?:明治|大正|昭和|平成|令和)(?:元|[0-9OIl]{1,2})年|[0-9OIl]{4}年)"
    r"(?:[(（][^)）]{2,12}[)）])?[0-9OIl]{1,2}月[0-9OIl]{1,2}日(?:生|まで有効|交付)?"
)
_WESTERN = re.compile(
    r"[0-9]{1,2}[ ./-]?(?:[A-Z]{3,4}/)?[A-Z]{3,4}[ ./-]?[0-9]{4}"
    r"|[0-9]{4}[./-][0-9]{1,2}[./-][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}"
)
_FEW_DIGITS = 2
_NUMBER_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of print that is no label.

    Attributes:
        row: number of the printed line that it is part of.
        start: its first sign there.
    """

    line: Line
    area: Area
    row: int
    start: int

    @property
    def text(self) -> str:
        """The text without spaces, narrow digits and letters."""
        return "".join(unicodedata.normalize("NFKC", self.line.text).split())

    @property
    def certainty(self) -> float:
        """Mean certainty of its signs, 0 to 1."""
        return sum(self.line.sure) / max(1, len(self.line.sure))

    @property
    def is_date(self) -> bool:
        """Whether a date stands in it, be one sign of it misread."""
        text = self.text
        if _DATE.search(text) or _WESTERN.search(text.upper()):
            return True
        return sum(sign in "年月日" for sign in text) > 1 and _digits(text) > _FEW_DIGITS

    @property
    def is_number(self) -> bool:
        """Whether it is mostly digits, such as a document's number."""
        return _digits(self.text) >= _NUMBER_DIGITS and not self.is_date


def segments_of(lines: Sequence[PrintedLine], labels: Sequence[FoundLabel]) -> list[Segment]:
    """Every piece of print between the labels; two dates in one line are two pieces."""
    pieces: list[Segment] = []
    for row, line in enumerate(lines):
        text = line.line.text
        at = 0
        for label in sorted((one for one in labels if one.row == row), key=lambda one: one.start):
            pieces += _pieces(line, row, at, label.start)
            at = label.end
        pieces += _pieces(line, row, at, len(text))
    return pieces


def _pieces(line: PrintedLine, row: int, start: int, end: int) -> list[Segment]:
    text = line.line.text
    while start < end and text[start] in _BETWEEN:
        start += 1
    while end > start and text[end - 1] in _BETWEEN:
        end -= 1
    if start >= end:
        return []
    dates = list(_DATE.finditer(_narrow(text[start:end])))
    if len(dates) > 1:
        ends = [start + date.end() for date in dates[:-1]] + [end]
        starts = [start, *ends[:-1]]
        return [_segment(line, row, one, two) for one, two in zip(starts, ends, strict=True)]
    return [_segment(line, row, start, end)]


def _segment(line: PrintedLine, row: int, start: int, end: int) -> Segment:
    return Segment(line.line.cut(start, end), line.part(start, end), row, start)


def _narrow(text: str) -> str:
    """The text sign for sign with narrow digits; a sign that would become several stays."""
    signs = [unicodedata.normalize("NFKC", sign) for sign in text]
    return "".join(one if len(one) == 1 else sign for one, sign in zip(signs, text, strict=True))


def _digits(text: str) -> int:
    return sum("0" <= sign <= "9" for sign in text)
