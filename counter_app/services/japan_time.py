"""Moments as people at the counter read them: on Japan's clock, whatever the PC's zone says."""

from __future__ import annotations

import unicodedata
from datetime import datetime, time

from counter_app.clock import JAPAN
from counter_app.clock import business_day as business_day  # noqa: PLC0414 - for the screens
from counter_app.domain.errors import WrongInput


def time_words(moment: datetime) -> str:
    """The time of day: 14:02."""
    return f"{moment.astimezone(JAPAN):%H:%M}"


def day_time_words(moment: datetime) -> str:
    """Day and time: 11-22 14:02."""
    return f"{moment.astimezone(JAPAN):%m-%d %H:%M}"


def at_time(words: str, now: datetime) -> datetime:
    """The moment of a time of day as it was typed, on the business day of a moment.

    Raises:
        WrongInput: `time_form`.
    """
    try:
        told = time.fromisoformat(words.strip())
    except ValueError:
        raise WrongInput("time_form") from None
    if told.tzinfo is not None:
        raise WrongInput("time_form")
    return datetime.combine(business_day(now), told, JAPAN)


def moment_typed(text: str) -> datetime:
    """A moment on Japan's clock as it was typed: 2026-11-20 11:00, in any width.

    Raises:
        WrongInput: `late_moment_form`.
    """
    words = unicodedata.normalize("NFKC", text).strip().replace("/", "-")
    try:
        return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=JAPAN)
    except ValueError:
        raise WrongInput("late_moment_form") from None


def in_japan(moment: datetime) -> datetime:
    """A moment as the clocks in Japan show it."""
    return moment.astimezone(JAPAN)


def from_japan(text: str) -> datetime:
    """The moment of a day and time in Japan, such as 2026-11-22T14:05.

    Raises:
        ValueError: it cannot be read.
    """
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)
