"""Moments are told on Japan's clock, whatever zone they come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.services.japan_time import (
    at_time,
    day_time_words,
    from_japan,
    in_japan,
    moment_typed,
    time_words,
)

MORNING = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
"""In Japan it is 07:05 of the next day (UTC+9)."""


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))])
def test_japans_time_whatever_the_zone(zone: timezone) -> None:
    assert time_words(MORNING.astimezone(zone)) == "07:05"
    assert day_time_words(MORNING.astimezone(zone)) == "11-22 07:05"


def test_a_typed_time_is_of_japans_day() -> None:
    assert at_time(" 06:50 ", MORNING) == datetime(2026, 11, 21, 21, 50, tzinfo=UTC)
    for text in ("", "noon", "25:00", "06:50+01:00"):
        with pytest.raises(WrongInput, match="time_form"):
            at_time(text, MORNING)


@pytest.mark.parametrize(
    "typed", ["2026-11-20 11:00", " 2026/11/20 11:00 ", "２０２６－１１－２０　１１：００"]
)
def test_a_moment_is_taken_as_it_is_typed_on_japans_clock(typed: str) -> None:
    assert moment_typed(typed) == datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "11:00", "2026-11-20", "2026-02-30 11:00", "2026-11-20 25:00"]
)
def test_what_is_no_moment_is_told(typed: str) -> None:
    with pytest.raises(WrongInput, match="late_moment_form"):
        moment_typed(typed)


def test_a_moment_goes_to_japans_clock_and_back() -> None:
    assert f"{in_japan(MORNING):%Y-%m-%dT%H:%M}" == "2026-11-22T07:05"
    assert from_japan("2026-11-22T07:05") == MORNING
    with pytest.raises(ValueError, match=r"hour|isoformat"):
        from_japan("2026-11-22T25:05")
