"""Large tiles: a member of staff, and the one thing that a clerk begins with."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.text import tip_words

BIG = QSize(320, 208)
_AVATAR, _TICK = 56, 24
_STEPS = {
    Qt.Key.Key_Left: False,
    Qt.Key.Key_Up: False,
    Qt.Key.Key_Right: True,
    Qt.Key.Key_Down: True,
}


class StaffTile(QAbstractButton):
    """Name, role and first letter of a person; chosen by a tick, a blue line and a blue ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._role = ""
        self._letters = ""
        height, width = theme.target("tile")
        self.setFixedHeight(height)
        self.setMinimumWidth(width)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, role: str, letters: str) -> None:
        """Show a person; `letters` stand in the circle."""
        self._role, self._letters = role, letters
        self.setText(name)
        self.setAccessibleName(f"{name}, {role}")
        self.setToolTip(tip_words(f"{name}\n{role}"))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height, width = self._theme.target("tile")
        return QSize(width, height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.focusNextPrevChild(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_avatar(painter)
            left = 16 + _AVATAR + 16
            right = 16 + (_TICK + 8 if self.isChecked() else 0)
            wide, middle = self.width() - left - right, self.height() // 2
            ink, muted = ("ink", "muted") if self.isEnabled() else ("disabled", "disabled")
            name = QRect(left, middle - 26, wide, 28)
            self._paint_words(painter, self.text(), self._theme.font("clerk.section"), ink, name)
            role = QRect(left, middle + 3, wide, 22)
            self._paint_words(painter, self._role, self._theme.font("clerk.label"), muted, role)
            if self.isChecked():
                ratio = self.devicePixelRatioF()
                pixmap = self._theme.pixmap("circle-check", _TICK, "primary", ratio)
                painter.drawPixmap(self.width() - 16 - _TICK, middle - _TICK // 2, pixmap)

    def _paint_ground(self, painter: QPainter) -> None:
        chosen = self.isChecked()
        line = self._theme.stroke("selected" if chosen else "card")
        painter.setPen(QPen(self._theme.colour("primary" if chosen else "line"), line))
        ground = "primary_soft" if chosen else "surface_alt" if self.underMouse() else "surface"
        painter.setBrush(self._theme.colour(ground))
        inside = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        radius = self._theme.radius("card")
        painter.drawRoundedRect(inside, radius, radius)

    def _paint_avatar(self, painter: QPainter) -> None:
        circle = QRectF(16, (self.height() - _AVATAR) / 2, _AVATAR, _AVATAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("avatar" if self.isEnabled() else "disabled"))
        painter.drawEllipse(circle)
        painter.setPen(self._theme.colour("rail_text"))
        painter.setFont(self._theme.font(24, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._letters)

    def _paint_words(
        self, painter: QPainter, text: str, font: QFont, tone: str, place: QRect
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(tone))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)


class BigTile(QAbstractButton):
    """The blue tile that begins a visit."""

    def __init__(self, theme: Theme, icon: str = "plus") -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._note = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(BIG.width() - 80, BIG.height() - 48)

    def set_words(self, title: str, note: str = "") -> None:
        """Say what it begins."""
        self._note = note
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return BIG

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            hovered = "primary_hover" if self.underMouse() else "primary"
            ground = "primary_pressed" if self.isDown() else hovered
            painter.setBrush(self._theme.colour(ground if self.isEnabled() else "disabled"))
            radius = self._theme.radius("tile")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
            top = (self.height() - 148) // 2
            circle = QRectF(self.width() / 2 - 32, top, 64, 64)
            painter.setBrush(self._theme.colour("primary_pressed"))
            painter.drawEllipse(circle)
            pixmap = self._theme.pixmap(self._icon_name, 32, "on_primary", self.devicePixelRatioF())
            painter.drawPixmap(circle.center() - QPointF(16, 16), pixmap)
            painter.setPen(self._theme.colour("on_primary"))
            for text, font, above, tall in (
                (self.text(), self._theme.font(22, bold=True), top + 80, 34),
                (self._note, self._theme.font("clerk.label"), top + 120, 24),
            ):
                painter.setFont(font)
                room = self.width() - 24
                words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
                place = QRect(12, above, room, tall)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
