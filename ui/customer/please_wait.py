"""The customer waits: one sentence, the same for every inner reason (DESIGN 3: no reason shows).

Only faults of the document, of the age and of the card's side are told, for the customer can mend
those.
"""

from __future__ import annotations

from typing_extensions import override

from counter_app.domain.deal import BY_DOCUMENT
from counter_app.domain.visit import Step, Visit
from counter_app.services.visit_rules import PLAIN_CODES
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.card import Card, row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.icon import Badge, Icon
from ui.widgets.notice_parts import words_of
from ui.widgets.scale import scale_text
from ui.widgets.text import PlainLabel

_BADGE = 136


class PleaseWaitPage(Screen):
    """Please wait; while the document is awaited, a line asks for it."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._message = words_of(theme, "", "customer.message", centred=True)
        self._message.setObjectName("message")
        self._calm = words_of(theme, "", "customer.body", tone="muted", centred=True)
        self._calm.setObjectName("calm")
        self._fault = ""
        self._visit: Visit | None = None
        self._ask = PlainLabel(theme, "customer.strong", wrap=True)
        self._ask.setObjectName("ask")
        self._card = Card(theme, "info", margins=(28, 20, 28, 20))
        self._card.body.addLayout(row(Icon(theme, "id", 36, "primary"), self._ask, spacing=16))
        self._card.hide()
        body = CustomerSheet(theme, self, actions=False).body
        body.addStretch(1)
        body.addLayout(row(None, Badge(theme, "hourglass", _BADGE), None))
        body.addSpacing(theme.space(4))
        body.addWidget(self._message)
        body.addWidget(self._calm)
        body.addSpacing(theme.space(4))
        body.addLayout(row(None, self._card, None))
        body.addStretch(1)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        if self._fault:
            message, _, more = self.say(f"customer.ending.{self._fault}").partition("\n")
        else:
            message = self.say("customer.please_wait")
            more = self.say("customer.please_wait.calm")
        self._message.set_text(message)
        self._calm.set_text(more)
        self._ask.setText(self.say(self._asked() or "customer.please_wait.document"))

    def show_fault(self, code: str) -> None:
        """Say plainly what is wrong with document, age or card's side; any other code is silence.

        Args:
            code: of the fault, or empty when it is over.
        """
        self._fault = code if code in PLAIN_CODES else ""
        self._show_card()
        self.relabel()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self._ask.setText(self.say(self._asked() or "customer.please_wait.document"))
        self._show_card()

    def _asked(self) -> str:
        """What the customer is asked to show: the document, or that they may sell for another."""
        visit = self._visit
        if visit is None:
            return ""
        if visit.step is Step.DETAILS:
            return f"customer.details.owner_note.{visit.seller_type}"
        by_document = visit.step is Step.DOCUMENT and visit.route == BY_DOCUMENT
        return "customer.please_wait.document" if by_document else ""

    def _show_card(self) -> None:
        """Ask for it, unless it is there and something is wrong with it."""
        self._card.setVisible(bool(self._asked()) and not self._fault)
