"""Moments as people at the counter read them: on Japan's clock, whatever the PC's zone says."""

from __future__ import annotations

from datetime import datetime

from counter_app.clock import JAPAN
from counter_app.clock import business_day as business_day  # noqa: PLC0414 - for the screens


def time_words(moment: datetime) -> str:
    """The time of day: 14:02."""
    return f"{moment.astimezone(JAPAN):%H:%M}"


def day_time_words(moment: datetime) -> str:
    """Day and time: 11-22 14:02."""
    return f"{moment.astimezone(JAPAN):%m-%d %H:%M}"
