"""Digits in a text that may not be kept: a My Number, or a basic pension number.

The My Number Act forbids to collect a number (arts. 15 and 20), the National Pension Act to ask for
one (art. 108-4). A text may come from a person or from a reading, so digits stand in any spelling:
full-width, kanji, spaced, or a letter that looks like one. Everything here errs towards finding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counter_app.law import check_digits

HIDDEN = "■"
"""What stands in place of each sign of a number that was taken out."""

_LEAST = 10
"""Digits by which a run counts though a sign or two of its twelve cannot be read."""

_MOST_LETTERS = 4
_MOST_UNREAD = 2
_WIDEST = 3
"""Spaces between two groups of one number at most."""

_SHORTEST_JOINED = 3
"""Digits of the shortest group beside a hyphen: those of an address are shorter."""

_KANJI = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    **dict.fromkeys("零○◯", "0"),
}
_LETTERS = {
    **dict.fromkeys("OoQ", "0"),
    **dict.fromkeys("Iil|!", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    "B": "8",
}
_JOINS = frozenset("-.･・_/‐‑‒–—―−ー")
_ENDS = frozenset("年月日生号第番地丁目条県市区町村〒+<\n\r")
"""Signs that stand beside other digits: of a date, an address, a telephone number."""

_SERIAL = re.compile(r"[0-9A-Za-z]{14,}")
_FIRM_LETTER = re.compile(r"[AC-HJ-NPRT-Yac-hjkm-rt-y]")
_RESIDENCE = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{8}[A-Z]{2}(?![0-9A-Za-z])")
_ZONE = re.compile(r"[0-9A-Z<]{40,46}")
_PENSION = re.compile(r"(?<!\d)\d{4} ?[- ] ?\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Run:
    """Digits in a text.

    Attributes:
        start, end: where they stand, as of a slice.
        digits: each as 0 to 9; ? for one that cannot be read.
    """

    start: int
    end: int
    digits: str

    @property
    def fits(self) -> bool:
        """Whether all twelve are there and the last one fits a My Number."""
        return check_digits.my_number_ok(self.digits)


@dataclass(frozen=True, slots=True)
class _Sign:
    at: int
    digit: str
    letter: bool


@dataclass(frozen=True, slots=True)
class _Group:
    signs: tuple[_Sign, ...]
    joined: bool
    """Whether a hyphen or the like stands before it, not a space."""


def my_number_runs(text: str) -> list[Run]:
    """Every run of digits that can be a My Number, partly unreadable ones too.

    The number of a residence card (two letters on both sides), a card's serial with letters, and
    the lines of a machine readable zone (ICAO 9303) are none.
    """
    if _ZONE.fullmatch("".join(text.split())) and text.count("<") > 1:
        return []
    found: list[Run] = []
    for groups in _chains(text):
        found += _windows(groups)
    return _united(found, text)


def pension_runs(text: str) -> list[Run]:
    """Every run of digits in the shape of a basic pension number: four, a hyphen or space, six."""
    plain = "".join(_plain(sign) for sign in text)
    return [
        Run(one.start(), one.end(), re.sub(r"\D", "", one.group()))
        for one in _PENSION.finditer(plain)
    ]


def names_my_number(text: str) -> bool:
    """Whether a text holds twelve digits whose check digit fits a My Number."""
    return any(
        run.fits for groups in _chains(text) for run in _exact(groups) if "?" not in run.digits
    )


def redact_numbers(text: str) -> str:
    """The text with every forbidden number hidden, sign by sign; it keeps its length."""
    signs = list(text)
    for run in (*my_number_runs(text), *pension_runs(text)):
        for at in range(run.start, run.end):
            if not signs[at].isspace():
                signs[at] = HIDDEN
    return "".join(signs)


def digit_of(sign: str) -> str:
    """The digit that a sign is or looks like, as 0 to 9; empty when it is none."""
    value = unicodedata.digit(sign, None)
    if value is not None:
        return str(value)
    return _KANJI.get(sign, "") or _LETTERS.get(_narrow(sign), "")


def _narrow(sign: str) -> str:
    """A full-width letter as the usual one."""
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def _plain(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _JOINS or _narrow(sign) in _JOINS:
        return "-"
    value = unicodedata.digit(sign, None)
    return str(value) if value is not None else "x"


def _barred(text: str) -> set[int]:
    """Positions of signs that belong to a serial or to a residence card's number."""
    plain = "".join(_narrow(sign) for sign in text)
    spans = [one.span() for one in _RESIDENCE.finditer(plain)]
    spans += [one.span() for one in _SERIAL.finditer(plain) if _FIRM_LETTER.search(one.group())]
    return {at for start, end in spans for at in range(start, end)}


