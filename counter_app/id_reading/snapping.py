"""From the rectangle in which a card's print stands to the card's own edges around it.

The print tells how the card lies and where its edges cannot be. Outside of it, straight edges are
looked for along each side, and of their combinations the one with a card's proportions wins.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from counter_app.id_reading.outline import PROPORTIONS, Outline, Quad, ordered
from counter_app.id_reading.pixels import Image

WIDE = 300
"""Pixels across the print in the picture that edges are looked for in."""

ROOM = (0.5, 0.7)
"""How far around the print edges are looked for, as a share of its width and height."""

SLANT = 0.12
"""The most that a side leans against the print: perspective."""

_SLANTS = np.linspace(-SLANT, SLANT, 25)
_EDGES = 5
_APART = 5
_STEEP = 7.0

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A straight edge: its place at the picture's middle, its slant, its strength (0 to 1)."""

    place: float
    slant: float
    strength: float


def snapped(frame: Image, rect: Quad, most: int = 2) -> list[Outline]:
    """The likeliest outlines of the card around a rectangle of print, clockwise.

    Args:
        frame: as the camera gave it.
        rect: corners of the print's rectangle in pixels of the frame, upper left first.
        most: how many.
    """
    wide = float(np.linalg.norm(rect[1] - rect[0]))
    high = float(np.linalg.norm(rect[3] - rect[0]))
    factor = WIDE / max(1.0, wide)
    size = (WIDE * (1 + 2 * ROOM[0]), high * factor * (1 + 2 * ROOM[1]))
    left, top = WIDE * ROOM[0], high * factor * ROOM[1]
    inner = np.array(
        [[left, top], [left + WIDE, top], [left + WIDE, top + high * factor]], np.float32
    )
    there = cv2.getAffineTransform(rect[:3].astype(np.float32), inner)
    whole = (round(size[0]), round(size[1]))
    picture = cv2.warpAffine(
        frame, there, whole, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    across, down = _slopes(picture)
    box = (left, top, left + WIDE, top + high * factor)
    back = cv2.invertAffineTransform(there)
    return [
        Outline(ordered(_moved(quad, back)), score)
        for score, quad in itertools.islice(_quads(across, down, box), most)
    ]


def _slopes(picture: Image) -> tuple[_Floats, _Floats]:
    """How steep each pixel is across and down, 0 to 1, in the colour where it is steepest."""
    smooth = cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.float32)
    both = []
    for dx, dy in ((1, 0), (0, 1)):
        steep = np.abs(cv2.Sobel(smooth, cv2.CV_32F, dx, dy)).max(2)
        cap = max(12.0, _STEEP * float(np.median(steep)))
        both.append(np.minimum(steep / cap, 1.0).astype(np.float32))
    return both[0], both[1]


def _quads(
    across: _Floats, down: _Floats, box: tuple[float, float, float, float]
) -> Iterable[tuple[float, Quad]]:
    """Combinations of four edges, the likeliest first."""
    left, top, right, low = box
    tops = _edges(down, (left, right), (0.0, top))
    lows = _edges(down, (left, right), (low, float(down.shape[0])))
    lefts = _edges(across.T, (top, low), (0.0, left))
    rights = _edges(across.T, (top, low), (right, float(across.shape[1])))
    found = []
    for one, two, three, four in itertools.product(tops, rights, lows, lefts):
        wide, high = two.place - four.place, three.place - one.place
        off = min(abs(math.log(max(1.0, wide) / max(1.0, high) / ratio)) for ratio in PROPORTIONS)
        strength = sum(edge.strength for edge in (one, two, three, four)) / 4
        slants = abs(one.slant - three.slant) + abs(two.slant - four.slant)
        found.append((strength * math.exp(-6 * off - 1.5 * slants), (one, two, three, four)))
    middle = (across.shape[1] / 2, down.shape[0] / 2)
    for score, edges in sorted(found, key=lambda told: -told[0]):
        yield score, _corners(edges, middle)


def _edges(steep: _Floats, along: tuple[float, float], within: tuple[float, float]) -> list[_Edge]:
    """The strongest level edges between two rows.

    Args:
        steep: the picture's slopes; turned, where upright edges are looked for.
        along: first and last column that an edge is followed over.
        within: the rows that it may lie in.
    """
    height, width = steep.shape
    first, last = max(0, round(along[0])), min(width, round(along[1]))
    rows = np.arange(height)
    columns = np.arange(first, last, 2)
    strengths = np.zeros((len(_SLANTS), height), np.float32)
    for n, slant in enumerate(_SLANTS):
        shift = np.round(slant * (columns - width / 2)).astype(int)
        at = np.clip(rows[:, None] + shift[None, :], 0, height - 1)
        strengths[n] = steep[at, columns[None, :]].mean(1)
    low, high = max(0, round(within[0])), min(height, round(within[1]))
    best = strengths.max(0)
    best[:low] = 0
    best[high:] = 0
    found: list[_Edge] = []
    for row in np.argsort(-best):
        if len(found) == _EDGES or best[row] <= 0:
            break
        if all(abs(row - edge.place) > _APART for edge in found):
            slant = float(_SLANTS[int(strengths[:, row].argmax())])
            found.append(_Edge(float(row), slant, float(best[row])))
    return found


def _corners(edges: tuple[_Edge, _Edge, _Edge, _Edge], middle: tuple[float, float]) -> Quad:
    """Upper left, upper right, lower right and lower left corner."""
    top, right, low, left = edges
    pairs = ((top, left), (top, right), (low, right), (low, left))
    return np.array([_crossing(level, upright, middle) for level, upright in pairs], np.float64)


def _crossing(level: _Edge, upright: _Edge, middle: tuple[float, float]) -> tuple[float, float]:
    """Y = place + slant * (x - middle), x = place + slant * (y - middle)."""
    x = upright.place + upright.slant * (level.place - middle[1] - level.slant * middle[0])
    x /= 1 - upright.slant * level.slant
    return x, level.place + level.slant * (x - middle[0])


def _moved(quad: Quad, there: Image) -> Quad:
    moved: Quad = cv2.transform(quad[None], there)[0].astype(np.float64)
    return moved
