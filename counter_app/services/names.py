"""The table of characters that stand for one another in names, as it is shipped."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from counter_app.domain.folding import Folding

FILE = "variants.toml"
_SCHEMA = 1


class NameTableFault(ValueError):
    """The table cannot be used as it is: names would be found that were not asked for."""


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    usual: dict[str, str]


def load_folding(folder: Path) -> Folding:
    """How names are folded, from resources/names.

    Raises:
        NameTableFault: the file is no such table, or a character stands in it twice.
    """
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        table = msgspec.convert(raw, _Table)
    except ValueError as fault:
        raise NameTableFault(f"{FILE}: {fault}") from None
    if table.schema != _SCHEMA:
        raise NameTableFault(f"{FILE}: schema {table.schema}")
    variants: dict[str, str] = {}
    for usual, signs in table.usual.items():
        for sign in signs:
            if len(usual) != 1 or sign in variants or sign in table.usual:
                raise NameTableFault(f"{FILE}: {usual} = {signs}")
            variants[sign] = usual
    return Folding(variants)
