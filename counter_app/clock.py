"""What time and business day it is.

An act's day is Japan's calendar day, fixed at UTC+9 (Japan has no daylight saving time), whatever
the PC's own zone says. Two clocks exist: the real one, and one that is held, for tests and the
demo. A clock brings the build date with it, so that a clock set before the program was built can be
told from a right one (DESIGN: a clock that runs backwards locks acceptance).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

JAPAN = timezone(timedelta(hours=9), "JST")

BUILT_ON = date(2026, 11, 1)
"""The day before which no real clock of this version can stand."""


class Clock(Protocol):
    """Tells the time; handed in wherever time matters."""

    @property
    def built_on(self) -> date:
        """The day before which this clock cannot be right."""
        ...

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class RealClock:
    """The PC's clock."""

    built_on: date = BUILT_ON

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class HeldClock:
    """A clock that stands until it is moved: for tests, the demo and practice."""

    def __init__(self, moment: datetime, built_on: date | None = None) -> None:
        if moment.tzinfo is None:
            raise ValueError("a held clock needs a moment with a time zone")
        self._moment = moment
        self.built_on = built_on if built_on is not None else business_day(moment)

    def now(self) -> datetime:
        """The moment at which the clock is held, in UTC."""
        return self._moment.astimezone(UTC)

    def move(self, *, seconds: float = 0, days: int = 0) -> None:
        """Move the clock, forwards or backwards."""
        self._moment += timedelta(seconds=seconds, days=days)


def business_day(moment: datetime) -> date:
    """Japan's calendar day of a moment.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a business day needs a moment with a time zone")
    return moment.astimezone(JAPAN).date()
