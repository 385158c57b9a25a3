"""One paper for the customer: its name, whether it was printed, its pages, and its print button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel


class PaperCard(Card):
    """A paper with its preview.

    Attributes:
        print_asked: the paper's name, as it was handed in.
    """

    print_asked = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, name: str, title_key: str) -> None:
        """The title is the text of `title_key`."""
        super().__init__(theme, margins=(20, 14, 20, 14))
        self._texts = texts
        self._name = name
        self._title_key = title_key
        self._is_printed = False
        self._title = ElidedLabel(theme, "clerk.section")
        self._pill = Pill(theme)
        self._preview = PaperPreview(theme, texts)
        self.button = Button(theme, icon="printer")
        self.button.clicked.connect(self._press)
        top = row(spacing=12)
        top.addWidget(self._title, 1)
        top.addWidget(self._pill)
        self.body.addLayout(top)
        self.body.addWidget(self._preview, 1)
        self.body.addLayout(row(None, self.button))
        self.retranslate(texts)

    def set_pages(self, pages: Sequence[PaperPage]) -> None:
        """Show what will be printed."""
        self._preview.set_pages(pages)

    def show_printed(self, *, printed: bool) -> None:
        """Say whether it came out of the printer."""
        self._is_printed = printed
        self.retranslate(self._texts)

    def retranslate(self, texts: Texts) -> None:
        """Set every word."""
        self._texts = texts
        title = texts.say(self._title_key)
        self._title.setText(title)
        self._preview.retranslate(texts)
        if self._is_printed:
            self._pill.show_state("ok", texts.say("clerk.papers.printed"), "printer")
            words = texts.say("clerk.papers.again")
        else:
            self._pill.show_state("off", texts.say("clerk.papers.waiting"), "printer")
            words = texts.say("clerk.papers.print")
        self.button.setText(words)
        self.button.setAccessibleName(f"{title} {words}")

    @Slot()
    def _press(self) -> None:
        self.print_asked.emit(self._name)
