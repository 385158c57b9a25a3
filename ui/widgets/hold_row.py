"""One line of the police page: what it is, how long it holds, and one thing to do with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column, row
from ui.widgets.icon import Badge
from ui.widgets.pill import Pill, PillState
from ui.widgets.text import ElidedLabel


class HoldRow(Card):
    """An order, an inquiry or a ledger line.

    Attributes:
        chosen: the row's key, as it was handed in.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, key: object, icon: str) -> None:
        super().__init__(theme, margins=(16, 10, 16, 10))
        self._key = key
        self._title = ElidedLabel(theme, "clerk.strong")
        self._line = ElidedLabel(theme, "clerk.label", tone="muted")
        self._pill = Pill(theme)
        self.button = Button(theme)
        self.button.clicked.connect(self._press)
        line = row(Badge(theme, icon, 44), spacing=16)
        line.addLayout(column(None, self._title, self._line, None, spacing=2), 1)
        line.addWidget(self._pill)
        line.addWidget(self.button)
        self.body.addLayout(line)

    def set_words(self, title: str, line: str, button: str) -> None:
        """What stands in it; a row without words for its button has none."""
        self._title.setText(title)
        self._line.setText(line)
        self._line.setVisible(bool(line))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.button.setAccessibleName(f"{button} {title}")

    def set_pill(self, state: PillState, words: str, icon: str) -> None:
        """How long it holds; no pill without words."""
        self._pill.show_state(state, words, icon)
        self._pill.setVisible(bool(words))

    @Slot()
    def _press(self) -> None:
        self.chosen.emit(self._key)
