"""Which fields are given to the police: none that needs a demand which is not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets.tick_row import TickRow

_COLUMNS = 2


class FieldTicks(QWidget):
    """A tick for each field.

    Attributes:
        edited: a person ticked something.
    """

    edited = Signal()

    def __init__(self, theme: Theme, fields: Sequence[str]) -> None:
        super().__init__()
        self._ticks = {name: TickRow(theme) for name in fields}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for place, (name, tick) in enumerate(self._ticks.items()):
            tick.setObjectName(f"give_{name}")
            tick.toggled.connect(self.edited)
            grid.addWidget(tick, place // _COLUMNS, place % _COLUMNS)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)

    def set_words(self, say: Callable[[str], str]) -> None:
        """Name every field."""
        for name, tick in self._ticks.items():
            tick.set_words(say(name))

    def allow(self, fields: Collection[str]) -> None:
        """Only these can be ticked; any other loses its tick."""
        for name, tick in self._ticks.items():
            tick.setEnabled(name in fields)
            if name not in fields:
                tick.setChecked(False)

    def choose(self, fields: Collection[str]) -> None:
        """These are ticked, and no other."""
        for name, tick in self._ticks.items():
            tick.setChecked(name in fields)

    def clear(self) -> None:
        """Nothing is ticked."""
        for tick in self._ticks.values():
            tick.setChecked(False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked."""
        return tuple(name for name, tick in self._ticks.items() if tick.isChecked())
