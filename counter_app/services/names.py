"""The table of characters that stand for one another in names, as it is shipped."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from counter_app.domain.folding import Folding

FILE = "variants.toml"
_SCHEMA = 1
_COMPATIBILITY = range(0xF900, 0xFB00)
_PRINTED = "euc_jis_2004"
"""The codec that knows JIS X 0213: of the compatibility ideographs only those are on cards here."""


class NameTableFault(ValueError):
    """The table cannot be used as it is: names would be found that were not asked for."""


@dataclass(frozen=True, slots=True)
class NameForms:
    """The forms of one kanji that names are written with, for people to pick from.

    Attributes:
        groups: each sign to all forms of it, itself among them, the one usually typed first.
    """

    groups: Mapping[str, str]

    def of(self, sign: str) -> str:
        """All forms of a sign; empty when there is one only."""
        return self.groups.get(sign, "")


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    usual: dict[str, str]


def load_folding(folder: Path) -> Folding:
    """How names are folded, from resources/names.

    Raises:
        NameTableFault: the file is no such table, or a character stands in it twice.
    """
    table = _table(folder)
    variants: dict[str, str] = {}
    for usual, signs in table.usual.items():
        for sign in signs:
            if len(usual) != 1 or sign in variants or sign in table.usual:
                raise NameTableFault(f"{FILE}: {usual} = {signs}")
            variants[sign] = usual
    return Folding(variants)


def load_forms(folder: Path) -> NameForms:
    """Which forms a kanji has: those of the table, and Unicode's compatibility ideographs of them.

    Raises:
        NameTableFault: the file is no such table.
    """
    groups = {usual: usual + signs for usual, signs in _table(folder).usual.items()}
    of_sign = {sign: usual for usual, forms in groups.items() for sign in forms}
    for sign in filter(_is_printed, map(chr, _COMPATIBILITY)):
        plain = unicodedata.normalize("NFC", sign)
        if plain != sign:
            usual = of_sign.setdefault(plain, plain)
            groups[usual] = groups.get(usual, usual) + sign
            of_sign[sign] = usual
    return NameForms({sign: groups[usual] for sign, usual in of_sign.items()})


def _table(folder: Path) -> _Table:
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        table = msgspec.convert(raw, _Table)
    except ValueError as fault:
        raise NameTableFault(f"{FILE}: {fault}") from None
    if table.schema != _SCHEMA:
        raise NameTableFault(f"{FILE}: schema {table.schema}")
    return table


def _is_printed(sign: str) -> bool:
    try:
        sign.encode(_PRINTED)
    except UnicodeEncodeError:
        return False
    return True
