"""Periods of the Act: LAW 1.7, 1.8 and the Civil Code's way to count them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from counter_app.law.dated import DatedTable
from counter_app.law.periods import PERIODS, period_end, too_short
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
