"""A report to a police officer of what may be improper goods (申告).

Whoever suspects it reports at once, whatever the sum (Secondhand Articles Dealer Act art. 15(3)).
What is written down are allegations: they stand in an internal act and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput

ReportWay = Literal["phone", "visit"]


@dataclass(frozen=True, slots=True)
class SuspicionReport:
    """What was suspected, and which officer was told what.

    Attributes:
        reasons: keys of the law's table of suspicions, in its order.
        station, officer: who was told.
        reported_at: when.
        way: by phone, or an officer came or was visited.
        told: what they were told; no more of the person than the notice's row for the police.
        visit: the number of the visit, or empty without one.
        step: where the visit stood.
    """

    reasons: tuple[str, ...]
    station: str
    officer: str
    reported_at: datetime
    told: str
    way: ReportWay = "phone"
    visit: str = ""
    step: str = ""


def suspicion_report(
    report: SuspicionReport, known: Collection[str], now: datetime
) -> SuspicionReport:
    """A report as it was typed, clean and complete.

    Args:
        report: as typed.
        known: the reasons that the law's table offers today.
        now: the moment of writing.

    Raises:
        WrongInput: `suspicion_reason`: none was chosen, or one that is not offered;
            `suspicion_incomplete`, `suspicion_form`, or `suspicion_moment`: a moment to come.
    """
    clean = replace(
        report,
        reasons=tuple(key for key in known if key in report.reasons),
        station=plain_text(report.station, "suspicion_form"),
        officer=plain_text(report.officer, "suspicion_form"),
        told=plain_text(report.told, "suspicion_form"),
    )
    if not clean.reasons or len(clean.reasons) != len(set(report.reasons)):
        raise WrongInput("suspicion_reason", known=" ".join(known))
    if not (clean.station and clean.officer and clean.told):
        raise WrongInput("suspicion_incomplete")
    if clean.reported_at > now:
        raise WrongInput("suspicion_moment")
    return clean
