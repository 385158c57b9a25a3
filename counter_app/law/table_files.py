"""TOML files of dated tables: read whole, or told what is wrong with which file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from counter_app.law.dated import DatedTable, LawTableFault, R

SCHEMA = 1
"""The form of the files; another one is for another program."""


def text_of(path: Path) -> str:
    """What stands in a file.

    Raises:
        LawTableFault: it cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise LawTableFault(f"{path.name} cannot be read") from None
    except ValueError as fault:
        raise LawTableFault(f"{path.name}: {fault}") from None


def parsed(name: str, text: str) -> dict[str, Any]:
    """What the text of a file says, without its schema.

    Raises:
        LawTableFault: it is no TOML, or of another schema.
    """
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise LawTableFault(f"{name}: {fault}") from None
    if raw.pop("schema", None) != SCHEMA:
        raise LawTableFault(f"{name} is of another schema than {SCHEMA}")
    return raw


def arrays(name: str, text: str, expected: frozenset[str]) -> dict[str, Any]:
    """The same, with these tables and no other.

    Raises:
        LawTableFault: also when one is missing or too many.
    """
    raw = parsed(name, text)
    if raw.keys() != expected:
        odd = ", ".join(sorted(raw.keys() ^ expected))
        raise LawTableFault(f"{name}: these tables are missing or too many: {odd}")
    return raw


def dated_table(raw: Mapping[str, Any], name: str, kind: type[R]) -> DatedTable[R]:
    """One table, each row of a kind.

    Raises:
        LawTableFault: a row lacks something, has too much, or contradicts another.
    """
    try:
        given = msgspec.convert(raw[name], list[dict[str, Any]])
        return DatedTable(name, tuple(msgspec.convert(row, kind) for row in given))
    except msgspec.ValidationError as fault:
        raise LawTableFault(f"{name}: {fault}") from None
