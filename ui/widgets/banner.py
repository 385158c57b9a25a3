"""The banner under a page's head: what happened, what is safe, what to do, at most one button."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, CardKind
from ui.widgets.icon import Icon
from ui.widgets.paragraphs import LINE_HEIGHT_CLERK, Paragraphs

Gravity = Literal["info", "ok", "warn", "danger"]
LOOKS: dict[Gravity, tuple[CardKind, str, str]] = {
    "info": ("info", "info-circle", "primary"),
    "ok": ("ok", "circle-check", "ok"),
    "warn": ("warn", "alert-triangle", "warn"),
    "danger": ("danger", "ban", "danger"),
}


class Banner(Card):
    """One message; hidden while there is none.

    Attributes:
        acted: its button was pressed.
        closed: it was put away, by a person or by time.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, customer: bool = False) -> None:
        super().__init__(theme, "info", margins=(16, 7, 8, 7), spacing=0)
        self._theme = theme
        self._icon = Icon(theme, "info-circle", 24, "primary")
        what, rest = ("customer.strong", "customer.small") if customer else ("clerk.strong",) * 2
        self._what = Paragraphs(theme, what, line_height=1.42)
        self._rest = Paragraphs(
            theme, rest if customer else "clerk.small", tone="muted", line_height=LINE_HEIGHT_CLERK
        )
        self._what.setObjectName("banner_what")
        self._rest.setObjectName("banner_rest")
        self.action = Button(theme)
        self.action.setObjectName("banner_action")
        self.action.clicked.connect(self.acted)
        self.close_button = IconButton(theme, "x")
        self.close_button.setObjectName("banner_close")
        self.close_button.clicked.connect(self.clear)
        self.close_button.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(self._theme.space(2))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        words.addStretch(1)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        line.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)
        self.setMinimumHeight(64)

    @property
    def is_shown(self) -> bool:
        """Whether there is a message."""
        return not self.isHidden()

    def text(self) -> str:
        """The message, as it was given."""
        return "\n".join(filter(None, (self._what.text(), self._rest.text())))

    def set_close_name(self, name: str) -> None:
        """Offer a cross that puts the message away; its name in the window's language."""
        self.close_button.set_name(name)
        self.close_button.setVisible(bool(name))

    def show_words(self, gravity: Gravity, text: str, action: str = "", *, for_ms: int = 0) -> None:
        """Show a message in place of the one before.

        Args:
            gravity: what it is; an `ok` one leaves by itself.
            text: its first line stands out: what happened; the rest: what is safe, what to do.
            action: words of its button; none without.
            for_ms: leave after so many milliseconds.
        """
        kind, icon, tone = LOOKS[gravity]
        what, _, rest = text.partition("\n")
        self.set_kind(kind)
        self._icon.set_icon(icon, tone)
        self._what.set_tone(tone)
        self._what.set_text(what)
        self._rest.set_text(rest)
        self._rest.setVisible(bool(rest))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(text)
        stays = for_ms or (self._theme.tokens.motion["ok_banner_stays"] if gravity == "ok" else 0)
        self._timer.stop()
        if stays:
            self._timer.start(stays)
        self.show()
        if gravity in {"warn", "danger"}:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def clear(self) -> None:
        """Put the message away."""
        self._timer.stop()
        if self.is_shown:
            self.hide()
            self.closed.emit()
