"""What the pages about one line of the ledger share: head, card, and who proves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof


class LineScreen(Screen):
    """A page about one line; Esc and the button of its head lead back to the ledger."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._number: LedgerNumber | None = None
        self._head = PageHead(desk.theme)
        self._back = Button(desk.theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
        self._proof = StaffProof(desk.theme, texts)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)

    def fill(self, *parts: QWidget | QLayout) -> None:
        """Put the parts on the page's card, one below the other, beside the proof."""
        card = Card(self.desk.theme, margins=(20, 14, 20, 14))
        for part in parts:
            if isinstance(part, QLayout):
                card.body.addLayout(part)
            else:
                card.body.addWidget(part)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        self._proof.add_above(scroll, share=3)
        body = QVBoxLayout()
        body.addWidget(self._proof)
        ScreenFrame(body, head=self._head).fill(self)

    def name_page(self, title: str, line: str) -> None:
        """Word the head, the way back and the proof."""
        self._head.set_words(title, line)
        self._back.setText(self.say("clerk.correction.back"))
        self._proof.retranslate(self.texts)

    def ask_staff(self) -> None:
        """Anybody who works here may prove it; whoever is signed in stands first."""
        self.work(self.desk.counter.staff.members, self._show_members)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    def _show_members(self, members: list[StaffMember]) -> None:
        self._proof.set_people(members, self.desk.signed_in)

    def _failed(self, error: CounterError) -> None:
        self._proof.fail(error, self.messages)

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Wish.LEDGER)
