"""A customer takes optional answers back after the deal: which ones, whose wish, and who notes it.

Only what stands can be ticked. Nobody has to give a reason, and the deal itself is not touched.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.answers import ANSWERS, StandingConsent, Wish
from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.withdrawals import Changed
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.screen import Wish as Place
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow


class WithdrawalScreen(Screen):
    """The answers that stand, to be ticked, and who takes the wish."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._number: LedgerNumber | None = None
        self._consent: StandingConsent | None = None
        self._head = PageHead(theme)
        self._back = Button(theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
        self._stands = Caption(theme, "clerk.strong")
        self._stands.setObjectName("stands")
        self._answers = {name: TickRow(theme) for name in ANSWERS}
        for name, tick in self._answers.items():
            tick.setObjectName(f"answer_{name}")
        self._effect = Caption(theme, "clerk.label", tone="muted")
        self._wishes = {wish: Button(theme, "chip") for wish in Wish}
        for wish, button in self._wishes.items():
            button.setObjectName(f"by_{wish}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self._wishes[Wish.PERSON].setChecked(True)
        self._why = TextField(theme)
        self._why.field.setObjectName("why")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._take_back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)
        ScreenFrame(self._body(), head=self._head).fill(self)
        self.setFocusProxy(self._answers["direct_mail"])
        self.relabel()
        self.work(desk.counter.staff.members, self._show_members)

    def show_line(self, number: LedgerNumber) -> None:
        """Begin with a line of the deal; one without a consent is told."""
        self._number = number
        self.relabel()
        withdrawals = self.desk.counter.withdrawals

        def job() -> StandingConsent:
            return withdrawals.of_line(number)

        self.work(job, self._show)

    @override
    def relabel(self) -> None:
        number = str(self._number or "")
        self._head.set_words(
            self.say("clerk.withdrawal.title", number=number), self.say("clerk.withdrawal.line")
        )
        self._back.setText(self.say("clerk.correction.back"))
        for name, tick in self._answers.items():
            tick.set_words(self.say(f"clerk.withdrawal.{name}"))
        for wish, button in self._wishes.items():
            button.setText(self.say(f"clerk.withdrawal.by_{wish}"))
        self._effect.set_text(self.say("clerk.withdrawal.effect"))
        self._why.set_words(self.say("clerk.withdrawal.why"), self.say("clerk.withdrawal.why_hint"))
        self._proof.retranslate(self.texts)
        self._say_standing()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, margins=(20, 14, 20, 14))
        card.body.addWidget(self._stands)
        for tick in self._answers.values():
            card.body.addWidget(tick)
        card.body.addWidget(self._effect)
        card.body.addLayout(row(*self._wishes.values(), None, spacing=8))
        card.body.addWidget(self._why)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        self._proof.add_above(scroll, share=3)
        body = QVBoxLayout()
        body.addWidget(self._proof)
        return body

    def _show(self, consent: StandingConsent) -> None:
        self._consent = consent
        self._say_standing()

    def _show_members(self, members: list[StaffMember]) -> None:
        self._proof.set_people(members, self.desk.signed_in)

    def _say_standing(self) -> None:
        """What stands now; without anything there is nothing to tick and no PIN to type."""
        consent = self._consent
        stand = frozenset[str]()
        if consent is not None:  # of an erased one nobody can say what stood
            stand = frozenset(ANSWERS) if consent.erased else consent.answers
        for name, tick in self._answers.items():
            tick.setVisible(name in stand)
        for part in (self._effect, self._why, *self._wishes.values()):
            part.setVisible(bool(stand))
        self._proof.pad.setEnabled(bool(stand) and bool(self._proof.code))
        if consent is None:
            self._stands.set_text("")
        elif consent.erased:
            self._stands.set_text(self.say("clerk.withdrawal.erased"))
        else:
            self._stands.set_text(
                self.say("clerk.withdrawal.stands" if stand else "clerk.withdrawal.none")
            )

    @Slot(str, str)
    def _take_back(self, code: str, pin: str) -> None:
        consent, withdrawals = self._consent, self.desk.counter.withdrawals
        if consent is None:
            return
        what = [name for name, tick in self._answers.items() if tick.isChecked()]
        by = next(wish for wish, button in self._wishes.items() if button.isChecked())
        why, staff = self._why.text(), StaffCode(code)

        def job() -> Changed:
            return withdrawals.withdraw(
                *(consent.seq, what, staff, pin), by=by, why=why, everywhere=True
            )

        self.work(job, self._done, self._failed)

    def _done(self, _changed: Changed) -> None:
        self.wished.emit(Place.LEDGER)
        self.messages.tell("clerk.withdrawal.done", "ok")

    def _failed(self, error: CounterError) -> None:
        self._proof.fail(error, self.messages)

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Place.LEDGER)
