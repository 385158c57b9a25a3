"""The register of incidents with personal data, its clocks, and the drafts of the reports.

An incident is noted once and brought up to date by acts that refer to the first; each holds all
that stands then. Nothing is sent by the till: HQ's officer for personal data reports to the
Commission (APPI art. 26).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from counter_app.clock import Clock, business_day
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.incident_report import IncidentReport, incident_report
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.incident import (
    FIELD,
    Incident,
    IncidentClock,
    KeptIncident,
    Pending,
    clocks_of,
    incident_from,
)
from counter_app.domain.rights import Deed
from counter_app.domain.shop import Shop
from counter_app.domain.values import StaffCode
from counter_app.law.incidents import CaseRow, IncidentRules, Report
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.services.papers import MadePaper
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing
from counter_app.texts import TextCatalogues


class IncidentDesk:
    """Notes incidents, and says what is due about them."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        facts: NoticeFacts,
        rules: IncidentRules,
        proving: tuple[StaffDesk, ClockDesk],
        made_with: tuple[Shop, Callable[[], PaperFonts], TextCatalogues],
        *,
        demo: bool,
    ) -> None:
        """Nothing is noted yet.

        Args:
            record: the till's.
            clock: dates the acts.
            facts: the notice, whose items may be concerned.
            rules: which cases are reported, and by when.
            proving: proves who notes it, and refuses a clock that cannot be right.
            made_with: shop, fonts and words of the drafts.
            demo: drafts are marked as specimens.
        """
        self._record = record
        self._clock = clock
        self._facts = facts
        self._rules = rules
        self._staff, self._clocks = proving
        self._shop, self._fonts, self._texts = made_with
        self._demo = demo

    @property
    def today(self) -> date:
        """The business day in Japan."""
        return business_day(self._clock.now())

    def cases(self) -> tuple[CaseRow, ...]:
        """The cases of today, in the law's order."""
        return self._rules.cases.on(self.today)

    def note(self, told: Incident, manager: StaffCode, pin: str) -> KeptIncident:
        """Note an incident.

        Raises:
            WrongInput: as domain.incident.incident_from.
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        clean = self._clean(told)
        self._staff.prove_for(Deed.NOTE_INCIDENT, manager, pin)
        with self._record.write() as tx:
            return self._write(tx, clean, manager, None)

    def update(self, first: int, told: Incident, manager: StaffCode, pin: str) -> KeptIncident:
        """Bring an incident up to date: all that stands now.

        Args:
            first: the act by which it was noted.
            told: the whole of it.
            manager: who does it.
            pin: theirs.

        Raises:
            WrongInput: `incident_unknown`, `incident_unchanged`, or as `note`.
            Refused: as `note`.
        """
        clean = self._clean(told)
        if self.find(first).incident == clean:
            raise WrongInput("incident_unchanged")
        self._staff.prove_for(Deed.NOTE_INCIDENT, manager, pin)
        with self._record.write() as tx:
            return self._write(tx, clean, manager, first)

    def all(self) -> tuple[KeptIncident, ...]:
        """Every incident as it stands now, the newest first."""
        with self._record.read() as view:
            return self._all(view)

    def find(self, first: int) -> KeptIncident:
        """One incident by the act that noted it.

        Raises:
            WrongInput: `incident_unknown`.
        """
        found = next((one for one in self.all() if one.first == first), None)
        if found is None:
            raise WrongInput("incident_unknown")
        return found

    def clocks(self, incident: Incident) -> tuple[IncidentClock, ...]:
        """What has to be done about an incident, and by when."""
        return clocks_of(incident, self._rules, business_day(incident.known_at))

    def pending(self) -> tuple[Pending, ...]:
        """The incidents of which something is still to be done, the most urgent first."""
        found = []
        for one in self.all():
            left = tuple(clock for clock in self.clocks(one.incident) if clock.done is None)
            if left:
                found.append(Pending(one, left))
        return tuple(sorted(found, key=_urgency))

    def report(self, first: int, report: Report) -> MadePaper:
        """The draft of a report to the Commission, as a paper.

        Raises:
            WrongInput: `incident_unknown`.
        """
        kept = self.find(first)
        known = business_day(kept.incident.known_at)
        cases = [row for row in self._rules.cases.on(known) if row.key in kept.incident.cases]
        told = IncidentReport(
            self._shop, kept, report, tuple(cases), self.clocks(kept.incident), self._demo
        )
        pdf = incident_report(told, self._fonts(), self._texts, self._clock.now())
        return MadePaper(f"incident_{first}_{report}.pdf", pdf)

    def draft(self, first: int, *, final: bool) -> MadePaper:
        """The draft of the final or of the preliminary report; as `report`."""
        return self.report(first, "final" if final else "preliminary")

    def _clean(self, told: Incident) -> Incident:
        now = self._clock.now()
        items = [item.no for item in self._facts.items]
        known = business_day(told.known_at)
        return incident_from(told, self._rules, items, now, known, business_day(now))

    def _write(
        self, tx: Writing, clean: Incident, by: StaffCode, first: int | None
    ) -> KeptIncident:
        now = self._clock.now()
        self._clocks.require_right(now)
        fields = {FIELD: msgspec.to_builtins(clean)}
        notice = frozenset({"notice"})
        new = NewAct(Kind.INCIDENT, by, now, fields, ref=first, bases=notice)
        header = self._record.write_act(tx, new).header
        return KeptIncident(first or header.seq, header.seq, by, header.at, clean)

    def _all(self, view: Reading) -> tuple[KeptIncident, ...]:
        """What stands now is in the newest act of each; an erased one tells nothing more."""
        now: dict[int, KeptIncident] = {}
        for stored in self._record.acts.of_kind(view, Kind.INCIDENT):
            header = stored.header
            told = self._record.acts.fields_for(view, stored, Job.INCIDENTS).get(FIELD)
            if told is None:
                continue
            try:
                incident = msgspec.convert(told, Incident)
            except msgspec.ValidationError:  # its text would quote the record
                raise IntegrityFault("act_malformed", seq=header.seq) from None
            first = header.ref or header.seq
            now[first] = KeptIncident(first, header.seq, header.staff, header.at, incident)
        return tuple(sorted(now.values(), key=lambda one: one.first, reverse=True))


def _urgency(pending: Pending) -> tuple[date, int]:
    days = [clock.due for clock in pending.clocks if clock.due is not None]
    return min(days, default=date.max), pending.kept.first
