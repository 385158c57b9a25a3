"""How good a preview frame is: what the clerk or customer should change, and when to take it.

Measured on a small copy; the bounds come from frames of three grades (docs/performance.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from counter_app.id_reading.card import find_cards
from counter_app.id_reading.outline import Quad, side_lengths
from counter_app.id_reading.pixels import Image

Hint = Literal[
    "",
    "gone",
    "no_card",
    "out_of_frame",
    "too_far",
    "slanted",
    "dark",
    "glare",
    "blur",
    "hold_still",
]
"""What stands in the way of a good picture; empty when nothing does."""

LEAST_WIDTH = 0.36
"""Share of the frame's width that a card must fill, or its print is too small."""

MOST_SLANT = 1.22
"""How much longer one side may be than the side opposite."""

MOST_GLARE = 0.01
"""Share of the card's area that may be white with glare."""

LEAST_LIGHT = 38.0
"""Mean brightness of a card, of 255, below which its print drowns in the sensor's noise."""

RIM = 1.0
"""Preview pixels from the frame's rim within which a corner counts as cut off."""

LEAST_SHARPNESS = 55.0
STILL = 6.0
"""Preview pixels that a corner may move between two frames."""

FRAMES = 5
"""Good, still frames in a row before a picture is taken by itself."""

_LOOK = (686, 432)
_WHITE = 250


@dataclass(frozen=True, slots=True)
class Look:
    """What one preview frame showed.

    Attributes:
        corners: the card's outline in preview pixels; None when there is no card.
    """

    corners: tuple[tuple[float, float], ...] | None
    hint: Hint


def look(preview: Image, before: Look | None = None) -> Look:
    """Judge a preview frame; `before` is what the one before showed."""
    found = find_cards(preview, 1)
    if not found:
        return Look(None, "gone" if before and before.corners else "no_card")
    quad = found[0].quad
    corners = tuple((round(float(x), 1), round(float(y), 1)) for x, y in quad)
    hint = _shape_hint(quad, preview.shape[:2]) or _light_hint(preview, quad)
    if not hint and before and before.corners and moved(before.corners, corners) > STILL:
        hint = "hold_still"
    return Look(corners, hint)


def should_capture(looks: Sequence[Look]) -> bool:
    """Whether the last frames were all good and the card lay still in them."""
    last = looks[-FRAMES:]
    if len(last) < FRAMES or any(one.hint or one.corners is None for one in last):
        return False
    return all(
        moved(one.corners or (), two.corners or ()) <= STILL
        for one, two in itertools.pairwise(last)
    )


def moved(one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]]) -> float:
    """How far the corner moved that moved farthest, in pixels."""
    return float(np.abs(np.array(one) - np.array(two)).max(initial=0.0))


def sharpness(preview: Image, quad: Quad) -> float:
    """How crisp the card's print is, whatever the light."""
    grey = cv2.cvtColor(_card(preview, quad), cv2.COLOR_BGR2GRAY).astype(np.float32)
    grey *= 128 / max(1.0, float(grey.mean()))
    return float(cv2.Laplacian(grey, cv2.CV_32F).var())


def _shape_hint(quad: Quad, size: Sequence[int]) -> Hint:
    height, width = size
    far = np.array([width, height]) - 1
    if float(min(quad.min(), (far - quad).min())) < RIM:
        return "out_of_frame"
    top, right, bottom, left = side_lengths(quad)
    if max(top, bottom) < LEAST_WIDTH * width:
        return "too_far"
    if max(top / bottom, bottom / top, left / right, right / left) > MOST_SLANT:
        return "slanted"
    return ""


def _light_hint(preview: Image, quad: Quad) -> Hint:
    grey = cv2.cvtColor(_card(preview, quad), cv2.COLOR_BGR2GRAY)
    if float(grey.mean()) < LEAST_LIGHT:
        return "dark"
    if float((grey >= _WHITE).mean()) > MOST_GLARE:
        return "glare"
    return "blur" if sharpness(preview, quad) < LEAST_SHARPNESS else ""


def _card(preview: Image, quad: Quad) -> Image:
    width, height = _LOOK
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    laid = cv2.getPerspectiveTransform(quad.astype(np.float32), flat)
    return cv2.warpPerspective(preview, laid, _LOOK, flags=cv2.INTER_LINEAR)
