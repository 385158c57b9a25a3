"""From a zone of a flat card to crops of its lines: print told from background and ruled lines."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.printed import LineFinder

AROUND = (0.2, 0.9, 0.4, 0.9)
"""Millimetres looked at around a zone: left, above, right, below."""


MOST_ROWS = 40

WIDEST_GAP = 0.5
"""Gaps between signs that are left as they are, as a share of the line's height."""


@dataclass(frozen=True, slots=True)
class LineCrop:
    """One line of print, and where it lies on the card in millimetres."""

    image: Image
    area: Area


class InkFinder(LineFinder):
    """Finds lines by their ink alone, for computers without the text finder's runtime."""

    @override
    def boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        whole = (0.0, 0.0, card.shape[1] / PER_MM, card.shape[0] / PER_MM)
        areas = [line.area for line in lines_of(card, whole, MOST_ROWS)]
        sides = [[max(0, round(side * PER_MM)) for side in area] for area in areas]
        return [(x, y, wide, high) for x, y, wide, high in sides]

    @override
    def slanting(self, frame: Image) -> list[NDArray[np.float64]]:
        return []  # ink alone does not tell print from a desk's grain


def cut(card: Image, area: Area) -> Image:
    """An area of a flat card."""
    x, y, wide, high = (round(side * PER_MM) for side in area)
    return card[max(0, y) : max(1, y + high), max(0, x) : max(1, x + wide)]


def lines_of(card: Image, area: Area, most: int) -> list[LineCrop]:
    """The lines of print in a zone, from above to below, at most `most`."""
    left, above, right, below = AROUND
    x, y = max(0.0, area[0] - left), max(0.0, area[1] - above)
    around = (x, y, area[0] + area[2] + right - x, area[1] + area[3] + below - y)
    crop = cut(card, around)
    ink = ink_of(crop)
    margin = round((area[1] - y) * PER_MM)
    found = []
    for top, bottom in _rows(ink, most, margin):
        columns = _columns(ink[top:bottom])
        if columns is None:
            continue
        found.append(_line(crop, ink, (x, y), (top, bottom), columns))
    return found


def ink_of(crop: Image) -> NDArray[np.uint8]:
    """1 where something dark and thin is printed; ruled lines are taken out."""
    grey = cv2.GaussianBlur(cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY), (0, 0), 0.05 * PER_MM)
    reach = round(1.3 * PER_MM) | 1
    padded = cv2.copyMakeBorder(grey, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    dark = cv2.morphologyEx(
        padded, cv2.MORPH_BLACKHAT, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach))
    )[reach:-reach, reach:-reach].astype(np.float32)
    near = cv2.dilate(dark, np.ones((2 * PER_MM, 3 * PER_MM), np.uint8))
    near = cv2.blur(near, (3 * PER_MM, 3 * PER_MM))
    floor = 0.35 * float(np.percentile(dark, 99))
    ink = (dark > np.maximum(8, 0.38 * np.maximum(near, floor))).astype(np.uint8)
    return _without_rules(ink)


def _without_rules(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    flat = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 7 * PER_MM), np.uint8))
    ink[cv2.dilate(flat, np.ones((3, 5), np.uint8)) > 0] = 0
    high = ink.shape[0]
    if high > 2 * PER_MM:
        upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((int(0.92 * high), 1), np.uint8))
        ink[cv2.dilate(upright, np.ones((3, 3), np.uint8)) > 0] = 0
    return ink


def _rows(ink: NDArray[np.uint8], most: int, margin: int) -> list[tuple[int, int]]:
    """Top and bottom of the lines with the most ink that lie inside the zone."""
    high = ink.shape[0]
    profile = ink.sum(1).astype(np.float32).reshape(-1, 1)
    profile = cv2.blur(profile, (1, max(1, int(0.12 * PER_MM)))).ravel()
    full = profile > max(0.15 * PER_MM, 0.01 * float(profile.max()))
    runs = _joined(_runs(full))

    def weight(run: tuple[int, int]) -> float:
        inside = min(run[1], high - margin) - max(run[0], margin)
        share = max(0, inside) / max(1, run[1] - run[0])
        return float(profile[run[0] : run[1]].sum()) * share if share > 0.45 else 0.0  # noqa: PLR2004 - share of ink

    tall = [run for run in runs if run[1] - run[0] > 0.9 * PER_MM and weight(run) > 0]
    best = sorted(tall, key=weight, reverse=True)[:most]
    return sorted(best) or [(margin, high - margin)]


def _runs(full: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    return [(int(one), int(two)) for one, two in zip(edges[::2], edges[1::2], strict=True)]


def _joined(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of one line, such as 三, put together."""
    whole: list[tuple[int, int]] = []
    for run in runs:
        if whole and run[0] - whole[-1][1] < 0.3 * PER_MM and run[1] - whole[-1][0] < 4.2 * PER_MM:
            whole[-1] = (whole[-1][0], run[1])
        else:
            whole.append(run)
    return whole


def _columns(ink: NDArray[np.uint8]) -> tuple[int, int] | None:
    """First and last column of a line's print; what stands far off to the right is not of it."""
    high = ink.shape[0]
    full = np.flatnonzero(ink.sum(0) > max(1.0, 0.04 * high))
    if len(full) == 0:
        return None
    last = int(full[-1])
    for one, two in itertools.pairwise(full):
        if two - one > max(3.0 * high, 5 * PER_MM) and one - full[0] > 0.6 * PER_MM:
            last = int(one)
            break
    return int(full[0]), last


def _line(
    crop: Image,
    ink: NDArray[np.uint8],
    at: tuple[float, float],
    rows: tuple[int, int],
    columns: tuple[int, int],
) -> LineCrop:
    more = int(0.12 * (rows[1] - rows[0]) + 0.1 * PER_MM)
    top, bottom = max(0, rows[0] - more), min(crop.shape[0], rows[1] + more)
    side = int(0.7 * PER_MM)
    left, right = max(0, columns[0] - side), min(crop.shape[1], columns[1] + side)
    place = (at[0] + left / PER_MM, at[1] + top / PER_MM)
    size = ((right - left) / PER_MM, (bottom - top) / PER_MM)
    closed = _closed_up(crop[top:bottom, left:right], ink[rows[0] : rows[1], left:right])
    return LineCrop(closed, (*place, *size))


def _closed_up(line: Image, ink: NDArray[np.uint8]) -> Image:
    """The line with wide gaps closed: a recogniser tends to lose the sign that follows one."""
    high = ink.shape[0]
    bare = ink.sum(0) <= max(1.0, 0.04 * high)
    keep = np.ones(line.shape[1], bool)
    for start, end in _runs(bare):
        spare = end - start - round(WIDEST_GAP * high)
        if spare > 0:
            middle = (start + end - spare) // 2
            keep[middle : middle + spare] = False
    return np.ascontiguousarray(line[:, keep])
