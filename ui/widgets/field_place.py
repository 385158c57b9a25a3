"""Where one field of a document stands on the reading card: a calm row, a doubt, or typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.caption import Caption
from ui.widgets.card import Rule
from ui.widgets.doubtful_field import DoubtfulField, changed_words
from ui.widgets.field_row import FieldRow
from ui.widgets.form_picker import FormPicker, FormsOf
from ui.widgets.text_field import TextField

FieldLook = Literal["sure", "doubtful", "opened", "typed"]
"""A sure field that a person opened shows its picture again, and needs no answer."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field as it was read or is typed.

    Attributes:
        value: as it goes into the record; a date in ISO 8601.
        doubts: places of the signs to compare.
        crop: its print on the card.
        raw: as it was read, where a list or a rule changed it; changed_by: which.
        forms: other forms of its signs, by place.
    """

    name: str
    value: str = ""
    look: FieldLook = "sure"
    doubts: tuple[int, ...] = ()
    crop: QImage | None = None
    raw: str = ""
    changed_by: str = ""
    forms: tuple[tuple[int, str], ...] = ()


class FieldPlace(QWidget):
    """Where one field stands, in whatever look."""

    changed = Signal(str, str)
    agreed = Signal(str, str)
    edit_asked = Signal(str)

    def __init__(
        self, theme: Theme, texts: Texts, field: ShownField, label: str, forms_of: FormsOf
    ) -> None:
        super().__init__()
        self.name = field.name
        self._forms_of = forms_of
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.typed: TextField | None = None
        self.doubtful: DoubtfulField | None = None
        if field.look == "sure":
            self._show_sure(theme, texts, field, label)
        elif field.look in ("doubtful", "opened"):
            self._show_doubtful(theme, texts, field, label)
        else:
            self._show_typed(theme, texts, field, label)

    def show_wrong(self, sentence: str) -> None:
        """Say it at the field when it is being typed."""
        if self.typed is not None:
            if sentence:
                self.typed.show_wrong(sentence)
            else:
                self.typed.clear_state()

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        part = self.typed or self.doubtful
        if part is not None:
            part.setFocus()

    def _show_sure(self, theme: Theme, texts: Texts, field: ShownField, label: str) -> None:
        line = FieldRow(theme, texts)
        line.setObjectName(f"row_{field.name}")
        line.edit.setObjectName(f"edit_{field.name}")
        line.set_words(label)
        line.set_value(field.value, sure=bool(field.value))
        line.edit_asked.connect(self._ask_edit)
        self._layout.addWidget(line)
        why = changed_words(texts, field.changed_by, field.raw)
        if why:
            note = Caption(theme, "clerk.small", tone="muted")
            note.setObjectName(f"changed_{field.name}")
            note.set_text(why)
            self._layout.addWidget(note)
        self._layout.addWidget(Rule(theme))

    def _show_doubtful(self, theme: Theme, texts: Texts, field: ShownField, label: str) -> None:
        card = DoubtfulField(theme, texts)
        card.field.setObjectName(field.name)
        card.agree.setObjectName(f"agree_{field.name}")
        card.show_reading(
            label,
            field.value,
            field.doubts,
            crop=field.crop,
            raw=field.raw,
            changed_by=field.changed_by,
            forms=dict(field.forms),
            forms_of=self._forms_of,
        )
        card.edited.connect(self._tell_change)
        card.agreed.connect(self._tell_agreed)
        self.doubtful = card
        self._layout.addSpacing(6)
        self._layout.addWidget(card)
        self._layout.addSpacing(6)

    def _show_typed(self, theme: Theme, texts: Texts, field: ShownField, label: str) -> None:
        box = TextField(theme, keeps_enter=True)
        box.field.setObjectName(field.name)
        box.set_words(label)
        box.set_text(field.value)
        box.edited.connect(self._tell_change)
        box.entered.connect(self._entered)
        self.typed = box
        self._layout.addWidget(box)
        picker = FormPicker(theme, box.field, texts)
        picker.set_forms(self._forms_of)
        picker.picked.connect(self._tell_change)
        self._layout.addWidget(picker)
        self._layout.addSpacing(4)

    @Slot()
    def _ask_edit(self) -> None:
        self.edit_asked.emit(self.name)

    @Slot(str)
    def _tell_change(self, text: str) -> None:
        self.changed.emit(self.name, text)

    @Slot(str)
    def _tell_agreed(self, text: str) -> None:
        self.agreed.emit(self.name, text)

    @Slot()
    def _entered(self) -> None:
        self.focusNextChild()
