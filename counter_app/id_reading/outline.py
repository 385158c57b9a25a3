"""Where a card lies in a camera frame: its outline, fast enough for every preview frame.

No machine learning: edges and colour differences give shapes, shapes give four-cornered outlines,
and the one that looks most like a card wins: right proportions, parallel sides, edges under its
sides. Cards are ID-1 (85.60 x 53.98 mm, ISO/IEC 7810) or a passport's data page (125 x 88 mm).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from counter_app.id_reading.pixels import Image

Quad: TypeAlias = NDArray[np.float64]
"""Four corners, clockwise from the upper left one: rows of x and y."""

PROPORTIONS = (85.60 / 53.98, 125 / 88)
WIDTH = 480
"""Outlines are looked for in a copy of this width, in pixels."""

LEAST_AREA = 0.06
"""Share of the frame that a card must fill to be looked at."""

GOOD = 0.45
"""An outline that looks so much like a card ends the search for a preview frame."""

LEAST = 0.05
APART = 10
"""Outlines whose corners lie nearer than this many preview pixels are one and the same."""

_SHAPES = 10


@dataclass(frozen=True, slots=True)
class Outline:
    """A card's outline in pixels of the frame, and how much it looks like a card (0 to about 1)."""

    quad: Quad
    score: float


def find_outline(frame: Image) -> Outline | None:
    """The best outline of a card, coarse to about two preview pixels; None when there is none."""
    found = find_outlines(frame, 1)
    return found[0] if found else None


def find_outlines(frame: Image, most: int) -> list[Outline]:
    """Outlines that may be the card, the best first, each clearly apart from the others."""
    height, width = frame.shape[:2]
    factor = WIDTH / width
    size = (WIDTH, max(2, round(height * factor)))
    small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
    chosen: list[Outline] = []
    for one in sorted(_candidates(small), key=lambda one: one.score, reverse=True):
        if one.score < LEAST or len(chosen) == most:
            break
        if all(float(np.abs(one.quad - other.quad).max()) > APART for other in chosen):
            chosen.append(one)
    return [Outline((one.quad + 0.5) / factor - 0.5, one.score) for one in chosen]


def ordered(quad: Quad) -> Quad:
    """The corners clockwise, so that the first side is a long one and the first corner upper left.

    A card lying upside down keeps its corners swapped by 180 degrees until its labels are read.
    """
    centre = quad.mean(0)
    angle = np.arctan2(quad[:, 1] - centre[1], quad[:, 0] - centre[0])
    turned = quad[np.argsort(angle)]
    turned = np.roll(turned, -int(np.argmin(turned.sum(1))), 0)
    sides = side_lengths(turned)
    if sides[0] + sides[2] < sides[1] + sides[3]:
        turned = np.roll(turned, 1, 0)
    return turned


def side_lengths(quad: Quad) -> NDArray[np.float64]:
    """Lengths of the four sides: top, right, bottom, left."""
    lengths: NDArray[np.float64] = np.linalg.norm(np.roll(quad, -1, 0) - quad, axis=1)
    return lengths


def _candidates(small: Image) -> list[Outline]:
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB)
    edges = _edges(lab)
    found: list[Outline] = []
    for cheap, mask in _masks(lab, edges):
        if not cheap and any(one.score > GOOD for one in found):
            break
        found += _outlines(mask, edges)
    return found


def _edges(lab: Image) -> Image:
    edges = np.zeros(lab.shape[:2], np.uint8)
    for channel, floor in zip(cv2.split(lab), (28.0, 16.0, 16.0), strict=True):
        smooth = cv2.GaussianBlur(channel, (0, 0), 1.4)
        slope = sum(
            float(np.median(np.abs(cv2.Sobel(smooth, cv2.CV_16S, dx, dy))))
            for dx, dy in ((1, 0), (0, 1))
        )
        high = max(floor, 5 * slope)
        edges |= cv2.Canny(smooth, high * 0.5, high)
    return edges


