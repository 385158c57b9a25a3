"""Visits that came to nothing: what was read and typed is erased the same day (APPI art. 22).

A customer who walks away leaves a visit open. On a later business day it goes, with its sealed
files; a visit that somebody works on across midnight is let be.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from counter_app.clock import JAPAN, Clock, business_day
from counter_app.domain.visit import Visit
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

STILL_AT_WORK = timedelta(hours=1)
"""A visit with an input within this time is not abandoned, though midnight may have passed."""


class AbandonedVisits:
    """Finds and forgets them."""

    def __init__(self, record: Record, clock: Clock) -> None:
        self._record = record
        self._clock = clock

    def count(self, view: Reading) -> int:
        """How many there are."""
        return len(self._left(view))

    def forget(self) -> int:
        """Erase them, and sealed files that no visit and no act has; how many visits."""
        with self._record.read() as view:
            anything = self._left(view) or self._record.blobs.loose_visits(view)
        if not anything:
            return 0
        files: list[str] = []
        with self._record.write() as tx:
            left = self._left(tx)
            for visit in left:
                self._record.drafts.erase(tx, visit.visit_id)
            for visit_id in self._record.blobs.loose_visits(tx):
                files += self._record.blobs.forget(tx, visit_id)
        self._record.blobs.remove_files(files)
        self._record.wipe_log()
        return len(left)

    def _left(self, view: Reading) -> list[Visit]:
        now = self._clock.now()
        midnight = datetime.combine(business_day(now), time(), JAPAN)
        older = self._record.drafts.untouched_since(view, min(midnight, now - STILL_AT_WORK))
        return [visit for visit in older if visit.acceptance is None]
