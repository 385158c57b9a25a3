"""A row that can be ticked: a box, what it stands for, and at the right what it takes off."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ui.theme import Theme

HEIGHT = 48
_BOX = 24
_PAD = 8
_AMOUNT = 112


class TickRow(QAbstractButton):
    """One thing that is so or not; the whole row is the target, Space ticks."""

    def __init__(self, theme: Theme, *, tone: str = "primary") -> None:
        super().__init__()
        self._theme = theme
        self._tone = tone
        self._amount = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._name_it)

    def set_words(self, words: str) -> None:
        """What is ticked."""
        self.setText(words)
        self.setToolTip(words)
        self._name_it()

    def set_amount(self, words: str) -> None:
        """Money at the right; empty for none."""
        if words != self._amount:
            self._amount = words
            self._name_it()
            self.update()

    @property
    def amount(self) -> str:
        """The money that is shown."""
        return self._amount

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font("clerk.body")).horizontalAdvance(self.text())
        return QSize(words + _BOX + 4 * _PAD, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = (self.height() - _BOX) // 2
            self._paint_box(painter, QRect(2, top, _BOX, _BOX))
            room = self.rect().adjusted(_BOX + 2 * _PAD, 0, -_AMOUNT if self._amount else 0, 0)
            font = self._theme.font("clerk.body", bold=self.isChecked())
            painter.setFont(font)
            painter.setPen(self._theme.colour("ink" if self.isEnabled() else "disabled"))
            words = QFontMetrics(font).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            painter.setFont(self._theme.font("clerk.strong"))
            painter.drawText(
                self.rect(),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._amount,
            )

    def _paint_box(self, painter: QPainter, box: QRect) -> None:
        ticked = self.isChecked()
        edge = self._tone if ticked else "border"
        painter.setPen(QPen(self._theme.colour(edge), 2))
        painter.setBrush(self._theme.colour(self._tone if ticked else "surface"))
        painter.drawRoundedRect(QRectF(box), 6, 6)
        if ticked:
            mark = self._theme.pixmap("check", 20, "on_primary")
            painter.drawPixmap(box.x() + 2, box.y() + 2, mark)

    def _name_it(self) -> None:
        self.setAccessibleName(" ".join(part for part in (self.text(), self._amount) if part))
