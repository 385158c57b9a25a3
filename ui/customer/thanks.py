"""The trade is done: what was paid, what to take along, and whom to ask or to withdraw from."""

from __future__ import annotations

from typing_extensions import override

from counter_app.domain.deal import DealKind
from counter_app.domain.values import yen_words
from counter_app.domain.visit import Visit
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.card import Card, column, row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.icon import Badge, Icon
from ui.widgets.scale import scale_text
from ui.widgets.text import PlainLabel

_BADGE = 120
_TAKE = (
    ("slip", "receipt-yen"),
    ("receipt", "file-check"),
    ("money", "cash-banknote"),
)
"""What the customer takes along, and its picture."""


class ThanksPage(Screen):
    """Thanks, at the counter's end."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._amount = ""
        self._kind: DealKind = "buy"
        self._message = PlainLabel(theme, "customer.message", wrap=True, align="centre")
        self._message.setObjectName("message")
        self._take = PlainLabel(theme, "customer.body", tone="muted", wrap=True, align="centre")
        self._names = {key: PlainLabel(theme, "customer.strong") for key, _ in _TAKE}
        self._notes = {key: PlainLabel(theme, "customer.label", tone="muted") for key, _ in _TAKE}
        self._notes["money"].setObjectName("amount")
        self._ask = PlainLabel(theme, "customer.label", tone="muted", wrap=True, align="centre")
        self._ask.setObjectName("ask")
        card = Card(theme, margins=(32, 20, 32, 20))
        parts = [
            row(Icon(theme, icon, 36, "primary"), column(self._names[key], self._notes[key]))
            for key, icon in _TAKE
        ]
        card.body.addLayout(row(*parts, spacing=theme.space(5)))
        body = CustomerSheet(theme, self, actions=False).body
        body.addStretch(1)
        body.addLayout(row(None, Badge(theme, "check", _BADGE, "ok", "on_primary"), None))
        body.addSpacing(theme.space(3))
        body.addWidget(self._message)
        body.addWidget(self._take)
        body.addSpacing(theme.space(3))
        body.addLayout(row(None, card, None))
        body.addSpacing(theme.space(2))
        body.addWidget(self._ask)
        body.addStretch(1)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        inquiry = self.desk.counter.notices.pack(self.texts.language).page("inquiry")
        self._message.setText(self.say("customer.thanks.title"))
        self._take.setText(self.say_for(self._kind, "customer.thanks.take"))
        for key, _ in _TAKE:
            self._names[key].setText(self.say_for(self._kind, f"customer.thanks.{key}"))
            self._notes[key].setText(self.say(f"customer.thanks.{key}_note", yen=self._amount))
        tel, hours = inquiry.point("tel"), inquiry.point("hours")
        self._ask.setText(self.say("customer.thanks.ask", tel=tel, hours=hours))

    @override
    def show_visit(self, visit: Visit) -> None:
        self._amount, self._kind = yen_words(visit.offer), visit.kind
        self.relabel()
