"""Other facts than the shipped ones: one cell, one narrowing or one field changed, as a file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from counter_app.law.notice import NoticeFacts, load_facts
from tests.matrix import by_hand
from tests.records import NOTICE_FOLDER

SOURCE = (NOTICE_FOLDER / "facts.toml").read_text(encoding="utf-8")
_ITEMS = re.compile(r"^items = \[([0-9, ]*)\]", re.MULTILINE)
_ONLY_FOR = re.compile(r"^only_for = \[.*\]$", re.MULTILINE)
_FIELDS = re.compile(r"^fields = \[[^\]]*\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutation:
    """Changed facts.

    Attributes:
        row: whose rights change: the checks of the places are asked about this row.
        hidden: no row's rights change by it: a row is named that has no part of the item anyhow.
    """

    name: str
    row: str
    text: str
    hidden: bool = False

    def facts(self, folder: Path) -> NoticeFacts:
        """The facts, read from a file as a till reads them."""
        path = folder / "facts.toml"
        path.write_text(self.text, encoding="utf-8")
        return load_facts(path)


def cells() -> Iterator[Mutation]:
    """Each of the 144 cells turned round: an item taken from a row, or given to it."""
    for row in by_hand.ROWS:
        block = _block(f'key = "{row}"', ("purpose", "group_provision"))
        for item in range(1, 10):
            found = _ITEMS.search(block)
            assert found is not None
            items = {int(no) for no in found[1].split(",")} ^ {item}
            changed = _ITEMS.sub(f"items = {sorted(items)}", block)
            yield Mutation(f"{row} x {item}", row, _put(block, changed))


def narrowings() -> Iterator[Mutation]:
    """Each part narrowed by one row, and each narrowed part given to one row more."""
    for part in tomllib.loads(SOURCE)["part"]:
        name = f"{part['item']}.{part['key']}"
        block = _block(f'key = "{part["key"]}"', ("part",), f"item = {part['item']}\n")
        _fields, narrowed = by_hand.NARROWED.get(name, (None, None))
        for row in by_hand.ROWS:
            before = set(by_hand.ROWS) if narrowed is None else narrowed
            text = f"only_for = {_quoted(before ^ {row})}"
            changed = (
                block.rstrip("\n") + f"\n{text}\n"
                if narrowed is None
                else _ONLY_FOR.sub(text, block)
            )
            hidden = not by_hand.has_item(row, part["item"])
            yield Mutation(f"{name} x {row}", row, _put(block, changed), hidden)


def police() -> Iterator[Mutation]:
    """Each field of the row for the police taken away, and each other field added."""
    block = _block('key = "police"', ("other_provision",))
    every = tomllib.loads(SOURCE)["field_items"]
    others = [name for name in every if name not in by_hand.POLICE and _not_of_document(name)]
    for field in by_hand.POLICE:
        left = [name for name in by_hand.POLICE if name != field]
        yield Mutation(f"police - {field}", "police", _put(block, _with_fields(block, left)))
    for field in others:
        yield Mutation(
            f"police + {field}",
            "police",
            _put(block, _with_fields(block, [*by_hand.POLICE, field])),
        )


def _not_of_document(name: str) -> bool:
    return not name.startswith("id_document.")


def _with_fields(block: str, fields: Iterable[str]) -> str:
    return _FIELDS.sub(f"fields = {json.dumps(list(fields))}", block)


def _quoted(rows: Iterable[str]) -> str:
    return json.dumps(sorted(rows))


def _block(line: str, tables: tuple[str, ...], also: str = "") -> str:
    """The one table of these kinds in which a line stands."""
    blocks = re.split(r"(?m)^(?=\[\[)", SOURCE)
    found = [
        block
        for block in blocks
        if block.startswith(tuple(f"[[{table}]]" for table in tables))
        and line in block
        and also in block
    ]
    assert len(found) == 1, line
    return re.split(r"(?m)^(?=\[[a-z])", found[0])[0]


def _put(block: str, changed: str) -> str:
    assert SOURCE.count(block) == 1
    assert changed != block
    return SOURCE.replace(block, changed)
