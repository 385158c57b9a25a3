"""What was erased on a day, as the certificate tells it: kinds and numbers, and nobody's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from counter_app.clock import business_day
from counter_app.domain.values import StaffCode

LAST_BACKUP = timedelta(days=35)
"""How long a backup lives: what was in one is gone when the last one made before has expired."""


@dataclass(frozen=True, slots=True)
class Erased:
    """The finished erasures of one day.

    Attributes:
        kinds: how many acts something of each kind was erased from, by the clock that ran out.
        files: sealed images and photos.
        visits: visits' working notes, which go when a visit is over.
        carried: how many deals' tax particulars were sealed anew, because they are kept longer.
        begun: sequences of the acts erasure_begun.
    """

    begun: tuple[int, ...]
    by: StaffCode
    begun_at: datetime
    finished_at: datetime
    kinds: Mapping[str, int]
    files: int
    visits: int
    carried: int

    @property
    def day(self) -> date:
        """The business day on which it was finished."""
        return business_day(self.finished_at)

    @property
    def last_backup_on(self) -> date:
        """The day on which the last backup that still holds it has expired."""
        return self.day + LAST_BACKUP
