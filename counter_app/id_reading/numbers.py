"""Numbers of licences, residence cards and passports: each place holds a letter or a digit; pure.

The reader knows nothing of that, so the likeliest sign of the right class is taken at each place,
or the one that looks like what was read: O for 0 and 0 for O.
"""

from __future__ import annotations

import math
import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import PUT_RIGHT, UNGRAMMATICAL, Value
from counter_app.law import check_digits

LICENCE = "0" * 12
CARD = "AA" + "0" * 8 + "AA"
"""A residence card's or special permanent resident certificate's number (LAW 9.3)."""

JAPANESE_PASSPORT = "AA" + "0" * 7

_ANY = string.digits + string.ascii_uppercase
LEAST = 0.02
"""A candidate less likely than this is not tried under a check digit."""

_CLASSES = {"0": string.digits, "A": string.ascii_uppercase}
_ALIKE = {
    "0": dict(zip("OQDILZSBGTA〇", "000112586740", strict=True)) | {"|": "1", "!": "1"},
    "A": dict(zip("012568", "OIZSGB", strict=True)),
}
_UNLIKE = 0.01
"""Likelihood of a sign that only looks like what was read."""

_PARTING = frozenset(" -‐‑–—−ー・.")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign as read, with every candidate's likelihood."""

    told: str
    may_be: dict[str, float]

    def of(self, kind: str) -> tuple[str, float, float] | None:
        """The likeliest sign of a class, how sure it is within the class, and its likelihood."""
        fits = {one: p for one, p in self.may_be.items() if one in _CLASSES[kind]}
        if fits and max(fits.values()) >= _UNLIKE:
            best = max(fits, key=lambda one: fits[one])
            return best, fits[best] / sum(fits.values()), fits[best]
        alike = _ALIKE[kind].get(self.told)
        return (alike, PUT_RIGHT, _UNLIKE) if alike else None


class _Commissions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: dict[str, str]


def load_commissions(folder: Path) -> frozenset[str]:
    """The two digits with which a licence's number begins, of `commissions.toml`."""
    rows = msgspec.toml.decode((folder / "commissions.toml").read_bytes(), type=_Commissions)
    return frozenset(rows.codes)


def licence_number(line: Line) -> Value:
    """The 12 digits between 第 and 号; the check digit is a warning, no more (LAW 9.1).

    Where it fails and another candidate of one digit makes it hold, that one is shown, marked.
    """
    value = _of_form(line, LICENCE)
    if not value.holds or check_digits.licence_number_ok(value.value):
        return value
    for number, place in _others(line, LICENCE):
        if check_digits.licence_number_ok(number):
            return Value(number, PUT_RIGHT, (place,), raw=value.raw, changed_by="check_digit")
    return replace(value, confidence=min(value.confidence, PUT_RIGHT))


def card_number(line: Line) -> Value:
    """Two letters, eight digits, two letters. No rule to check them is published (LAW 9.3)."""
    return _of_form(line, CARD)


def passport_number(line: Line) -> Value:
    """A passport's number: Japan's two letters and seven digits, or another country's form.

    Only digits are put right: M12345678 of another country is not MI2345678.
    """
    value = _of_form(line, JAPANESE_PASSPORT)
    if value.holds and value.value[:2] in _bare(line):
        return value
    text = "".join(sign.told for sign in _signs(line) if sign.told in _ANY)
    return Value(text, min(line.sure, default=0.0), holds=6 <= len(text) <= 9, raw=value.raw)  # noqa: PLR2004 - ICAO 9303-4: nine places, the shortest numbers in use have six


def _of_form(line: Line, form: str) -> Value:
    """The likeliest run of signs that has the form."""
    raw = " ".join(line.text.split())
    runs = [(_likelihood(told), told) for told in _runs(_signs(line), form)]
    if not runs:
        return _longest(line, raw)
    _, told = max(runs, key=lambda run: run[0])
    number = "".join(sign for sign, _, _ in told)
    sure = min(one for _, one, _ in told)
    changed = "" if number in _bare(line) else "grammar"
    doubts = tuple(n for n, (_, _, p) in enumerate(told) if p <= _UNLIKE)
    return Value(number, sure, doubts, raw=raw, changed_by=changed)


def _runs(signs: Sequence[_Sign], form: str) -> Iterator[list[tuple[str, float, float]]]:
    """Every run of signs of a form that is not a part of a longer number."""
    for start in range(len(signs) - len(form) + 1):
        end = start + len(form)
        beside = (*signs[start - 1 : start], *signs[end : end + 1])
        if any(sign.told in _ANY for sign in beside):
            continue
        told = [sign.of(kind) for sign, kind in zip(signs[start:end], form, strict=True)]
        if all(told):
            yield [one for one in told if one]


def _others(line: Line, form: str) -> Iterator[tuple[str, int]]:
    """The number with one digit's next candidates, the likeliest first, and the digit's place."""
    signs = _signs(line)
    for start in range(len(signs) - len(form) + 1):
        run = signs[start : start + len(form)]
        best = [sign.of(kind) for sign, kind in zip(run, form, strict=True)]
        if not all(best):
            continue
        number = "".join(one[0] for one in best if one)
        swaps = [
            (p, n, other)
            for n, sign in enumerate(run)
            for other, p in sign.may_be.items()
            if other in _CLASSES[form[n]] and other != number[n] and p >= LEAST
        ]
        for _, n, other in sorted(swaps, reverse=True):
            yield number[:n] + other + number[n + 1 :], n
        return


def _signs(line: Line) -> list[_Sign]:
    signs = []
    for n, sign in enumerate(line.text):
        told = _plain(sign)
        if not told or told in _PARTING:
            continue
        may_be = {told: line.sure[n] if n < len(line.sure) else 0.0}
        for other, p in line.others[n] if n < len(line.others) else ():
            plain = _plain(other)
            may_be[plain] = max(p, may_be.get(plain, 0.0))
        signs.append(_Sign(told, may_be))
    return signs


def _longest(line: Line, raw: str) -> Value:
    """What there is of a number that has not its form."""
    best, run = "", ""
    for sign in (*_bare(line), " "):
        run = run + sign if sign in _ANY else ""
        best = max(best, run, key=len)
    sure = min(line.sure, default=0.0) if best else 0.0
    return Value(best, min(sure, UNGRAMMATICAL), holds=False, raw=raw)


def _bare(line: Line) -> str:
    return "".join(sign.told for sign in _signs(line))


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).strip().upper()


def _likelihood(told: Sequence[tuple[str, float, float]]) -> float:
    return sum(math.log(max(p, 1e-9)) for _, _, p in told)
