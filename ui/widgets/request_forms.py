"""The forms of the requests page, one at a time: choices, fields, reasons to tick, a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from counter_app.domain.requests import AnswerWay, Came, Confirmed, Requester, RequestKind
from counter_app.services.decision import DocumentChoice
from counter_app.services.request_deals import FoundDeal
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form_fields import FieldRows, FormFields
from ui.widgets.hold_row import HoldRow
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.tick_row import TickRow

FORMS: Mapping[str, tuple[tuple[tuple[str, ...], ...], FieldRows]] = {
    "take": (
        (("kind", "came", "answer"), ("requester", "language")),
        (
            (("text", 1),),
            (("name", 1), ("requester_name", 1)),
            (("phone", 1), ("email", 1)),
            (("address", 2), ("lines", 1)),
        ),
    ),
    "check": ((("how", "document"),), ()),
    "link": ((), ((("lines", 1),),)),
    "note": ((), ((("text", 3), ("due", 1)),)),
    "answer": ((), ((("text", 3), ("line", 1)),)),
    "refuse": ((), ((("text", 1),),)),
    "disclose": ((), ((("text", 2), ("folder", 1)),)),
    "erase": ((), ((("text", 1),),)),
}
"""Each form's choices and fields."""

OPTIONS: Mapping[str, Sequence[str]] = {
    "kind": [one.value for one in RequestKind],
    "came": [one.value for one in Came],
    "answer": [one.value for one in AnswerWay],
    "requester": [one.value for one in Requester],
    "language": ["ja", "en"],
    "how": [one.value for one in Confirmed],
}
_OPTIONAL = frozenset(
    {"name", "requester_name", "phone", "email", "address", "lines", "due", "line", "folder"}
)
_LETTERS = frozenset({"answer", "refuse", "disclose", "erase"})
"""Forms whose words stand in the letter."""

_NEEDED: Mapping[str, frozenset[str]] = {
    "link": frozenset({"lines"}),
    "answer": frozenset(),
    "refuse": frozenset(),
    "disclose": frozenset(),
    "erase": frozenset(),
}
"""Fields that a form needs, where it is other than all that are not optional."""


