"""Holds: what keeps an article in the shop, or a deal's record from erasure, and until when.

A custody order (差止め, Secondhand Articles Dealer Act art. 21) does both; an inquiry of the police
or a customer's request that nobody has answered yet keeps the record. A hold is of the article: it
stands under the number of the line by which the article came in, whatever corrected that line
since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class HoldKind(StrEnum):
    """Why something is held."""

    CUSTODY = "custody"
    INQUIRY = "inquiry"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Hold:
    """One article under one hold.

    Attributes:
        seq: the act that tells of the order or inquiry.
        running: number of the line by which the article came in.
        reference: station and number as they are compared; empty for an inquiry; of a
            customer's request the sequence of the act that took it.
        last: the last day; None until it is ended.
        ended: the act that ended it early; None while none did.
    """

    seq: int
    running: int
    kind: HoldKind
    reference: str
    last: date | None
    ended: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it still holds on a day."""
        return self.ended is None and (self.last is None or day <= self.last)
