"""The other window in small, to look at and not to touch."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme

LOOKS_EVERY_MS = 250
"""The customer's window is looked at four times a second at most."""

_FRAME = 8


class Mirror(QWidget):
    """A picture of a window in a dark frame, as large as its place allows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(320, 240)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a harmless place for the focus to rest

    @property
    def is_empty(self) -> bool:
        """Whether nothing was shown yet."""
        return self._picture.isNull()

    def show_picture(self, picture: QPixmap) -> None:
        """Show the window as it is now."""
        changed = picture.size() != self._picture.size()
        self._picture = picture
        if changed:
            self.updateGeometry()  # its height follows the window's proportions
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(608, 456)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        shown = self._picture.size() if not self._picture.isNull() else self.sizeHint()
        inside = max(1, width - 2 * _FRAME)
        return round(inside * shown.height() / shown.width()) + 2 * _FRAME

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("ink"))
            if self._picture.isNull():
                painter.drawRoundedRect(self.rect(), 12, 12)
                return
            room = self.rect().adjusted(_FRAME, _FRAME, -_FRAME, -_FRAME)
            ratio = self._picture.devicePixelRatio()
            size = (self._picture.size() / ratio).scaled(
                room.size(), Qt.AspectRatioMode.KeepAspectRatio
            )
            place = QRect(QPoint(_FRAME, _FRAME), size)
            painter.drawRoundedRect(place.adjusted(-_FRAME, -_FRAME, _FRAME, _FRAME), 12, 12)
            painter.drawPixmap(place, self._picture)