def _masks(lab: Image, edges: Image) -> Iterator[tuple[bool, Image]]:
    """Black and white pictures whose shapes may be the card: the cheap ones first."""
    round7 = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))
    yield True, cv2.dilate(edges, np.ones((3, 3), np.uint8))
    yield True, cv2.morphologyEx(edges, cv2.MORPH_CLOSE, round7)
    apart = _otsu(_from_rim(lab))
    yield True, cv2.morphologyEx(apart, cv2.MORPH_CLOSE, round7)
    yield True, cv2.morphologyEx(apart, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8))
    for channel in cv2.split(lab):
        bright = _otsu(cv2.GaussianBlur(channel, (0, 0), 2))
        filled = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((21, 21), np.uint8))
        yield False, cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((31, 31), np.uint8))


def _otsu(grey: Image) -> Image:
    return cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]


def _from_rim(lab: Image) -> Image:
    """How far each pixel's colour is from that of the frame's rim, which shows the desk."""
    strips = (lab[:6], lab[-6:], lab[:, :6], lab[:, -6:])
    rim = np.concatenate([strip.reshape(-1, 3) for strip in strips]).astype(np.float32)
    smooth = cv2.GaussianBlur(lab, (0, 0), 2).astype(np.float32)
    away = np.abs(smooth - np.median(rim, 0)).sum(2)
    near: Image = np.clip(away, 0, 255).astype(np.uint8)
    return near


def _outlines(mask: Image, edges: Image) -> Iterator[Outline]:
    height, width = mask.shape
    shapes, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    sized = sorted(((_box_area(shape), n) for n, shape in enumerate(shapes)), reverse=True)
    for area, n in sized[:_SHAPES]:
        if area < LEAST_AREA * width * height:
            return
        hull = cv2.convexHull(shapes[n])[:, 0].astype(np.float32)
        quad = ordered(_four_corners(hull))
        score = _looks(quad, width, height)
        if score <= 0:
            continue
        ratio = cv2.contourArea(hull) / max(1.0, cv2.contourArea(quad.astype(np.float32)))
        score *= min(ratio, 1 / max(ratio, 1e-6)) * float(np.sqrt(_support(edges, quad)))
        yield Outline(quad, score)


def _box_area(shape: Image) -> int:
    _, _, width, height = cv2.boundingRect(shape)
    return width * height


def _four_corners(hull: Image) -> Quad:
    around = cv2.arcLength(hull, closed=True)
    for share in (0.02, 0.03, 0.045, 0.06, 0.08):
        few = cv2.approxPolyDP(hull, share * around, closed=True)
        if len(few) == 4:  # noqa: PLR2004 - four corners
            return few[:, 0].astype(np.float64)
        if len(few) < 4:  # noqa: PLR2004 - corners of a card
            break
    return cv2.boxPoints(cv2.minAreaRect(hull)).astype(np.float64)


def _looks(quad: Quad, width: int, height: int) -> float:
    """How much a shape looks like a card lying under the camera; 0 when it cannot be one."""
    top, right, bottom, left = side_lengths(quad)
    across, down = (top + bottom) / 2, (left + right) / 2
    area = cv2.contourArea(quad.astype(np.float32))
    if area < LEAST_AREA * width * height or down < 5:  # noqa: PLR2004 - pixels, a mere line
        return 0.0
    off = min(abs(float(np.log(across / down / wanted))) for wanted in PROPORTIONS)
    skew = abs(top - bottom) / across + abs(left - right) / down
    if off > 0.22 or skew > 0.35:  # noqa: PLR2004 - no card is so crooked
        return 0.0
    return float(np.sqrt(area / (width * height)) * np.exp(-4 * off) * np.exp(-2 * skew))


def _support(edges: Image, quad: Quad, points: int = 40) -> float:
    """Share of the outline that lies on an edge."""
    height, width = edges.shape
    along = np.linspace(0.08, 0.92, points)[:, None]
    total = 0.0
    for start, end in zip(quad, np.roll(quad, -1, 0), strict=True):
        side = end - start
        across = np.array([-side[1], side[0]]) / max(1e-6, float(np.linalg.norm(side)))
        on_edge = np.zeros(points, bool)
        for away in range(-2, 3):
            spot = (start + side * along + across * away).round().astype(int)
            spot = np.clip(spot, 0, [width - 1, height - 1])
            on_edge |= edges[spot[:, 1], spot[:, 0]] > 0
        total += float(on_edge.mean())
    return total / 4
