"""What an officer asked to see, and what lies outside it (Act art. 22)."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.inspection import Inspection, inspection

FIRST, LAST, TODAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)


def test_an_inspection_is_of_days_up_to_any_day_that_was_asked() -> None:
    assert inspection(" 12345 ", FIRST, LAST, TODAY) == Inspection("12345", FIRST, LAST)
    assert inspection("1", TODAY, date(2026, 12, 1), TODAY).last == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("officer", "first", "last", "code"),
    [
        ("", FIRST, LAST, "inspection_officer"),
        ("\x07", FIRST, LAST, "inspection_officer"),
        ("1", LAST, FIRST, "inspection_days"),
        ("1", date(2026, 11, 23), date(2026, 11, 23), "inspection_days"),
    ],
)
def test_what_is_none(officer: str, first: date, last: date, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        inspection(officer, first, last, TODAY)


def test_both_ends_are_seen_and_the_days_beside_them_are_not() -> None:
    asked = Inspection("1", FIRST, LAST)
    days = [date(2026, 11, day) for day in (19, 20, 21, 22)]
    assert [asked.sees(day) for day in days] == [False, True, True, False]
    asked.require(FIRST, LAST)
    for first, last in ((days[0], LAST), (FIRST, days[3]), (days[3], days[3])):
        with pytest.raises(Refused, match="inspection_range"):
            asked.require(first, last)
