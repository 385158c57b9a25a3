"""How areas of a card lie to one another, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from counter_app.id_reading.kinds import Area

ROW = 0.5
"""Share of the lower one's height that two pieces of one row have in common at least."""


def overlap(one: Area, other: Area) -> float:
    """Square millimetres that two areas share."""
    wide = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    return max(0.0, wide) * max(0.0, _shared_height(one, other))


def same_row(one: Area, other: Area) -> bool:
    """Whether two pieces of print stand side by side rather than one over the other."""
    return _shared_height(one, other) > ROW * max(0.1, min(one[3], other[3]))


def gap(left: Area, right: Area) -> float:
    """Millimetres between the end of one and the beginning of the other; negative: they overlap."""
    return right[0] - (left[0] + left[2])


def around(areas: Sequence[Area]) -> Area:
    """The upright box around areas; at least one."""
    left, top = min(area[0] for area in areas), min(area[1] for area in areas)
    right = max(area[0] + area[2] for area in areas)
    low = max(area[1] + area[3] for area in areas)
    return left, top, right - left, low - top


def without(area: Area, kept: Area) -> Area:
    """An area cut off above or below a kept one that reaches into it."""
    if overlap(area, kept) <= 0:
        return area
    x, y, wide, high = area
    if kept[1] + kept[3] / 2 > y + high / 2:
        return x, y, wide, max(0.0, kept[1] - y)
    low = kept[1] + kept[3]
    return x, low, wide, max(0.0, y + high - low)


def _shared_height(one: Area, other: Area) -> float:
    return min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
