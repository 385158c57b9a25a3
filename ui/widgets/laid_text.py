"""Plain text laid out in lines with air between them, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

Align = Literal["left", "right", "centre"]

_GAP_OF_PARAGRAPHS = 0.5  # of a line
_SHORT_LINE = 3.5  # signs: a last line that is shorter gets some of the line before
_HALVINGS = 7  # of what the search for better lines may take off the width
_SHARE_BEFORE: dict[Align, float] = {"left": 0.0, "right": 1.0, "centre": 0.5}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its top in pixels, and the number of its paragraph."""

    text: str
    top: float
    paragraph: int


class LaidText:
    """Text in a font, a width, and a step from line to line, all in pixels.

    A paragraph does not end in a line of a sign or two. Words in the middle stand in even lines.
    """

    def __init__(
        self, text: str, font: QFont, width: float, step: float, align: Align = "left"
    ) -> None:
        self._font = font
        self._align = align
        self._width = max(1.0, width)
        self._step = step
        self._layouts: list[QTextLayout] = []
        self.lines: list[Line] = []
        self.height = 0.0
        for number, paragraph in enumerate(text.split("\n")):
            if paragraph.strip():
                self._lay_out(paragraph, number)
            elif text:
                self.height += step * _GAP_OF_PARAGRAPHS

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw it with the painter's pen."""
        for layout in self._layouts:
            layout.draw(painter, place)

    def pages(self, height: float) -> Iterator[str]:
        """The words cut where a place of that height is full."""
        page, start, before = "", 0.0, 0
        for line in self.lines:
            if page and line.top + self._step - start > height:
                yield page.strip()
                page, start = "", line.top
            elif page:
                page += "\n" * (line.paragraph - before)
            page += line.text
            before = line.paragraph
        yield page.strip()

    def _lay_out(self, paragraph: str, number: int) -> None:
        layout = self._even(paragraph)
        # Positions count UTF-16 units, in which a rare kanji takes two.
        units = paragraph.encode("utf-16-le", "surrogatepass")
        for place in range(layout.lineCount()):
            line = layout.lineAt(place)
            free = max(0.0, self._width - line.naturalTextWidth())
            left = free * _SHARE_BEFORE[self._align]
            line.setPosition(QPointF(left, self.height + (self._step - line.height()) / 2))
            words = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            self.lines.append(Line(words.decode("utf-16-le", "surrogatepass"), self.height, number))
            self.height += self._step
        self._layouts.append(layout)

    def _even(self, paragraph: str) -> QTextLayout:
        """The paragraph in as few lines as it needs, and none of them next to empty."""
        layout = self._broken(paragraph, self._width)
        count = layout.lineCount()
        even = self._align == "centre"
        if count == 1 or (not even and not self._ends_short(layout)):
            return layout
        # A narrower place gives the last line more: the narrowest one makes them even.
        narrow, wide = self._width / 2, self._width
        for _ in range(_HALVINGS):
            middle = (narrow + wide) / 2
            tried = self._broken(paragraph, middle)
            if tried.lineCount() > count:
                narrow = middle
            elif even or self._ends_short(tried):
                layout, wide = tried, middle
            else:
                layout, narrow = tried, middle
        return layout

    def _ends_short(self, layout: QTextLayout) -> bool:
        last = layout.lineAt(layout.lineCount() - 1)
        return last.naturalTextWidth() < _SHORT_LINE * self._font.pixelSize()

    def _broken(self, paragraph: str, width: float) -> QTextLayout:
        layout = QTextLayout(paragraph, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout
