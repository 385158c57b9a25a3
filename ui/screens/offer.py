"""The offer, as the customer goes through it line by line on their own screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.values import VisitId, yen_words
from counter_app.domain.visit import AppraisedArticle, Ending, Step, Visit
from counter_app.services.visit import VISIT_OVER, typed_of
from counter_app.services.visit_changes import INVOICE_PAGE
from counter_app.texts import Texts
from ui.clerk_screen import WatchedScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, Rule, column, row
from ui.widgets.icon import Badge
from ui.widgets.invoice_question import InvoiceQuestion
from ui.widgets.offer_line import OfferLine
from ui.widgets.page_head import PageHead
from ui.widgets.pill import Pill
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.sure_press import SurePress
from ui.widgets.text import ElidedLabel, PlainLabel

_SIDE = 320


class OfferScreen(WatchedScreen):
    """Lines with their answers, the sum, and the way back to the appraisal."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._head = PageHead(theme)
        self._kind = Pill(theme, "info", icon="arrows-exchange")
        self._kind.setObjectName("kind_of_deal")
        self._head.add(self._kind)
        self._list = ScrollColumn()
        self._sum_label = PlainLabel(theme, "clerk.body", tone="muted")
        self._sum = PlainLabel(theme, "clerk.money_large")
        self._sum.setObjectName("offer_sum")
        self._sum_line = Caption(theme, "clerk.label", tone="muted")
        self._book = Caption(theme, "clerk.small", tone="muted")
        self._state_label = ElidedLabel(theme, "clerk.strong")
        self._state = Pill(theme)
        self._state.setObjectName("answers")
        self._identity = Caption(theme, "clerk.strong")
        self._invoice = InvoiceQuestion(theme)
        self._invoice.answered.connect(self._keep_invoice_number)
        self._invoice.changed.connect(self._invoice_changed)
        self._half = ""
        self._loaded = False
        self._back = Button(theme, icon="pencil")
        self._back.setObjectName("to_article")
        self._back.clicked.connect(self.to_article)
        self._declined = Button(theme, icon="arrow-back-up")
        self._declined.setObjectName("declined")
        self._decline = SurePress(self._declined)
        self._decline.sure.connect(self._end_declined)
        self._actions.back.clicked.connect(self.to_article)
        self._actions.primary.clicked.connect(self.go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._list)
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.offer.title"), self.say("clerk.offer.line"))
        self._say_sum()
        self._state_label.setText(self.say("clerk.offer.state"))
        self._invoice.retranslate(self.texts)
        self._back.setText(self.say("clerk.offer.back"))
        self._decline.set_words(
            self.say("clerk.offer.declined"), self.say("clerk.offer.declined_sure")
        )
        self.say_actions(self.next_words(Step.CONSENT), back=True, cancel=True)
        super().relabel()

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._back.setEnabled(not busy)
        self._declined.setEnabled(not busy)

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        total = Card(theme, margins=(24, 16, 24, 16), spacing=4)
        for part in (self._sum_label, self._sum, self._sum_line, self._book):
            total.body.addWidget(part)
        answers = Card(theme, margins=(20, 12, 20, 12))
        answers.body.addLayout(row(self._state_label, None, self._state))
        answers.body.addWidget(self._identity)
        issuer = Card(theme, margins=(20, 12, 20, 12))
        issuer.body.addWidget(self._invoice)
        offer = QVBoxLayout()
        offer.setSpacing(12)
        offer.addWidget(self._list, 1)
        offer.addWidget(issuer)
        side = QVBoxLayout()
        side.setSpacing(12)
        for card in (total, answers, self._back, self._declined):
            card.setFixedWidth(_SIDE)
            side.addWidget(card)
        side.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(offer, 1)
        body.addLayout(side)
        whole = column(self.bulletins, spacing=12)
        whole.addLayout(body, 1)
        return whole

    @override
    def show_visit(self, visit: Visit) -> None:
        super().show_visit(visit)
        self.look()

    @override
    def draw(self, visit: Visit) -> None:
        clear_layout(self._list.column)
        for one in visit.articles:
            self._list.column.addWidget(self._card(one))
        self._list.column.addStretch(1)
        self._say_sum()
        self._sum.setText(yen_words(visit.offer))
        lines = [line for one in visit.articles for line in one.appraisal.lines]
        cut = -sum(line.yen for line in lines if line.yen < 0)
        pieces = self.say("clerk.pieces", count=len(visit.articles))
        facts = self.say("clerk.offer.sum_line", pieces=pieces, cut=yen_words(cut))
        self._sum_line.set_text(facts if cut else pieces)
        book = self.desk.counter.appraisal.book
        words = self.say("clerk.offer.price_book", version=book.version)
        self._book.set_text(
            f"{words}　{self.say('clerk.offer.price_book_demo')}" if book.demo else words
        )
        agreed = sum(len(one.agreed) for one in visit.articles)
        if visit.offer_agreed:
            self._state.show_state("ok", self.say("clerk.offer.state_done"), "circle-check")
        else:
            told = self.say("clerk.offer.state_line", agreed=agreed, lines=len(lines))
            self._state.show_state("info", told, "device-desktop")
        self._kind.setText(self.say(f"clerk.kind.{visit.kind}.short"))
        self._kind.setVisible(visit.kind != "buy")
        self._say_identity(visit)
        self._invoice.show_number(visit.invoice_number)
        if not self._loaded:
            self._loaded = True
            self._half = typed_of(visit, INVOICE_PAGE).get("number", "")
            if self._half:
                self._invoice.show_half(self._half)
        self._say_ready()

    def _say_of_kind(self, key: str) -> str:
        return self.say_for(self.visit.kind if self.visit is not None else "buy", key)

    def _say_sum(self) -> None:
        self._sum_label.setText(self._say_of_kind("clerk.offer.sum"))

    @Slot()
    def _say_ready(self) -> None:
        agreed = self.visit is not None and self.visit.offer_agreed
        left = [] if self._invoice.is_complete else [self.say("clerk.invoice.left")]
        waits = self.left_words(left) if agreed else self.say("clerk.offer.waiting")
        self._actions.set_ready(agreed and not left, waits)

    @Slot()
    def _invoice_changed(self) -> None:
        """The customer goes on once the number is whole, or is said to be none."""
        self._say_ready()
        visit, visits, half = self.visit, self.desk.counter.visits, self._invoice.half
        if visit is None or half == self._half:
            return
        self._half = half

        def job() -> Visit:
            told = {"number": half} if half else {}
            return visits.keep_typed(visit.visit_id, INVOICE_PAGE, told)

        self.desk.tasks.run(self, job, self._half_kept, self._half_not_kept)

    def _half_kept(self, _visit: Visit) -> None:
        """Nothing to show: it stands in the field."""

    def _half_not_kept(self, error: CounterError) -> None:
        if error.code not in VISIT_OVER:  # then nobody needs it any more
            self.messages.fail(error)

    @Slot(str)
    def _keep_invoice_number(self, number: str) -> None:
        visits = self.desk.counter.visits

        def job(visit_id: VisitId) -> Visit:
            return visits.set_invoice_number(visit_id, number)

        self.change(job)

    def _say_identity(self, visit: Visit) -> None:
        """Whether the law asks who sells, and why it does where the sum alone would not."""
        visits = self.desk.counter.visits
        earlier = visits.earlier_today(visit)
        if earlier:
            total = yen_words(earlier + visit.offer)
            words = self.say("clerk.offer.split", earlier=yen_words(earlier), total=total)
        elif visits.decision(visit).verify_identity:
            words = self.say("clerk.offer.identity")
        else:
            words = self.say("clerk.offer.no_identity")
        self._identity.set_text(words)
        self._identity.set_tone("warn" if earlier else "ink")

    def _card(self, one: AppraisedArticle) -> Card:
        theme = self.desk.theme
        card = Card(theme, margins=(16, 10, 16, 8), spacing=4)
        article = one.article
        name = ElidedLabel(theme, "clerk.value", article.name, bold=True)
        marks = ElidedLabel(theme, "clerk.small", self._marks(one), tone="muted")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(marks)
        top = row(Badge(theme, "device-mobile", 40), spacing=12)
        top.addLayout(words, 1)
        card.body.addLayout(top)
        for place, line in enumerate(one.appraisal.lines):
            card.body.addWidget(Rule(theme))
            shown = OfferLine(theme, self.texts, customer=False)
            icon = "receipt-yen" if line.rule == "base" else "minus"
            said = line.words(self.texts.language)
            shown.show_line(said, "", yen_words(line.yen), icon=icon)
            shown.set_answer("agreed" if place in one.agreed else "open")
            card.body.addWidget(shown)
        card.body.addWidget(Rule(theme))
        label = PlainLabel(theme, "clerk.strong", self._say_of_kind("clerk.offer.article_sum"))
        amount = PlainLabel(theme, "clerk.section", yen_words(one.appraisal.offer))
        card.body.addLayout(row(label, None, amount))
        return card

    def _marks(self, one: AppraisedArticle) -> str:
        article = one.article
        known = (f"IMEI {article.imei}" if article.imei else "", article.serial, article.damage)
        return self.say("clerk.join").join(mark for mark in known if mark)

    @Slot()
    def _end_declined(self) -> None:
        self.end(Ending.DECLINED)
