"""One article as the clerk enters it: what identifies it, and what lowers its price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal, Slot

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.article_entry import MUST_TICKS, ArticleEntry
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, Rule, row
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.search_field import SearchField
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow

TEXT_FIELDS = ("imei", "serial", "colour", "damage", "accessories")


class IdentifyCard(Card):
    """Model, numbers, colour and marks of one article.

    Attributes:
        edited: something was typed or chosen.
        left: the IMEI was finished by Enter, as a hand scanner does.
    """

    edited = Signal()
    left = Signal()
    remove_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margins=(16, 12, 16, 8), spacing=6)
        self._title = PlainLabel(theme, "clerk.section")
        self.remove = Button(theme, "link", icon="x")
        self.remove.setObjectName("remove")
        self.remove.clicked.connect(self.remove_asked)
        self.model = SearchField(theme)
        self.model.field.setObjectName("model")
        self.model.chosen.connect(self._told)
        self.texts = {
            name: TextField(theme, digits=name in ("imei", "serial"), keeps_enter=name == "imei")
            for name in TEXT_FIELDS
        }
        for name, field in self.texts.items():
            field.field.setObjectName(name)
            field.edited.connect(self._told)
        self.texts["imei"].entered.connect(self.left)
        self.seen = RecordNote(theme, "history")
        self.seen.setObjectName("seen_before")
        rows = ScrollColumn(spacing=6)
        rows.column.addWidget(self.model)
        rows.column.addWidget(self.texts["imei"])
        rows.column.addWidget(self.seen)
        rows.column.setContentsMargins(6, 6, 6, 6)
        rows.column.addLayout(row(self.texts["serial"], self.texts["colour"], spacing=12))
        rows.column.addLayout(row(self.texts["damage"], self.texts["accessories"], spacing=12))
        rows.column.addStretch(1)
        self.body.addLayout(row(self._title, None, self.remove))
        self.body.addWidget(rows, 1)

    def set_words(self, texts: Texts) -> None:
        """Set every word; what was typed stays."""
        self._title.setText(texts.say("clerk.article.identify"))
        self.remove.setText(texts.say("clerk.article.remove"))
        self.model.set_words(
            texts.say("clerk.article.model"), texts.say("clerk.article.model_choose")
        )
        for name, field in self.texts.items():
            field.set_words(texts.say(f"clerk.article.{name}"))

    def show_entry(self, entry: ArticleEntry) -> None:
        """Show another article, without telling that it was edited."""
        with QSignalBlocker(self):
            self.model.set_key(entry.model)
            for name, field in self.texts.items():
                field.set_text(getattr(entry, name))
                field.clear_state()

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.texts[name].text()

    @Slot()
    def _told(self) -> None:
        self.edited.emit()


class StateCard(Card):
    """What is wrong with the article, in ticks with yen, and what must be ticked of a device."""

    edited = Signal()

    def __init__(self, theme: Theme, faults: Sequence[str]) -> None:
        """A row for each fault of the price book, in its order."""
        super().__init__(theme, margins=(16, 12, 16, 8), spacing=2)
        self._title = PlainLabel(theme, "clerk.section")
        self._line = Caption(theme, "clerk.label", tone="muted")
        self.faults = {key: TickRow(theme, tone="warn") for key in faults}
        self.must = {name: TickRow(theme, tone="ok") for name in MUST_TICKS}
        self._rule = Rule(theme)
        rows = ScrollColumn(spacing=0)
        for key, tick in self.faults.items():
            tick.setObjectName(f"fault_{key}")
            rows.column.addWidget(tick)
        rows.column.addWidget(self._rule)
        for name, tick in self.must.items():
            tick.setObjectName(name)
            rows.column.addWidget(tick)
        rows.column.addStretch(1)
        for tick in (*self.faults.values(), *self.must.values()):
            tick.toggled.connect(self._told)
        self.body.addWidget(self._title)
        self.body.addWidget(self._line)
        self.body.addWidget(rows, 1)

    def set_words(self, texts: Texts, faults: Mapping[str, str]) -> None:
        """Set every word; the ticks stay."""
        self._title.setText(texts.say("clerk.article.state"))
        self._line.set_text(texts.say("clerk.article.state_line"))
        for key, tick in self.faults.items():
            tick.set_words(faults[key])
        for name, tick in self.must.items():
            tick.set_words(texts.say(f"clerk.article.{name}"))

    def show_entry(self, entry: ArticleEntry) -> None:
        """Show another article, without telling that it was edited."""
        with QSignalBlocker(self):
            for key, tick in self.faults.items():
                tick.setChecked(key in entry.faults)
            self.must["reset"].setChecked(entry.reset)
            self.must["unlocked"].setChecked(entry.unlocked)

    def show_must(self, *, needed: bool) -> None:
        """Whether the article is a device that can be reset and locked."""
        self._rule.setVisible(needed)
        for tick in self.must.values():
            tick.setVisible(needed)

    def show_amounts(self, amounts: Mapping[str, str]) -> None:
        """What each ticked fault takes off, in words."""
        for key, tick in self.faults.items():
            tick.set_amount(amounts.get(key, ""))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The faults that apply, in the price book's order."""
        return tuple(key for key, tick in self.faults.items() if tick.isChecked())

    @Slot()
    def _told(self) -> None:
        self.edited.emit()
