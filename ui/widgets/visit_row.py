"""One open visit on the board: number, article, where it stands, and the button to go on.

A bystander can see the board, so that no name of a customer ever stands on it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column, row
from ui.widgets.icon import Badge
from ui.widgets.pill import Pill
from ui.widgets.text import ElidedLabel, PlainLabel


class VisitRow(Card):
    """A visit that goes on.

    Attributes:
        chosen: the visit's key, as it was handed in.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, key: object) -> None:
        super().__init__(theme, margins=(16, 10, 16, 10))
        self._key = key
        self._number = PlainLabel(theme, "clerk.section")
        self._article = ElidedLabel(theme, "clerk.label", tone="muted")
        self._pill = Pill(theme)
        self.button = Button(theme)
        self.button.clicked.connect(self._press)
        words = column(
            None, row(self._number, self._pill, None, spacing=12), self._article, None, spacing=4
        )
        line = row(Badge(theme, "device-mobile", 44), spacing=16)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        self.body.addLayout(line)

    def set_words(self, number: str, article: str, step: str, since: str, button: str) -> None:
        """Everything that the row says."""
        self._number.setText(number)
        self._article.setText(f"{since}  {article}")
        self._pill.show_state("info", step, "device-desktop")
        self.button.setText(button)
        self.button.setAccessibleName(f"{button} {number}")

    @Slot()
    def _press(self) -> None:
        self.chosen.emit(self._key)
