"""A pill: a state in one glance, by icon, word and colour together."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme

PillState = Literal["info", "ok", "warn", "danger", "off", "solid"]
COLOURS: dict[PillState, tuple[str, str]] = {
    "info": ("primary_soft", "primary"),
    "ok": ("ok_soft", "ok"),
    "warn": ("warn_soft", "warn"),
    "danger": ("danger_soft", "danger"),
    "off": ("offline_soft", "offline"),
    "solid": ("primary", "on_primary"),
}
_PAD, _GAP, _ICON = 11, 6, 16


class Pill(QWidget):
    """A word or two on a round ground."""

    def __init__(
        self,
        theme: Theme,
        state: PillState = "info",
        text: str = "",
        *,
        icon: str = "",
        customer: bool = False,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._state: PillState = state
        self._icon = icon
        self._text = ""
        self._role = "customer.pill" if customer else "clerk.pill"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text_factor(1.0)
        self.setText(text)

    def text(self) -> str:
        """The words."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 - as QLabel's
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def show_state(self, state: PillState, text: str, icon: str = "") -> None:
        """Show another state."""
        self._state, self._icon = state, icon
        self.setText(text)

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self.setFont(self._theme.font(self._role, factor=factor))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        icon = _ICON + _GAP if self._icon else 0
        words = self.fontMetrics().horizontalAdvance(self._text)
        return QSize(2 * _PAD + icon + words + 2, self.font().pixelSize() * 2 + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink = (self._theme.colour(name) for name in COLOURS[self._state])
        line = self._theme.stroke("pill")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink, line) if line else Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
            painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
            left = _PAD
            if self._icon:
                ratio = self.devicePixelRatioF()
                pixmap = self._theme.pixmap(self._icon, _ICON, COLOURS[self._state][1], ratio)
                painter.drawPixmap(left, (self.height() - _ICON) // 2, pixmap)
                left += _ICON + _GAP
            painter.setPen(ink)
            painter.setFont(self.font())
            place = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._text)
