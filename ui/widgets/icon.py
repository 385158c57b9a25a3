"""An icon by itself, and an icon or letters on a round ground. They say nothing: words do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme import Theme


class Icon(QWidget):
    """An outline icon in one colour."""

    def __init__(self, theme: Theme, name: str, size: int = 24, colour: str = "muted") -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._colour = colour
        self.setFixedSize(size, size)

    def set_icon(self, name: str, colour: str) -> None:
        """Show another icon, or none by an empty name."""
        self._name, self._colour = name, colour
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        with QPainter(self) as painter:
            ratio = self.devicePixelRatioF()
            pixmap = self._theme.pixmap(self._name, self.width(), self._colour, ratio)
            painter.drawPixmap(0, 0, pixmap)


class Badge(QWidget):
    """An icon, or one or two letters, on a coloured ground."""

    def __init__(
        self,
        theme: Theme,
        name: str = "",
        size: int = 48,
        ground: str = "primary_soft",
        colour: str = "primary",
        *,
        radius: int | None = None,
        text: str = "",
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._ground, self._colour = ground, colour
        self._radius = size / 2 if radius is None else radius
        self._text = text
        self.setFixedSize(QSize(size, size))

    def set_text(self, text: str) -> None:
        """Show letters instead of the icon."""
        self._text = text
        self.update()

    def set_icon(self, name: str, ground: str = "primary_soft", colour: str = "primary") -> None:
        """Show another icon."""
        self._name, self._ground, self._colour, self._text = name, ground, colour, ""
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(self._ground))
            painter.drawRoundedRect(QRectF(self.rect()), self._radius, self._radius)
            if self._text:
                painter.setPen(self._theme.colour(self._colour))
                painter.setFont(self._theme.font(round(self.width() * 0.42), bold=True))
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
            elif self._name:
                size = self.width() // 4 * 2
                place = (self.width() - size) // 2
                ratio = self.devicePixelRatioF()
                pixmap = self._theme.pixmap(self._name, size, self._colour, ratio)
                painter.drawPixmap(place, place, pixmap)
