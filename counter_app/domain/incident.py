"""The register of incidents with personal data: leak, loss or damage, and what was done about it.

An incident has the nine fields that a report to the Commission asks for (APPI Enforcement Rules
art. 8(1)), and the days on which HQ, the Commission and the persons were told. It names nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode
from counter_app.law.incidents import NONE, CaseRow, IncidentRules, Report

FIELD = "other.incident"
"""The field of the act in which it stands."""

MOST_PERSONS = 10**9
LONGEST = 1000
"""Code points of one field of the report."""

TEXTS = ("outline", "cause", "secondary", "response", "publication", "prevention", "other")
"""The fields of the report that are written; the items and the number of persons stand apart."""
DAYS = ("told_on", "preliminary_on", "final_on", "notified_on")
"""The days on which somebody was told."""

Counted = Literal["known", "estimated", "unknown"]


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as it stands now.

    Attributes:
        known_at: when anybody of the dealer came to know of it.
        cases: keys of the law's table; `none` alone where no case is met.
        outline: what happened, when and where.
        items: numbers of the notice's items that are concerned.
        persons: how many; None while unknown. counted: whether that is known or estimated.
        cause, secondary, response, publication, prevention, other: the report's other fields.
        encrypted: the data were highly encrypted and the key was not lost with them: no report is
            due (Rules art. 7(i)); protection: how that is known.
        told_on: HQ's officer for personal data was told; preliminary_on, final_on: reported to the
            Commission; notified_on: the persons were told.
    """

    known_at: datetime
    cases: tuple[str, ...]
    outline: str
    items: tuple[int, ...] = ()
    persons: int | None = None
    counted: Counted = "unknown"
    cause: str = ""
    secondary: str = ""
    response: str = ""
    publication: str = ""
    prevention: str = ""
    other: str = ""
    encrypted: bool = False
    protection: str = ""
    told_on: date | None = None
    preliminary_on: date | None = None
    final_on: date | None = None
    notified_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeptIncident:
    """An incident of the register.

    Attributes:
        first: the act by which it was noted, its number; seq: the act that holds what stands now.
        by, at: who wrote that, and when.
    """

    first: int
    seq: int
    by: StaffCode
    at: datetime
    incident: Incident


Step = Literal["hq", "preliminary", "final", "notice"]


@dataclass(frozen=True, slots=True)
class IncidentClock:
    """One thing that has to be done about an incident.

    Attributes:
        due: the last day; None where the law says "promptly" and names none.
        done: the day on which it was done.
    """

    step: Step
    due: date | None
    done: date | None

    def days_left(self, today: date) -> int | None:
        """Days until the last day, 0 on it and less than 0 after it; None when done or undated."""
        if self.done is not None or self.due is None:
            return None
        return (self.due - today).days

    @property
    def late(self) -> bool:
        """Whether it was done after its last day."""
        return self.done is not None and self.due is not None and self.done > self.due


@dataclass(frozen=True, slots=True)
class Pending:
    """What is still to be done about an incident, the most urgent first."""

    kept: KeptIncident
    clocks: tuple[IncidentClock, ...] = field(default_factory=tuple)


def incident_from(
    told: Incident,
    rules: IncidentRules,
    item_numbers: Collection[int],
    now: datetime,
    known_on: date,
    today: date,
) -> Incident:
    """An incident as typed, clean and complete.

    Args:
        told: as typed.
        rules: the law's cases.
        item_numbers: the items of the notice.
        now: the moment of writing.
        known_on: the day in Japan of `told.known_at`.
        today: the day in Japan of `now`.

    Raises:
        WrongInput: `incident_incomplete`, `incident_form`, `incident_moment`, `incident_case`,
            `incident_items`, `incident_persons`, `incident_protection` or `incident_day`.
    """
    texts: dict[str, Any] = {
        name: plain_text(getattr(told, name), "incident_form", LONGEST) for name in TEXTS
    }
    protection = plain_text(told.protection, "incident_form", LONGEST)
    clean = replace(told, **texts, protection=protection, items=tuple(sorted(set(told.items))))
    if not clean.outline:
        raise WrongInput("incident_incomplete")
    if clean.known_at > now:
        raise WrongInput("incident_moment")
    if not set(clean.items) <= set(item_numbers):
        raise WrongInput("incident_items")
    if clean.encrypted != bool(protection):
        raise WrongInput("incident_protection")
    _require_persons(clean)
    _require_cases(clean, rules.cases.on(known_on))
    for name in DAYS:
        day = getattr(clean, name)
        if day is not None and not known_on <= day <= today:
            raise WrongInput("incident_day", first=known_on, last=today)
    return clean


def clocks_of(
    incident: Incident, rules: IncidentRules, known_on: date
) -> tuple[IncidentClock, ...]:
    """What has to be done about an incident, in its order.

    A final report in time takes the place of a preliminary one. Without a duty to report HQ's
    officer is told all the same: they decide whether there is none.
    """
    hq = IncidentClock("hq", known_on, incident.told_on)
    if incident.encrypted or not rules.reported(incident.cases, known_on):
        return (hq,)

    def due(report: Report) -> date | None:
        return rules.due(report, incident.cases, known_on)

    first = incident.preliminary_on or incident.final_on
    return (
        hq,
        IncidentClock("preliminary", due("preliminary"), first),
        IncidentClock("final", due("final"), incident.final_on),
        IncidentClock("notice", None, incident.notified_on),
    )


def _require_persons(told: Incident) -> None:
    unknown = told.counted == "unknown"
    if unknown != (told.persons is None) or not 0 <= (told.persons or 0) <= MOST_PERSONS:
        raise WrongInput("incident_persons")


def _require_cases(told: Incident, rows: Collection[CaseRow]) -> None:
    """The cases are the law's, agree with the number of persons, and `none` stands alone."""
    known = {row.key: row for row in rows}
    chosen = set(told.cases)
    alone = NONE not in chosen or len(chosen) == 1
    if not chosen or not alone or len(chosen) != len(told.cases) or not chosen <= set(known):
        raise WrongInput("incident_case")
    for row in rows:
        if not row.persons_over or told.persons is None:
            continue
        met = told.persons > row.persons_over
        if met != (row.key in chosen):
            raise WrongInput("incident_persons_case", persons=row.persons_over)
