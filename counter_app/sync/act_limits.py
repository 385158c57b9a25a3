"""By which limits an act may be used: those of the notice that its customer consented to.

A later version may use for more, yet nothing of it reaches what was taken before it: an act's
envelopes are made by what the version consented to and every version since then have in common
(Act on the Protection of Personal Information, art. 18(1); docs/decisions/008-notice-approval.md).
"""

from __future__ import annotations

from collections.abc import Callable

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.law.notice_family import NoticeFamily
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


class ActLimits:
    """Finds the version that an act rests on, and what it may be used for today."""

    def __init__(self, record: Record, family: Callable[[], NoticeFamily], clock: Clock) -> None:
        """Nothing is found yet.

        Args:
            record: the till's.
            family: every version of the notice that is known now.
            clock: says which version is in force.
        """
        self._record = record
        self._family = family
        self._clock = clock
        self._revised: dict[int, str] = {}

    def facts_of(self, view: Reading, stored: StoredAct) -> NoticeFacts:
        """The limits of an act, as facts of the notice."""
        family, today = self._family(), business_day(self._clock.now())
        if len(family.versions) == 1:
            return family.versions[0].facts
        return family.limits(self.consented_to(view, stored, family), today)

    def consented_to(self, view: Reading, stored: StoredAct, family: NoticeFamily) -> str:
        """The revised day (ISO 8601) of the version that an act rests on.

        It is the one that the customer consented to; where no consent stands behind the act, or its
        words are erased, the one that was in force on that day.
        """
        origin = self._origin(view, stored)
        seq = origin.header.seq
        if seq not in self._revised:
            told = self._told(view, origin)
            then = family.on(business_day(origin.header.at)).facts.revised.isoformat()
            self._revised[seq] = told or then
        return self._revised[seq]

    def _origin(self, view: Reading, stored: StoredAct) -> StoredAct:
        """The consent behind an act, or the first act of those that it goes back to."""
        while stored.header.kind is not Kind.CONSENT_GIVEN and stored.header.ref is not None:
            stored = self._record.acts.act(view, stored.header.ref)
        return stored

    def _told(self, view: Reading, origin: StoredAct) -> str:
        if origin.header.kind is not Kind.CONSENT_GIVEN:
            return ""
        told = self._record.acts.fields_for(view, origin, Job.CONSENT_ANSWERS)
        full = told.get("other.consent", {}).get("full", {})
        return str(full.get("revised", "")) if isinstance(full, dict) else ""
