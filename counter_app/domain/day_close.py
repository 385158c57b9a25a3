"""The closing of a day at one till: sums without persons, and the drawer as it was counted.

What it holds is plain numbers and the reason for a difference; who sold and what was sold stand in
the ledger alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode, Yen, yen_words

LONGEST_REASON = 200
MOST_IN_A_DRAWER = 100_000_000
"""Yen; more than that was typed by mistake."""


@dataclass(frozen=True, slots=True)
class DaySums:
    """What the record says of a day.

    Attributes:
        lines: ledger lines; bought: their prices together.
        paid: cash that was paid out on this day.
    """

    day: date
    lines: int
    bought: Yen
    paid: Yen


@dataclass(frozen=True, slots=True)
class DrawerCount:
    """The drawer as a manager counted it.

    Attributes:
        before: yen that lay in it in the morning, with what was put in meanwhile.
        counted: yen that lie in it now.
        reason: why they differ from what should be there; empty when they do not.
    """

    before: Yen
    counted: Yen
    reason: str = ""

    def difference(self, paid: Yen) -> int:
        """Yen too many, or too few when negative, after so much cash was paid out."""
        return self.counted - (self.before - paid)


@dataclass(frozen=True, slots=True)
class DayClosing:
    """A closed day.

    Attributes:
        act_seq: the act that closed it.
        by: the manager; at: the moment.
        tree_size, root: the log as it was then, root in hex; whole: whether it proved itself.
    """

    act_seq: int
    by: StaffCode
    at: datetime
    sums: DaySums
    drawer: DrawerCount
    tree_size: int
    root: str
    whole: bool

    @property
    def difference(self) -> int:
        """Yen too many, or too few when negative."""
        return self.drawer.difference(self.sums.paid)


def difference_words(yen: int) -> str:
    """A difference with its sign: +¥500, −¥1,000, ¥0."""
    return f"{'+' if yen > 0 else ''}{yen_words(yen)}"


def checked_count(drawer: DrawerCount, paid: Yen) -> DrawerCount:
    """The count as it will be kept.

    Raises:
        WrongInput: `drawer_form`: below zero or beyond any drawer; `difference_reason_missing`;
            `difference_reason_form`: too long.
    """
    if not all(0 <= yen <= MOST_IN_A_DRAWER for yen in (drawer.before, drawer.counted)):
        raise WrongInput("drawer_form", most=f"{MOST_IN_A_DRAWER:,}")
    reason = plain_text(drawer.reason, "difference_reason_form")
    if len(reason) > LONGEST_REASON:
        raise WrongInput("difference_reason_form", length=LONGEST_REASON)
    differs = drawer.difference(paid) != 0
    if differs and not reason:
        raise WrongInput("difference_reason_missing")
    return DrawerCount(drawer.before, drawer.counted, reason if differs else "")