def _chains(text: str) -> Iterator[list[_Group]]:
    """Groups of digits that may belong together, and the next such groups."""
    barred = _barred(text)
    chain: list[_Group] = []
    signs: list[_Sign] = []
    gap, joined = 0, False
    for at, sign in enumerate(text):
        digit = "" if at in barred else digit_of(sign)
        join = sign in _JOINS or _narrow(sign) in _JOINS
        if (sign.isspace() and sign not in _ENDS) or join:
            if signs:
                chain += _group(signs, joined=joined)
                signs, joined = [], False
            gap, joined = gap + 1, joined or join
        elif at in barred or sign in _ENDS or gap > _WIDEST:
            yield [*chain, *_group(signs, joined=joined)]
            chain, gap, joined = [], 0, False
            signs = [_sign(at, digit, sign)] if digit else []
        else:
            signs.append(_sign(at, digit, sign))
            gap = 0
    yield [*chain, *_group(signs, joined=joined)]


def _sign(at: int, digit: str, sign: str) -> _Sign:
    return _Sign(at, digit or "?", _narrow(sign) in _LETTERS)


def _group(signs: Sequence[_Sign], *, joined: bool) -> list[_Group]:
    return [_Group(tuple(signs), joined)] if signs else []


def _exact(groups: Sequence[_Group]) -> Iterator[Run]:
    """Neighbouring groups that make up twelve signs."""
    for first in range(len(groups)):
        signs: list[_Sign] = []
        for last in range(first, len(groups)):
            signs += groups[last].signs
            if len(signs) >= check_digits.MY_NUMBER_DIGITS:
                break
        whole = groups[first : last + 1]
        if len(signs) == check_digits.MY_NUMBER_DIGITS and _belong(whole) and _likely(signs):
            yield _run(signs)


def _windows(groups: Sequence[_Group]) -> list[Run]:
    found = list(_exact(groups))
    for part in _parts(groups):
        signs = [sign for group in part for sign in group.signs]
        digits = [sign for sign in signs if sign.digit != "?"]
        if len(digits) == len(signs):
            if not found and len(signs) >= _LEAST and _likely(signs):
                found.append(_run(signs))
        elif len(digits) >= _LEAST:
            found += _partly_read(signs)
    return found


def _parts(groups: Sequence[_Group]) -> Iterator[list[_Group]]:
    """Split where a hyphen stands beside a group too short for a My Number's."""
    part: list[_Group] = []
    for group in groups:
        if part and group.joined and not _belong([part[-1], group]):
            yield part
            part = []
        part.append(group)
    if part:
        yield part


def _partly_read(signs: Sequence[_Sign]) -> Iterator[Run]:
    """Twelve signs in a row of which one or two cannot be read."""
    width = check_digits.MY_NUMBER_DIGITS
    for size in (width, width - 1):
        for start in range(len(signs) - size + 1):
            window = signs[start : start + size]
            ends = window[0].digit, window[-1].digit
            if "?" not in ends and _likely(window):
                yield _run(window)


def _belong(groups: Sequence[_Group]) -> bool:
    if not any(group.joined for group in groups[1:]):
        return True
    return all(len(group.signs) >= _SHORTEST_JOINED for group in groups)


def _likely(signs: Sequence[_Sign]) -> bool:
    letters = sum(sign.letter for sign in signs)
    unread = sum(sign.digit == "?" for sign in signs)
    enough = len(signs) - unread >= _LEAST
    return enough and letters <= _MOST_LETTERS and unread <= _MOST_UNREAD


def _run(signs: Sequence[_Sign]) -> Run:
    return Run(signs[0].at, signs[-1].at + 1, "".join(sign.digit for sign in signs))


def _united(runs: list[Run], text: str) -> list[Run]:
    """Runs that overlap as one; one that stands alone stays as it is."""
    whole: list[Run] = []
    for run in sorted(runs, key=lambda one: (one.start, -one.end)):
        if whole and run.start < whole[-1].end:
            last = whole[-1]
            if run.end > last.end:
                digits = "".join(digit_of(sign) or "?" for sign in text[last.start : run.end])
                whole[-1] = Run(last.start, run.end, digits)
            continue
        whole.append(run)
    return whole
