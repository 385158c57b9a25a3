"""The forms of the police page: an order, its end, an inquiry, an inspection; one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.field_ticks import FieldTicks
from ui.widgets.form_fields import FieldRows, FormFields
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel
from ui.widgets.tick_row import TickRow

FORMS: Mapping[str, FieldRows] = {
    "order": (
        (("station", 2), ("officer", 2)),
        (("number", 1),),
        (("lines", 1),),
        (("first", 1), ("last", 1)),
    ),
    "end": ((("reason", 1),),),
    "provide": (
        (("authority", 1), ("officer", 1)),
        (("letter", 1), ("basis", 1)),
        (("lines", 1), ("asked", 1)),
    ),
    "inspect": ((("badge", 1),), (("first", 1), ("last", 1))),
}
"""Each form's fields."""

_OPTIONAL = ("letter", "basis")
_DAYS = ("first", "last")


class PoliceForms(QWidget):
    """One form at a time.

    Attributes:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self, theme: Theme, texts: Texts, oral: Sequence[str], written: Sequence[str]
    ) -> None:
        """The forms, empty.

        Args:
            theme: the look.
            texts: the words.
            oral: fields that may be given without a written legal demand.
            written: fields that may be given with one.
        """
        super().__init__()
        self._texts = texts
        self._oral, self._written = frozenset(oral), frozenset(written)
        self.task = "order"
        self._forms = {
            name: FormFields(theme, rows, optional=_OPTIONAL) for name, rows in FORMS.items()
        }
        self._ticks_label = PlainLabel(theme, "clerk.section")
        self._ticks = FieldTicks(theme, written)
        self._later = TickRow(theme)
        self._later.setObjectName("later")
        self._pages = QStackedWidget()
        for name, form in self._forms.items():
            form.edited.connect(self._edited)
            self._pages.addWidget(self._page(theme, name, form))
        self._ticks.edited.connect(self.edited)
        self._later.toggled.connect(self._edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def retranslate(self, texts: Texts, names: Mapping[str, str]) -> None:
        """Go on in another language; `names` are the words of the fields that may be given."""
        self._texts = texts
        for form in self._forms.values():
            form.set_words(self._field_words, {"lines": texts.say("clerk.police.lines_hint")})
        self._ticks_label.setText(texts.say("clerk.police.fields"))
        self._ticks.set_words(lambda name: names.get(name, name))
        self._later.set_words(texts.say("clerk.police.later"))

    def open(self, task: str, values: Mapping[str, str]) -> None:
        """Show a form with these values."""
        self.task = task
        self._forms[task].fill(values)
        self._ticks.clear()
        self._later.setChecked(False)
        self._pages.setCurrentIndex(list(FORMS).index(task))
        self._edited()
        self._forms[task].setFocus()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the form."""
        return self._forms[self.task].values()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The fields that are to be given."""
        return self._ticks.chosen

    @property
    def later(self) -> bool:
        """Whether the inquiry is only noted."""
        return self._later.isChecked()

    def missing(self) -> list[str]:
        """The labels of what is still empty."""
        found = self._forms[self.task].missing()
        if self.task == "provide" and not self.later and not self.chosen:
            found.append(self._texts.say("clerk.police.fields"))
        return found

    def days(self) -> tuple[date, date] | None:
        """First and last day; None where one cannot be read, which its field says."""
        found = []
        for name in _DAYS:
            field = self._forms[self.task].fields[name]
            try:
                found.append(date.fromisoformat(field.text().strip()))
            except ValueError:
                field.show_wrong(self._texts.say("clerk.police.date_wrong"))
        return (found[0], found[1]) if len(found) == len(_DAYS) else None

    @property
    def has_days(self) -> bool:
        """Whether the form asks for days."""
        return "first" in self._forms[self.task].fields

    def _field_words(self, name: str) -> str:
        return self._texts.say(f"clerk.police.field.{name}")

    def _page(self, theme: Theme, name: str, form: FormFields) -> ScrollColumn:
        card = Card(theme, margins=(20, 14, 20, 14))
        card.body.addWidget(form)
        page = ScrollColumn()
        page.column.addWidget(card)
        if name == "provide":
            given = Card(theme, margins=(20, 14, 20, 14))
            for part in (self._ticks_label, self._later, self._ticks):
                given.body.addWidget(part)
            page.column.addWidget(given)
        page.column.addStretch(1)
        return page

    @Slot()
    def _edited(self) -> None:
        if self.task == "provide":
            values = self.values
            written = bool(values["letter"] and values["basis"])
            allowed = self._written if written else self._oral
            self._ticks.allow(frozenset() if self.later else allowed)
        for name in _DAYS:
            field = self._forms[self.task].fields.get(name)
            if field is not None:
                field.clear_state()
        self.edited.emit()
