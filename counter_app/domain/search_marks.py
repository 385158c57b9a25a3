"""What a ledger line is found by: its names from each of their signs on, and the ends of numbers.

Whoever looks for a part of a name looks for the names of which a rest begins with it. So every rest
of a name ("見本太郎", "本太郎", "太郎") is a mark, and a search is one stretch of the sorted marks,
whatever its length. A single sign has marks of its own, in the order of the lines. A number is
turned round: then its last digits, which people remember, are a beginning too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

LEAST_END = 4
"""A number is found by so many of its last signs; by fewer only if it has no more."""

REST_LENGTH = 24
"""Signs of a rest that are kept; what is longer is looked for in the names of the lines that these
find."""
LONGEST_NAME = 200
"""Signs of a folded name that it is found by; no document has more, and none may stop a deal."""


class MarkKind(IntEnum):
    """What a mark is; part of the stored form."""

    REST = 0
    SIGN = 1
    NUMBER = 2


@dataclass(frozen=True, slots=True)
class FoundBy:
    """The folded texts by which a line is found, without blanks.

    Attributes:
        names: the name and its kana.
        numbers: telephone, IMEIs, serial.
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchMark:
    """One mark of a line.

    Attributes:
        again: so many first signs stand in an earlier mark of the line, too: a search for no more
            than these has found the line there already, and counts it once.
    """

    kind: MarkKind
    text: str
    again: int = 0


def search_marks(by: FoundBy) -> list[SearchMark]:
    """The marks of a line, none of them twice."""
    names = [name[:LONGEST_NAME] for name in by.names]
    rests = (name[start : start + REST_LENGTH] for name in names for start in range(len(name) - 1))
    signs = sorted({sign for name in names for sign in name})
    ends = sorted((number[::-1] for number in by.numbers), key=len)  # none hides a shorter one
    return [
        *_marks(MarkKind.REST, rests),
        *(SearchMark(MarkKind.SIGN, sign) for sign in signs),
        *_marks(MarkKind.NUMBER, ends),
    ]


def _marks(kind: MarkKind, texts: Iterable[str]) -> Iterator[SearchMark]:
    """A mark for each text, but for those with which an earlier one begins."""
    earlier: dict[str, list[str]] = {}  # by first sign: others have nothing in common
    for text in texts:
        alike = earlier.setdefault(text[:1], [])
        again = max((_alike(one, text) for one in alike), default=0)
        if again < len(text):
            alike.append(text)
            yield SearchMark(kind, text, again)


def _alike(one: str, other: str) -> int:
    """How many first signs of two texts are the same."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
