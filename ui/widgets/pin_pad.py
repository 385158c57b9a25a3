"""The pad for a PIN: keys for a finger, digits from the keyboard, and never a digit shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs
from ui.widgets.text import PlainLabel

_COLUMNS = 3
_DOT, _STEP = 9, 32
_NOTE_LINES = 2


class PinDots(QWidget):
    """How many digits were typed, never which."""

    def __init__(self, theme: Theme, digits: int) -> None:
        super().__init__()
        self._theme = theme
        self._digits = digits
        self._filled = 0
        self._wrong = False
        self.setObjectName("pin_dots")
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, filled: int, *, wrong: bool) -> None:
        """Fill so many dots; red ones after a wrong PIN."""
        self._filled, self._wrong = filled, wrong
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_STEP * self._digits, 32)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour("danger" if self._wrong else "primary")
            painter.setPen(QPen(colour, 2))
            left = (self.width() - _STEP * (self._digits - 1)) / 2
            for place in range(self._digits):
                full = place < self._filled
                painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
                centre = QPointF(left + _STEP * place, self.height() / 2)
                painter.drawEllipse(centre, _DOT, _DOT)


class PinPad(QWidget):
    """Heading, dots, keys.

    Attributes:
        entered: the PIN, once its last digit is typed; the pad forgets it in the same moment.
    """

    entered = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, digits: int = 4) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._length = digits
        self._typed = ""
        self._busy = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # No input method: it would show what is typed, and keep it.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self._title = PlainLabel(theme, "clerk.section", align="centre")
        self._note = Paragraphs(
            theme, "clerk.small", tone="muted", line_height=LINE_HEIGHT_CAPTION, align="centre"
        )
        # Room for what is said of a wrong PIN: the keys must not move under a finger.
        self._note.setMinimumHeight(_NOTE_LINES * theme.line_height(self._note.font()))
        self._dots = PinDots(theme, digits)
        self._keys = {str(digit): self._key(str(digit)) for digit in range(10)}
        self.clear_key = self._plain_key("clear")
        self.clear_key.clicked.connect(self.clear)
        self.backspace = self._plain_key("backspace", "backspace")
        self.backspace.clicked.connect(self._take_back)
        self._lay_out()
        self.retranslate(texts)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(self._theme.space(1))
        rest = [self.clear_key, self._keys["0"], self.backspace]
        for place, key in enumerate([*(self._keys[str(n)] for n in range(1, 10)), *rest]):
            grid.addWidget(key, place // _COLUMNS, place % _COLUMNS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.space(1))
        layout.addWidget(self._title)
        layout.addWidget(self._note)
        layout.addSpacing(4)
        layout.addWidget(self._dots)
        layout.addSpacing(4)
        layout.addLayout(grid)

    def set_heading(self, title: str, note: str) -> None:
        """Say whose PIN, and what follows."""
        self._title.setText(title)
        self._show_note(note, "muted")

    def show_wrong(self, sentence: str) -> None:
        """Say that it was wrong, and what is left; the digits are gone."""
        self._typed = ""
        self._show_note(sentence, "danger")
        self._dots.show_count(self._length, wrong=True)
        self._tell()

    @Slot()
    def clear(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self._show()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether a PIN is being proved: no key is taken meanwhile."""
        self._busy = busy
        for key in (*self._keys.values(), self.clear_key, self.backspace):
            key.set_ready(not busy)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language; the heading comes by `set_heading`."""
        self._texts = texts
        self.clear_key.setText(texts.say("widget.pin_clear"))
        self.backspace.setAccessibleName(texts.say("widget.pin_backspace"))
        self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed in self._keys:
            self._type(typed)
        elif event.key() == Qt.Key.Key_Backspace:
            self._take_back()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _key(self, digit: str) -> Button:
        key = Button(self._theme, "key", digit)
        key.setObjectName(f"digit_{digit}")
        key.setAccessibleName(digit)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(self._pressed)
        return key

    def _plain_key(self, name: str, icon: str = "") -> Button:
        key = Button(self._theme, "key_plain", icon=icon)
        key.setObjectName(name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self._type(sender.text())

    def _type(self, digit: str) -> None:
        if self._busy:
            return
        self._typed += digit
        self._show()
        if len(self._typed) == self._length:
            pin, self._typed = self._typed, ""
            self.entered.emit(pin)

    @Slot()
    def _take_back(self) -> None:
        self._typed = self._typed[:-1]
        self._show()

    def _show(self) -> None:
        self._dots.show_count(len(self._typed), wrong=False)
        self._tell()

    def _show_note(self, note: str, tone: str) -> None:
        self._note.set_text(note)
        self._note.set_tone(tone)

    def _tell(self) -> None:
        told = self._texts.say("widget.pin_typed", count=len(self._typed), length=self._length)
        self._dots.setAccessibleName(told)
        self.setAccessibleName(told)
        self.setAccessibleDescription(f"{self._title.text()} {self._note.text()}")
