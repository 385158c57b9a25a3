"""What may not be kept of a card: areas painted over, and the guard that looks for a My Number.

The My Number Act forbids to take the number in (arts. 15 and 20): a frame that shows one is dropped
whole. Two nets that do not know of each other look for it: codes, and runs of digits whose check
digit fits. Fixed areas of a kind are painted on the pixels themselves, before anything is encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.pixels import Image
from counter_app.law import check_digits

KEPT_PER_MM = 10
"""Pixels a millimetre of the masked image that may be kept: 254 an inch."""

PAINT = (40, 40, 40)

_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix])
_GROUPS = re.compile(r"(?<![0-9])[0-9]{4} ?[0-9]{4} ?[0-9]{4}(?![0-9])")
_AS_DIGITS = str.maketrans("０１２３４５６７８９〇零OoIl|", "012345678900" + "00111")


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
