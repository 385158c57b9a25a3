"""What a manager asks the customer beyond the notice: the purpose in words, and which items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot

from counter_app.domain.consent import PREVAILING
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.field_ticks import FieldTicks
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

_MARGINS = (20, 14, 20, 14)


class ExtraForm(Card):
    """The purpose in Japanese and in the customer's language, and a tick for each item."""

    def __init__(self, theme: Theme, languages: Sequence[str]) -> None:
        super().__init__(theme, margins=_MARGINS)
        self._title = PlainLabel(theme, "clerk.section")
        self._language_label = PlainLabel(theme, "clerk.label", tone="muted")
        self._languages = {one: Button(theme, "chip") for one in languages}
        for one, chip in self._languages.items():
            chip.setObjectName(f"language_{one}")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(self._choose)
        self._texts: Texts | None = None
        self._ja = TextField(theme)
        self._ja.field.setObjectName("text_ja")
        self._other = TextField(theme)
        self._other.field.setObjectName("text_other")
        self._items_label = PlainLabel(theme, "clerk.label", tone="muted")
        self._items = FieldTicks(theme, [str(no) for no in range(1, 10)])
        self.body.addWidget(self._title)
        self.body.addWidget(self._language_label)
        self.body.addLayout(row(*self._languages.values(), None, spacing=8))
        for part in (self._ja, self._other, self._items_label, self._items):
            self.body.addWidget(part)
        self._languages[languages[0]].setChecked(True)
        self._other.hide()
        self.setFocusProxy(self._ja)

    @property
    def language(self) -> str:
        """The customer's."""
        return next(one for one, chip in self._languages.items() if chip.isChecked())

    @property
    def text(self) -> dict[str, str]:
        """The purpose by language."""
        text = {PREVAILING: self._ja.text()}
        if self.language != PREVAILING:
            text[self.language] = self._other.text()
        return text

    @property
    def items(self) -> list[int]:
        """Numbers of what is ticked."""
        return [int(no) for no in self._items.chosen]

    def retranslate(self, texts: Texts, item_words: Mapping[int, str]) -> None:
        """Name everything; what was typed stays."""
        self._texts = texts
        say = texts.say
        self._title.setText(say("clerk.extra.new"))
        self._language_label.setText(say("clerk.extra.language"))
        for one, chip in self._languages.items():
            chip.setText(texts.name_of(one))
        self._ja.set_words(say("clerk.extra.text_ja"), say("clerk.extra.text_ja_hint"))
        self._items_label.setText(say("clerk.extra.items"))

        def words(no: str) -> str:
            return f"{no}. {item_words[int(no)]}"

        self._items.set_words(words)
        self._choose()

    def clear(self) -> None:
        """Begin again; the language stays."""
        self._ja.set_text("")
        self._other.set_text("")
        self._items.clear()

    @Slot()
    def _choose(self) -> None:
        if self._texts is None:
            return
        language = self._texts.name_of(self.language)
        self._other.set_words(
            self._texts.say("clerk.extra.text_other", language=language),
            self._texts.say("clerk.extra.text_other_hint"),
        )
        self._other.setVisible(self.language != PREVAILING)
