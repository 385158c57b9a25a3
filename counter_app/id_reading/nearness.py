"""How well a piece of print fits beside a label, or into an area where a field may stand."""

from __future__ import annotations

import math
from collections.abc import Iterable

from counter_app.id_reading.kinds import Area

STRONG = 0.5
"""A label that fits a piece of print so well owns it: it is hardly another field's."""

BELOW = (-1.2, 4.5)
"""Millimetres from the lower edge of a label to the upper one of a value below it."""

SHIFT = (-4.0, 14.0)
"""Millimetres that such a value begins at the right of its label."""

ROW = 0.6
"""Share of the lower one's height that two pieces of one row overlap at least."""


def overlap(one: Area, other: Area) -> float:
    """How much two areas share of their height, as a part of the lower one's."""
    top, low = max(one[1], other[1]), min(one[1] + one[3], other[1] + other[3])
    return max(0.0, low - top) / max(0.1, min(one[3], other[3]))


def same_row(one: Area, other: Area) -> bool:
    """Whether two pieces of print stand in one row."""
    return overlap(one, other) > ROW - 0.1


def gap(left: Area, right: Area) -> float:
    """Millimetres between the end of one and the beginning of the other; negative: they overlap."""
    return right[0] - (left[0] + left[2])


def beside(label: Area, value: Area) -> float:
    """1 close at the right of a label in its row, less the farther off, 0 anywhere else."""
    away = gap(label, value)
    if overlap(label, value) < ROW or away < -0.3 * label[2] - 1.0:
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
