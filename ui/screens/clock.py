"""A clock that cannot be right: a manager who looked at a calendar confirms it, or mends it.

Until then nothing is accepted, for the day in the ledger is the clock's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.values import StaffCode
from counter_app.services.japan_time import business_day, time_words
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.icon import Icon
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof


class ClockScreen(Screen):
    """What the clock says, why it is doubted, and a manager's PIN."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._head = PageHead(theme)
        self._reason = Caption(theme, "clerk.strong", tone="warn")
        self._facts = FactRows(theme)
        self._mend = Caption(theme, "clerk.body")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._confirm)
        self._back = Button(theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)
        ScreenFrame(self._body(), head=self._head).fill(self)
        self.relabel()
        self.work(desk.counter.staff.members, self._proof.set_managers)

    @override
    def relabel(self) -> None:
        now = self.desk.counter.clock.now()
        self._head.set_words(self.say("clerk.clock.title"), self.say("clerk.clock.line"))
        self._reason.set_text(self.say("clerk.clock.reason"))
        self._facts.show_facts(
            [
                (
                    self.say("clerk.clock.now"),
                    f"{self.texts.day(business_day(now))}  {time_words(now)}",
                )
            ]
        )
        self._mend.set_text(self.say("clerk.clock.mend"))
        self._back.setText(self.say("clerk.clock.back"))
        self._proof.retranslate(self.texts)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        card = Card(theme, "warn", margins=(20, 14, 20, 14))
        top = row(Icon(theme, "alert-triangle", 24, "warn"), spacing=12)
        top.addWidget(self._reason, 1)
        card.body.addLayout(top)
        card.body.addWidget(self._facts)
        card.body.addWidget(self._mend)
        body = QVBoxLayout()
        body.setSpacing(12)
        body.addWidget(card)
        body.addWidget(self._proof, 1)
        return body

    @Slot(str, str)
    def _confirm(self, code: str, pin: str) -> None:
        clocks = self.desk.counter.clocks

        def job() -> None:
            clocks.confirm(StaffCode(code), pin)

        self.work(job, self._confirmed, self._proof.show_refusal)

    def _confirmed(self, _done: None) -> None:
        self.wished.emit(Wish.BOARD)

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Wish.BOARD)
