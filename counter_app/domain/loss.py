"""What is damaged or missing in the dealer ledger, line by line, and how sure one can be.

Secondhand Articles Dealer Act, art. 18(2): a dealer whose books or electronic records are damaged
or lost reports it at once to the chief of the police station of the place of business.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

By = Literal["start", "demand"]
"""How damage came to light: by the check at the start, or by one that was asked for."""


class Harm(StrEnum):
    """What became of a ledger line, and whether its sealed act can still tell what it said."""

    MISSING = "missing"
    ALTERED = "altered"
    ACT_DAMAGED = "act_damaged"
    ACT_MISSING = "act_missing"


RESTORABLE = frozenset({Harm.MISSING, Harm.ALTERED})
"""The row is gone or says something else, and the sealed act behind it is whole."""


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """One line of the ledger that cannot be relied on.

    Attributes:
        running: its number in this till's volume.
        act_seq: the act that wrote it, or None where nothing tells any more.
        day: business day of the receipt, as far as act or row still tell; else None.
    """

    running: int
    harm: Harm
    act_seq: int | None
    day: date | None

    @property
    def restorable(self) -> bool:
        """Whether the till itself still holds, sealed and proved, what the line said."""
        return self.harm in RESTORABLE


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """What one check of the whole record found; nothing personal.

    Attributes:
        at: when it was made; by: "start" or "demand", how it came about.
        acts, lines: how many there are.
        root: of the log as its acts give it, 32 bytes.
        faults: one line each, as `ledger verify` tells them; none when all is well.
        damaged: the ledger lines that these faults touch.
    """

    at: datetime
    by: By
    acts: int
    lines: int
    root: bytes
    faults: tuple[str, ...]
    damaged: tuple[DamagedLine, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def number_ranges(numbers: list[int]) -> list[tuple[int, int]]:
    """Ascending numbers as ranges, first and last: [1, 2, 3, 7] are (1, 3) and (7, 7)."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ranges
