"""A field to choose one of a list, with its label above."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.text import PlainLabel

_ARROW = 20


class ChoiceBox(QComboBox):
    """The list itself, with an arrow of the house."""

    def __init__(self, theme: Theme, role: str, *, customer: bool) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self.setProperty("customer", customer)
        self.setProperty("state", "")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.set_text_factor(1.0)

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large."""
        self.setFont(self._theme.font(self._role, factor=factor))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tone = "muted" if self.isEnabled() else "disabled"
        pixmap = self._theme.pixmap("chevron-down", _ARROW, tone, self.devicePixelRatioF())
        with QPainter(self) as painter:
            top = (self.height() - _ARROW) // 2
            painter.drawPixmap(self.width() - _ARROW - 12, top, pixmap)


class ChoiceField(QWidget):
    """One of several keys, told in words.

    Attributes:
        chosen: the key that a person chose.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, *, customer: bool = False) -> None:
        super().__init__()
        side = "customer" if customer else "clerk"
        self.label = PlainLabel(theme, f"{side}.label", tone="muted")
        self.box = ChoiceBox(theme, f"{side}.body", customer=customer)
        self.box.setObjectName("box")
        self.box.activated.connect(self._tell)
        self.label.setBuddy(self.box)
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label)
        layout.addWidget(self.box)

    def set_words(self, label: str, hint: str = "") -> None:
        """Name the field; the hint shows while nothing is chosen."""
        self.label.setText(label)
        self.label.setVisible(bool(label))
        self.box.setAccessibleName(label)
        self.box.setPlaceholderText(hint)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer keys and their words; a key that was chosen stays chosen, else none is."""
        before = self.key()
        self.box.clear()
        for key, words in choices:
            self.box.addItem(words)
            self.box.setItemData(self.box.count() - 1, key, Qt.ItemDataRole.UserRole)
        self.set_key(before)

    def key(self) -> object:
        """The key chosen, or None."""
        return self.box.currentData(Qt.ItemDataRole.UserRole)

    def set_key(self, key: object) -> None:
        """Choose a key; None, or one that is not offered, chooses none."""
        keys = [self.box.itemData(place) for place in range(self.box.count())]
        self.box.setCurrentIndex(keys.index(key) if key is not None and key in keys else -1)

    @Slot(int)
    def _tell(self, _place: int) -> None:
        self.chosen.emit(self.key())
