"""The end of a purchase: what was written down, how far HQ has it, and the next customer."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from counter_app.domain.deal import NEVER_PAID
from counter_app.domain.values import LedgerNumber, yen_words
from counter_app.domain.visit import Acceptance, Visit
from counter_app.services.hq_link import HqLinkState
from counter_app.services.japan_time import time_words
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.caption import Caption
from ui.widgets.card import Card, Rule, row
from ui.widgets.fact_rows import FactRows
from ui.widgets.icon import Badge
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.text import PlainLabel

LOOKS_AGAIN_MS = 2000
_SIDE = 440


class DoneScreen(ClerkScreen):
    """A green page with the summary."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._hq_state: HqLinkState | None = None
        self._title = PlainLabel(theme, "customer.title")
        self._line = PlainLabel(theme, "clerk.body", tone="muted")
        self._line.setObjectName("summary")
        self._articles_label = PlainLabel(theme, "clerk.section")
        self._articles = FactRows(theme)
        self._unpaid = Caption(theme, "clerk.body", tone="warn")
        self._record_label = PlainLabel(theme, "clerk.section")
        self._ledger = RecordNote(theme, "book-2")
        self._ledger.setObjectName("ledger_numbers")
        self._hq = RecordNote(theme, "cloud-check")
        self._hq.setObjectName("hq_state")
        self._image = RecordNote(theme, "shield-check")
        self._actions.back.clicked.connect(self._to_board)
        self._actions.primary.clicked.connect(self._next)
        ScreenFrame(self._body(), actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    @override
    def relabel(self) -> None:
        self._title.setText(self.say("clerk.done.title"))
        self._articles_label.setText(self.say("clerk.done.articles"))
        self._unpaid.set_text(self.say("clerk.done.unpaid"))
        self._record_label.setText(self.say("clerk.done.record"))
        self._actions.set_words(
            self.say("clerk.done.next"), back=self.say("clerk.done.board"), primary_icon="plus"
        )
        self._actions.set_ready(True)
        super().relabel()

    @override
    def draw(self, visit: Visit) -> None:
        accepted = visit.acceptance
        if accepted is None:
            return
        paid = accepted.payout_seq is not None
        never = visit.kind in NEVER_PAID
        method = "clerk.cash" if paid else "clerk.payout.no_payout" if never else "clerk.transfer"
        self._line.setText(
            self.say(
                "clerk.done.line",
                number=visit.number,
                pieces=self.say("clerk.pieces", count=len(visit.articles)),
                amount=yen_words(visit.offer),
                method=self.say(method),
            )
        )
        self._unpaid.setVisible(not paid and not never)
        self._articles.show_facts(
            [(one.article.name, yen_words(one.appraisal.offer)) for one in visit.articles]
        )
        self._say_record(visit, accepted)

    @override
    def leave(self) -> None:
        self._timer.stop()

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        top = Card(theme, "ok", margins=(32, 18, 24, 18))
        words = QVBoxLayout()
        words.addWidget(self._title)
        words.addWidget(self._line)
        line = row(Badge(theme, "check", 72, "ok", "on_primary"), spacing=24)
        line.addLayout(words, 1)
        top.body.addLayout(line)
        articles = Card(theme, margins=(24, 16, 24, 16), spacing=12)
        articles.body.addWidget(self._articles_label)
        articles.body.addWidget(self._articles)
        articles.body.addWidget(self._unpaid)
        articles.body.addStretch(1)
        record = Card(theme, margins=(24, 16, 24, 16), spacing=10)
        record.setMaximumWidth(_SIDE)
        record.body.addWidget(self._record_label)
        for place, note in enumerate((self._ledger, self._hq, self._image)):
            if place:
                record.body.addWidget(Rule(theme))
            record.body.addWidget(note)
        record.body.addStretch(1)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        lower.addWidget(articles, 1)
        lower.addWidget(record, 1)
        body = QVBoxLayout()
        body.setSpacing(16)
        body.addWidget(top)
        body.addLayout(lower, 1)
        return body

    def _say_record(self, visit: Visit, accepted: Acceptance) -> None:
        till = self.desk.counter.shop.till
        numbers = [
            str(LedgerNumber(till, accepted.first_line + place)) for place in range(accepted.lines)
        ]
        self._ledger.show_note(
            self.say("clerk.done.ledger", numbers=self.say("clerk.join").join(numbers)),
            self.say("clerk.done.ledger_line", lines=accepted.lines, time=time_words(accepted.at)),
        )
        kept = visit.document is not None and bool(visit.document.image)
        self._image.show_note(
            self.say("clerk.done.image_masked" if kept else "clerk.done.image_no"),
            self.say("clerk.done.image_line"),
        )
        self._say_hq(accepted)

    def _say_hq(self, accepted: Acceptance) -> None:
        state = self._hq_state
        last = max(accepted.act_seq, accepted.payout_seq or 0)
        if state is not None and state.receipt_at is not None and state.acked >= last:
            self._hq.show_note(
                self.say("clerk.done.hq_received", time=time_words(state.receipt_at)),
                self.say("clerk.done.hq_received_line"),
            )
        else:
            self._hq.show_note(
                self.say("clerk.done.hq_waiting"),
                self.say("clerk.done.hq_waiting_line"),
                icon="cloud-off",
                tone="warn",
            )

    @Slot()
    def _look(self) -> None:
        self.desk.tasks.run(self, self.desk.counter.hq.state, self._show_hq, self.messages.fail)

    def _show_hq(self, state: HqLinkState) -> None:
        self._hq_state = state
        if self.visit is not None and self.visit.acceptance is not None:
            self._say_hq(self.visit.acceptance)

    @Slot()
    def _next(self) -> None:
        self.wished.emit(Wish.NEW_VISIT)

    @Slot()
    def _to_board(self) -> None:
        self.wished.emit(Wish.BOARD)
