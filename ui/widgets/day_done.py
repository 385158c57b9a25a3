"""A closed day: who closed it and when, its sums, and what was erased at its close."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.day_close import DayClosing, difference_words
from counter_app.domain.values import yen_words
from counter_app.services.japan_time import day_time_words
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.erasure_card import ErasureCard
from ui.widgets.fact_rows import FactRows
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScrollColumn


class DayDone(QWidget):
    """The page after the closing.

    Attributes:
        erasure: what was erased.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._note = RecordNote(theme, "circle-check")
        self._note.setObjectName("done")
        self._facts = FactRows(theme)
        self.erasure = ErasureCard(theme)
        self.erasure.hide()
        card = Card(theme, margins=(24, 12, 24, 12))
        card.body.addWidget(self._note)
        card.body.addWidget(self._facts)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addWidget(self.erasure)
        scroll.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def show_closing(self, closing: DayClosing, since: int, texts: Texts) -> None:
        """Say how a day was closed, and how many lines were written since."""
        off = difference_words(closing.difference)
        at = day_time_words(closing.at)
        line = texts.say("clerk.day.done_line", at=at, by=closing.by, difference=off)
        if since:
            line = f"{line}\n{texts.say('clerk.day.since_line', count=since)}"
        self._note.show_note(texts.say("clerk.day.done", day=closing.sums.day), line)
        facts = [
            ("lines", texts.say("clerk.pieces", count=closing.sums.lines)),
            ("bought", yen_words(closing.sums.bought)),
            ("paid", yen_words(closing.sums.paid)),
            ("counted", yen_words(closing.drawer.counted)),
            ("difference", off),
        ]
        if closing.drawer.reason:
            facts.append(("reason", closing.drawer.reason))
        self._facts.show_facts([(texts.say(f"clerk.day.{key}"), said) for key, said in facts])
