"""What the tests of the law ask: an ordinary case in its JSON form, and documents for it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from counter_app.law.cases import Decision, parse_case
from counter_app.law.decide import decide
from counter_app.law.tables import LawTables, load_tables
from tests.builders import RESOURCES

FOLDER = RESOURCES / "law"
DAY = "2026-11-22"
ADULT: dict[str, Any] = {
    "type": "person",
    "birth_date": "1990-01-15",
    "address": True,
    "name": True,
    "occupation": True,
}


@cache
def tables() -> LawTables:
    """The shipped tables, read once."""
    return load_tables(FOLDER)


def tables_on(_day: date) -> LawTables:
    """The shipped tables, whatever the day."""
    return tables()


def lines(*pairs: tuple[str, int]) -> list[dict[str, Any]]:
    """Lines of a case."""
    return [{"goods": goods, "price_yen": price} for goods, price in pairs]


def shown(kind: str, **other: Any) -> dict[str, Any]:
    """A document good for years, issued long ago."""
    document = {"kind": kind, "issued_on": "2018-04-01", "expires_on": "2029-02-15"}
    return document | {"side": "front"} | other


def record_of_day(kind: str = "resident_record", issued_on: str = "2026-11-01") -> dict[str, Any]:
    """A fresh supplement."""
    return {"kind": kind, "issued_on": issued_on, "expires_on": None, "side": "front"}


LICENCE = shown("driving_licence")


def case(**other: Any) -> dict[str, Any]:
    """An adult sells a phone for 45,000 yen in Tokyo and shows a licence: allowed."""
    ordinary: dict[str, Any] = {
        "id": "c1",
        "on": DAY,
        "kind": "buy",
        "prefecture": "13",
        "place": "shop",
        "permit_categories": None,
        "payout": "cash",
        "lines": lines(("smartphone", 45_000)),
        "seller": ADULT,
        "guardian": None,
        "route": None,
        "documents": [LICENCE],
    }
    return ordinary | other


def small_case(**other: Any) -> dict[str, Any]:
    """The same for 9,000 yen, with nothing shown: allowed without confirmation."""
    return case(**({"lines": lines(("smartphone", 9_000)), "documents": []} | other))


def decided(form: dict[str, Any], **how: Any) -> Decision:
    """The decision of a case in its JSON form."""
    return decide(parse_case(form), tables(), **how)


def blocked(form: dict[str, Any]) -> tuple[str, ...]:
    """The codes against a case."""
    return decided(form).blocked
