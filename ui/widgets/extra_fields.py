"""What the one use of a consent gives: the fields in words, on the screen and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.caption import Caption
from ui.widgets.card import Card, column
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel


class ExtraFields(QWidget):
    """A label and a value for each field; long ones wrap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._warning = Caption(theme, "clerk.strong")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        card = Card(theme, margins=(20, 14, 20, 14))
        card.body.addLayout(self._rows)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        warn = Card(theme, "warn", margins=(20, 10, 20, 10))
        warn.body.addWidget(self._warning)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(warn)
        whole.addWidget(scroll, 1)

    def show_fields(self, fields: Sequence[tuple[str, str]], warning: str) -> None:
        """Show label and value of each."""
        self.forget()
        self._warning.set_text(warning)
        for label, value in fields:
            named = PlainLabel(self._theme, "clerk.label", label, tone="muted")
            self._rows.addLayout(column(named, Caption(self._theme, "clerk.body", value)))

    def forget(self) -> None:
        """Keep nothing of it."""
        clear_layout(self._rows)
