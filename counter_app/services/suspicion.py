"""Reports of suspicion to the police: written from any step of a visit, or without one.

Nothing of the visit changes by a report, and the customer's side is told nothing. Whether the visit
goes on or is refused is for the clerk, by what the officer says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import moment_text
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.rights import Deed
from counter_app.domain.suspicion import SuspicionReport, suspicion_report
from counter_app.domain.values import StaffCode
from counter_app.law.rows import SuspicionRow
from counter_app.law.tables import LawTables
from counter_app.services.internal_acts import internal_act
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.records import Record


class SuspicionDesk:
    """Writes down what the police were told."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        law: Callable[[date], LawTables],
        staff: StaffDesk,
        clocks: ClockDesk,
    ) -> None:
        self._record = record
        self._clock = clock
        self._law = law
        self._staff = staff
        self._clocks = clocks

    def reasons(self) -> tuple[SuspicionRow, ...]:
        """The reasons to choose from today, in the table's order."""
        day = business_day(self._clock.now())
        return self._law(day).suspicions.on(day)

    def report(self, report: SuspicionReport, by: StaffCode, pin: str) -> SuspicionReport:
        """Write down a report; the visit that it is about stays as it is.

        Raises:
            WrongInput: as domain.suspicion.suspicion_report.
            Refused: `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        clean = suspicion_report(report, [row.key for row in self.reasons()], self._clock.now())
        self._staff.prove_for(Deed.REPORT_SUSPICION, by, pin)
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            told = msgspec.to_builtins(clean)
            told["reported_at"] = moment_text(clean.reported_at)
            note = InternalNote(NoteKind.SUSPICION, told)
            self._record.write_act(tx, internal_act(note, by, now))
        return clean
