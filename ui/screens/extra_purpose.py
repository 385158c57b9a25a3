"""A use beyond the notice, from a line of the ledger: ask the customer, then use it once.

One thing at a time stands in the page: what was asked and what to ask, the PIN, the customer's
window in small, and the data of a use, which are shown once and kept nowhere.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.extra_consent import ExtraPurpose
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.services.extra_answers import AnsweredPurpose, DealAnswers
from counter_app.services.extra_purposes import Asked
from counter_app.texts import Texts
from ui.extra_jobs import FieldWords, used_words
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.extra_answers import ExtraAnswers
from ui.widgets.extra_fields import ExtraFields
from ui.widgets.extra_form import ExtraForm
from ui.widgets.mirror import LOOKS_EVERY_MS, Mirror
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof


class ExtraPurposeScreen(Screen):
    """Asking and using, by whoever may.

    Attributes:
        asked: an Asked, which the customer's window is to show.
        let_go: the customer's window is free again.
    """

    asked = Signal(object)
    let_go = Signal()

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._number: LedgerNumber | None = None
        self._deal: DealAnswers | None = None
        self._stated: ExtraPurpose | None = None
        self._using: AnsweredPurpose | None = None
        self._used: FieldWords | None = None
        self._customer: QWidget | None = None
        self._has_customer = False
        self._head = PageHead(theme)
        self._answers = ExtraAnswers(theme)
        self._answers.use_asked.connect(self._ask_use)
        self._form = ExtraForm(theme, desk.counter.notices.languages)
        self._why = Caption(theme, "clerk.body")
        self._why.setObjectName("why")
        self._why_card = Card(theme, margins=(20, 14, 20, 14))
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._proved)
        self._mirror = Mirror(theme)
        self._waiting = Caption(theme, "clerk.label", tone="muted")
        self._fields = ExtraFields(theme)
        self._stack = QStackedWidget()
        self._asking, self._proving, self._mirrored = self._faces()
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._go_back)
        self._actions.primary.clicked.connect(self._state)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)
        body = QVBoxLayout()
        body.addWidget(self._stack)
        ScreenFrame(body, head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._form)
        self.relabel()
        self.work(desk.counter.staff.members, self._show_members)

    def show_line(self, number: LedgerNumber) -> None:
        """Begin with a line of the deal."""
        self._number = number
        self.relabel()
        self._load()

    def mirror(self, customer: QWidget) -> None:
        """The customer's window, shown in small while they read."""
        self._customer = customer

    def show_answer(self, *, agreed: bool) -> None:
        """The customer answered; what they said is written down already."""
        self._form.clear()
        self._face(self._asking)
        self._load()
        kind = "given" if agreed else "refused"
        self.messages.tell(f"clerk.extra.answered_{kind}", "ok" if agreed else "info")

    @Slot()
    def take_back(self) -> None:
        """The customer's page goes before they answered."""
        if self._stack.currentWidget() is not self._mirrored:
            return
        self.desk.counter.extra_purposes.take_back()
        self._free()
        self._face(self._asking)
        self.messages.tell("clerk.extra.taken_back")

    @override
    def relabel(self) -> None:
        number = str(self._number or "")
        self._head.set_words(
            self.say("clerk.extra.title", number=number), self.say("clerk.extra.line")
        )
        words = self.desk.counter.notices.pack(self.texts.language).item_words
        self._form.retranslate(self.texts, words)
        answers = self._deal.answers if self._deal is not None else ()
        self._answers.show_answers(answers, self.texts, words)
        self._answers.setVisible(bool(answers))
        self._waiting.set_text(self.say("clerk.extra.waiting"))
        self._mirror.setAccessibleName(self.say("clerk.waiting.mirror"))
        self._proof.retranslate(self.texts)
        self._say_used()
        self._say_face()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)
        self._actions.set_ready(not busy and self._deal is not None)

    @override
    def leave(self) -> None:
        self._timer.stop()
        self._forget_used()
        if self._has_customer:
            self.desk.counter.extra_purposes.take_back()
            self._free()
        self._customer = None

    def _faces(self) -> tuple[QWidget, QWidget, QWidget]:
        asking = ScrollColumn()
        asking.column.addWidget(self._answers)
        asking.column.addWidget(self._form)
        asking.column.addStretch(1)
        self._why_card.body.addWidget(self._why)
        self._proof.add_above(self._why_card)
        mirrored = QWidget()
        inside = QVBoxLayout(mirrored)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._waiting)
        inside.addWidget(self._mirror)
        inside.addStretch(1)
        for face in (asking, self._proof, mirrored, self._fields):
            self._stack.addWidget(face)
        return asking, self._proof, mirrored

    def _face(self, face: QWidget) -> None:
        self._stack.setCurrentWidget(face)
        if face is self._mirrored:
            self._timer.start()
        else:
            self._timer.stop()
        self._say_face()

    def _say_face(self) -> None:
        """The one way on and the one way back of what stands there."""
        face = self._stack.currentWidget()
        back, primary = "cancel", ""
        if face is self._asking:
            back, primary = "back", self.say("clerk.extra.show")
        elif face is self._mirrored:
            back = "take_back"
        elif face is self._fields:
            back = "close"
        self._actions.set_words(primary, back=self.say(f"clerk.extra.{back}"))
        if self._using is not None:
            self._why.set_text(self.say("clerk.extra.use_warning"))
        elif self._stated is not None:
            purpose = self._stated.text[self._stated.language]
            self._why.set_text(self.say("clerk.extra.prove", purpose=purpose))
        self._why_card.set_kind("warn" if self._using is not None else "plain")

    def _load(self) -> None:
        desk, number = self.desk.counter.extra_purposes, self._number
        if number is None:
            return
        line = number

        def job() -> DealAnswers:
            return desk.of_line(line)

        self.work(job, self._show)

    def _show(self, deal: DealAnswers) -> None:
        self._deal = deal
        self._actions.set_ready(ready=True)
        self.relabel()

    def _show_members(self, members: list[StaffMember]) -> None:
        self._proof.set_managers(members, self.desk.staff.code if self.desk.staff else "")

    @Slot()
    def _state(self) -> None:
        deal, desk, form = self._deal, self.desk.counter.extra_purposes, self._form
        if deal is None:
            return
        items, text, language = form.items, form.text, form.language
        number = deal.visit_number

        def job() -> ExtraPurpose:
            return desk.state(number, items, text, language)

        self.work(job, self._prove)

    def _prove(self, purpose: ExtraPurpose) -> None:
        self._stated, self._using = purpose, None
        self._to_proof()

    @Slot(object)
    def _ask_use(self, answer: AnsweredPurpose) -> None:
        self._stated, self._using = None, answer
        self._to_proof()

    def _to_proof(self) -> None:
        self._proof.pad.clear()
        self._face(self._proving)
        (self._proof.pad if self._proof.code else self._proof).setFocus()

    @Slot(str, str)
    def _proved(self, code: str, pin: str) -> None:
        counter, by = self.desk.counter, StaffCode(code)
        desk = counter.extra_purposes
        if (using := self._using) is not None:

            def use() -> FieldWords:
                used = desk.use(using.act, using.purpose, by, pin)
                return used_words(counter, used)

            self.work(use, self._show_used, self._failed)
        elif (stated := self._stated) is not None:

            def ask() -> Asked:
                return desk.ask(stated, by, pin)

            self.work(ask, self._show_customer, self._failed)

    def _show_customer(self, asked: Asked) -> None:
        self._stated = None
        self._has_customer = True
        self._face(self._mirrored)
        self._mirror.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit(asked)

    def _show_used(self, fields: FieldWords) -> None:
        self._using, self._used = None, fields
        self._say_used()
        self._face(self._fields)

    def _say_used(self) -> None:
        if (used := self._used) is not None:
            told = used.ja if self.texts.language == "ja" else used.en
            self._fields.show_fields(told, self.say("clerk.extra.used"))

    def _forget_used(self) -> None:
        self._used = None
        self._fields.forget()

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._proof.pad.clear()
            self.messages.fail(error)

    def _free(self) -> None:
        if self._has_customer:
            self._has_customer = False
            self.let_go.emit()

    @Slot()
    def _look(self) -> None:
        if self._customer is not None and self.isVisible():
            self._mirror.show_picture(self._customer.grab())

    @Slot()
    def _go_back(self) -> None:
        face = self._stack.currentWidget()
        if face is self._asking:
            self.wished.emit(Wish.LEDGER)
        elif face is self._mirrored:
            self.take_back()
        elif face is self._fields:
            self._forget_used()
            self._face(self._asking)
            self._load()
        else:
            self._stated = self._using = None
            self._face(self._asking)
