"""What is printed on a card, line by line, and where: read once, used by everything after.

The kind, the fields and the search for numbers that may not be kept all work on the same lines, so
that a card is read once and nothing hangs on one drawing of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from counter_app.id_reading.card import PER_MM, FlatCard
from counter_app.id_reading.engine import Line, TextEngine
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.pixels import Image

LOWEST = 1.1
"""Millimetres of the lowest box in which a line may be printed."""

UPRIGHT = 1.5
"""A box so many times higher than wide holds no line from left to right."""

PROBES = 5
"""Lines that are read first, to tell which way up the card lies."""

HOPELESS = 0.5
"""Mean certainty of the first lines below which the others are not read."""

SYMMETRIC = frozenset("<>HINOSXZosxzl0168|-/=.: 日田口一二三十中王")
"""Signs that read well, or as another one, upside down too."""

LEGIBLE = 0.8
"""Mean certainty of lines that lie the right way up; below it the other way is tried."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print on a card laid flat.

    Attributes:
        line: as read; without a set of signs, so letters of every kind may stand in it.
        area: the upright box around it in millimetres of the card; may reach over its edge.
    """

    line: Line
    area: Area

    @property
    def text(self) -> str:
        """The text without spaces."""
        return "".join(self.line.text.split())

    def part(self, start: int, end: int) -> Area:
        """Where the signs from `start` up to `end` of `line.text` stand, in millimetres."""
        x, y, wide, high = self.area
        places = self.line.places
        if not places or end <= start:
            return self.area
        left = 0.0 if start == 0 else (places[start - 1] + places[start]) / 2
        right = 1.0 if end >= len(places) else (places[end - 1] + places[end]) / 2
        return x + left * wide, y, (right - left) * wide, high


class LineFinder(Protocol):
    """Finds where on a card lines are printed."""

    def boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        """Upright boxes around lines of print: x, y, width and height in pixels of the card."""
        ...

    def slanting(self, frame: Image) -> Sequence[NDArray[np.float64]]:
        """Corners of lines of print that may lie aslant, in pixels of the frame."""
        ...


@dataclass(frozen=True, slots=True)
class Print:
    """Everything printed on a card.

    Attributes:
        lines: in no order.
        turned: the card lay upside down; the lines are told as if it did not.
    """

    lines: tuple[PrintedLine, ...]
    turned: bool

    def scaled(self, across: float, down: float) -> Print:
        """The same lines on a card of another size."""
        lines = []
        for line in self.lines:
            x, y, wide, high = line.area
            area = (x * across, y * down, wide * across, high * down)
            lines.append(PrintedLine(line.line, area))
        return Print(tuple(lines), self.turned)

    @property
    def legible(self) -> float:
        """Mean certainty of the signs, 0 to 1."""
        return certainty([line.line for line in self.lines])


class PrintReader(Protocol):
    """Reads everything printed on a card."""

    def read(self, card: FlatCard) -> Print:
        """Every line of a card, whichever way up it lies."""
        ...

    def slanting(self, frame: Image) -> Sequence[NDArray[np.float64]]:
        """Corners of lines of print that may lie aslant, in pixels of the frame."""
        ...


def read_print(card: FlatCard, finder: LineFinder, engine: TextEngine) -> Print:
    """Find and read all lines of a card, whichever way up it lies."""
    boxes = [box for box in finder.boxes(card.image) if _may_be_line(box)]
    probes = sorted(boxes, key=_for_probing, reverse=True)[:PROBES]
    upright = _read(card.image, probes, engine, turned=False)
    turned = False
    if certainty(upright) < LEGIBLE:
        over = _read(card.image, probes, engine, turned=True)
        turned = certainty(over) > certainty(upright)
        upright = over if turned else upright
    rest = [box for box in boxes if box not in probes]
    if certainty(upright) < HOPELESS:
        rest = []  # no card, or laid flat by a wrong outline: more of it tells no more
    lines = [*upright, *_read(card.image, rest, engine, turned=turned)]
    return Print(
        tuple(
            PrintedLine(line, area_of(card, box, turned=turned))
            for box, line in zip([*probes, *rest], lines, strict=True)
            if line.text.strip()
        ),
        turned,
    )


def _read(
    card: Image, boxes: Sequence[tuple[int, int, int, int]], engine: TextEngine, *, turned: bool
) -> list[Line]:
    crops = [card[y : y + high, x : x + wide] for x, y, wide, high in boxes]
    if turned:
        crops = [np.ascontiguousarray(cv2.rotate(crop, cv2.ROTATE_180)) for crop in crops]
    return engine.read(crops)


def area_of(card: FlatCard, box: tuple[int, int, int, int], *, turned: bool) -> Area:
    """A box in millimetres from the corner of the card that is its upper left one when upright."""
    x, y, wide, high = box
    if turned:
        x, y = card.image.shape[1] - x - wide, card.image.shape[0] - y - high
    margin = card.margin_mm
    return x / PER_MM - margin, y / PER_MM - margin, wide / PER_MM, high / PER_MM


def _may_be_line(box: tuple[int, int, int, int]) -> bool:
    return box[3] >= LOWEST * PER_MM and box[3] < UPRIGHT * box[2]


def _for_probing(box: tuple[int, int, int, int]) -> float:
    """Long lines of fair height tell best; a very long one costs more than it tells."""
    return min(box[2] / box[3], 9.0)


def certainty(lines: Sequence[Line]) -> float:
    """Mean certainty of the signs that look otherwise upside down."""
    sure = [
        one
        for line in lines
        for sign, one in zip(line.text, line.sure, strict=True)
        if sign not in SYMMETRIC
    ]
    return float(np.mean(sure)) if sure else 0.0
