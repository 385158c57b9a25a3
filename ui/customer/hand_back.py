"""One screen for both sides: the customer hands it back, and the clerk's PIN opens their window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.texts import Texts
from ui.messages import Messages, error_words
from ui.screen import Desk, Screen
from ui.widgets.card import Card
from ui.widgets.pin_pad import PinPad
from ui.widgets.text import PlainLabel

_PAD_WIDTH = 368


class HandBackPage(Screen):
    """Asks the customer to hand the screen back; takes the PIN of whoever is signed in.

    Attributes:
        taken: the StaffMember who proved who they are.
    """

    taken = Signal(object)

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._title = PlainLabel(desk.theme, "customer.title", align="centre")
        self._note = PlainLabel(
            desk.theme, "customer.body", tone="muted", align="centre", wrap=True
        )
        self._pad = PinPad(desk.theme, texts)
        self._pad.setObjectName("pin_pad")
        self._pad.entered.connect(self._prove)
        card = Card(desk.theme, margins=(24, 16, 24, 16))
        card.body.addWidget(self._pad)
        card.setFixedWidth(_PAD_WIDTH)
        page = QVBoxLayout(self)
        page.setContentsMargins(40, 24, 40, 24)
        page.setSpacing(12)
        page.addWidget(self._title)
        page.addWidget(self._note)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)
        self.relabel()
        self.setFocusProxy(self._pad)

    @override
    def relabel(self) -> None:
        self._title.setText(self.say("window.hand_back"))
        self._note.setText(self.say("window.hand_back.note"))
        self._pad.retranslate(self.texts)
        name = self.desk.staff.name if self.desk.staff else ""
        self._pad.set_heading(self.say("window.hand_back.staff"), name)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._pad.set_busy(busy)

    @Slot(str)
    def _prove(self, pin: str) -> None:
        member, staff = self.desk.staff, self.desk.counter.staff
        if member is None:
            return
        code = member.code

        def job() -> StaffMember:
            return staff.prove(code, pin)

        self.work(job, self.taken.emit, self._show_wrong)

    def _show_wrong(self, error: CounterError) -> None:
        # It is staff who typed, and no customer's language has the words of errors.
        counter = self.desk.counter
        staff = counter.texts.in_language(counter.settings.language)
        self._pad.show_wrong(error_words(staff, error))
