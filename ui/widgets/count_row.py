"""How many of one note or coin: minus, number, plus; digits type into the row with the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.values import yen_words
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.text import PlainLabel

HEIGHT = 64
MOST = 999
_NOTE_FROM = 1_000
"""From this value on it is a note, which has corners."""
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Minus: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Plus: 1,
}


class Face(QWidget):
    """A note or a coin."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""
        self._is_note = True
        self.setFixedSize(88, 40)

    def show_face(self, words: str, *, is_note: bool) -> None:
        """Show its value."""
        self._words, self._is_note = words, is_note
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("border"), 1))
            ground = "ok_soft" if self._is_note else "warn_soft"
            painter.setBrush(self._theme.colour(ground))
            radius = 6 if self._is_note else 20
            frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, radius, radius)
            painter.setPen(self._theme.colour("ink"))
            painter.setFont(self._theme.font("clerk.strong"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class Number(QWidget):
    """The count, in a frame that takes the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._count = 0
        self.setFixedSize(56, 48)

    def show_count(self, count: int) -> None:
        """Show a count."""
        self._count = count
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = self._theme.stroke("control")
            painter.setPen(QPen(self._theme.colour("border"), line))
            painter.setBrush(self._theme.colour("surface"))
            frame = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
            painter.drawRoundedRect(frame, 8, 8)
            painter.setPen(self._theme.colour("ink"))
            painter.setFont(self._theme.font(20, bold=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._count))


class CountRow(QWidget):
    """Notes or coins of one value.

    Attributes:
        counted: a person changed the count.
    """

    counted = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._words = ""
        self._value = 0
        self._count = 0
        self._fresh = True
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._face = Face(theme)
        self._number = Number(theme)
        self.minus = self._button(theme, "minus")
        self.minus.clicked.connect(self._less)
        self.plus = self._button(theme, "plus")
        self.plus.clicked.connect(self._more)
        self._sum = PlainLabel(theme, "clerk.value", align="right")
        self._sum.setMinimumWidth(112)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.setSpacing(theme.space(1))
        layout.addWidget(self._face)
        layout.addStretch(1)
        for part in (self.minus, self._number, self.plus, self._sum):
            layout.addWidget(part)
        self._show()

    def set_face(self, words: str, value_yen: int) -> None:
        """Say what is counted, and its value in yen."""
        self._words, self._value = words, value_yen
        self._face.show_face(words, is_note=value_yen >= _NOTE_FROM)
        self._show()

    def count(self) -> int:
        """How many."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show a count; `counted` is not told."""
        self._count = max(0, min(count, MOST))
        self._fresh = True
        self._show()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._show()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if event.key() in _STEPS:
            self._change(self._count + _STEPS[Qt.Key(event.key())])
        elif digit.isascii() and digit.isdigit():
            before = 0 if self._fresh else self._count
            self._change(before * 10 + int(digit))
            self._fresh = False
        elif event.key() == Qt.Key.Key_Backspace:
            self._change(self._count // 10)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def _button(self, theme: Theme, icon: str) -> Button:
        button = Button(theme, "segment", icon=icon)
        button.setObjectName(icon)
        button.setFixedWidth(56)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    @Slot()
    def _less(self) -> None:
        self._change(self._count - 1)

    @Slot()
    def _more(self) -> None:
        self._change(self._count + 1)

    def _change(self, count: int) -> None:
        before = self._count
        self.set_count(count)
        if self._count != before:
            self.counted.emit(self._count)

    def _show(self) -> None:
        self._number.show_count(self._count)
        total = yen_words(self._count * self._value)
        self._sum.setText(total)
        self._sum.set_tone("ink" if self._count else "faint")
        self.minus.set_ready(self._count > 0)
        self.setAccessibleName(
            self._texts.say("widget.count", face=self._words, count=self._count, total=total)
        )
        self.minus.setAccessibleName(self._texts.say("widget.one_less", face=self._words))
        self.plus.setAccessibleName(self._texts.say("widget.one_more", face=self._words))
