"""The guardian who came along reads what is sold and for how much, and signs on this screen.

Under 16 they consent to the use of data as well: which wording was read, and what was answered.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.consent import Consent
from counter_app.domain.values import yen_words
from counter_app.domain.visit import Visit
from counter_app.services.guardian import GuardianAnswer
from counter_app.texts import Texts
from ui.customer_screen import SigningScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.card import Card, Rule, row
from ui.widgets.notice_parts import words_of
from ui.widgets.scale import scale_text
from ui.widgets.screen_frame import clear_layout
from ui.widgets.signature_pad import signature_on
from ui.widgets.text import PlainLabel


class GuardianPage(SigningScreen):
    """What the guardian consents to, and the place to sign."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._factor = 1.0
        self._lead = words_of(theme, "", "customer.label", tone="muted")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._data_use = words_of(theme, "", "customer.label")
        self._data_use.setObjectName("data_use")
        self._fill()
        self.relabel()

    @override
    def set_larger(self, on: bool) -> None:
        self._factor = self.desk.theme.larger_text_factor if on else 1.0
        self._lead.setVisible(not on)  # the title says whom it is for
        super().set_larger(on)

    @override
    def relabel(self) -> None:
        super().relabel()
        self._title.setText(self.say("customer.guardian.title"))
        self._say_lead()
        self.say_actions(
            self.say("customer.guardian.agree"),
            self.say("customer.signature.decline"),
            primary_icon="",
        )
        self._show_statement()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self._say_lead()
        self._show_statement()

    def _fill(self) -> None:
        theme, body = self.desk.theme, self._sheet.body
        card = Card(theme, margins=(24, 10, 24, 10))
        card.body.addLayout(self._lines)
        body.addWidget(self._lead)
        body.addWidget(card)
        body.addWidget(self._data_use)
        body.addWidget(self._pad, 1)

    def _say_lead(self) -> None:
        """What they consent to: a sale, an exchange or a consignment."""
        kind = self._visit.kind if self._visit is not None else "buy"
        self._lead.set_text(self.say_for(kind, "customer.guardian.lead"))

    def _show_statement(self) -> None:
        """Every article with its price, and the sum."""
        visit = self._visit
        if visit is None:
            return
        clear_layout(self._lines)
        for one in visit.statement:
            self._line(one.features, yen_words(one.yen))
        self._lines.addWidget(Rule(self.desk.theme))
        self._line(
            self.say_for(visit.kind, "customer.guardian.total"), yen_words(visit.offer), total=True
        )
        counter = self.desk.counter
        asked = counter.law.guardian_signs_data(visit, counter.ledger.today)
        if asked and visit.consent is not None:
            self._data_use.set_text(self._data_words(visit.consent))
        self._data_use.setVisible(asked)
        scale_text(self, self._factor)

    def _line(self, words: str, amount: str, *, total: bool = False) -> None:
        theme = self.desk.theme
        name = words_of(theme, words, "customer.label")
        money = PlainLabel(theme, "customer.strong" if total else "customer.label", amount)
        line = row(name, money, spacing=theme.space(2))
        line.setStretch(0, 1)
        self._lines.addLayout(line)

    def _data_words(self, consent: Consent) -> str:
        """What is consented to besides: the wording that was read, and the answers."""
        pack = self.desk.counter.notices.pack_shown(consent.shown)
        answers = self.answer_words(consent.choices)
        return self.say("customer.guardian.data_use", day=pack.revised, answers=answers)

    @override
    def sign(self) -> None:
        visit, staff, visits = self._visit, self.desk.staff, self.desk.counter.visits
        if visit is None or staff is None:
            return
        answer = GuardianAnswer(visit.statement, signature_on(self._pad))

        def job() -> Visit:
            visits.guardian_agrees(visit.visit_id, staff.code, answer)
            return visits.go_on(visit.visit_id)

        self.advance(job)
