"""Sign in: who is at the counter, and their PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text import PlainLabel


class SignInScreen(Screen):
    """Tiles of the staff, and the PIN pad.

    Attributes:
        signed_in: the StaffMember who proved who they are.
    """

    signed_in = Signal(object)

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._head = PageHead(desk.theme)
        self._note = PlainLabel(desk.theme, "clerk.small", tone="muted")
        self._proof = StaffProof(desk.theme, texts)
        self._proof.given.connect(self._prove)
        body = QVBoxLayout()
        body.addStretch(1)
        body.addWidget(self._head)
        body.addSpacing(12)
        body.addWidget(self._proof, 8)
        body.addWidget(self._note)
        body.addStretch(1)
        ScreenFrame(body).fill(self)
        self.setFocusProxy(self._proof)
        self.relabel()
        self.work(desk.counter.staff.members, self._proof.set_people)

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.sign_in.title"), self.say("clerk.sign_in.line"))
        self._note.setText(self.say("clerk.sign_in.note"))
        self._proof.retranslate(self.texts)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._proof.set_busy(busy=busy)

    @Slot(str, str)
    def _prove(self, code: str, pin: str) -> None:
        staff = self.desk.counter.staff

        def job() -> StaffMember:
            return staff.prove(StaffCode(code), pin)

        self.work(job, self.signed_in.emit, self._proof.show_refusal)
