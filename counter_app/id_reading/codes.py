"""Codes on a card: QR and the like, found so that they can be painted over.

What cannot be decoded in one picture may be decoded by somebody else, so a code that is only found
counts as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import zxingcpp

from counter_app.id_reading.card import PER_MM
from counter_app.id_reading.kinds import Area
from counter_app.id_reading.pixels import Image

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.Codabar,
        zxingcpp.BarcodeFormat.ITF,
        zxingcpp.BarcodeFormat.EAN13,
    ]
)
_SURE_UNREAD = frozenset(
    {
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
    }
)
"""Kinds of codes whose patterns tell them though they cannot be decoded. The two dark sides of a
Data Matrix are found in any ruled grid, such as that of a licence's classes."""

_AROUND = 0.25
_LEAST_MM = 3.0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code, a bar code or the like.

    Attributes:
        text: what it says; empty when it was only found.
        corners: in pixels of the picture.
    """

    text: str = field(repr=False)
    corners: tuple[tuple[float, float], ...]

    def area(self, per_mm: float = PER_MM) -> Area:
        """Where it stands on a flat card in millimetres, with a quarter more around it."""
        xs, ys = zip(*self.corners, strict=True)
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        more = max(_AROUND * min(wide, high), _LEAST_MM / 4 * per_mm)
        left, top = min(xs) - more, min(ys) - more
        sides = (left, top, wide + 2 * more, high + 2 * more)
        return sides[0] / per_mm, sides[1] / per_mm, sides[2] / per_mm, sides[3] / per_mm


def codes_in(picture: Image) -> list[Code]:
    """Every code that one of two readers finds; the text may be empty."""
    codes = []
    for found in zxingcpp.read_barcodes(picture, formats=_FORMATS, return_errors=True):
        if not found.valid and found.format not in _SURE_UNREAD:
            continue
        at = found.position
        spots = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        corners = tuple((float(spot.x), float(spot.y)) for spot in spots)
        if _is_large(corners):
            codes.append(Code(found.text, corners))
    return codes + _by_patterns(picture)


def _by_patterns(picture: Image) -> list[Code]:
    """QR codes by their three corner patterns, whether they can be decoded or not."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    try:
        told, texts, corners, _ = cv2.QRCodeDetector().detectAndDecodeMulti(grey)
    except cv2.error:  # it fails on some shapes that only look like a code
        return []
    if not told or corners is None:
        return []
    fours = (tuple((float(x), float(y)) for x, y in four) for four in corners)
    return [Code(text, four) for text, four in zip(texts, fours, strict=True) if _is_large(four)]


def _is_large(corners: tuple[tuple[float, float], ...]) -> bool:
    """Whether it is no speck: a shape of a few pixels holds nothing."""
    xs, ys = zip(*corners, strict=True)
    return bool(max(max(xs) - min(xs), max(ys) - min(ys)) > 2 * PER_MM)
