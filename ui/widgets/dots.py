"""Three dots that tell of a wait; they stop with it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.theme import Theme

DOTS = 3
_SPACING = 9


class WaitingDots(QWidget):
    """Three small dots, one of them full, changing while they are seen."""

    def __init__(self, theme: Theme, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._full = 0
        self._timer = QTimer(self)
        self._timer.setInterval(theme.tokens.motion["dots"])
        self._timer.timeout.connect(self._step)
        self.setFixedSize(_SPACING * DOTS, 12)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _step(self) -> None:
        self._full = (self._full + 1) % DOTS
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number in range(DOTS):
                painter.setBrush(self._theme.colour(self._tone))
                centre = QPointF(_SPACING * (number + 0.5), self.height() / 2)
                radius = 3.5 if number == self._full else 2
                painter.drawEllipse(centre, radius, radius)
