"""Periods of the Act: LAW 1.7, 1.8 and the Civil Code's way to count them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from counter_app.law.dated import DatedTable
from counter_app.law.periods import PERIODS, period_end, too_short
from counter_app.law.retention import KeptRow, Retention
from tests.counter_app.law.asked import tables
from tests.erasing import the_table

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "start", "last", "article"),
    [
        ("ledger", "2026-11-22", "2029-11-22", "法第18条第1項"),
        ("ledger", "2028-02-29", "2031-02-28", "法第18条第1項"),
        ("bulletin", "2026-08-31", "2027-02-28", "法第19条第2項"),
        ("bulletin", "2026-11-22", "2027-05-22", "法第19条第2項"),
        ("victim_return", "2026-11-22", "2027-11-22", "法第20条"),
        ("custody", "2026-11-22", "2026-12-22", "法第21条"),
        ("custody", "2027-01-31", "2027-03-02", "法第21条"),
    ],
)
def test_a_period_ends_as_the_act_and_the_calendar_say(
    key: str, start: str, last: str, article: str
) -> None:
    row = tables().periods.need(key, DAY)
    assert period_end(row, date.fromisoformat(start)) == date.fromisoformat(last)
    assert row.article == article


def test_every_period_is_there() -> None:
    assert tables().periods.keys == set(PERIODS)


def test_no_shipped_clock_is_shorter_than_the_act() -> None:
    assert list(too_short(the_table(), tables().periods)) == []


@pytest.mark.parametrize(("clock", "months"), [("ledger_line", 35), ("bulletin", 5)])
def test_a_clock_that_is_shorter_is_found(clock: str, months: int) -> None:
    kept = the_table()
    rows = tuple(
        msgspec.structs.replace(row, months=months) if row.key == clock else row
        for row in kept.clocks.rows
    )
    cut = replace(kept, clocks=DatedTable("clock", rows))
    [fault] = too_short(cut, tables().periods)
    assert fault.startswith(f"{clock} is shorter than 法第")


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("fields", ("person.name",)),
        ("fields", ("article.features", "article.price")),
        ("beside", ("bulletin",)),
    ],
)
def test_what_the_act_keeps_goes_by_no_shorter_clock(table: str, keys: tuple[str, ...]) -> None:
    """A clock of the right length is of no use to what goes by another one."""

    def told(clock: str) -> list[str]:
        kept: Retention = the_table()
        old: DatedTable[KeptRow] = kept.fields if table == "fields" else kept.beside
        rows = tuple(
            msgspec.structs.replace(row, clock=clock) if row.key in keys else row
            for row in old.rows
        )
        made = DatedTable(table, rows)
        given = replace(kept, fields=made) if table == "fields" else replace(kept, beside=made)
        return list(too_short(given, tables().periods))

    faults = told("refused_try")
    assert [one.split(" ")[0] for one in faults] == list(keys)
    assert all("goes by refused_try, which is shorter than 法第1" in one for one in faults)
    assert told("tax_books") == []
    assert told("names_nobody") == []


@pytest.mark.parametrize("kind", ["article_accepted", "correction", "disposal"])
def test_an_act_of_the_ledger_gets_no_shorter_clock_of_its_own(kind: str) -> None:
    kept = the_table()
    [pattern] = [row for row in kept.acts.rows if row.key == "day_closed"]
    own = msgspec.structs.replace(pattern, key=kind, clock="abandoned_visit")
    given = replace(kept, acts=DatedTable("act", (*kept.acts.rows, own)))
    [fault] = too_short(given, tables().periods)
    assert fault.startswith(f"{kind} goes by abandoned_visit")


def test_bulletins_have_a_clock() -> None:
    kept = the_table()
    rows = tuple(row for row in kept.beside.rows if row.key != "bulletin")
    cut = replace(kept, beside=DatedTable("beside", rows))
    assert list(too_short(cut, tables().periods)) == ["bulletin goes by no clock"]
