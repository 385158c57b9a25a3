"""Facts in rows: a label at the left, what it says at the right, a thin rule between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import Rule, row
from ui.widgets.screen_frame import clear_layout
from ui.widgets.text import ElidedLabel, PlainLabel


class FactRows(QWidget):
    """A small table of two columns that cannot be edited."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show label and value of each fact, in this order."""
        clear_layout(self._rows)
        for place, (label, value) in enumerate(facts):
            if place:
                self._rows.addWidget(Rule(self._theme))
            said = ElidedLabel(self._theme, "clerk.strong", value, align="right")
            line = row(PlainLabel(self._theme, "clerk.label", label, tone="muted"), spacing=12)
            line.addWidget(said, 1)
            self._rows.addLayout(line)
