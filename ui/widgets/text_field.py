"""A field with its label above and, below, what is wrong or what helps."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import row
from ui.widgets.icon import Icon
from ui.widgets.line_edit import LineEdit
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs
from ui.widgets.text import PlainLabel

FieldState = Literal["", "sure", "wrong"]
_HELP_ICONS: dict[FieldState, tuple[str, str]] = {
    "": ("", "muted"),
    "sure": ("circle-check", "ok"),
    "wrong": ("alert-circle", "danger"),
}


class TextField(QWidget):
    """One line of input.

    Attributes:
        edited: the text as a person changed it.
        entered: Enter was pressed, in a field that keeps Enter for itself.
    """

    edited = Signal(str)
    entered = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        customer: bool = False,
        digits: bool = False,
        keeps_enter: bool = False,
    ) -> None:
        """An empty field.

        Args:
            theme: the look.
            customer: with the customer's sizes.
            digits: with digits of one width, larger: IMEI, serial numbers.
            keeps_enter: Enter is for the field (a scanner sends it), not for the next step.
        """
        super().__init__()
        side = "customer" if customer else "clerk"
        role = "clerk.imei" if digits and not customer else f"{side}.body"
        self._help = ""
        self._state: FieldState = ""
        self.label = PlainLabel(theme, f"{side}.label", tone="muted")
        self.field = LineEdit(
            theme, role, digits=digits, customer=customer, keeps_enter=keeps_enter
        )
        self.field.setObjectName("field")
        self.label.setBuddy(self.field)
        self._icon = Icon(theme, "", 18)
        self._note = Paragraphs(
            theme, f"{side}.small", tone="muted", line_height=LINE_HEIGHT_CAPTION
        )
        self._note.setObjectName("note")
        self.field.textEdited.connect(self.edited)
        self.field.entered.connect(self.entered)
        self.setFocusProxy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label)
        layout.addWidget(self.field)
        note = row(spacing=6)
        note.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        layout.addLayout(note)
        # Beside a field that says what is wrong, the room that is left stands below.
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout.addStretch(1)
        self._show_note("", "")

    def set_words(self, label: str, hint: str = "", help: str = "") -> None:  # noqa: A002 - the word for it
        """Name the field.

        Args:
            label: above it.
            hint: in it while it is empty.
            help: below it while nothing is wrong.
        """
        self.label.setText(label)
        self.label.setVisible(bool(label))
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(label)
        self._help = help
        if not self._state:
            self._show_note("", help)

    def text(self) -> str:
        """What stands in it."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Put something in."""
        self.field.setText(text)
        if not self.field.hasFocus():
            self.field.setCursorPosition(0)  # a long address is read from its beginning

    @property
    def state(self) -> FieldState:
        """How it looks now."""
        return self._state

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong and what to do; what was typed stays."""
        self._show_note("wrong", sentence)

    def show_sure(self, sentence: str = "") -> None:
        """Say that it is right."""
        self._show_note("sure", sentence)

    def clear_state(self) -> None:
        """Look as usual again."""
        self._show_note("", self._help)

    def _show_note(self, state: FieldState, sentence: str) -> None:
        self._state = state
        icon, tone = _HELP_ICONS[state]
        self.field.set_state("wrong" if state == "wrong" else "")
        self.field.setAccessibleDescription(sentence)
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(bool(icon and sentence))
        self._note.set_tone(tone)
        self._note.set_text(sentence)
        self._note.setVisible(bool(sentence))
