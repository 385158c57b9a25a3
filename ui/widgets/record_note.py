"""A note on the record: an icon, a bold sentence, and a quiet one below it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.caption import Caption
from ui.widgets.card import row
from ui.widgets.icon import Icon


class RecordNote(QWidget):
    """Two lines of words beside an icon; what is not well is amber."""

    def __init__(self, theme: Theme, icon: str, tone: str = "ok") -> None:
        super().__init__()
        self._usual = (icon, tone)
        self._icon = Icon(theme, icon, 24, tone)
        self._title = Caption(theme, "clerk.strong")
        self._line = Caption(theme, "clerk.small", tone="muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._line)
        line = row(self._icon, spacing=12)
        line.addLayout(words, 1)
        line.setContentsMargins(0, 4, 0, 4)
        self.setLayout(line)

    @property
    def words(self) -> str:
        """What the note says, for those who cannot see it."""
        return self._title.text()

    def show_note(self, title: str, line: str, *, icon: str = "", tone: str = "") -> None:
        """Say something else; icon and tone go back to the usual ones when not given."""
        self._title.set_text(title)
        self._line.set_text(line)
        self._line.setVisible(bool(line))
        self._title.set_tone(tone or "ink")
        self._icon.set_icon(icon or self._usual[0], tone or self._usual[1])
        self.setAccessibleName(f"{title} {line}")
