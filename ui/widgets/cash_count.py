"""Counting out the cash: notes and coins by number, beginning with the fewest that make the sum."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot

from counter_app.domain.values import yen_words
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, row
from ui.widgets.count_row import CountRow
from ui.widgets.pill import Pill
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text import PlainLabel

FACES = (10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1)
"""Notes and coins in yen; the rare note of 2,000 is not counted out."""

_ALWAYS = 100
"""Smaller coins are shown only for a sum that needs them."""


def fewest(amount: int) -> dict[int, int]:
    """The fewest notes and coins that make a sum: count by face."""
    left, counts = amount, {}
    for face in FACES:
        counts[face], left = divmod(left, face)
    return counts


class CashCount(Card):
    """Rows of notes and coins, with their sum against what is to be paid.

    Attributes:
        counted: the sum changed.
    """

    counted = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, margins=(20, 12, 20, 12))
        self._texts = texts
        self._amount = 0
        self._title = PlainLabel(theme, "clerk.section")
        self._suggest = Button(theme, "link", icon="refresh")
        self._suggest.setObjectName("suggest")
        self._suggest.clicked.connect(self.suggest)
        self._rows = {face: CountRow(theme, texts) for face in FACES}
        rows = ScrollColumn(spacing=0)
        for face, one in self._rows.items():
            one.setObjectName(f"cash_{face}")
            one.counted.connect(self._told)
            rows.column.addWidget(one)
        rows.column.addStretch(1)
        self._sum_label = PlainLabel(theme, "clerk.strong")
        self._pill = Pill(theme)
        self._sum = PlainLabel(theme, "customer.money", align="right")
        self._sum.setObjectName("cash_sum")
        self.body.addLayout(row(self._title, None, self._suggest))
        self.body.addWidget(rows, 1)
        self.body.addLayout(row(self._sum_label, self._pill, None, self._sum))
        self.setFocusProxy(self._rows[FACES[0]])
        self.retranslate(texts)

    @property
    def total(self) -> int:
        """What was counted, in yen."""
        return sum(face * one.count() for face, one in self._rows.items())

    @property
    def fits(self) -> bool:
        """Whether it is exactly what is to be paid."""
        return self.total == self._amount

    def set_amount(self, amount: int) -> None:
        """What is to be paid; a new sum starts from the suggestion."""
        if amount == self._amount:
            return
        self._amount = amount
        for face, one in self._rows.items():
            one.setVisible(face >= _ALWAYS or amount % _ALWAYS != 0)
        self.suggest()

    @Slot()
    def suggest(self) -> None:
        """Count the fewest notes and coins."""
        self._set(fewest(self._amount))

    def retranslate(self, texts: Texts) -> None:
        """Set every word; the counts stay."""
        self._texts = texts
        self._title.setText(texts.say("clerk.payout.count"))
        self._suggest.setText(texts.say("clerk.payout.suggest"))
        self._sum_label.setText(texts.say("clerk.payout.counted"))
        for face, one in self._rows.items():
            one.retranslate(texts)
            one.set_face(yen_words(face), face)
        self._show()

    def _set(self, counts: Mapping[int, int]) -> None:
        for face, one in self._rows.items():
            one.set_count(counts[face])
        self._told()

    @Slot()
    def _told(self) -> None:
        self._show()
        self.counted.emit(self.total)

    def _show(self) -> None:
        self._sum.setText(yen_words(self.total))
        off = self._amount - self.total
        if off == 0:
            self._pill.show_state("ok", self._texts.say("clerk.payout.fits"), "circle-check")
        elif off > 0:
            words = self._texts.say("clerk.payout.short", amount=yen_words(off))
            self._pill.show_state("warn", words, "alert-triangle")
        else:
            words = self._texts.say("clerk.payout.over", amount=yen_words(-off))
            self._pill.show_state("warn", words, "alert-triangle")
