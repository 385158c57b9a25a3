"""The first reader of print: every line found by the one model, read by the other, forms judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from counter_app.id_reading.card import FlatCard
from counter_app.id_reading.engine import TextEngine
from counter_app.id_reading.glyphs import GlyphJudge
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.printed import LineFinder, Print, PrintReader, read_print


class LineByLine(PrintReader):
    """Finds the lines of a card, reads each once, and tells which forms of kanji are printed."""

    def __init__(self, finder: LineFinder, engine: TextEngine, judge: GlyphJudge) -> None:
        self._finder = finder
        self._engine = engine
        self._judge = judge

    @override
    def read(self, card: FlatCard) -> Print:
        told = read_print(card, self._finder, self._engine)
        upright = card.turned() if told.turned else card
        lines = tuple(
            replace(one, line=self._judge.judged(one.line, upright.cut(one.area)))
            for one in told.lines
        )
        return replace(told, lines=lines)

    @override
    def slanting(self, frame: Image) -> Sequence[NDArray[np.float64]]:
        return self._finder.slanting(frame)
