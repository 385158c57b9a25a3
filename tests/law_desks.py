"""The law as shipped, for a till with some settings; or other tables in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import msgspec

from counter_app.law.dated import DatedTable
from counter_app.law.tables import LawTables, load_tables
from counter_app.services.decision import EarlierYen, LawDesk
from counter_app.services.statutes import Law, load_law
from counter_app.settings import Settings
from tests.builders import RESOURCES
from tests.records import the_facts


@cache
def law_tables() -> LawTables:
    """The shipped tables, read once."""
    return load_tables(RESOURCES / "law")


@cache
def shipped_law() -> Law:
    """The shipped tables and clocks, read once."""
    return replace(load_law(RESOURCES / "law", the_facts()), tables=law_tables())


def law_desk(
    settings: Settings, tables: LawTables | None = None, earlier: EarlierYen | None = None
) -> LawDesk:
    """The questions to the shipped tables, or to these."""

    def on(_day: date) -> LawTables:
        return tables or law_tables()

    return LawDesk(on, settings, earlier)


def tables_with(table: str, key: str, /, **changes: Any) -> LawTables:
    """The shipped tables with one row changed: another law, or a hole in it."""
    shipped: DatedTable[Any] = getattr(law_tables(), table)
    assert key in shipped.keys
    rows = tuple(
        msgspec.structs.replace(row, **changes) if row.key == key else row for row in shipped.rows
    )
    changed: dict[str, Any] = {table: DatedTable(shipped.name, rows)}
    return replace(law_tables(), **changed)
