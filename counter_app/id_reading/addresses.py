"""The print of an address: lines beside or below its label, above it when it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence

from counter_app.id_reading.kinds import FieldPlace
from counter_app.id_reading.labels import FoundLabel
from counter_app.id_reading.nearness import STRONG, fits_area, fits_label
from counter_app.id_reading.places import gap, same_row
from counter_app.id_reading.segments import Segment

LEAST = 0.45
ROW_GAP = 9.0
"""Millimetres between two pieces of one line of an address."""

SLACK = 3.0
"""Millimetres that the boxes of neighbours may reach into one another."""

OWNED = 0.7
"""A line that so fits a label of another row is that label's."""

NEXT = (0.6, 1.55)
"""How far below the line before it the next one begins, as a share of the line's height."""

SHIFT = (-9.0, 12.0)
"""Millimetres that it may begin farther left or right."""

LEGIBLE = 0.7
"""Mean certainty of a line that goes on an address; small labels in poor light have less."""

_BEGINS = re.compile(r"^(?:東京都|北海道|(?:大阪|京都)府|.{2,3}県|.{1,6}[市区郡])")


def find_address(
    place: FieldPlace, segments: Sequence[Segment], labels: Sequence[FoundLabel]
) -> list[Segment]:
    """The pieces of an address in reading order; none when there is no address."""
    free = [one for one in segments if not one.is_date and len(one.text) > 0]
    rated = [(_rated(place, one, labels), one) for one in free]
    good = [told for told in rated if told[0] >= LEAST]
    if not good:
        return []
    first = max(good, key=lambda told: told[0])[1]
    rows = [_row(first, free)]
    while len(rows) < place.lines and not _begins(rows[0]):
        above = _next(rows[0], free, labels, step=-1)
        if not above:
            break
        rows.insert(0, above)
    while len(rows) < place.lines:
        below = _next(rows[-1], free, labels, step=1)
        if not below:
            break
        rows.append(below)
    return [one for row in rows for one in row]


def _rated(place: FieldPlace, one: Segment, labels: Sequence[FoundLabel]) -> float:
    own = other = 0.0
    for label in labels:
        fit = fits_label(label.area, one.area)
        if label.text in place.labels:
            own = max(own, fit)
        else:
            other = max(other, fit)
    rated = own + 0.5 * fits_area(place.areas, one.area)
    rated -= 0.6 * max(0.0, other - own) if other > STRONG else 0.0
    return rated + (0.6 if _BEGINS.match(one.text) else 0.0)


def _begins(row: Sequence[Segment]) -> bool:
    return bool(_BEGINS.match(row[0].text))


def _row(one: Segment, free: Sequence[Segment]) -> list[Segment]:
    """The piece with those of its line."""
    row = [one]
    for other in sorted(free, key=lambda told: told.area[0]):
        if other in row or not same_row(row[-1].area, other.area):
            continue
        if -SLACK <= gap(row[-1].area, other.area) < ROW_GAP:
            row.append(other)
        elif -SLACK <= gap(other.area, row[0].area) < ROW_GAP:
            row.insert(0, other)
    return row


def _next(
    row: Sequence[Segment], free: Sequence[Segment], labels: Sequence[FoundLabel], *, step: int
) -> list[Segment]:
    """The line above (-1) or below (1) that goes on or begins an address."""
    left, top = row[0].area[0], row[0].area[1]
    high = max(one.area[3] for one in row)
    near = [one for one in free if one not in row]
    for one in sorted(near, key=lambda told: abs(told.area[1] - top)):
        away = (one.area[1] - top) * step
        shift = one.area[0] - left
        if not NEXT[0] * high < away < NEXT[1] * high or not SHIFT[0] < shift < SHIFT[1]:
            continue
        if one.certainty < LEGIBLE:
            continue
        others = (label.area for label in labels if not same_row(label.area, row[0].area))
        if any(fits_label(area, one.area) > OWNED for area in others):
            continue
        return _row(one, near)
    return []
