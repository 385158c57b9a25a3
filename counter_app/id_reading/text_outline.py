"""A card's outline guessed from its print, for cards whose edges do not show.

A white card on a white desk, or one with things lying against it, shows no edge; its lines of print
still stand together in a rectangle. The guess is coarse, worse than a true outline.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from counter_app.id_reading.card import refined
from counter_app.id_reading.outline import PROPORTIONS, Outline, ordered
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.printed import PrintReader
from counter_app.id_reading.snapping import snapped

SCORE = 0.3
"""What such an outline counts, beside those of edges."""

FEWEST = 5
"""Lines of print that a card has at least."""

REACH = 2.5
"""Lines nearer than this many times their height belong together."""

LONG = 3.0
"""A line so many times longer than high tells how the print lies."""

RIM = (0.035, 0.06)
"""Share of the card's width and height between its edge and its print."""

_Floats = NDArray[np.float64]


def outlines_of_print(frame: Image, reader: PrintReader) -> list[Outline]:
    """Outlines around the rectangle in which most lines of print stand together, best first.

    The last one is guessed from the print alone; none where there are too few lines.
    """
    lines = _largest_group(reader.slanting(frame), frame.shape[:2])
    if len(lines) < FEWEST:
        return []
    printed = _rectangle(lines)
    edges = [Outline(refined(frame, one.quad), one.score) for one in snapped(frame, printed)]
    return [*edges, Outline(ordered(_as_card(printed)), SCORE)]


def _largest_group(lines: Sequence[_Floats], size: tuple[int, int]) -> list[_Floats]:
    ground = np.zeros(size, np.uint8)
    for line in lines:
        middle, (wide, high), angle = cv2.minAreaRect(line.astype(np.float32))
        more = 2 * REACH * min(wide, high)
        around = cv2.boxPoints((middle, (wide + more, high + more), angle))
        cv2.fillPoly(ground, [around.astype(np.int32)], 1)
    _, groups = cv2.connectedComponents(ground)
    own = []
    for line in lines:
        x, y = line.mean(0)
        own.append(int(groups[min(size[0] - 1, int(y)), min(size[1] - 1, int(x))]))
    best = max(set(own), key=own.count, default=0)
    return [line for line, group in zip(lines, own, strict=True) if group == best]


def _rectangle(lines: Sequence[_Floats]) -> _Floats:
    """Corners of the rectangle around some lines, along them, its upper left corner first."""
    angle = _direction(lines)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    level = np.concatenate(lines) @ turn.T
    (left, top), (right, low) = level.min(0), level.max(0)
    corners = np.array([[left, top], [right, top], [right, low], [left, low]])
    if right - left < low - top:  # the print stands upright in the frame
        corners = np.roll(corners, -1, 0)
    rectangle: _Floats = corners @ turn
    return rectangle


def _direction(lines: Sequence[_Floats]) -> float:
    """The angle of the long sides of lines, in radians: the longest ones tell it best."""
    angles, lengths = [], []
    for line in lines:
        sides = np.roll(line, -1, 0) - line
        sizes = np.linalg.norm(sides, axis=1)
        side = sides[int(sizes.argmax())]
        if sizes.max() > LONG * sizes.min():
            angles.append(math.atan2(side[1], side[0]))
            lengths.append(float(sizes.max()))
    doubled = sum(
        length * np.exp(2j * angle) for length, angle in zip(lengths, angles, strict=True)
    )
    return float(np.angle(doubled)) / 2 if lengths else 0.0


def _as_card(printed: _Floats) -> _Floats:
    """The print's rectangle grown to a card's proportions."""
    across, down = printed[1] - printed[0], printed[3] - printed[0]
    size = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    wide, high = size[0] / (1 - 2 * RIM[0]), size[1] / (1 - 2 * RIM[1])
    ratio = min(PROPORTIONS, key=lambda one: abs(math.log(wide / high / one)))
    more = max(wide, high * ratio) / size[0], max(high, wide / ratio) / size[1]
    middle = printed.mean(0)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    grown: _Floats = np.array(
        [middle + x * more[0] * across / 2 + y * more[1] * down / 2 for x, y in signs]
    )
    return grown
