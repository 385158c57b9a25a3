"""From lines of print to values: names, addresses, dates and numbers of a card; pure.

A value says how sure it is: the least sure of its signs, and less when its grammar does not hold.
Whatever was put right by a rule is marked, so that staff look at just that sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from counter_app.id_reading.building_words import NO_WORDS, BuildingWords
from counter_app.id_reading.engine import Line
from counter_app.id_reading.kana import ALIKE, kana_put_right
from counter_app.id_reading.towns import Towns

PUT_RIGHT = 0.8
"""A sign that a rule put right is never surer than this."""

UNGRAMMATICAL = 0.5
"""Nor is a value whose grammar does not hold."""

SURE = 0.9
"""Below this a value is shown as doubtful."""

_NO_KANJI_YET = re.compile(r"^[A-Z0-9()&ー・-]+")
"""What is read from the background before an address begins."""

_NOT_IN_ADDRESS = re.compile('[?!;:|<>=*#%_~^"\\[\\]{}]')
_BRACKET = re.compile("[(（]")
_LATIN = re.compile(r"[A-Z][A-Z '.,-]+")
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
    """A person's name as printed, without the spaces that only set it wide.

    What stands in brackets after it, a former or a common name, is kept in `raw` only: the name of
    a deal is the document's first one (LAW 8.3).
    """
    whole = " ".join(line.text.split())
    main = _BRACKET.split(line.text, maxsplit=1)[0]
    line = line.cut(0, len(main))
    latin = _LATIN.fullmatch(main.strip())
    line = line if latin else _japanese(line)
    text = " ".join(main.split()) if latin else kana_put_right("".join(line.text.split()))
    return replace(_worded(line, text, least=2), raw=whole)


def address_value(line: Line, towns: Towns, words: BuildingWords = NO_WORDS) -> Value:
    """An address in one line, its beginning compared with the towns of Japan.

    Args:
        line: as read.
        towns: what an address can begin with.
        words: what the names of buildings are made of.
    """
    read = kana_put_right(_NOT_IN_ADDRESS.sub("", "".join(line.text.split()).translate(_WIDE)))
    begun = _NO_KANJI_YET.sub("", read)
    fitted = towns.fit(begun, _candidates(line)[-len(begun) :] if begun else ())
    text = words.put_right(fitted.text)
    value = replace(_worded(line, text, least=5), raw=" ".join(line.text.split()))
    if fitted.known:
        changed = "towns" if fitted.text != begun else "words" if text != fitted.text else ""
        return replace(value, changed_by=changed)
    return replace(value, confidence=min(value.confidence, UNGRAMMATICAL), holds=False)


def _without_spaces(line: Line) -> tuple[str, list[float]]:
    kept = [n for n, sign in enumerate(line.text) if not sign.isspace()]
    text = "".join(line.text[n] for n in kept).translate(_WIDE)
    return text, [line.sure[n] for n in kept]


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
        elif not _mere_look(
            text[step.src_start : step.src_end], value[step.dest_start : step.dest_end]
        ):
            confidence = min(confidence, PUT_RIGHT)
            doubts |= set(range(step.dest_start, step.dest_end))
    holds = len(value) >= least
    if not holds:
        confidence = min(confidence, UNGRAMMATICAL)
    return Value(value, confidence, tuple(sorted(doubts)), holds=holds)


def _mere_look(read: str, value: str) -> bool:
    """Whether only look-alikes were put right, as their neighbours want them."""
    return len(read) == len(value) and all(
        one == two or (one, two) in ALIKE for one, two in zip(read, value, strict=True)
    )


def _japanese(line: Line) -> Line:
    """A name that is not Latin has no Latin letters: the likeliest kanji or kana in their place."""
    text, sure = list(line.text), list(line.sure)
    for n, sign in enumerate(line.text):
        if sign.isascii() and not sign.isspace() and n < len(line.others):
            told = next((one for one in line.others[n] if not one[0].isascii()), None)
            text[n], sure[n] = told or (sign, min(sure[n], UNGRAMMATICAL))
    return replace(line, text="".join(text), sure=tuple(sure))


def _candidates(line: Line) -> list[list[str]]:
    """For each sign but spaces what else it may be; nothing where the reader told no candidates."""
    if len(line.others) != len(line.text):
        return []
    return [[sign for sign, _ in line.others[n]] for n in _kept(line)]


def _kept(line: Line) -> list[int]:
    return [n for n, sign in enumerate(line.text) if not sign.isspace()]
