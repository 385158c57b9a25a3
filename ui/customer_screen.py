"""What the customer's pages have in common: larger text, the way out, the place to sign."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from counter_app.domain.consent import Choices
from counter_app.domain.visit import Ending, Visit
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.buttons import Button
from ui.widgets.card import row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.scale import scale_text
from ui.widgets.signature_pad import LOWEST, SignaturePad
from ui.widgets.sure_press import SurePress
from ui.widgets.text import PlainLabel


class CustomerScreen(Screen):
    """A page on which the customer answers, or presses twice to end the visit without a deal."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._visit: Visit | None = None
        self._sheet = CustomerSheet(desk.theme, self)
        self._decline = SurePress(self._sheet.action_row.cancel)
        self._decline.sure.connect(self.decline)

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    def say_actions(
        self, primary: str, decline: str, *, back: str = "", primary_icon: str = "arrow-right"
    ) -> None:
        """Words of the action row; the way out asks once more."""
        self._sheet.action_row.set_words(
            primary, back=back, cancel=decline, primary_icon=primary_icon
        )
        self._decline.set_words(decline, self.say("customer.sure"))

    @Slot()
    def decline(self) -> None:
        """End the visit: what was told is erased."""
        if self._visit is None:
            return
        visits, visit_id = self.desk.counter.visits, self._visit.visit_id

        def job() -> Visit:
            return visits.end(visit_id, Ending.DECLINED)

        self.advance(job)


class SigningScreen(CustomerScreen):
    """A page with a place to write by hand: each adds what is signed, and what is done with it."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._title = PlainLabel(theme, "customer.title", wrap=True)
        self._clear = Button(theme, "secondary", icon="eraser", customer=True)
        self._clear.setObjectName("clear")
        self._pad = SignaturePad(theme, texts)
        self._pad.setObjectName("pad")
        # As high as the window leaves it, never lower than LOWEST.
        self._pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._pad.setMinimumHeight(LOWEST)
        head = row(self._title, self._clear)
        head.setStretch(0, 1)
        self._sheet.body.setSpacing(theme.space(1))
        self._sheet.body.addLayout(head)
        self._sheet.action_row.primary.clicked.connect(self.sign)
        self._clear.clicked.connect(self._pad.clear)
        self._pad.changed.connect(self.show_ink)

    @override
    def relabel(self) -> None:
        self._pad.retranslate(self.texts)
        self._clear.setText(self.say("customer.signature.clear"))
        self.show_ink()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        self._clear.setEnabled(not busy and not self._pad.is_empty)
        self._pad.set_locked(busy)

    def answer_words(self, choices: Choices) -> str:
        """What was answered about offers and the group."""
        offers = "offers_yes" if choices.marketing else "offers_no"
        group = "group_yes" if choices.group else "group_no"
        return self.say("customer.between").join(
            self.say(f"customer.signature.{key}") for key in (offers, group)
        )

    def missing_ink(self) -> str:
        """What is missing before the ink may be taken, in words; empty when nothing is."""
        if self._pad.has_enough:
            return ""
        return self.say(f"customer.signature.{'sign_first' if self._pad.is_empty else 'more_ink'}")

    @Slot()
    def show_ink(self) -> None:
        """Say whether the ink is enough."""
        missing = self.missing_ink()
        self._sheet.action_row.set_ready(not missing, missing)
        self._clear.setEnabled(not self._pad.is_empty)

    @Slot()
    def sign(self) -> None:
        """Take the ink; each page has its own way."""
        raise NotImplementedError
