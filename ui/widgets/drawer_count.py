"""The drawer, counted by note and coin, with the sum."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from counter_app.domain.values import yen_words
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, row
from ui.widgets.cash_count import FACES
from ui.widgets.count_row import CountRow
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel

_WITH_RARE = tuple(sorted({*FACES, 2_000}, reverse=True))
"""The rare note of 2,000 yen is not paid out, and may yet lie in a drawer."""


class DrawerCount(Card):
    """Rows of notes and coins.

    Attributes:
        counted: the sum changed, in yen.
    """

    counted = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, margins=(20, 12, 20, 12))
        self._title = PlainLabel(theme, "clerk.section")
        self._rows = {face: CountRow(theme, texts) for face in _WITH_RARE}
        rows = ScrollColumn(spacing=0)
        for face, one in self._rows.items():
            one.setObjectName(f"drawer_{face}")
            one.counted.connect(self._told)
            rows.column.addWidget(one)
        rows.column.addStretch(1)
        self._sum_label = PlainLabel(theme, "clerk.strong")
        self._sum = PlainLabel(theme, "customer.money", align="right")
        self._sum.setObjectName("drawer_sum")
        self.body.addWidget(self._title)
        self.body.addWidget(rows, 1)
        self.body.addLayout(row(self._sum_label, None, self._sum))
        self.setFocusProxy(self._rows[_WITH_RARE[0]])
        self.retranslate(texts)

    @property
    def total(self) -> int:
        """What was counted, in yen."""
        return sum(face * one.count() for face, one in self._rows.items())

    def retranslate(self, texts: Texts) -> None:
        """Set every word; the counts stay."""
        self._title.setText(texts.say("clerk.day.count"))
        self._sum_label.setText(texts.say("clerk.day.counted"))
        for face, one in self._rows.items():
            one.retranslate(texts)
            one.set_face(yen_words(face), face)
        self._sum.setText(yen_words(self.total))

    @Slot()
    def _told(self) -> None:
        self._sum.setText(yen_words(self.total))
        self.counted.emit(self.total)
