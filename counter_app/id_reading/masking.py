"""What may not be kept of a card: areas painted over, and the guard that looks for a My Number.

The My Number Act forbids to take the number in (arts. 15 and 20): a frame that shows one is dropped
whole. Two nets that do not know of each other look for it: codes, and runs of digits whose check
digit fits. Fixed areas of a kind are painted on the pixels themselves, before anything is encoded.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.engine import TextEngine
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.paddle import TextFinder
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.zones import lines_of
from counter_app.law import check_digits

KEPT_PER_MM = 10
"""Pixels a millimetre of the masked image that may be kept: 254 an inch."""

PAINT = (40, 40, 40)

_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix])
_GROUPS = re.compile(r"(?<![0-9])[0-9]{4} ?[0-9]{4} ?[0-9]{4}(?![0-9])")
_AS_DIGITS = str.maketrans("０１２３４５６７８９〇零OoIl|", "012345678900" + "00111")
_MOST_ROWS = 40
_WIDEST_GROUP = 1.5


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or the like: its text, and its corners in the picture."""

    text: str
    corners: tuple[tuple[float, float], ...]


def codes_in(picture: Image) -> list[Code]:
    """Every two-dimensional code that one of two readers finds; the text may be empty."""
    codes = []
    for found in zxingcpp.read_barcodes(picture, formats=_CODES):
        at = found.position
        spots = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        codes.append(Code(found.text, tuple((spot.x, spot.y) for spot in spots)))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    try:
        told, texts, corners, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
    except cv2.error:  # it fails on some shapes that only look like a code
        return codes
    if told and corners is not None:
        for text, four in zip(texts, corners, strict=True):
            codes.append(Code(text, tuple((float(x), float(y)) for x, y in four)))
    return codes


def names_my_number(text: str) -> bool:
    """Whether a text holds 12 digits, alone or in groups of four, that fit a My Number's check."""
    plain = text.translate(_AS_DIGITS)
    runs = (re.sub(" ", "", run) for run in _GROUPS.findall(plain))
    return any(check_digits.my_number_ok(run) for run in runs)


class Guard:
    """Looks for a My Number on a card, wherever it stands.

    Args:
        finder: finds print; None where only the second engine is there.
        engine: reads it.
    """

    def __init__(self, finder: TextFinder | None, engine: TextEngine) -> None:
        self._finder = finder
        self._engine = engine

    def finds_digits(self, card: Image, known: Sequence[Area]) -> bool:
        """Whether digits that fit a My Number are printed outside the areas already read.

        Args:
            card: the flat card.
            known: areas in millimetres whose print is known to be something else, such as the
                licence's number.
        """
        boxes = [
            box
            for box in self._boxes(card)
            if box[2] > _WIDEST_GROUP * box[3] and not any(_inside(box, area) for area in known)
        ]
        crops = [card[y : y + high, x : x + wide] for x, y, wide, high in boxes]
        lines = self._engine.read(crops, [""] * len(crops))
        texts = [line.text for line in lines]
        return any(names_my_number(row) for row in _rows(boxes, texts))

    def _boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        """Where lines may be printed; without the finder, every row of ink across the card."""
        if self._finder is not None:
            return self._finder.boxes(card)
        whole = (0.0, 0.0, card.shape[1] / PER_MM, card.shape[0] / PER_MM)
        areas = [line.area for line in lines_of(card, whole, _MOST_ROWS)]
        sides = [[max(0, round(side * PER_MM)) for side in area] for area in areas]
        return [(x, y, wide, high) for x, y, wide, high in sides]


def painted(
    card: Image, areas: Iterable[Area], codes: Iterable[Code] = ()
) -> tuple[Image, list[Area]]:
    """The card with these areas and codes painted over, smaller; and what was painted, in mm.

    Args:
        card: the flat card at `PER_MM`.
        areas: fixed areas of its kind.
        codes: codes found on it, each painted with a quarter more around it.
    """
    factor = KEPT_PER_MM / PER_MM
    small = cv2.resize(card, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    over = [*areas, *(_around(code) for code in codes)]
    for x, y, wide, high in over:
        left, top = (int(np.floor(side * KEPT_PER_MM)) for side in (x, y))
        right, low = (int(np.ceil(side * KEPT_PER_MM)) for side in (x + wide, y + high))
        small[max(0, top) : max(0, low), max(0, left) : max(0, right)] = PAINT
    return small, over


def _around(code: Code) -> Area:
    xs, ys = zip(*code.corners, strict=True)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    x, y = min(xs) - wide / 4, min(ys) - high / 4
    return x / PER_MM, y / PER_MM, 1.5 * wide / PER_MM, 1.5 * high / PER_MM


def _inside(box: tuple[int, int, int, int], area: Area) -> bool:
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    left, top, wide, high = (side * PER_MM for side in area)
    fits = box[2] <= 1.3 * wide and box[3] <= 2 * high
    return fits and left <= x <= left + wide and top <= y <= top + high


def _rows(boxes: Sequence[tuple[int, int, int, int]], texts: Sequence[str]) -> list[str]:
    """Each line alone, and neighbours of one row put together: a number may be found in groups."""
    placed = sorted(zip(boxes, texts, strict=True), key=lambda one: one[0][1] + one[0][3] / 2)
    rows: list[list[tuple[tuple[int, int, int, int], str]]] = []
    for box, text in placed:
        middle = box[1] + box[3] / 2
        if rows:
            last = rows[-1][-1][0]
            if abs(last[1] + last[3] / 2 - middle) < 0.6 * min(last[3], box[3]):
                rows[-1].append((box, text))
                continue
        rows.append([(box, text)])
    whole = [" ".join(text for _, text in sorted(row)) for row in rows]
    return list(itertools.chain(texts, whole))
