"""Where areas of the official card lie on the card at hand: its labels tell.

The outline may be a few millimetres off, and a card may be drawn otherwise than we know it. The
labels that were found are fitted to their measured places by a shift and a scale on each axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counter_app.id_reading.kinds import Area, Kind
from counter_app.id_reading.labels import FoundLabel

FEWEST = 3
"""Labels that a fit needs."""

CLOSE = 1.5
"""Millimetres that a fitted label may be off."""

SCALES = (0.9, 1.1)
WIDE = 20.0
"""Millimetres that labels lie apart at least to tell a scale."""


@dataclass(frozen=True, slots=True)
class Registration:
    """How the official card lies on the one at hand.

    Attributes:
        shift: millimetres across and down.
        scale: across and down.
        fits: the labels lie as on the official card; without enough labels it is taken to be so.
    """

    shift: tuple[float, float] = (0.0, 0.0)
    scale: tuple[float, float] = (1.0, 1.0)
    fits: bool = True

    def __call__(self, area: Area) -> Area:
        """An area of the official card on this one, in millimetres."""
        x, y, wide, high = area
        return (
            self.shift[0] + self.scale[0] * x,
            self.shift[1] + self.scale[1] * y,
            self.scale[0] * wide,
            self.scale[1] * high,
        )


def register(kind: Kind, labels: Sequence[FoundLabel]) -> Registration:
    """Fit the labels of a kind to the places where they were found."""
    places = {label.text: label.place for label in kind.labels if label.place is not None}
    pairs = [
        (_middle(places[label.text]), _middle(label.area))
        for label in labels
        if label.text in places
    ]
    if len(pairs) < FEWEST:
        return Registration()
    official, here = (np.array(side, np.float64) for side in zip(*pairs, strict=True))
    across, down = (_fitted(official[:, axis], here[:, axis]) for axis in (0, 1))
    fitted = np.stack([across[0] + across[1] * official[:, 0], down[0] + down[1] * official[:, 1]])
    off = np.abs(fitted.T - here).max(1)
    good = float(np.median(off)) < CLOSE and off.max() < 2 * CLOSE
    return Registration((across[0], down[0]), (across[1], down[1]), fits=good)


def _fitted(official: NDArray[np.float64], here: NDArray[np.float64]) -> tuple[float, float]:
    """Shift and scale of one axis; labels in one column tell no scale."""
    if np.ptp(official) < WIDE:
        return float(np.median(here - official)), 1.0
    scale, shift = np.polyfit(official, here, 1)
    if not SCALES[0] < scale < SCALES[1]:
        return float(np.median(here - official)), 1.0
    return float(shift), float(scale)


def _middle(area: Area) -> tuple[float, float]:
    return area[0] + area[2] / 2, area[1] + area[3] / 2
