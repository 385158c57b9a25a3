"""Age and periods: the vectors of the Act on Calculation of Age and of Civil Code art. 143."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.age import age_on, months_after


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-11-22", "2026-11-21", 17),
        ("2008-11-22", "2026-11-22", 18),
        ("2008-11-22", "2026-11-23", 18),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-11-22", "2026-11-22", 0),
    ],
)
def test_age_counts_from_the_birthday_on(born: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 60_000))
def test_nobody_grows_younger(born: date, days: int) -> None:
    day = born + timedelta(days=days)

    assert 0 <= age_on(born, day) <= age_on(born, day + timedelta(days=1)) <= age_on(born, day) + 1


@pytest.mark.parametrize(
    ("day", "months", "last"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-08-22", 3, "2026-11-22"),
        ("2026-11-22", 36, "2029-11-22"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-11-30", 1, "2026-12-30"),
        ("9999-11-22", 2, "9999-12-31"),
    ],
)
def test_periods_run_by_calendar_months(day: str, months: int, last: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(last)


@given(st.dates(), st.integers(0, 120))
def test_a_period_never_ends_before_it_begins(day: date, months: int) -> None:
    assert day <= months_after(day, months) <= months_after(day, months + 1)
