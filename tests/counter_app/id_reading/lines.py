"""Printed lines made by hand, for tests of what works on them."""

from __future__ import annotations

from counter_app.id_reading.engine import Line
from counter_app.id_reading.printed import PrintedLine


def printed(text: str, x: float, y: float, high: float = 3.0, sure: float = 0.99) -> PrintedLine:
    """A line at a place in millimetres, its signs as wide as high, Latin ones half as wide."""
    widths = [high / 2 if sign.isascii() else high for sign in text]
    wide, places, at = sum(widths), [], 0.0
    for width in widths:
        places.append((at + width / 2) / wide)
        at += width
    count = len(text)
    line = Line(text, (sure,) * count, frozenset(), tuple(places), ((),) * count)
    return PrintedLine(line, (x, y, wide, high))
