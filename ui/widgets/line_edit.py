"""A field of one line that can keep Enter for itself and mark the characters that are in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from ui.theme import Theme

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class LineEdit(QLineEdit):
    """A text field; what people and machines put into it stays plain text.

    Attributes:
        entered: Enter was pressed in it, and it keeps Enter.
        number_pressed: Alt and a digit were pressed in it, and it keeps them.
    """

    entered = Signal()
    number_pressed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        role: str = "clerk.value",
        *,
        digits: bool = False,
        customer: bool = False,
        keeps_enter: bool = False,
        keeps_numbers: int = 0,
    ) -> None:
        """An empty field.

        Args:
            theme: the look.
            role: of its words.
            digits: with digits of one width.
            customer: with the customer's height.
            keeps_enter: Enter is for this field, not for the next step.
            keeps_numbers: Alt+1 to this number are for this field, not for the rail.
        """
        super().__init__()
        self._keeps_numbers = keeps_numbers
        self._theme = theme
        self._role = role
        self._digits = digits
        self._keeps_enter = keeps_enter
        self._marks: frozenset[int] = frozenset()
        self._marked = ""
        self.setProperty("customer", customer)
        self.setProperty("state", "")
        self.set_text_factor(1.0)
        self.textEdited.connect(self._keep_marks)
        if keeps_enter:
            self.returnPressed.connect(self.entered)

    def keep_numbers(self, count: int) -> None:
        """From now on Alt+1 to this number are for this field."""
        self._keeps_numbers = count

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self.setFont(self._theme.font(self._role, digits=self._digits, factor=factor))

    def set_state(self, state: str) -> None:
        """Look `wrong`, `doubtful`, or as usual by an empty word."""
        self.setProperty("state", state)
        self.style().unpolish(self)
        self.style().polish(self)

    def set_marks(self, marks: Iterable[int]) -> None:
        """Mark characters as doubtful, by their place from 0; an edit takes the mark away."""
        self._marks = frozenset(mark for mark in marks if 0 <= mark < len(self.text()))
        self._marked = self.text()
        self.update()

    @property
    def marks(self) -> frozenset[int]:
        """The places that are still marked."""
        return self._marks

    def cursor_place(self) -> int:
        """The place of the sign behind the cursor; Qt counts signs beyond the basic plane twice."""
        return _signs(self.text(), self.cursorPosition())

    def selected_place(self) -> int:
        """The place of the first sign that is selected; -1 when none is."""
        start = self.selectionStart()
        return _signs(self.text(), start) if start >= 0 else -1

    def select_place(self, place: int) -> None:
        """Select one sign."""
        text = self.text()
        self.setSelection(_units(text[:place]), _units(text[place : place + 1]))

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self._number(event) or (self._keeps_enter and event.key() in ENTER))
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if number := self._number(event):
            self.number_pressed.emit(number)
        else:
            super().keyPressEvent(event)

    def _number(self, event: QKeyEvent) -> int:
        """The digit of Alt and a digit that this field keeps; 0 for any other key."""
        number = event.key() - Qt.Key.Key_0
        kept = event.modifiers() == Qt.KeyboardModifier.AltModifier
        return number if kept and 0 < number <= self._keeps_numbers else 0

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks:
            return
        metrics = self.fontMetrics()
        text, cursor = self.text(), self.cursor_place()
        # The text scrolls in a long field: the caret tells by how much.
        caret = self.cursorRect().center().x()
        start = caret - metrics.horizontalAdvance(text[:cursor])
        middle, tall = self.height() / 2, metrics.height()
        with QPainter(self) as painter:
            painter.setClipRect(self.rect().adjusted(6, 0, -6, 0))
            for mark in sorted(self._marks):
                left = start + metrics.horizontalAdvance(text[:mark])
                width = metrics.horizontalAdvance(text[mark])
                box = QRectF(left - 2, middle - tall / 2 - 3, width + 4, tall + 6)
                painter.fillRect(box, self._theme.colour("mark"))
                line = QRectF(left - 1, middle + tall / 2 + 2, width + 2, 4)
                painter.fillRect(line, self._theme.colour("warn_line"))

    @Slot(str)
    def _keep_marks(self, text: str) -> None:
        before = self._marked
        grown = len(text) - len(before)
        same = 0
        while same < min(len(text), len(before)) and text[same] == before[same]:
            same += 1
        tail = 0
        while tail < min(len(text), len(before)) - same and text[-1 - tail] == before[-1 - tail]:
            tail += 1
        self._marks = frozenset(
            mark if mark < same else mark + grown
            for mark in self._marks
            if mark < same or mark >= len(before) - tail
        )
        self._marked = text
        self.update()


def _units(text: str) -> int:
    """How many units of UTF-16 a text has: in these Qt counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _signs(text: str, units: int) -> int:
    """How many signs of a text stand in its first units."""
    counted = 0
    for place, sign in enumerate(text):
        if counted >= units:
            return place
        counted += _units(sign)
    return len(text)
