"""A way to choose: a sign, a name, a sentence, and the button that takes it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, CardKind, row
from ui.widgets.icon import Badge
from ui.widgets.text import PlainLabel


@dataclass(frozen=True, slots=True)
class WayOn:
    """One way on.

    Attributes:
        key: told when it is taken, and the button's object name.
        chosen: it is the way that holds now.
    """

    key: str
    title: str
    line: str
    button: str
    icon: str
    chosen: bool = False


class WayRow(Card):
    """A way on with its button.

    Attributes:
        taken: its key.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme, way: WayOn) -> None:
        kind: CardKind = "chosen" if way.chosen else "plain"
        super().__init__(theme, kind, margins=(20, 12, 20, 12))
        self._key = way.key
        self.button = Button(theme, text=way.button, icon="check" if way.chosen else "")
        self.button.setObjectName(way.key)
        self.button.setMinimumWidth(160)
        self.button.clicked.connect(self._press)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(theme, "clerk.section", way.title))
        words.addWidget(Caption(theme, "clerk.label", way.line, tone="muted"))
        line = row(Badge(theme, way.icon, 48), spacing=16)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        self.body.addLayout(line)

    @Slot()
    def _press(self) -> None:
        self.taken.emit(self._key)
