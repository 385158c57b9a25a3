"""Long plain text with air between the lines, as the pages of the notice need it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.laid_text import Align, LaidText

LINE_HEIGHT_CUSTOMER = 1.65
LINE_HEIGHT_CLERK = 1.5
LINE_HEIGHT_CAPTION = 1.42
WIDTH_HINT = 480


class Paragraphs(QWidget):
    """Plain text that wraps; an empty line stands between two paragraphs."""

    def __init__(
        self,
        theme: Theme,
        role: str = "customer.body",
        text: str = "",
        *,
        tone: str = "ink",
        line_height: float = LINE_HEIGHT_CUSTOMER,
        align: Align = "left",
        width_hint: int = WIDTH_HINT,
    ) -> None:
        """Words in a role.

        Args:
            theme: the look.
            role: of the words.
            text: the words.
            tone: the colour's name.
            line_height: as a multiple of the font's size.
            align: of each line.
            width_hint: about how wide they will stand, in pixels: their least height is reckoned
                by it.
        """
        super().__init__()
        self._theme = theme
        self._role = role
        self._tone = tone
        self._line_height = line_height
        self._align: Align = align
        self._text = ""
        self._width_hint = width_hint
        self._laid_out: tuple[int, LaidText] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text_factor(1.0)
        self.set_text(text)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self._changed()

    def set_tone(self, tone: str) -> None:
        """Change the colour, by its name in the tokens."""
        self._tone = tone
        self.update()

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self.setFont(self._theme.font(self._role, factor=factor))
        self._changed()

    def lines_for(self, width: int) -> int:
        """How many lines the words take, in a width in pixels."""
        return len(self._lay_out(width).lines)

    def pages_for(self, width: int, height: int) -> tuple[str, ...]:
        """The words cut into as many texts as are needed to fit into a place, in pixels."""
        return tuple(self._lay_out(width).pages(height))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(width).height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width_hint, self.heightForWidth(self._width_hint))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("あ") * 4, round(self._step()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        laid_out = self._lay_out(self.width())
        with QPainter(self) as painter:
            painter.setPen(self._theme.colour(self._tone))
            laid_out.draw(painter, QPointF(0, 0))

    def _changed(self) -> None:
        self._laid_out = None
        self.updateGeometry()
        self.update()

    def _step(self) -> float:
        return self.font().pixelSize() * self._line_height

    def _lay_out(self, width: int) -> LaidText:
        if self._laid_out is None or self._laid_out[0] != width:
            laid_out = LaidText(self._text, self.font(), width, self._step(), self._align)
            self._laid_out = (width, laid_out)
        return self._laid_out[1]
