"""The moment of the law: the cash is counted, the clerk proves who pays, the line is written."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.deal import NEVER_PAID
from counter_app.domain.errors import CounterError, NotPossibleNow, WrongInput
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode, yen_words
from counter_app.domain.visit import Step, Visit
from counter_app.services.acceptance import Payout
from counter_app.services.bulletin_gate import ArticleMatch
from counter_app.services.visit_rules import identity_asked, step_done
from counter_app.texts import Texts
from ui.clerk_screen import WatchedScreen
from ui.messages import Messages, error_words
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.cash_count import CashCount
from ui.widgets.check_list import CheckList, Finding
from ui.widgets.empty_note import EmptyNote
from ui.widgets.late_entry import LateEntryFields
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text import PlainLabel

_LATE_ERRORS = ("reason_missing", "reason_form", "late_not_past")
_SIDE = 384
_METHODS: dict[Payout | None, str] = {
    "cash": "clerk.cash",
    "transfer": "clerk.transfer",
    None: "clerk.payout.no_payout",
}


class PayoutScreen(WatchedScreen):
    """Amount and way of paying, the cash, and the PIN of the one who pays."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._payout: Payout | None = "cash"
        self._head = PageHead(theme)
        self._method = Button(theme, icon="building-bank")
        self._method.setObjectName("method")
        self._method.clicked.connect(self._change_method)
        self._head.add(self._method)
        self._cash = CashCount(theme, texts)
        self._cash.counted.connect(self._show_ready)
        self._transfer = EmptyNote(theme, "building-bank")
        self._nothing = EmptyNote(theme, "arrows-exchange")
        self._amount_label = PlainLabel(theme, "clerk.body", tone="muted")
        self._amount = PlainLabel(theme, "clerk.money_large")
        self._amount.setObjectName("amount")
        self._facts = Caption(theme, "clerk.label", tone="muted")
        self._before_label = PlainLabel(theme, "clerk.strong")
        self._before = CheckList(theme)
        self._not_allowed = RecordNote(theme, "ban", "danger")
        self._not_allowed.setObjectName("not_allowed")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._accept)
        self._late = LateEntryFields(theme)
        self._late.switched.connect(self._show_people)
        self._people: list[StaffMember] = []
        self._pin_amount = PlainLabel(theme, "clerk.money_large")
        self._pin_facts = Caption(theme, "clerk.body", tone="muted")
        self._ways = QStackedWidget()
        self._pages = QStackedWidget()
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._ask_pin)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._cash)
        self.relabel()
        self.work(desk.counter.staff.members, self._show_members)

    @override
    def relabel(self) -> None:
        cash = self._payout == "cash"
        kind = self.visit.kind if self.visit is not None else "buy"
        line = "clerk.payout.line" if cash else "clerk.payout.line_transfer"
        if self._payout is None:
            line = "clerk.payout.line_never"
        if self._asks_pin:
            line = "clerk.payout.who_line"
        self._head.set_words(self.say_for(kind, "clerk.payout.title"), self.say(line))
        other = "clerk.payout.to_transfer" if cash else "clerk.payout.to_cash"
        self._method.setText(self.say(other))
        self._method.setVisible(not self._asks_pin and self._payout is not None)
        self._cash.retranslate(self.texts)
        self._transfer.set_words(
            self.say("clerk.payout.transfer"), self.say("clerk.payout.transfer_line")
        )
        if self._payout is None:
            self._nothing.set_words(
                self.say_for(kind, "clerk.payout.never"), self.say("clerk.payout.never_line")
            )
        self._amount_label.setText(self.say_for(kind, "clerk.payout.amount"))
        self._before_label.setText(self.say_for(kind, "clerk.payout.before"))
        self._proof.retranslate(self.texts)
        self._late.retranslate(self.texts)
        super().relabel()

    @override
    def show_visit(self, visit: Visit) -> None:
        if visit.kind in NEVER_PAID:
            self._payout = None
            self._ways.setCurrentWidget(self._nothing)
        super().show_visit(visit)
        if visit.kind in NEVER_PAID:
            self.relabel()
        self.look()

    @override
    def draw(self, visit: Visit) -> None:
        self._cash.set_amount(visit.offer)
        amount = yen_words(visit.offer)
        self._amount.setText(amount)
        method = self.say(_METHODS[self._payout])
        pieces = self.say("clerk.pieces", count=len(visit.articles))
        facts = self.say("clerk.payout.facts", method=method, pieces=pieces, number=visit.number)
        self._facts.set_text(facts)
        self._pin_amount.setText(amount)
        self._pin_facts.set_text(facts)
        key = "clerk.payout.pay" if self._payout == "cash" else "clerk.payout.accept"
        self.say_actions(self.say(key, amount=amount), back=True)
        self._before.show_findings(self._findings(visit))
        self._say_reasons(visit)
        self._show_ready()

    @override
    def set_busy(self, *, busy: bool) -> None:
        super().set_busy(busy=busy)
        self._proof.set_busy(busy=busy)
        self._method.setEnabled(not busy)

    @property
    def _asks_pin(self) -> bool:
        return self._pages.currentIndex() == 1

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        self._ways.addWidget(self._cash)
        self._ways.addWidget(self._transfer)
        self._ways.addWidget(self._nothing)
        amount = Card(theme, margins=(24, 16, 24, 16), spacing=4)
        for part in (self._amount_label, self._amount, self._facts):
            amount.body.addWidget(part)
        before = Card(theme, margins=(24, 14, 24, 14))
        before.body.addWidget(self._before_label)
        before.body.addWidget(self._before)
        before.body.addWidget(self._not_allowed)
        side = QVBoxLayout()
        side.setSpacing(12)
        for card in (amount, before):
            card.setMaximumWidth(_SIDE)
            side.addWidget(card)
        side.addStretch(1)
        count = QWidget()
        columns = QHBoxLayout(count)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self._ways, 3)
        columns.addLayout(side, 2)
        paying = Card(theme, margins=(24, 16, 24, 16), spacing=4)
        paying.body.addWidget(self._pin_amount)
        paying.body.addWidget(self._pin_facts)
        paying.body.addWidget(self._late)
        self._proof.add_above(paying)
        self._pages.addWidget(count)
        self._pages.addWidget(self._proof)
        body = QVBoxLayout()
        body.setSpacing(12)
        body.addWidget(self.bulletins)
        body.addWidget(self._pages, 1)
        return body

    @override
    def show_found(self, found: tuple[ArticleMatch, ...]) -> None:
        super().show_found(found)
        self._show_ready()

    def _findings(self, visit: Visit) -> list[Finding]:
        """What the counter has to leave behind before a payout."""
        counter = self.desk.counter
        decision, settings = counter.visits.decision(visit, self._way), counter.settings
        identity = identity_asked(visit, decision, settings)
        approval = visit.offer > settings.clerk_limit_yen
        approved = visit.approval is not None and visit.approval.offer == visit.offer
        done = [
            ("record", True, counter.watch.is_whole),
            ("identity", identity, step_done(visit, Step.DOCUMENT, decision, settings)),
            ("details", identity, step_done(visit, Step.DETAILS, decision, settings)),
            ("offer", True, visit.offer_agreed),
            ("consent", True, visit.consent is not None),
            ("approval", approval, approved),
        ]
        return [self._finding(*one) for one in done]

    @property
    def _way(self) -> Payout:
        """How it would be paid; for what is never paid the law knows it by the visit's kind."""
        return self._payout or "cash"

    def _finding(self, key: str, needed: bool, done: bool) -> Finding:  # noqa: FBT001 - a row
        name = self.say(f"clerk.payout.before.{key}")
        if done:
            return Finding(name, self.say("clerk.payout.before.done"), "ok")
        if needed:
            return Finding(name, self.say("clerk.payout.before.missing"), "warn")
        return Finding(name, self.say("clerk.payout.before.not_needed"), "ok")

    def _say_reasons(self, visit: Visit) -> None:
        """Why the law does not allow the payout, with its article."""
        reasons = self.desk.counter.visits.decision(visit, self._way).reasons
        self._not_allowed.setVisible(bool(reasons))
        if reasons:
            words = [error_words(self.texts, NotPossibleNow(one.code)) for one in reasons]
            articles = [self.say("clerk.refused.basis", article=one.article) for one in reasons]
            self._not_allowed.show_note(
                self.say("clerk.payout.not_allowed"), "\n".join([*words, *articles])
            )

    def _missing(self, visit: Visit) -> list[str]:
        missing = [one.name for one in self._findings(visit) if one.state == "warn"]
        if self.bulletins.code:
            missing.append(self.say("clerk.bulletins.left"))
        if not missing and self.desk.counter.visits.decision(visit, self._way).blocked:
            missing.append(self.say("clerk.payout.not_allowed"))
        if self._payout == "cash" and not self._cash.fits:
            missing.append(self.say("clerk.payout.left.cash"))
        if self._asks_pin:
            missing.append(self.say("clerk.payout.left.pin"))
        return missing

    @Slot()
    def _show_ready(self) -> None:
        if self.visit is not None:
            missing = self._missing(self.visit)
            self._actions.set_ready(not missing, self.left_words(missing))

    def _show_members(self, members: list[StaffMember]) -> None:
        self._people = members
        self._show_people()

    @Slot()
    def _show_people(self) -> None:
        """Everybody may accept; a late entry is a manager's."""
        if self._late.is_on:
            self._proof.set_managers(self._people, self._proof.code or self.desk.signed_in)
        else:
            self._proof.set_people(self._people, self._proof.code or self.desk.signed_in)

    @Slot()
    def _change_method(self) -> None:
        self._payout = "transfer" if self._payout == "cash" else "cash"
        self._ways.setCurrentIndex(0 if self._payout == "cash" else 1)
        self.relabel()

    @Slot()
    def _ask_pin(self) -> None:
        self._pages.setCurrentIndex(1)
        self.relabel()
        self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        if self._asks_pin:
            self._pages.setCurrentIndex(0)
            self.relabel()
        else:
            self.go(Step.OFFER)

    @Slot(str, str)
    def _accept(self, code: str, pin: str) -> None:
        visit, acceptance, payout = self.visit, self.desk.counter.acceptance, self._payout
        if visit is None:
            return
        try:
            late = self._late.entry(self.texts)
        except WrongInput:  # said at its field
            self._proof.pad.clear()
            return

        def job() -> Visit:
            return acceptance.accept(visit.visit_id, StaffCode(code), pin, payout, late=late)

        self.work(job, self.moved.emit, self._failed)

    def _failed(self, error: CounterError) -> None:
        if self._proof.takes(error):
            return
        if error.code in _LATE_ERRORS:
            self._proof.pad.clear()
            self.messages.fail(error)
        else:
            self._pages.setCurrentIndex(0)
            self.relabel()
            self.messages.fail(error)
            self.look()
