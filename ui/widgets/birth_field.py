"""A birth date as year, month and day, with the era's year beside: so people know their own."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.card import column, row
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

_WIDTHS = {"year": 132, "month": 92, "day": 92}
"""Of the three fields, in pixels; the era takes the rest."""


class BirthField(QWidget):
    """Three fields for one day.

    Attributes:
        edited: one of them changed.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._parts = {name: TextField(theme, customer=True, digits=True) for name in _WIDTHS}
        for name, part in self._parts.items():
            part.setObjectName(f"birth_{name}")
            part.setFixedWidth(_WIDTHS[name])
            part.edited.connect(self._changed)
        self._era = PlainLabel(theme, "customer.label", tone="muted")
        self._era.setObjectName("birth_era")
        self._wrong = PlainLabel(theme, "customer.label", tone="danger", wrap=True)
        self._wrong.setObjectName("birth_wrong")
        self._wrong.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = PlainLabel(theme, "customer.label")  # as high as the words over the fields
        level = QWidget()
        level.setFixedHeight(theme.target("customer_primary")[0])  # as a field
        centred = row(self._era)
        level.setLayout(centred)
        beside = column(above, level, None, spacing=6)
        layout.addLayout(row(*self._parts.values(), beside, None, spacing=8))
        layout.addWidget(self._wrong)
        layout.addStretch(1)
        self.setFocusProxy(self._parts["year"])

    def set_words(self, name: str, year: str, month: str, day: str) -> None:
        """Name the three fields; the first one says what the day is of."""
        for part, words in (("year", f"{name}　{year}"), ("month", month), ("day", day)):
            self._parts[part].set_words(words)

    def day(self) -> date | None:
        """The day, or None while there is no such one."""
        digits = self._typed()
        if not all(text.isdecimal() for text in digits):
            return None
        try:
            return date(*map(int, digits))
        except (ValueError, OverflowError):
            return None

    def iso(self) -> str:
        """The day as 1985-05-01, or what was typed of it, or nothing."""
        day = self.day()
        return day.isoformat() if day else "-".join(filter(None, self._typed()))

    def set_day(self, day: date | None) -> None:
        """Fill the fields."""
        numbers = (day.year, day.month, day.day) if day else ("", "", "")
        for part, number in zip(self._parts.values(), numbers, strict=True):
            part.set_text(str(number))

    def set_era(self, words: str) -> None:
        """Say the year as the era counts it."""
        self._era.setText(words)

    def show_wrong(self, sentence: str) -> None:
        """Say what is wrong, below; an empty sentence takes it away."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))

    def _typed(self) -> list[str]:
        return [part.text().strip() for part in self._parts.values()]

    @Slot(str)
    def _changed(self, _text: str) -> None:
        self.edited.emit()
