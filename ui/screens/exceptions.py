"""What went another way than the ordinary one in the last days, for a manager to look over.

No customer is named: a line's number leads to the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from counter_app.domain.acts import moment_from
from counter_app.domain.day_close import difference_words
from counter_app.domain.exceptions import CounterException, ExceptionKind
from counter_app.domain.values import yen_words
from counter_app.services.japan_time import day_time_words
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.card import Card, Rule
from ui.widgets.empty_note import EmptyNote
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout

MOST_ROWS = 200
"""So many are shown, the newest; counterctl tells all of them."""

_LOOKS = {
    ExceptionKind.APPROVAL: ("user-check", "primary"),
    ExceptionKind.CORRECTION: ("pencil", "primary"),
    ExceptionKind.CANCELLATION: ("x", "warn"),
    ExceptionKind.LATE_ENTRY: ("history", "warn"),
    ExceptionKind.CLOCK_CONFIRMED: ("clock", "warn"),
    ExceptionKind.DAY_DIFFERENCE: ("cash-banknote", "warn"),
    ExceptionKind.DAY_NOT_CLOSED: ("calendar", "warn"),
    ExceptionKind.PIN_LOCKED: ("lock", "danger"),
    ExceptionKind.MANY_SALES: ("users", "warn"),
    ExceptionKind.SAME_ARTICLE: ("device-mobile", "warn"),
}


class ExceptionsScreen(Screen):
    """One row an exception, the newest first."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._found: Sequence[CounterException] | None = None
        self._head = PageHead(desk.theme)
        self._empty = EmptyNote(desk.theme, "shield-check")
        self._card = Card(desk.theme, margins=(20, 12, 20, 12), spacing=4)
        self._actions = ActionRow(desk.theme)
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._look)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.back)
        self.relabel()
        self._look()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.exceptions.title"), self.say("clerk.exceptions.line"))
        self._empty.set_words(
            self.say("clerk.exceptions.none"), self.say("clerk.exceptions.none_line")
        )
        self._actions.set_words(
            self.say("clerk.exceptions.again"),
            back=self.say("clerk.loss.back"),
            primary_icon="refresh",
        )
        self._say_found()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)

    def _body(self) -> QHBoxLayout:
        rows = ScrollColumn()
        rows.column.addWidget(self._card)
        rows.column.addWidget(self._empty)
        rows.column.addStretch(1)
        body = QHBoxLayout()
        body.addWidget(rows, 1)
        return body

    @Slot()
    def _look(self) -> None:
        exceptions = self.desk.counter.exceptions

        def job() -> list[CounterException]:
            return exceptions.between(None, None)

        self.work(job, self._show, lane="check")

    def _show(self, found: Sequence[CounterException]) -> None:
        self._found = found
        self._say_found()

    def _say_found(self) -> None:
        found = self._found
        self._card.setVisible(bool(found))
        self._empty.setVisible(found is not None and not found)
        clear_layout(self._card.body)
        for place, one in enumerate(reversed((found or ())[-MOST_ROWS:])):
            if place:
                self._card.body.addWidget(Rule(self.desk.theme))
            icon, tone = _LOOKS[one.kind]
            note = RecordNote(self.desk.theme, icon, tone)
            note.setObjectName(f"exception_{place}")
            note.show_note(self._title(one), self._words(one))
            self._card.body.addWidget(note)

    def _title(self, one: CounterException) -> str:
        name = self.say(f"clerk.exceptions.{one.kind}")
        if one.at is None:
            return name
        return self.say("clerk.exceptions.row", name=name, at=day_time_words(one.at), by=one.by)

    def _words(self, one: CounterException) -> str:
        facts = dict(one.facts)
        if "yen" in facts:
            words = yen_words if one.kind is ExceptionKind.APPROVAL else difference_words
            facts["yen"] = words(int(str(facts["yen"])))
        if "received_at" in facts:
            facts["received_at"] = day_time_words(moment_from(str(facts["received_at"])))
        return self.say(f"clerk.exceptions.{one.kind}_line", by=one.by, **facts)

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
