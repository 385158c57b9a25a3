"""A visit ended without a purchase: said kindly, and without a reason that is not the customer's.

A hold, a match or a suspicion never shows here: every refusal by the shop has the one sentence.
Only faults of the document, of the age and of the card's side are said plainly, with what the
customer can do (DESIGN 3).
"""

from __future__ import annotations

from typing_extensions import override

from counter_app.domain.visit import Ending, Visit
from counter_app.services.visit_rules import PLAIN_CODES
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.card import row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.icon import Badge
from ui.widgets.notice_parts import words_of
from ui.widgets.scale import scale_text

DECLINED = "customer.ending.declined"
_BADGE = 136


class EndingPage(Screen):
    """The end of a visit; it shows nothing of the customer."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._key = "customer.ending.cancelled"
        self._message = words_of(theme, "", "customer.message", centred=True)
        self._message.setObjectName("message")
        self._more = words_of(theme, "", "customer.body", tone="muted", centred=True)
        self._more.setObjectName("more")
        self._erased = words_of(theme, "", "customer.label", tone="muted", centred=True)
        self._erased.setObjectName("erased")
        body = CustomerSheet(theme, self, actions=False).body
        body.addStretch(1)
        body.addLayout(row(None, Badge(theme, "hand-stop", _BADGE), None))
        body.addSpacing(theme.space(4))
        for label in (self._message, self._more, self._erased):
            body.addWidget(label)
        body.addStretch(1)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        told = self.say(self._key)
        message, _, more = told.partition("\n")
        self._message.set_text(message)
        self._more.set_text(more)
        self._more.setVisible(bool(more))
        self._erased.set_text(self.say("customer.ending.erased"))
        self._erased.setVisible(self._key != DECLINED)  # which says so already

    @override
    def show_visit(self, visit: Visit) -> None:
        self._key = _words_of(visit)
        self.relabel()


def _words_of(visit: Visit) -> str:
    """The key of what the customer is told of an ending."""
    if visit.ending is Ending.DECLINED:
        return DECLINED
    if visit.ending is Ending.CANCELLED:
        return "customer.ending.cancelled"
    if visit.ending_code in PLAIN_CODES:
        return f"customer.ending.{visit.ending_code}"
    return "customer.not_today"
