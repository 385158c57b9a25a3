"""Plain text laid out in lines with air between them, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption

_GAP_OF_PARAGRAPHS = 0.5  # of a line


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its top in pixels, and the number of its paragraph."""

    text: str
    top: float
    paragraph: int


class LaidText:
    """Text in a font, a width, and a step from line to line, all in pixels."""

    def __init__(self, text: str, font: QFont, width: float, step: float) -> None:
        self._font = font
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
        layout = QTextLayout(paragraph, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        # Positions count UTF-16 units, in which a rare kanji takes two.
        units = paragraph.encode("utf-16-le", "surrogatepass")
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, self.height + (self._step - line.height()) / 2))
            words = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
            self.lines.append(Line(words.decode("utf-16-le", "surrogatepass"), self.height, number))
            self.height += self._step
        layout.endLayout()
        self._layouts.append(layout)
