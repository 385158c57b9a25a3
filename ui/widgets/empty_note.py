"""What stands where there is nothing yet, or where a wait is: never a bare grey place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column
from ui.widgets.dots import WaitingDots
from ui.widgets.icon import Badge
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs

HEIGHT = 88


class EmptyNote(Card):
    """An icon, one bold sentence, and how to fill the place."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme, margins=(20, 12, 20, 12))
        self._title = Paragraphs(theme, "clerk.section", line_height=LINE_HEIGHT_CAPTION)
        self._line = Paragraphs(theme, "clerk.label", tone="muted", line_height=LINE_HEIGHT_CAPTION)
        self.setMinimumHeight(HEIGHT)
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(Badge(theme, icon, 56), 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(column(None, self._title, self._line, None, spacing=0), 1)
        self.body.addLayout(self._row)

    def set_words(self, title: str, line: str = "") -> None:
        """Say what is missing, and how to fill it."""
        self._title.set_text(title)
        self._line.set_text(line)
        self._line.setVisible(bool(line))
        self.setAccessibleName(f"{title} {line}".strip())


class BusyNote(EmptyNote):
    """What is under way, with three dots, and a button to stop it."""

    def __init__(self, theme: Theme, icon: str = "hourglass") -> None:
        super().__init__(theme, icon)
        self.stop_button = Button(theme)
        self.stop_button.setObjectName("stop")
        self.stop_button.hide()
        self._row.addWidget(WaitingDots(theme, "primary"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_stop(self, words: str) -> None:
        """Offer to stop it; no button without words."""
        self.stop_button.setText(words)
        self.stop_button.setVisible(bool(words))
