"""The paper of a guardian who stayed at home: they are called, and what they said is written down.

The statement that they are told stands at the left: these articles at these prices.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.guardian import CallBack
from counter_app.domain.values import yen_words
from counter_app.domain.visit import Visit
from counter_app.services.guardian import GuardianAnswer
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, Rule, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow


class CallBackScreen(ClerkScreen):
    """What is told, whom to call, what they said."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._loaded = False
        self._head = PageHead(theme)
        self._mend = Button(theme, icon="pencil")
        self._mend.setObjectName("guardian")
        self._told = PlainLabel(theme, "clerk.section")
        self._statement = QVBoxLayout()
        self._statement.setSpacing(8)
        self._stale = Caption(theme, "clerk.strong", tone="warn")
        self._call = PlainLabel(theme, "clerk.section")
        self._who = FactRows(theme)
        self._number = TextField(theme, digits=True)
        self._number.setObjectName("call_number")
        self._said = TextField(theme)
        self._said.setObjectName("call_said")
        self._agreed = TickRow(theme)
        self._agreed.setObjectName("call_agreed")
        self._data_use = TickRow(theme)
        self._data_use.setObjectName("call_data_use")
        for field in (self._number, self._said):
            field.edited.connect(self._edited)
        for tick in (self._agreed, self._data_use):
            tick.toggled.connect(self._show_left)
        self._mend.clicked.connect(self._ask_form)
        self._actions.primary.clicked.connect(self._confirm)
        self._actions.back.clicked.connect(self.to_article)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._said)
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.call.title"), self.say("clerk.call.line"))
        self._mend.setText(self.say("clerk.guardian.mend"))
        self._told.setText(self.say("clerk.call.told"))
        self._stale.set_text(self.say("clerk.call.stale"))
        self._call.setText(self.say("clerk.call.call"))
        self._number.set_words(self.say("clerk.call.number"))
        self._said.set_words(self.say("clerk.call.said"), help=self.say("clerk.call.said_help"))
        self._agreed.set_words(self.say("clerk.call.agreed"))
        self._data_use.set_words(self.say("clerk.call.data_use"))
        self.say_actions(self.say("clerk.call.keep"), back=True, cancel=True)
        super().relabel()
        self._show_left()

    @override
    def draw(self, visit: Visit) -> None:
        guardian, law = visit.guardian, self.desk.counter.law
        clear_layout(self._statement)
        for one in visit.statement:
            self._line(one.features, yen_words(one.yen))
        self._statement.addWidget(Rule(self.desk.theme))
        self._line(self.say_for(visit.kind, "clerk.call.total"), yen_words(visit.offer))
        self._data_use.setVisible(law.guardian_signs_data(visit, self.desk.counter.ledger.today))
        if guardian is None:
            return
        words = {
            one.key: one.ja if self.texts.language == "ja" else one.en
            for one in law.relations(self.desk.counter.ledger.today)
        }
        day = self.texts.day(guardian.paper_on) if guardian.paper_on else ""
        self._who.show_facts(
            [
                (self.say("clerk.call.guardian"), guardian.name),
                (self.say("clerk.guardian.relation"), words.get(guardian.relation, "")),
                (self.say("clerk.guardian.paper_on"), day),
            ]
        )
        given = guardian.consent
        self._stale.setVisible(given is not None and not visit.guardian_consents)
        if not self._loaded:
            self._loaded = True
            call = given.call_back if given else None
            self._number.set_text(call.number if call else guardian.phone)
            if call is not None and visit.guardian_consents:
                self._said.set_text(call.said)
                self._agreed.setChecked(True)
                self._data_use.setChecked(bool(given and given.data_use))
        self._show_left()

    def _line(self, words: str, amount: str) -> None:
        """An article in full and its price: what the guardian is told."""
        money = PlainLabel(self.desk.theme, "clerk.strong", amount)
        line = row(spacing=16)
        line.addWidget(Caption(self.desk.theme, "clerk.body", words), 1)
        line.addWidget(money)
        self._statement.addLayout(line)

    def _body(self) -> QHBoxLayout:
        left = Card(self.desk.theme, "info", margins=(20, 16, 20, 16), spacing=12)
        left.body.addWidget(self._told)
        left.body.addWidget(self._stale)
        left.body.addLayout(self._statement)
        left.body.addStretch(1)
        right = Card(self.desk.theme, margins=(20, 16, 20, 16), spacing=12)
        right.body.addLayout(row(self._call, None, self._mend))
        right.body.addWidget(self._who)
        for part in (self._number, self._said, self._agreed, self._data_use):
            right.body.addWidget(part)
        right.body.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(16)
        for card in (left, right):
            scroll = ScrollColumn()
            scroll.column.addWidget(card)
            body.addWidget(scroll, 1)
        return body

    @Slot(str)
    def _edited(self, _text: str) -> None:
        self._show_left()

    @Slot()
    def _show_left(self) -> None:
        left = [
            label
            for label, there in (
                (self.say("clerk.call.number"), self._number.text().strip()),
                (self.say("clerk.call.said"), self._said.text().strip()),
                (self.say("clerk.call.ticks"), self._ticked()),
            )
            if not there
        ]
        self._actions.set_ready(not left, self.left_words(left))

    def _ticked(self) -> bool:
        data_use = self._data_use.isHidden() or self._data_use.isChecked()
        return self._agreed.isChecked() and data_use

    @Slot()
    def _confirm(self) -> None:
        visit, staff, counter = self.visit, self.desk.staff, self.desk.counter
        if visit is None or staff is None:
            return
        call = CallBack(self._number.text(), counter.clock.now(), staff.code, self._said.text())
        data_use = not self._data_use.isHidden() and self._data_use.isChecked()
        answer = GuardianAnswer(visit.statement, call_back=call, data_use=data_use)

        def job() -> Visit:
            counter.visits.guardian_agrees(visit.visit_id, staff.code, answer)
            return counter.visits.go_on(visit.visit_id)

        self.work(job, self.moved.emit, self._failed)

    def _failed(self, error: CounterError) -> None:
        if error.code == "phone_form":
            self._number.setFocus()
        self.messages.fail(error)

    @Slot()
    def _ask_form(self) -> None:
        self.wished.emit(Wish.GUARDIAN)
