"""The second line of a passport's machine readable zone, put right under its check digits; pure.

Each part may have a few readings: what was read, and what one or two look-alikes make of it. Those
are taken that need the fewest changes and make every check digit hold, the composite one too. Where
two readings are as good, neither is taken: the line stays as it is, and its check says so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from counter_app.law import check_digits

LENGTH = 44
BLIND = frozenset("6GL1")
"""G and 6, L and 1 differ by tens: no check digit of ICAO Doc 9303-3 tells them apart."""

_TO_LETTER = str.maketrans("01582643", "OISBZGAJ")
_TO_DIGIT = str.maketrans("OQDISBZGLTUA", "000158261704")
_ALIKE = {"0": "OQD", "O": "0QD", "Q": "0O", "D": "0O", "1": "IL", "I": "1L", "L": "1I"}
_ALIKE |= {"8": "B", "B": "8", "5": "S", "S": "5", "2": "Z", "Z": "2", "6": "G", "G": "6"}
_LETTERS = (10, 11, 12)
_DIGITS = (9, *range(13, 20), *range(21, 28), 43)
_NUMBER = (0, 9)
_OPTIONAL = (28, 42)
_JAPANESE = re.compile(r"[A-Z]{2}[0-9]{7}")
CLEARLY = 0.05
"""By so much the signs that a repair changes must be less sure than those of another."""

_CHANGES = 2
"""Look-alikes that are changed in one part at most."""


def second_line(text: str, sure: Sequence[float] = ()) -> str:
    """The line of 44 signs that was printed, as far as classes and check digits tell it.

    Args:
        text: the signs as read, of any number.
        sure: how sure each is; of two repairs the one that changes less sure signs is better.
    """
    line = _classed(_of_length(text))
    if all(check_digits.mrz_checks(line).values()):
        return line
    told = {one for one in _readings(line) if all(check_digits.mrz_checks(one).values())}
    costs = sorted((*_cost(line, one, sure), one) for one in told)
    if not costs:
        return line
    count, unsure, best = costs[0]
    if any(one[0] == count and one[1] < unsure + CLEARLY for one in costs[1:]):
        return line
    return best


def _cost(line: str, told: str, sure: Sequence[float]) -> tuple[int, float]:
    """How many signs are changed, and how sure they were."""
    places = [n for n in range(LENGTH) if line[n] != told[n]]
    return len(places), sum(sure[n] for n in places if n < len(sure))


def _classed(text: str) -> str:
    """The line with letters where only letters stand, and digits where only digits do."""
    signs = list(text)
    for place in _DIGITS:
        signs[place] = signs[place].translate(_TO_DIGIT)
    for place in _LETTERS:
        signs[place] = signs[place].translate(_TO_LETTER)
    if signs[42] != "<":
        signs[42] = signs[42].translate(_TO_DIGIT)
    line = "".join(signs)
    if line[10:13] == "JPN":
        number = line[:2].translate(_TO_LETTER) + line[2:9].translate(_TO_DIGIT)
        line = (number if _JAPANESE.fullmatch(number) else line[:9]) + line[9:]
    return line


def _readings(line: str) -> Iterator[str]:
    """The line with other readings of its number and its optional part."""
    numbers = list(_changed(line[slice(*_NUMBER)], line[9]))
    if line[10:13] == "JPN":
        numbers = [told for told in numbers if _JAPANESE.fullmatch(told)]
    optionals = [line[slice(*_OPTIONAL)]]
    if line[42] != "<":
        optionals = list(_changed(optionals[0], line[42]))
    for number, optional in itertools.product(numbers, optionals):
        yield number + line[9:28] + optional + line[42:]


def _changed(part: str, digit: str) -> Iterator[str]:
    """A part as read, and with look-alikes changed, where its own check digit holds."""
    places = [n for n, sign in enumerate(part) if sign in _ALIKE]
    for count in range(_CHANGES + 1):
        for chosen in itertools.combinations(places, count):
            for signs in itertools.product(*(_ALIKE[part[n]] for n in chosen)):
                told = list(part)
                for n, sign in zip(chosen, signs, strict=True):
                    told[n] = sign
                if check_digits.mrz_digit("".join(told)) == digit:
                    yield "".join(told)


def _of_length(text: str) -> str:
    """44 signs: fillers in a row are miscounted most often."""
    if len(text) < LENGTH and (run := re.search(r"<{3,}(?=[0-9O<]{1,2}$)", text)):
        more = LENGTH - len(text)
        text = text[: run.start()] + "<" * more + text[run.start() :]
    while len(text) > LENGTH and (run := re.search(r"<{6,}", text)):
        text = text[: run.start()] + text[run.start() + 1 :]
    return text.ljust(LENGTH, "<")[:LENGTH]
