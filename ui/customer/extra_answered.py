"""After the answer to a use beyond the notice: what was written down, and that the deal stays."""

from __future__ import annotations

from typing_extensions import override

from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.card import row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.icon import Badge
from ui.widgets.notice_parts import words_of
from ui.widgets.scale import scale_text

_BADGE = 136


class ExtraAnsweredPage(Screen):
    """Two sentences; it shows nothing of the customer."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._agreed = False
        self._message = words_of(theme, "", "customer.message", centred=True)
        self._message.setObjectName("message")
        self._more = words_of(theme, "", "customer.body", tone="muted", centred=True)
        self._more.setObjectName("more")
        body = CustomerSheet(theme, self, actions=False).body
        body.addStretch(1)
        body.addLayout(row(None, Badge(theme, "check", _BADGE), None))
        body.addSpacing(theme.space(4))
        body.addWidget(self._message)
        body.addWidget(self._more)
        body.addStretch(1)
        self.relabel()

    def show_answer(self, *, agreed: bool) -> None:
        """Say what was answered."""
        self._agreed = agreed
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        key = "given" if self._agreed else "refused"
        message, _, more = self.say(f"customer.extra.{key}").partition("\n")
        self._message.set_text(message)
        self._more.set_text(more)
