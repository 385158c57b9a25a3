"""Looking at a kept image again: why, who, and then the picture.

Lies over the page that it was opened from, which stays as it is. The reason is written down before
the picture comes; the customer's window shows nothing of it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Visit
from counter_app.services.image_openings import OpenedImage
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.kept_picture import KeptPicture
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text_field import TextField


class KeptImageScreen(Screen):
    """The reason and the PIN; after them the picture in their place."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._visit: Visit | None = None
        self._head = PageHead(theme)
        self._back = Button(theme, icon="arrow-left")
        self._back.setObjectName("back")
        self._back.clicked.connect(self._leave)
        self._head.add(self._back)
        self._reason = ChoiceField(theme)
        self._reason.setObjectName("opening_reason")
        self._words = TextField(theme)
        self._words.field.setObjectName("opening_words")
        self._told = Caption(theme, "clerk.label", tone="muted")
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._open)
        self._picture = KeptPicture(theme)
        self._picture.setObjectName("kept_picture")
        self._place = QStackedWidget()
        self._place.addWidget(self._proof)
        self._place.addWidget(self._picture)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._leave)
        ScreenFrame(self._body(), head=self._head).fill(self)
        self.setFocusProxy(self._reason)
        self.relabel()
        self.work(desk.counter.staff.members, self._show_members)

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.image.title"), self.say("clerk.image.line"))
        self._back.setText(self.say("clerk.image.back"))
        self._reason.set_words(self.say("clerk.image.reason"), self.say("clerk.image.choose"))
        ja = self.texts.language == "ja"
        reasons = self.desk.counter.images.reasons
        self._reason.set_choices([(one.key, one.ja if ja else one.en) for one in reasons])
        self._words.set_words(self.say("clerk.image.words"))
        self._told.set_text(self.say("clerk.image.told"))
        self._picture.setAccessibleName(self.say("clerk.image.picture"))
        self._proof.retranslate(self.texts)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._back.setEnabled(not busy)
        self._proof.set_busy(busy=busy)

    @override
    def leave(self) -> None:
        self._picture.forget()

    def _body(self) -> QVBoxLayout:
        card = Card(self.desk.theme, margins=(20, 14, 20, 14))
        for part in (self._reason, self._words, self._told):
            card.body.addWidget(part)
        self._proof.add_above(card)
        body = QVBoxLayout()
        body.addWidget(self._place)
        return body

    def _show_members(self, members: list[StaffMember]) -> None:
        self._proof.set_people(members, self.desk.signed_in)

    @Slot(str, str)
    def _open(self, code: str, pin: str) -> None:
        visit, images = self._visit, self.desk.counter.images
        if visit is None:
            return
        reason, words, staff = str(self._reason.key() or ""), self._words.text(), StaffCode(code)

        def job() -> OpenedImage:
            return images.open(visit.visit_id, reason, words, staff, pin)

        self.work(job, self._show, self._failed)

    def _show(self, opened: OpenedImage) -> None:
        self._picture.show_png(opened.png)
        self._place.setCurrentWidget(self._picture)
        self._back.setFocus()

    def _failed(self, error: CounterError) -> None:
        self._proof.fail(error, self.messages)

    @Slot()
    def _leave(self) -> None:
        self.wished.emit(Wish.UNCOVER)
