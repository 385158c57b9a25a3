"""What a document says, field by field: calm rows, doubtful fields with their picture, or typed.

The card knows no law: the page hands in what is wrong with a text, and asks which fields are open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, row
from ui.widgets.field_place import FieldLook, FieldPlace, ShownField
from ui.widgets.form_picker import FormsOf
from ui.widgets.pill import Pill
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel

Judge = Callable[[str, str], str]
"""What is wrong with the text of a field, in a sentence; empty when it can be taken."""


class ReadingCard(Card):
    """The fields of one document.

    Attributes:
        edited: a field was changed, agreed to, or opened.
    """

    edited = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, margins=(16, 12, 12, 8), spacing=4)
        self._theme = theme
        self._texts = texts
        self._fields: dict[str, ShownField] = {}
        self._labels: Mapping[str, str] = {}
        self._places: dict[str, FieldPlace] = {}
        self._forms_of: FormsOf = _one_form
        self._judge: Judge = _never_wrong
        self._worded: Judge = _as_it_is
        self.title = PlainLabel(theme, "clerk.section")
        self._pill = Pill(theme)
        self._pill.setObjectName("reading_state")
        self.body.addLayout(row(self.title, None, self._pill))
        self._rows = ScrollColumn(spacing=0)
        self._rows.column.setContentsMargins(6, 4, 6, 2)
        self.body.addWidget(self._rows, 1)

    def set_judge(self, judge: Judge, worded: Judge) -> None:
        """Who says what is wrong with a text, and how a sure one is worded, such as a date."""
        self._judge = judge
        self._worded = worded

    def set_forms(self, forms_of: FormsOf) -> None:
        """Which forms a sign of a name or an address has."""
        self._forms_of = forms_of

    def show_fields(self, fields: Sequence[ShownField]) -> None:
        """Show a document; the cursor goes to the first field that needs a person."""
        self._fields = {field.name: field for field in fields}
        self._draw_all()
        self.next_open()

    def retranslate(self, texts: Texts, title: str, labels: Mapping[str, str]) -> None:
        """Set every word; what was read and typed stays."""
        self._texts = texts
        self._labels = labels
        self.title.setText(title)
        self._draw_all()

    def values(self) -> dict[str, str]:
        """What each field says now."""
        return {name: field.value.strip() for name, field in self._fields.items()}

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Fields that nobody has compared yet."""
        return tuple(name for name, one in self._fields.items() if one.look == "doubtful")

    @property
    def wrong(self) -> tuple[str, ...]:
        """Fields whose text cannot be taken."""
        return tuple(
            name
            for name, one in self._fields.items()
            if one.look != "doubtful" and self._judge(name, one.value.strip())
        )

    def next_open(self) -> None:
        """Select the next doubtful sign of this field, or go to the next field that is open."""
        for name in (*self.doubtful, *self.wrong):
            place = self._places[name]
            if any(part.hasFocus() for part in place.findChildren(QWidget)):
                if place.doubtful is not None and place.doubtful.next_mark():
                    return
                continue
            place.take_focus()
            self._rows.ensureWidgetVisible(place)
            return

    def show_wrong(self) -> None:
        """Say at each typed field what is wrong with it."""
        for name, place in self._places.items():
            place.show_wrong(self._judge(name, self._fields[name].value.strip()))

    def _draw_all(self) -> None:
        clear_layout(self._rows.column)
        self._places = {}
        for name, field in self._fields.items():
            place = self._made(field)
            self._places[name] = place
            self._rows.column.addWidget(place)
        self._rows.column.addStretch(1)
        self._tell_state()

    def _made(self, field: ShownField) -> FieldPlace:
        label = self._labels.get(field.name, field.name)
        shown = field
        if field.look == "sure":
            shown = replace(field, value=self._worded(field.name, field.value))
        place = FieldPlace(self._theme, self._texts, shown, label, self._forms_of)
        place.changed.connect(self._change)
        place.agreed.connect(self._agree)
        place.edit_asked.connect(self._edit)
        return place

    def _draw(self, name: str) -> None:
        old = self._places[name]
        new = self._made(self._fields[name])
        self._rows.column.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        self._places[name] = new

    def _tell_state(self) -> None:
        count = len(self.doubtful)
        self._pill.setVisible(bool(self._fields))
        if count:
            words = self._texts.say("clerk.document.to_check", count=count)
            self._pill.show_state("warn", words, "alert-triangle")
        elif self.wrong:
            words = self._texts.say("clerk.document.to_check", count=len(self.wrong))
            self._pill.show_state("info", words, "pencil")
        else:
            words = self._texts.say("clerk.document.all_sure")
            self._pill.show_state("ok", words, "circle-check")

    @Slot(str, str)
    def _change(self, name: str, text: str) -> None:
        self._fields[name] = replace(self._fields[name], value=text)
        sentence = self._judge(name, text.strip())
        place = self._places[name]
        if not sentence or (place.typed is not None and place.typed.state == "wrong"):
            place.show_wrong(sentence)
        self._tell_state()
        self.edited.emit()

    @Slot(str, str)
    def _agree(self, name: str, text: str) -> None:
        wrong = self._judge(name, text.strip())
        look: FieldLook = "typed" if wrong else "sure"
        self._fields[name] = replace(self._fields[name], value=text.strip(), look=look)
        self._draw(name)
        if wrong:
            self._places[name].show_wrong(wrong)
        self._tell_state()
        self.edited.emit()
        self.next_open()

    @Slot(str)
    def _edit(self, name: str) -> None:
        read = self._fields[name]
        look: FieldLook = "typed" if read.crop is None else "opened"
        self._fields[name] = replace(read, look=look)
        self._draw(name)
        self._places[name].take_focus()
        self._tell_state()
        self.edited.emit()


def _as_it_is(_name: str, text: str) -> str:
    return text


def _never_wrong(_name: str, _text: str) -> str:
    return ""


def _one_form(_sign: str) -> str:
    return ""
