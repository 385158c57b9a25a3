"""Surnames and given names: they choose among signs that the reader was not sure of; pure.

A sure sign is never touched, and no variant of a kanji is taken for another: 髙橋 does not become
高橋 because the list has that one (LAW 8.3). Whatever is chosen so is marked.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import PUT_RIGHT, SURE, Value, name_value

LEAST = 0.02
"""A candidate less likely than this is not tried."""

_CANDIDATES = 3
_SIGNS = 3
"""Signs of one name that are tried together, the least sure ones."""

_LONGEST_SURNAME = 4
_SURNAME_KNOWN = 3.0
_GIVEN_KNOWN = 1.5
"""Weights of a known name against the reader's own log-likelihoods; rarer given names are many."""


class _Variants(msgspec.Struct, frozen=True):
    usual: dict[str, str]


@dataclass(frozen=True, slots=True)
class NameLists:
    """Names by their first sign, each row as its file holds it.

    Attributes:
        usual: for each variant of a kanji the form that is usually typed.
    """

    surnames: Mapping[str, str]
    given_names: Mapping[str, str]
    usual: Mapping[str, str]

    def is_surname(self, name: str) -> bool:
        """Whether a family is called so, in one form of its kanji or another."""
        return any(_has(self.surnames, one) for one in self._forms(name))

    def is_given_name(self, name: str) -> bool:
        """Whether a person may be called so, in one form of its kanji or another."""
        return any(_has(self.given_names, one) for one in self._forms(name))

    def same_kanji(self, one: str, other: str) -> bool:
        """Whether two signs are forms of one kanji."""
        return self.usual.get(one, one) == self.usual.get(other, other)

    def _forms(self, name: str) -> tuple[str, str]:
        return name, "".join(self.usual.get(sign, sign) for sign in name)


def load_names(folder: Path) -> NameLists:
    """The lists of a folder, and the variants of `variants.toml`."""
    variants = msgspec.toml.decode((folder / "variants.toml").read_bytes(), type=_Variants)
    usual = {form: sign for sign, forms in variants.usual.items() for form in forms}
    return NameLists(_rows(folder / "surnames.tsv"), _rows(folder / "given_names.tsv"), usual)


def listed_name_value(line: Line, lists: NameLists) -> Value:
    """A person's name, each unsure sign chosen so that the name is one that people have."""
    chosen = put_right(line, lists)
    value = name_value(chosen)
    if chosen.text == line.text:
        return value
    changed = [n for n, sign in enumerate(line.text) if chosen.text[n] != sign]
    places = {_place(line.text, n) for n in changed}
    doubts = {n for n in (*value.doubts, *places) if n < len(value.value)}
    raw = " ".join(line.text.split())
    return replace(value, doubts=tuple(sorted(doubts)), raw=raw, changed_by="names")


def put_right(line: Line, lists: NameLists) -> Line:
    """The line with the likeliest signs of a name; the same line where no list wants others."""
    if all(sign.isascii() for sign in line.text) or len(line.others) != len(line.text):
        return line
    unsure = sorted(n for n in range(len(line.text)) if line.sure[n] < SURE and line.others[n])
    unsure = sorted(unsure, key=lambda n: line.sure[n])[:_SIGNS]
    best, signs = max(
        (
            (_weight(_with(line.text, unsure, told), told, lists), told)
            for told in _told(line, unsure, lists)
        ),
        key=lambda one: one[0],
        default=(0.0, ()),
    )
    if not signs or not math.isfinite(best):
        return line
    text = _with(line.text, unsure, signs)
    changed = {n for n in unsure if text[n] != line.text[n]}
    sure = tuple(min(one, PUT_RIGHT) if n in changed else one for n, one in enumerate(line.sure))
    return replace(line, text=text, sure=sure)


def _told(
    line: Line, unsure: Sequence[int], lists: NameLists
) -> Iterator[tuple[tuple[str, float], ...]]:
    """Every choice of signs at the unsure places; the first one is what was read."""
    choices = []
    for n in unsure:
        read = line.text[n]
        others = [
            (sign, p)
            for sign, p in line.others[n][:_CANDIDATES]
            if p >= LEAST
            and len(sign) == 1
            and not sign.isascii()
            and not lists.same_kanji(read, sign)
        ]
        choices.append([(read, line.sure[n]), *others])
    return itertools.product(*choices)


def _weight(text: str, told: Sequence[tuple[str, float]], lists: NameLists) -> float:
    own = sum(math.log(max(p, 1e-6)) for _, p in told)
    return own + max((_known(one, other, lists) for one, other in _splits(text)), default=0.0)


def _known(surname: str, given: str, lists: NameLists) -> float:
    weight = _SURNAME_KNOWN if lists.is_surname(surname) else 0.0
    return weight + (_GIVEN_KNOWN if lists.is_given_name(given) else 0.0)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Surname and given name: at the space, or wherever they may part."""
    parts = re.split("[(（]", text, maxsplit=1)[0].split()
    if len(parts) > 1:
        yield parts[0], "".join(parts[1:])
    whole = "".join(parts)
    for end in range(1, min(len(whole), _LONGEST_SURNAME + 1)):
        yield whole[:end], whole[end:]


def _with(text: str, places: Sequence[int], told: Sequence[tuple[str, float]]) -> str:
    signs = list(text)
    for n, (sign, _) in zip(places, told, strict=True):
        signs[n] = sign
    return "".join(signs)


def _place(text: str, at: int) -> int:
    """The place of a sign once the spaces are gone."""
    return sum(not sign.isspace() for sign in text[:at])


def _has(rows: Mapping[str, str], name: str) -> bool:
    return bool(name) and f" {name[1:]} " in rows.get(name[0], "")


def _rows(path: Path) -> dict[str, str]:
    rows = (row.split("\t") for row in path.read_text(encoding="utf-8").splitlines())
    return {sign: f" {rest} " for sign, rest in rows}
