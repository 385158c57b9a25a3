"""How well a piece of print fits beside a label, or into an area where a field may stand."""

from __future__ import annotations

import math
from collections.abc import Iterable

from counter_app.id_reading.kinds import Area
from counter_app.id_reading.places import gap, same_row

STRONG = 0.5
"""A label that fits a piece of print so well owns it: it is hardly another field's."""

BELOW = (-1.2, 4.5)
"""Millimetres from the lower edge of a label to the upper one of a value below it."""

SHIFT = (-4.0, 14.0)
"""Millimetres that such a value begins at the right of its label."""


def beside(label: Area, value: Area) -> float:
    """1 close at the right of a label in its row, less the farther off, 0 anywhere else."""
    away = gap(label, value)
    if not same_row(label, value) or away < -0.3 * label[2] - 1.0:
        return 0.0
    return math.exp(-max(0.0, away - 2.0) / 18.0)


def under(label: Area, value: Area) -> float:
    """1 close below a label and beginning where it does, 0 anywhere else."""
    away = value[1] - (label[1] + label[3])
    shift = value[0] - label[0]
    if not BELOW[0] < away < BELOW[1] or not SHIFT[0] < shift < SHIFT[1]:
        return 0.0
    return 0.95 * math.exp(-max(0.0, away - 0.5) / 3.0 - max(0.0, abs(shift) - 1.5) / 9.0)


def fits_label(label: Area, value: Area) -> float:
    """The better of beside and under."""
    return max(beside(label, value), under(label, value))


def fits_area(areas: Iterable[Area], value: Area) -> float:
    """How near a piece's middle lies to the nearest of some areas: 1 inside, 0 from 5 mm off."""
    x, y = value[0] + min(value[2], 12.0) / 2, value[1] + value[3] / 2
    best = 0.0
    for left, top, wide, high in areas:
        off = math.hypot(max(left - x, 0.0, x - left - wide), max(top - y, 0.0, y - top - high))
        best = max(best, 1.0 - off / 5.0)
    return best
