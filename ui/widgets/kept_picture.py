"""A kept picture, fitted to its place; it lives in memory for as long as it is looked at."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme


class KeptPicture(QWidget):
    """The picture itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 150)

    @property
    def is_shown(self) -> bool:
        """Whether there is a picture to look at."""
        return not self._image.isNull()

    def show_png(self, png: bytes) -> None:
        """Look at a picture."""
        self._image = QImage.fromData(png)
        self.update()

    def forget(self) -> None:
        """Let go of it."""
        self._image = QImage()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        scale = min(self.width() / self._image.width(), self.height() / self._image.height())
        wide, tall = self._image.width() * scale, self._image.height() * scale
        place = QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            painter.setPen(QPen(self._theme.colour("paper_line"), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
