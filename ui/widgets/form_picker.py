"""The forms of one kanji, each large, to pick the one that stands on the document.

It stands beside a field of text and follows its cursor, so that no input method is needed for a
form that none of them types. Picking replaces just that sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.line_edit import LineEdit
from ui.widgets.text import PlainLabel

FormsOf = Callable[[str], str]
"""All forms of a sign; empty when there is one only."""

MOST_FORMS = 6
SIGN_PIXELS = 26


class FormPicker(QWidget):
    """A row of large buttons for the sign at a field's cursor; hidden while no sign has forms.

    Alt and a number picks from the field; on the buttons the left and right arrows move and numbers
    pick.

    Attributes:
        picked: the field's text after a form was picked.
    """

    picked = Signal(str)

    def __init__(
        self, theme: Theme, field: LineEdit, texts: Texts, *, always: bool = False
    ) -> None:
        """Forms of a field's signs.

        Args:
            theme: the look.
            field: whose signs.
            texts: the words.
            always: it is there while the cursor is elsewhere, too.
        """
        super().__init__()
        self._always = always
        self._field = field
        self._texts = texts
        self._forms_of: FormsOf = _none
        self._at_place: Mapping[int, str] = {}
        self._length = 0
        self._place = -1
        self._metrics = QFontMetrics(theme.font(SIGN_PIXELS, language="ja"))  # what can be drawn
        self._label = PlainLabel(theme, "clerk.small", tone="muted")
        self._buttons = tuple(self._button(theme, number) for number in range(MOST_FORMS))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        for button in self._buttons:
            layout.addWidget(button)
        layout.addStretch(1)
        field.cursorPositionChanged.connect(self.look)
        field.selectionChanged.connect(self.look)
        field.textChanged.connect(self.look)
        field.number_pressed.connect(self._pick_numbered)
        for part in (field, *self._buttons):
            part.installEventFilter(self)
        self.hide()

    def set_forms(self, forms_of: FormsOf, at_place: Mapping[int, str] | None = None) -> None:
        """Say which forms there are.

        Args:
            forms_of: of any sign that somebody types.
            at_place: of what was read, by place from 0; they hold while the text is as long.
        """
        self._forms_of = forms_of
        self._at_place = at_place or {}
        self._length = len(self._field.text())
        self.look()

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self.look()

    @Slot()
    def look(self) -> None:
        """Show the forms of the sign at the cursor, or else of the first sign that has some."""
        self._place = self._nearest()
        forms = self._forms(self._place) if self._place >= 0 else ""
        self._field.keep_numbers(MOST_FORMS if forms else 0)
        sign = self._field.text()[self._place] if forms else ""
        if forms:
            words = self._texts.say("widget.forms_of", place=self._place + 1, sign=sign)
            self._label.setText(words)
        for number, button in enumerate(self._buttons):
            shown = number < len(forms)
            button.setText(forms[number] if shown else "")
            button.setVisible(shown)
            if shown:
                button.setChecked(forms[number] == sign)
                button.setAccessibleName(self._texts.say("widget.take_sign", sign=forms[number]))
        self.setVisible(bool(forms) and (self._always or self._is_at_work()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.look()
        elif event.type() == QEvent.Type.FocusOut and not self._always:
            QTimer.singleShot(0, self, self.look)  # once it is known where the focus went
        return super().eventFilter(watched, event)

    def _is_at_work(self) -> bool:
        return self._field.hasFocus() or any(one.hasFocus() for one in self._buttons)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [one for one in self._buttons if not one.isHidden()]
        here = next((n for n, one in enumerate(shown) if one.hasFocus()), -1)
        step = {int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Right): 1}.get(event.key(), 0)
        number = event.key() - Qt.Key.Key_0
        if here >= 0 and step:
            shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif here >= 0 and 0 < number <= len(shown):
            self._pick_numbered(number)
        else:
            super().keyPressEvent(event)

    def _button(self, theme: Theme, number: int) -> Button:
        button = Button(theme, "form")
        button.setObjectName(f"form_{number + 1}")
        button.setCheckable(True)  # the form that stands in the field is filled
        button.setFont(theme.font(SIGN_PIXELS, language="ja"))
        button.clicked.connect(self._pick)
        button.hide()
        return button

    def _nearest(self) -> int:
        """The selected sign, the one behind the cursor, the one before it, or the first."""
        text, cursor = self._field.text(), self._field.cursor_place()
        places: list[int] = [self._field.selected_place(), cursor, cursor - 1, *range(len(text))]
        for place in places:
            if 0 <= place < len(text) and self._forms(place):
                return place
        return -1

    def _forms(self, place: int) -> str:
        text = self._field.text()
        told = self._at_place.get(place, "") if len(text) == self._length else ""
        sign = text[place]
        found = dict.fromkeys(
            one for one in told + self._forms_of(sign) if self._metrics.inFontUcs4(ord(one))
        )
        if not set(found) - {sign}:
            return ""
        return "".join(found | {sign: None})[:MOST_FORMS]

    @Slot()
    def _pick(self) -> None:
        sender = self.sender()
        self._put(next((one.text() for one in self._buttons if one is sender), ""))

    @Slot(int)
    def _pick_numbered(self, number: int) -> None:
        if 0 < number <= MOST_FORMS:
            self._put(self._buttons[number - 1].text())

    def _put(self, form: str) -> None:
        if not form or self._place < 0:
            return
        place, text = self._place, self._field.text()
        marks = self._field.marks
        changed = text[:place] + form + text[place + 1 :]
        self._field.setText(changed)
        self._field.set_marks(marks)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.select_place(place)
        self.picked.emit(changed)


def _none(_sign: str) -> str:
    return ""
