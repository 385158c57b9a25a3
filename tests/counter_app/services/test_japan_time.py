"""Moments are told on Japan's clock, whatever zone they come in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counter_app.services.japan_time import day_time_words, time_words

MORNING = datetime(2026, 11, 21, 22, 5, tzinfo=UTC)
"""In Japan it is 07:05 of the next day (UTC+9)."""


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))])
def test_japans_time_whatever_the_zone(zone: timezone) -> None:
    assert time_words(MORNING.astimezone(zone)) == "07:05"
    assert day_time_words(MORNING.astimezone(zone)) == "11-22 07:05"
