"""Labels: the only ones for words. They show plain text, whatever stands in it."""

from __future__ import annotations

from html import escape
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from ui.theme import Theme

Align = Literal["left", "right", "centre"]
ALIGNMENTS: dict[Align, Qt.AlignmentFlag] = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


def tip_words(text: str) -> str:
    """A tool tip that shows these very words: Qt would take some texts of people for HTML."""
    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if "<" in text else text


class PlainLabel(QLabel):
    """Words in one size and one tone.

    A line of one is given height of its own, for the font has next to no leading. Texts of two
    lines and more are for `Paragraphs`.
    """

    def __init__(
        self,
        theme: Theme,
        role: str = "clerk.body",
        text: str = "",
        *,
        tone: str = "ink",
        bold: bool | None = None,
        digits: bool = False,
        wrap: bool = False,
        align: Align = "left",
    ) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self._bold = bold
        self._digits = digits
        self._factor = 1.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setAlignment(ALIGNMENTS[align] | Qt.AlignmentFlag.AlignVCenter)
        self.set_tone(tone)
        self._dress()
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour, by its name in the tokens."""
        palette = QPalette(self.palette())
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.WindowText, self._theme.colour(tone))
        self.setPalette(palette)

    def set_role(self, role: str) -> None:
        """Change the size, by its role in the tokens."""
        self._role = role
        self._dress()

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self._factor = factor
        self._dress()

    def _dress(self) -> None:
        font = self._theme.font(
            self._role, bold=self._bold, digits=self._digits, factor=self._factor
        )
        self.setFont(font)
        self.setMinimumHeight(self._theme.line_height(font))


class ElidedLabel(PlainLabel):
    """Words that may be cut at the end by …; the tool tip and screen readers tell the whole."""

    @override
    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._tell_what_is_cut()

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().horizontalAdvance("あ…")
        return QSize(min(least, super().minimumSizeHint().width()), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_what_is_cut()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def _tell_what_is_cut(self) -> None:
        self.setToolTip(tip_words(self.text()) if self._shown() != self.text() else "")
