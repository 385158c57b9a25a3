"""What the customer of a deal was asked beyond the notice: each answer, how it stands, its use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from counter_app.domain.consent import PREVAILING
from counter_app.services.extra_answers import AnsweredPurpose, AnswerNow
from counter_app.services.japan_time import business_day
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.hold_row import HoldRow
from ui.widgets.pill import PillState
from ui.widgets.screen_frame import clear_layout
from ui.widgets.text import PlainLabel

_PILLS: Mapping[AnswerNow, tuple[PillState, str]] = {
    AnswerNow.GIVEN: ("ok", "check"),
    AnswerNow.REFUSED: ("off", "hand-stop"),
    AnswerNow.SPENT: ("info", "history"),
    AnswerNow.WITHDRAWN: ("off", "x"),
}


class ExtraAnswers(Card):
    """A row for each answer.

    Attributes:
        use_asked: an AnsweredPurpose is to be used.
    """

    use_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, margins=(20, 14, 20, 14))
        self._theme = theme
        self._title = PlainLabel(theme, "clerk.section")
        self._none = Caption(theme, "clerk.label", tone="muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addWidget(self._title)
        self.body.addWidget(self._none)
        self.body.addLayout(self._rows)

    def show_answers(
        self, answers: Sequence[AnsweredPurpose], texts: Texts, item_words: Mapping[int, str]
    ) -> None:
        """Show these, the newest first; only one that was given and stands has a button."""
        self._title.setText(texts.say("clerk.extra.list"))
        self._none.set_text(texts.say("clerk.extra.none"))
        self._none.setVisible(not answers)
        clear_layout(self._rows)
        for one in answers:
            items = texts.say("customer.between").join(item_words[no] for no in one.purpose.items)
            line = HoldRow(self._theme, one, "signature")
            line.button.setObjectName(f"use_{one.act}")
            line.chosen.connect(self._ask)
            line.set_words(
                one.purpose.text[PREVAILING],
                texts.say("clerk.extra.row", day=business_day(one.at), items=items),
                texts.say("clerk.extra.use") if one.now is AnswerNow.GIVEN else "",
            )
            state, icon = _PILLS[one.now]
            line.set_pill(state, texts.say(f"clerk.extra.now.{one.now}"), icon)
            self._rows.addWidget(line)

    @Slot(object)
    def _ask(self, answer: object) -> None:
        self.use_asked.emit(answer)
