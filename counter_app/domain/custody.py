"""Custody orders (差止め) and the return of an article to a victim.

A police chief may order a dealer to keep an article for a period within 30 days (Secondhand
Articles Dealer Act art. 21). The victim of a theft or loss may claim it back within a year without
paying (art. 20). Both periods are rows of the law's tables.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, StaffCode

_SEPARATES = "\n"


@dataclass(frozen=True, slots=True)
class CustodyOrder:
    """An order as it stands on the police's paper.

    Attributes:
        station: whose chief ordered it; officer: who brought it.
        number: the order's; a longer or renewed one has another.
        lines: the ledger lines that it names.
        first, last: its first and last day.
    """

    station: str
    officer: str
    number: str
    lines: tuple[LedgerNumber, ...]
    first: date
    last: date

    @property
    def reference(self) -> str:
        """Station and number as they are compared."""
        return reference_of(self.station, self.number)


@dataclass(frozen=True, slots=True)
class Custody:
    """An order that was entered.

    Attributes:
        seq: its act.
        by: the manager who entered it.
        ended_on: when it was ended before its last day, or None; ended_why: and why.
    """

    seq: int
    order: CustodyOrder
    by: StaffCode
    ended_on: date | None = None
    ended_why: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the articles have to be kept on a day."""
        return self.ended_on is None and day <= self.order.last

    def days_left(self, day: date) -> int:
        """Days after this one on which it still holds; 0 on its last day."""
        return max(0, (self.order.last - day).days)


@dataclass(frozen=True, slots=True)
class VictimReturn:
    """An article that goes back to whom it was stolen from, or who lost it (Act art. 20).

    Attributes:
        victim: as the police name them.
        police: station and number under which the theft or loss was reported.
        lost_on: the day of the theft or loss.
        consent: who of the police agreed that it goes back, while it is under a custody order.
    """

    victim: str
    police: str
    lost_on: date
    consent: str = ""


def reference_of(station: str, number: str) -> str:
    """Station and number of an order as they are compared."""
    return _compared(station) + _SEPARATES + _compared(number)


def _compared(text: str) -> str:
    """Without width, case and blanks; a hyphen stays, for 1-23 is not 12-3."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def custody_order(order: CustodyOrder, latest: date, today: date) -> CustodyOrder:
    """An order as it was typed, clean and within the law.

    Args:
        order: as typed.
        latest: the last day that an order of this first day may have (Act art. 21).
        today: the day on which it is entered.

    Raises:
        WrongInput: `custody_incomplete`, `custody_form`, `custody_days` or `custody_over`.
    """
    clean = replace(
        order,
        station=plain_text(order.station, "custody_form"),
        officer=plain_text(order.officer, "custody_form"),
        number=plain_text(order.number, "custody_form"),
        lines=tuple(dict.fromkeys(order.lines)),
    )
    if not (clean.station and clean.officer and clean.number and clean.lines):
        raise WrongInput("custody_incomplete")
    if not clean.first <= clean.last <= latest:
        raise WrongInput("custody_days", latest=latest)
    if clean.last < today:
        raise WrongInput("custody_over")
    return clean


def victim_return(told: VictimReturn, latest: date, today: date) -> VictimReturn:
    """A return to a victim, clean and within the year.

    Args:
        told: as typed.
        latest: the last day on which it may be claimed (Act art. 20).
        today: the day of the return.

    Raises:
        WrongInput: `victim_incomplete` or `victim_form`.
        Refused: `victim_claim_over`.
    """
    clean = replace(
        told,
        victim=plain_text(told.victim, "victim_form"),
        police=plain_text(told.police, "victim_form"),
        consent=plain_text(told.consent, "victim_form"),
    )
    if not (clean.victim and clean.police):
        raise WrongInput("victim_incomplete")
    if clean.lost_on > today:
        raise WrongInput("victim_form")
    if today > latest:
        raise Refused("victim_claim_over", latest=latest)
    return clean
