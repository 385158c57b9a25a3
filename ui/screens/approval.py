"""A manager's approval of an offer above the clerk's limit, by the manager's own PIN."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.values import StaffCode, yen_words
from counter_app.domain.visit import Step, Visit
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.icon import Icon
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof

_MOST_LINES = 4
"""Up to so many articles stand on a line of their own, with their amounts."""


class ApprovalScreen(ClerkScreen):
    """Why a manager is asked, who they are, and their PIN."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._head = PageHead(theme)
        self._reason = Caption(theme, "clerk.strong", tone="warn")
        self._facts = FactRows(theme)
        self._back = Button(theme, icon="pencil")
        self._back.setObjectName("to_article")
        self._back.clicked.connect(self.to_article)
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._approve)
        self._actions.back.clicked.connect(self.to_article)
        self._actions.primary.clicked.connect(self.go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._proof)
        self.relabel()
        self.work(desk.counter.staff.members, self._proof.set_managers)

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.approval.title"), self.say("clerk.approval.line"))
        self._reason.set_text(self.say("clerk.approval.reason"))
        self._back.setText(self.say("clerk.approval.back"))
        self._proof.retranslate(self.texts)
        self.say_actions(self.next_words(Step.PAYOUT), back=True, cancel=True)
        self._actions.set_ready(False, self.left_words([self.say("clerk.approval.title")]))
        super().relabel()

    @override
    def draw(self, visit: Visit) -> None:
        limit = self.desk.counter.settings.clerk_limit_yen
        facts = [
            (self.say("clerk.approval.offer"), yen_words(visit.offer)),
            (self.say("clerk.approval.limit"), yen_words(limit)),
        ]
        told = [f"{one.article.name}  {yen_words(one.appraisal.offer)}" for one in visit.articles]
        if len(told) > _MOST_LINES:
            told = [self.say("clerk.join").join(told)]
        facts += [(self.say("clerk.approval.articles"), words) for words in told]
        self._facts.show_facts(facts)
        approved = visit.approval is not None and visit.approval.offer == visit.offer
        missing = [] if approved else [self.say("clerk.approval.title")]
        self._actions.set_ready(approved, self.left_words(missing))

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, "warn", margins=(20, 14, 20, 14))
        icon = Icon(self.desk.theme, "alert-triangle", 24, "warn")
        top = row(icon, spacing=12)
        top.addWidget(self._reason, 1)
        card.body.addLayout(top)
        card.body.addWidget(self._facts)
        card.body.addLayout(row(None, self._back))
        self._proof.add_above(card)
        body = QVBoxLayout()
        body.addWidget(self._proof)
        return body

    @Slot(str, str)
    def _approve(self, code: str, pin: str) -> None:
        visit, visits = self.visit, self.desk.counter.visits
        if visit is None:
            return

        def job() -> Visit:
            visits.approve(visit.visit_id, StaffCode(code), pin)
            return visits.go_on(visit.visit_id)

        self.work(job, self.moved.emit, self._failed)

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self.messages.fail(error)