class RequestForms(QWidget):
    """One form at a time.

    Attributes:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(self, theme: Theme, texts: Texts, documents: Sequence[DocumentChoice]) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._documents = documents
        self.task = "take"
        self._needs_line = self._needs_text = False
        self._choices: dict[str, dict[str, ChoiceField]] = {name: {} for name in FORMS}
        self._fields: dict[str, FormFields | None] = {}
        self._reasons: dict[str, TickRow] = {}
        self._reason_rows, self._told_rows, self._deal_rows = (QVBoxLayout() for _ in range(3))
        self._pages = QStackedWidget()
        for name in FORMS:
            self._pages.addWidget(self._page(name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.retranslate(texts)

    def retranslate(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        hints = {
            "lines": texts.say("clerk.requests.lines_hint"),
            "due": texts.say("clerk.requests.due_hint"),
            "folder": texts.say("clerk.requests.folder_hint"),
        }
        for name in FORMS:
            fields = self._fields[name]
            if fields is not None:
                words = self._letter_words if name in _LETTERS else self._field_words
                fields.set_words(words, hints)
            for key, choice in self._choices[name].items():
                choice.set_words(texts.say(f"clerk.requests.choice.{key}"))
                choice.set_choices(self._options(key))

    def open(self, task: str, values: Mapping[str, str], *, line: bool, text: bool) -> None:
        """Show a form with these values; `line` and `text` say whether an answer needs them."""
        self.task = task
        self._needs_line, self._needs_text = line, text
        fields = self._fields[task]
        if fields is not None:
            fields.fill(values)
            if "line" in fields.fields:
                fields.fields["line"].setVisible(line)
        for key, choice in self._choices[task].items():
            choice.set_key(values.get(key))
        self._pages.setCurrentIndex(list(FORMS).index(task))
        self._changed()
        first = next(iter(self._choices[task].values()), fields)
        if task == "take":  # most are questions: what was asked can be typed at once
            first = fields
        if first is not None:
            first.setFocus()

    def offer_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Reasons to tick: key and words; those ticked stay so."""
        ticked = self.ticked
        clear_layout(self._reason_rows)
        self._reasons = {}
        for key, words in reasons:
            tick = TickRow(self._theme)
            tick.setObjectName(f"reason_{key}")
            tick.set_words(words)
            tick.setChecked(key in ticked)
            tick.toggled.connect(self._changed)
            self._reasons[key] = tick
            self._reason_rows.addWidget(tick)

    def tell(self, told: Sequence[tuple[str, str]]) -> None:
        """What stands beside a form to be read: heading and words."""
        clear_layout(self._told_rows)
        for heading, words in told:
            title = PlainLabel(self._theme, "clerk.strong", heading)
            line = Paragraphs(self._theme, "clerk.label", tone="muted")
            line.set_text(words)
            self._told_rows.addWidget(title)
            self._told_rows.addWidget(line)

    def offer_deals(self, deals: Sequence[FoundDeal]) -> None:
        """Deals that were found under the person's name; one that is chosen goes into the field."""
        clear_layout(self._deal_rows)
        say = self._texts.say
        heading = PlainLabel(self._theme, "clerk.strong", say("clerk.requests.deals_found"))
        self._deal_rows.addWidget(heading)
        if not deals:
            none = PlainLabel(self._theme, "clerk.label", say("clerk.requests.none_found"))
            self._deal_rows.addWidget(none)
        for place, one in enumerate(deals):
            made = HoldRow(self._theme, one, "book-2")
            made.button.setObjectName(f"deal_{place}")
            made.chosen.connect(self._add_deal)
            day = self._texts.day(one.day)
            made.set_words(
                f"{one.number}　{' '.join(one.names)}",
                f"{day}　{' '.join(one.items)}",
                say("clerk.requests.add_deal"),
            )
            made.set_pill("info", "", "clock")
            self._deal_rows.addWidget(made)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the form: fields and choices."""
        fields = self._fields[self.task]
        told = fields.values() if fields is not None else {}
        return told | {
            name: str(choice.key() or "") for name, choice in self._choices[self.task].items()
        }

    @property
    def ticked(self) -> list[str]:
        """The reasons that are ticked."""
        return [key for key, tick in self._reasons.items() if tick.isChecked()]

    def missing(self) -> list[str]:
        """The labels of what is still empty."""
        say = self._texts.say
        found = [
            say(f"clerk.requests.choice.{key}")
            for key, choice in self._choices[self.task].items()
            if choice.isVisibleTo(self) and choice.key() is None
        ]
        values = self.values
        needed = _NEEDED.get(self.task, values.keys() - OPTIONS.keys() - _OPTIONAL - {"document"})
        found += [self._field_words(name) for name in values if name in needed and not values[name]]
        if self.task == "answer" and self._needs_line and not values["line"]:
            found.append(self._field_words("line"))
        if self.task == "answer" and self._needs_text and not values["text"]:
            found.append(self._field_words("letter"))
        if self.task == "refuse" and not self.ticked:
            found.append(say("clerk.requests.reasons"))
        return found

    def _field_words(self, name: str) -> str:
        return self._texts.say(f"clerk.requests.field.{name}")

    def _letter_words(self, name: str) -> str:
        return self._field_words("letter" if name == "text" else name)

    def _options(self, key: str) -> list[tuple[object, str]]:
        if key == "document":
            ja = self._texts.language == "ja"
            return [(one.key, one.ja if ja else one.en) for one in self._documents]
        say = self._texts.say
        return [(one, say(f"clerk.requests.{key}.{one}")) for one in OPTIONS[key]]

    def _page(self, name: str) -> ScrollColumn:
        choices, fields = FORMS[name]
        card = Card(self._theme, margins=(20, 14, 20, 14))
        for line in choices:
            side = row(spacing=12)
            for key in line:
                choice = ChoiceField(self._theme)
                choice.box.setObjectName(f"{name}_{key}")
                choice.chosen.connect(self._changed)
                self._choices[name][key] = choice
                side.addWidget(choice, 1)
            card.body.addLayout(side)
        self._fields[name] = None
        if fields:
            form = FormFields(self._theme, fields, optional=tuple(_OPTIONAL))
            form.edited.connect(self._changed)
            self._fields[name] = form
            card.body.addWidget(form)
        page = ScrollColumn()
        page.column.addWidget(card)
        for task, rows in (
            ("refuse", self._reason_rows),
            ("erase", self._told_rows),
            ("link", self._deal_rows),
        ):
            if task == name:
                beside = Card(self._theme, margins=(20, 14, 20, 14))
                rows.setSpacing(4)
                beside.body.addLayout(rows)
                page.column.addWidget(beside)
        page.column.addStretch(1)
        return page

    @Slot(object)
    def _add_deal(self, deal: FoundDeal) -> None:
        fields = self._fields["link"]
        if fields is None:
            return
        field, number = fields.fields["lines"], str(deal.number)
        there = field.text().split()
        if number not in there:
            field.set_text(" ".join([*there, number]))
        self._changed()

    @Slot()
    def _changed(self) -> None:
        how = self._choices["check"]
        if self.task == "check":
            how["document"].setVisible(how["how"].key() == Confirmed.DOCUMENT.value)
        self.edited.emit()
