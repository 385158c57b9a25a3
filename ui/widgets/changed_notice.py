"""What has changed since the customer last agreed, on a card of its own before the notice."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.scale import scale_text

_WIDTH = 860
"""Of the words in the narrowest window, in pixels."""


class ChangedNotice(QWidget):
    """A heading, and a line for each change, as large as the notice itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._what = Paragraphs(theme, "customer.strong", width_hint=_WIDTH)
        self._rest = Paragraphs(theme, width_hint=_WIDTH)
        card = Card(theme, "info", margins=(24, 20, 24, 20), spacing=theme.space(2))
        card.body.addWidget(self._what)
        card.body.addWidget(self._rest)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self.hide()

    def text(self) -> str:
        """The words, as they were given."""
        return f"{self._what.text()}\n{self._rest.text()}"

    def show_words(self, text: str, *, factor: float) -> None:
        """Show these words.

        Args:
            text: the first line says what happened, the others what exactly.
            factor: how much larger than usual.
        """
        what, _, rest = text.partition("\n")
        self._what.set_text(what)
        self._rest.set_text(rest)
        scale_text(self, factor)
