"""Japan's calendar day, and the clock that stands until it is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.clock import BUILT_ON, JAPAN, Clock, HeldClock, RealClock, business_day
from tests.builders import NOW


def test_a_day_begins_at_midnight_in_japan_and_not_in_utc() -> None:
    assert business_day(datetime(2026, 11, 22, 14, 59, 59, tzinfo=UTC)) == date(2026, 11, 22)
    assert business_day(datetime(2026, 11, 22, 15, 0, 0, tzinfo=UTC)) == date(2026, 11, 23)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.integers(-14, 14))  # noqa: DTZ001 - a moment without zone
def test_the_day_does_not_depend_on_the_zone_of_the_pc(wall: datetime, hours: int) -> None:
    moment = wall.replace(tzinfo=UTC)

    assert business_day(moment) == (moment + timedelta(hours=9)).date()
    assert business_day(moment.astimezone(timezone(timedelta(hours=hours)))) == business_day(moment)


def test_japan_never_had_summer_time_that_the_record_could_meet() -> None:
    summer, winter = datetime(2026, 7, 1, tzinfo=JAPAN), datetime(2026, 1, 1, tzinfo=JAPAN)

    assert summer.utcoffset() == winter.utcoffset() == timedelta(hours=9)


def test_a_moment_without_a_zone_has_no_day() -> None:
    naive = NOW.replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        business_day(naive)
    with pytest.raises(ValueError, match="time zone"):
        HeldClock(naive)


def test_a_held_clock_stands_and_is_moved() -> None:
    clock = HeldClock(NOW)

    assert clock.now() == clock.now() == NOW
    assert clock.now().utcoffset() == timedelta(0)
    clock.move(seconds=-90)
    assert clock.now() == NOW - timedelta(seconds=90)
    clock.move(days=1)
    assert clock.now() == NOW + timedelta(days=1, seconds=-90)


def test_a_held_clock_brings_its_own_build_date() -> None:
    late_evening = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the 23rd in Japan

    assert HeldClock(late_evening).built_on == date(2026, 11, 23)
    assert HeldClock(late_evening, date(2020, 1, 1)).built_on == date(2020, 1, 1)


def test_the_real_clock_is_aware_and_knows_when_the_program_was_built() -> None:
    clock: Clock = RealClock()

    assert clock.now().utcoffset() == timedelta(0)
    assert clock.built_on == BUILT_ON
