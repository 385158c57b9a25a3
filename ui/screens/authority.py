"""Somebody sells for another: staff look at what shows that they may, and say what it was."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.standing import Standing
from counter_app.domain.visit import Step, Visit
from counter_app.services.visit_changes import DETAILS_PAGE
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.card import Card, column, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.fact_rows import FactRows
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.tick_row import TickRow


class AuthorityScreen(ClerkScreen):
    """Who is at the counter, for whom they sell, and what was seen."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._head = PageHead(theme)
        self._facts = FactRows(theme)
        self._authority = ChoiceField(theme)
        self._authority.setObjectName("authority_kind")
        self._seen = TickRow(theme)
        self._seen.setObjectName("authority_seen")
        self._authority.chosen.connect(self._chosen)
        self._seen.toggled.connect(self._show_left)
        self._actions.primary.clicked.connect(self._confirm)
        self._actions.back.clicked.connect(self._go_back)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._authority)
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.authority.title"), self.say("clerk.authority.line"))
        self._authority.set_words(
            self.say("clerk.authority.kind"), self.say("clerk.guardian.choose")
        )
        self._seen.set_words(self.say("clerk.authority.seen"))
        self.say_actions(self.say("clerk.authority.keep"), back=True, cancel=True)
        super().relabel()
        self._show_left()

    @override
    def draw(self, visit: Visit) -> None:
        standing, law = visit.standing, self.desk.counter.law
        whom = "company" if visit.seller_type == "company" else "person"
        facts = [
            (self.say("clerk.authority.here"), visit.seller.name),
            (self.say(f"clerk.authority.{whom}"), standing.name),
            (self.say("clerk.guardian.address"), standing.address),
        ]
        if standing.post:
            facts.append((self.say("clerk.authority.post"), standing.post))
        self._facts.show_facts(facts)
        japanese, today = self.texts.language == "ja", self.desk.counter.ledger.today
        self._authority.set_choices(
            [
                (one.key, one.ja if japanese else one.en)
                for one in law.authorities(standing.behalf, today)
            ]
        )
        if standing.authority and self._authority.key() is None:
            self._authority.set_key(standing.authority)
        self._show_left()

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, margins=(20, 16, 20, 16), spacing=14)
        card.body.addWidget(self._facts)
        line = row(self._authority, column(28, self._seen, None, spacing=0), spacing=16)
        for place in range(2):
            line.setStretch(place, 1)
        card.body.addLayout(line)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        body = QVBoxLayout()
        body.addWidget(scroll)
        return body

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self._show_left()

    @Slot()
    def _show_left(self) -> None:
        left = [] if self._authority.key() else [self.say("clerk.authority.kind")]
        if not self._seen.isChecked():
            left.append(self.say("clerk.call.ticks"))
        self._actions.set_ready(not left, self.left_words(left))

    @Slot()
    def _confirm(self) -> None:
        visit, staff, visits = self.visit, self.desk.staff, self.desk.counter.visits
        if visit is None or staff is None:
            return
        key = str(self._authority.key() or "")

        def job() -> Visit:
            noted = visits.note_authority(visit.visit_id, key, staff.code)
            on = Step.ARTICLE in visits.reachable(noted)
            return visits.go_on(visit.visit_id) if on else noted

        self.work(job, self.moved.emit)

    @Slot()
    def _go_back(self) -> None:
        """The customer mends their answer: what they told stands in the fields again."""
        visit, visits = self.visit, self.desk.counter.visits
        if visit is None:
            return
        told, seller = visit.standing, visit.seller
        born = seller.birth_date.isoformat() if seller.birth_date else ""
        typed = {
            "name": seller.name,
            "address": seller.address,
            "birth": born,
            "phone": seller.contact_phone,
            "behalf": told.behalf,
            "owner_name": told.name,
            "owner_address": told.address,
            "owner_post": told.post,
        }

        def job() -> Visit:
            visits.set_standing(visit.visit_id, Standing())
            return visits.keep_typed(visit.visit_id, DETAILS_PAGE, typed)

        self.advance(job)
