"""What a manager looks over afterwards: what went another way than the ordinary one, who and when.

Nobody's customer is named: a line's number leads to the ledger, where that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ExceptionKind(StrEnum):
    """The ways that are not the ordinary one."""

    APPROVAL = "approval"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    LATE_ENTRY = "late_entry"
    CLOCK_CONFIRMED = "clock_confirmed"
    DAY_DIFFERENCE = "day_difference"
    DAY_NOT_CLOSED = "day_not_closed"
    PIN_LOCKED = "pin_locked"
    MANY_SALES = "many_sales"
    SAME_ARTICLE = "same_article"


@dataclass(frozen=True, slots=True)
class CounterException:
    """One of them.

    Attributes:
        at: when; None for a day that nobody closed.
        by: who did it, or whose PIN it was; empty for nobody.
        facts: what else is known: line, reason, yen, day.
        seq: of the act that tells it; 0 where none does.
    """

    kind: ExceptionKind
    at: datetime | None
    by: str
    facts: Mapping[str, object] = field(default_factory=dict)
    seq: int = field(default=0, compare=False)
