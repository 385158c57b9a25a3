"""Where the words that are printed on every card of a kind stand among what was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from counter_app.id_reading.kinds import Area
from counter_app.id_reading.printed import PrintedLine

LONG = 5
"""Signs from which on a label may be read with a fault."""

AGREEMENT = 78.0
"""Percent of its signs that must agree then."""

_SAME = str.maketrans("别满囯籍箱•·∙‧･—–−‐力口ニエ", "別満国籍籍・・・・・ーーー-カロ二工")
"""Signs that a recogniser takes for one another; labels and readings are folded alike."""


@dataclass(frozen=True, slots=True)
class FoundLabel:
    """A label on the card.

    Attributes:
        row: number of the printed line that bears it.
        start: its first sign there.
        end: the sign after its last one.
        area: where it stands, in millimetres.
    """

    text: str
    row: int
    start: int
    end: int
    area: Area


def folded(text: str) -> str:
    """A text to compare with: width, case and look-alike signs do not count, nor do spaces."""
    return "".join(_folded_sign(sign) for sign in text if not sign.isspace())


def find_labels(lines: Sequence[PrintedLine], words: Iterable[str]) -> list[FoundLabel]:
    """Every place where one of these words is printed; of overlapping ones the longest."""
    wanted = sorted({word: folded(word) for word in words}.items(), key=lambda one: -len(one[1]))
    found: list[FoundLabel] = []
    for row, line in enumerate(lines):
        text, at = _with_places(line.line.text)
        taken = [False] * len(text)
        for word, short in wanted:
            for start, end in _spots(text, short):
                alone = _stands_alone(line.line.text, at[start], at[end - 1] + 1)
                if alone and not any(taken[start:end]):
                    taken[start:end] = [True] * (end - start)
                    first, last = at[start], at[end - 1] + 1
                    found.append(FoundLabel(word, row, first, last, line.part(first, last)))
    return found


def _spots(text: str, word: str) -> Iterable[tuple[int, int]]:
    start = text.find(word)
    if start < 0 and len(word) >= LONG and len(text) >= len(word) - 1:
        told = fuzz.partial_ratio_alignment(word, text, score_cutoff=AGREEMENT)
        if told is not None and told.dest_end - told.dest_start >= len(word) - 1:
            yield _trimmed(text, word, told.dest_start, told.dest_end)
        return
    while start >= 0:
        end = start + len(word)
        yield start, end
        start = text.find(word, end)


def _trimmed(text: str, word: str, start: int, end: int) -> tuple[int, int]:
    """A window without the signs at its ends that are not the label's: a sign of it was lost."""
    while end - start > 1 and text[end - 1] not in word[-3:]:
        end -= 1
    while end - start > 1 and text[start] not in word[:3]:
        start += 1
    return start, end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Latin words are whole ones: NAME is no label within a longer name."""

    def letter(at: int) -> bool:
        return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()

    first, last = letter(start) and letter(start - 1), letter(end - 1) and letter(end)
    return not (first or last)


def _with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its signs the one of the text that it comes from."""
    signs = [(_folded_sign(sign), n) for n, sign in enumerate(text) if not sign.isspace()]
    return "".join(sign for sign, _ in signs), [n for sign, n in signs for _ in sign]


def _folded_sign(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign)[:1]
    if bare.isascii():  # an accent is easily lost
        return bare.upper()
    return unicodedata.normalize("NFKC", sign).translate(_SAME)
