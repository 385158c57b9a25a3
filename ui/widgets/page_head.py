"""The head of a page: what this page is for, one line of help, and its state as pills."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import column
from ui.widgets.text import PlainLabel


class PageHead(QWidget):
    """Title and subtitle at the left, pills or a button at the right."""

    def __init__(self, theme: Theme, *, customer: bool = False) -> None:
        super().__init__()
        side = "customer" if customer else "clerk"
        self.title = PlainLabel(theme, f"{side}.title")
        self.title.setObjectName("title")
        self.subtitle = PlainLabel(
            theme, "customer.label" if customer else "clerk.strong", tone="muted", bold=False
        )
        self.subtitle.setObjectName("subtitle")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.space(2))
        words = column(None, self.title, self.subtitle, None, spacing=4 if customer else 0)
        self._layout.addLayout(words, 1)
        if not customer:
            self.setMinimumHeight(60)

    def set_words(self, title: str, subtitle: str = "") -> None:
        """Say what the page is for."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add(self, part: QWidget) -> None:
        """Put a pill or a button at the right."""
        self._layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
