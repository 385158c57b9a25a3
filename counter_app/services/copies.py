"""Notes that the customer got a copy of their consent: printed, or as a file.

The copy is made after the consent was written, and an act is never changed: that it was given is an
act of its own, once for each way.
"""

from __future__ import annotations

from typing import Literal

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.services.right_clock import ClockDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

Way = Literal["print", "json"]


class CopyDesk:
    """Notes copies, and tells which were given."""

    def __init__(self, record: Record, clock: Clock, clocks: ClockDesk) -> None:
        self._record = record
        self._clock = clock
        self._clocks = clocks

    def note(self, consent: int, way: Way, by: StaffCode) -> None:
        """Note that a copy was handed over; a second one of the same way changes nothing.

        Args:
            consent: sequence of the consent's act.
            way: how it was given.
            by: who gave it.

        Raises:
            Refused: `clock_backwards`.
            NotPossibleNow: `disk_full` or `store_busy`.
        """
        with self._record.write() as tx:
            if way in self._given(tx, consent):
                return
            now = self._clock.now()
            self._clocks.require_right(now)
            fields = {"other.consent": {"copy_given": way}}
            bases = frozenset({"notice"})
            new = NewAct(Kind.COPY_GIVEN, by, now, fields, ref=consent, bases=bases)
            self._record.write_act(tx, new)

    def given(self, consent: int) -> tuple[Way, ...]:
        """In which ways a copy of a consent was given, in order; none of an erased note."""
        with self._record.read() as view:
            return self._given(view, consent)

    def _given(self, view: Reading, consent: int) -> tuple[Way, ...]:
        found: list[Way] = []
        for stored in self._record.acts.of_kind(view, Kind.COPY_GIVEN, after=consent):
            if stored.header.ref == consent:
                told = self._record.acts.fields_for(view, stored, Job.COPIES).get(
                    "other.consent", {}
                )
                found += [told["copy_given"]] if told else []
        return tuple(found)
