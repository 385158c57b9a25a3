"""Painting over: solid colour on the pixels themselves, before anything is encoded."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.pixels import Image

KEPT_PER_MM = 10
"""Pixels a millimetre of the masked image that may be kept: 254 an inch."""

PAINT = (40, 40, 40)
MARGIN = 0.5
"""Millimetres painted around each area: outlines and readings are a little off."""


def painted(card: Image, areas: Iterable[Area]) -> tuple[Image, list[Area]]:
    """The card with these areas painted over, smaller; and what was painted, in millimetres.

    The pixels are gone before the picture is made smaller, so nothing of them runs into others.

    Args:
        card: the flat card at `PER_MM`; it stays as it is.
        areas: in millimetres of the flat card.
    """
    over = [_grown(area) for area in areas]
    hidden = blanked(card, over)
    factor = KEPT_PER_MM / PER_MM
    small = cv2.resize(hidden, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _paint(small, over, (0.0, 0.0), KEPT_PER_MM)
    return small, over


def blanked(
    picture: Image,
    areas: Iterable[Area],
    corner: tuple[float, float] = (0.0, 0.0),
    per_mm: float = PER_MM,
) -> Image:
    """A copy of a picture of a part of the card with these areas painted over.

    Args:
        picture: a field's crop, or the card.
        areas: in millimetres of the card.
        corner: the picture's upper left corner in millimetres of the card.
        per_mm: pixels a millimetre of the picture.
    """
    copy = np.ascontiguousarray(picture).copy()
    _paint(copy, areas, corner, per_mm)
    return copy


def _grown(area: Area) -> Area:
    x, y, wide, high = area
    return x - MARGIN, y - MARGIN, wide + 2 * MARGIN, high + 2 * MARGIN


def _paint(
    picture: Image, areas: Iterable[Area], corner: tuple[float, float], per_mm: float
) -> None:
    for x, y, wide, high in areas:
        left = int(np.floor((x - corner[0]) * per_mm))
        top = int(np.floor((y - corner[1]) * per_mm))
        right = int(np.ceil((x + wide - corner[0]) * per_mm))
        low = int(np.ceil((y + high - corner[1]) * per_mm))
        picture[max(0, top) : max(0, low), max(0, left) : max(0, right)] = PAINT
