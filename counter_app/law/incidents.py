"""Incidents with personal data: which are reported to the Commission, and by which day.

Act on the Protection of Personal Information art. 26, Enforcement Rules arts. 7 and 8. The day of
knowing counts as the first; no day that is shown is later than the law's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from counter_app.law.dated import DatedRow, DatedTable, LawTableFault, Words
from counter_app.law.table_files import arrays, dated_table, text_of

FILE = "incidents.toml"
TABLES = frozenset({"case", "clock"})
NONE = "none"
"""The case of what is noted and not reported."""

Report = Literal["preliminary", "final"]
REPORTS: tuple[Report, ...] = ("preliminary", "final")


class CaseRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case of art. 26.

    Attributes:
        reports: whether it is reported and the persons are told.
        persons_over: it begins above so many persons.
    """

    reports: bool
    persons_over: Annotated[int, msgspec.Meta(ge=0)] = 0


class ReportClockRow(DatedRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By which day a report of some cases is due.

    Attributes:
        days: the day of knowing is the first of them.
    """

    report: Report
    days: Annotated[int, msgspec.Meta(ge=1, le=366)]
    cases: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """Every case, and every clock."""

    cases: DatedTable[CaseRow]
    clocks: DatedTable[ReportClockRow]

    def reported(self, cases: Collection[str], day: date) -> bool:
        """Whether any of these cases is reported."""
        return any(row.reports for row in self.cases.on(day) if row.key in cases)

    def due(self, report: Report, cases: Collection[str], known: date) -> date | None:
        """The last day for a report: the earliest of those of its cases; None without a duty."""
        days = [
            row.days
            for row in self.clocks.on(known)
            if row.report == report and set(row.cases) & set(cases)
        ]
        return known + timedelta(days=min(days) - 1) if days else None


def load_incident_rules(path: Path) -> IncidentRules:
    """The rules of a file.

    Raises:
        LawTableFault: it cannot be read, or as read_incident_rules.
    """
    return read_incident_rules(text_of(path))


def read_incident_rules(text: str) -> IncidentRules:
    """The rules of a text.

    Raises:
        LawTableFault: it is damaged, a clock is of an unknown case, or a reported case has no
            clock for one of the two reports.
    """
    raw = arrays(FILE, text, TABLES)
    rules = IncidentRules(
        dated_table(raw, "case", CaseRow), dated_table(raw, "clock", ReportClockRow)
    )
    for fault in _faults(rules):
        raise LawTableFault(f"{FILE}: {fault}")
    return rules


def _faults(rules: IncidentRules) -> Iterator[str]:
    known = rules.cases.keys
    if NONE not in known:
        yield f"the case {NONE} is missing"
    for clock in rules.clocks.rows:
        for name in sorted(set(clock.cases) - known):
            yield f"{clock.key} is of an unknown case, {name}"
    for case in rules.cases.rows:
        for report in REPORTS:
            timed = any(
                row.report == report and case.key in row.cases and row.first_day <= case.first_day
                for row in rules.clocks.rows
            )
            if timed != case.reports:
                yield f"{case.key} and the clocks of the {report} report do not agree"
