"""What is printed on a card, line by line, and where: read once, used by everything after.

The kind, the fields and the search for numbers that may not be kept all work on the same lines, so
that a card is read once and nothing hangs on one drawing of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.id_reading.engine import Line
from counter_app.id_reading.kinds import Area


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print on a card laid flat.

    Attributes:
        line: as read; without a set of signs, so letters of every kind may stand in it.
        area: the upright box around it in millimetres of the card; may reach over its edge.
    """

    line: Line
    area: Area

    @property
    def text(self) -> str:
        """The text without spaces."""
        return "".join(self.line.text.split())

    def part(self, start: int, end: int) -> Area:
        """Where the signs from `start` up to `end` of `line.text` stand, in millimetres."""
        x, y, wide, high = self.area
        places = self.line.places
        if not places or end <= start:
            return self.area
        left = 0.0 if start == 0 else (places[start - 1] + places[start]) / 2
        right = 1.0 if end >= len(places) else (places[end - 1] + places[end]) / 2
        return x + left * wide, y, (right - left) * wide, high
