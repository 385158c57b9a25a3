"""A stop: the reason with its article of law, and the lawful ways on, each with its button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.icon import Badge, Icon
from ui.widgets.screen_frame import ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.way_row import WayOn, WayRow


class RefusalBlock(QWidget):
    """Why the visit stands still, and what may be done.

    Attributes:
        taken: key of the way that was chosen.
    """

    taken = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title = Caption(theme, "clerk.title", tone="danger")
        self._title.setObjectName("refusal_title")
        self._reason = Caption(theme, "clerk.body")
        self._reason.setObjectName("refusal_reason")
        self._basis = Caption(theme, "clerk.label", tone="muted")
        self._basis.setObjectName("refusal_basis")
        self._ways_label = PlainLabel(theme, "clerk.section")
        card = Card(theme, "danger", margins=(24, 18, 24, 18))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._reason)
        basis = row(Icon(theme, "scale", 18), spacing=8)
        basis.addWidget(self._basis, 1)
        words.addLayout(basis)
        top = row(Badge(theme, "ban", 64, "danger", "on_primary"), spacing=24)
        top.addLayout(words, 1)
        card.body.addLayout(top)
        self._ways = ScrollColumn()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(card)
        whole.addWidget(self._ways_label)
        whole.addWidget(self._ways, 1)

    def show_reason(self, title: str, reason: str, basis: str) -> None:
        """Say what stopped the visit and the article of law behind it."""
        self._title.set_text(title)
        self._reason.set_text(reason)
        self._basis.set_text(basis)
        self.setAccessibleName(f"{title} {reason}")

    def show_ways(self, label: str, ways: Sequence[WayOn]) -> None:
        """Offer the lawful ways on."""
        self._ways_label.setText(label)
        clear_layout(self._ways.column)
        for place, way in enumerate(ways):
            line = WayRow(self._theme, way)
            line.taken.connect(self.taken)
            self._ways.column.addWidget(line)
            if not place:
                self.setFocusProxy(line.button)
        self._ways.column.addStretch(1)
