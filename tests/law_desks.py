"""The law as shipped, for a till with some settings."""

from __future__ import annotations

from functools import cache

from counter_app.law.tables import LawTables, load_tables
from counter_app.services.decision import LawDesk
from counter_app.settings import Settings
from tests.builders import RESOURCES


@cache
def law_tables() -> LawTables:
    """The shipped tables, read once."""
    return load_tables(RESOURCES / "law")


def law_desk(settings: Settings) -> LawDesk:
    """The questions to the shipped tables."""
    return LawDesk(law_tables(), settings)
