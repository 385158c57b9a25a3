"""The articles of one visit side by side: a chip for each, and one to add another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.screen_frame import clear_layout


class ArticleTabs(QWidget):
    """Chips that choose an article.

    Attributes:
        chosen: its place, from 0.
    """

    chosen = Signal(int)
    add_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: list[Button] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.add = Button(theme, "chip", icon="plus")
        self.add.setObjectName("add")
        self.add.clicked.connect(self.add_asked)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(self._row)
        whole.addWidget(self.add)

    def show_tabs(self, names: Sequence[str], now: int, add: str) -> None:
        """Name the chips and mark the one that is open."""
        if len(names) != len(self._chips):
            clear_layout(self._row)
            self._chips = [self._made(place) for place in range(len(names))]
        for place, (chip, name) in enumerate(zip(self._chips, names, strict=True)):
            chip.setText(name)
            chip.setChecked(place == now)
            chip.setVisible(len(names) > 1)
        self.add.setText(add)

    def _made(self, place: int) -> Button:
        chip = Button(self._theme, "chip")
        chip.setObjectName(f"article_{place}")
        chip.setCheckable(True)
        chip.clicked.connect(self._pressed)
        self._row.addWidget(chip)
        return chip

    @Slot()
    def _pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Button):
            self.chosen.emit(self._chips.index(chip))
