"""A use beyond the notice: the customer reads what for, and signs for this once, or says no.

First the purpose as it was stated, word for word, then the place to sign. Whichever they answer is
written down at once; the deal is not touched (Act on the Protection of Personal Information
art. 18(1)).
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.consent import PREVAILING, Signature
from counter_app.services.extra_purposes import Asked
from counter_app.texts import Texts
from ui.customer_screen import SigningScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.card import Card, row
from ui.widgets.icon import Icon
from ui.widgets.notice_parts import words_of
from ui.widgets.signature_pad import signature_on
from ui.widgets.text import ElidedLabel, PlainLabel


class ExtraPurposePage(SigningScreen):
    """The purpose and the items to read; after them the place to sign.

    Attributes:
        answered: True when the customer agreed, False when they did not.
    """

    answered = Signal(bool)

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._asked: Asked | None = None
        self._signs = False
        self._who = words_of(theme, "", "customer.label", tone="muted")
        self._names = {
            key: PlainLabel(theme, "customer.small", tone="muted", wrap=True)
            for key in ("purpose", "original", "items")
        }
        self._purpose = words_of(theme, "", "customer.body")
        self._purpose.setObjectName("purpose")
        self._original = words_of(theme, "", "customer.label")
        self._original.setObjectName("original")
        self._items = words_of(theme, "", "customer.label")
        self._items.setObjectName("items")
        self._once = words_of(theme, "", "customer.label")
        self._once.setObjectName("once")
        self._again = ElidedLabel(theme, "customer.label", tone="muted")
        self._again.setObjectName("again")
        self._reading = self._to_read()
        self._signing = self._to_sign()
        self._sheet.body.addWidget(self._reading, 1)
        self._sheet.body.addWidget(self._signing, 1)
        self._sheet.action_row.back.clicked.connect(self._back)
        self.relabel()

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked; its words stand as they were stated."""
        self._asked = asked
        self.relabel()

    @override
    def relabel(self) -> None:
        for key, label in self._names.items():
            label.setText(self.say(f"customer.extra.{key}"))
        self._once.set_text(self.say("customer.extra.once"))
        self._show_purpose()
        self._show_face()
        super().relabel()

    @override
    def missing_ink(self) -> str:
        return super().missing_ink() if self._signs else ""

    @override
    def show_ink(self) -> None:
        super().show_ink()
        self._clear.setVisible(self._signs)

    @override
    @Slot()
    def sign(self) -> None:
        """On from reading to signing; there, take the ink."""
        if self._signs:
            self._answer(signature_on(self._pad))
        elif not self._sheet.go_down():
            self._turn(signs=True)

    @override
    @Slot()
    def decline(self) -> None:
        """Write the no down: the deal is not touched."""
        self._answer(None)

    def _to_read(self) -> QWidget:
        theme = self.desk.theme
        card = Card(theme, margins=(24, 12, 24, 14))
        for label, words in (  # the gap stands above each label
            (self._names["purpose"], self._purpose),
            (self._names["original"], self._original),
            (self._names["items"], self._items),
        ):
            label.setContentsMargins(0, theme.space(1), 0, 0)
            card.body.addWidget(label)
            card.body.addWidget(words)
        note = Card(theme, "ok", margins=(24, 12, 24, 12))
        line = row(Icon(theme, "circle-check", 24, "ok"), self._once, spacing=12)
        line.setStretch(1, 1)
        note.body.addLayout(line)
        face, inside = _face(theme.space(2))
        inside.addWidget(self._who)
        inside.addWidget(card)
        inside.addWidget(note)
        inside.addStretch(1)
        return face

    def _to_sign(self) -> QWidget:
        face, inside = _face(self.desk.theme.space(1))
        inside.addWidget(self._again)
        inside.addWidget(self._pad, 1)
        return face

    def _show_purpose(self) -> None:
        if self._asked is None:
            return
        counter, purpose = self.desk.counter, self._asked.purpose
        self._who.set_text(
            self.say("customer.extra.who", shop=counter.shop.name, number=purpose.visit_number)
        )
        self._purpose.set_text(purpose.text[purpose.language])
        self._original.set_text(purpose.text[PREVAILING])
        apart = purpose.language != PREVAILING
        self._names["original"].setVisible(apart)
        self._original.setVisible(apart)
        pack = counter.notices.pack(purpose.language)
        words = [
            self.say("customer.notice.kind", words=pack.item_words[no], no=no)
            for no in purpose.items
        ]
        self._items.set_text(self.say("customer.notice.between").join(words))
        self._again.setText(purpose.text[purpose.language])

    def _show_face(self) -> None:
        self._reading.setVisible(not self._signs)
        self._signing.setVisible(self._signs)
        face = "sign" if self._signs else "title"
        self._title.setText(self.say(f"customer.extra.{face}"))
        refuse = self.say("customer.extra.refuse")
        if self._signs:
            primary, back = self.say("customer.extra.agree"), self.say("customer.back")
            self.say_actions(primary, refuse, back=back, primary_icon="")
        else:
            self.say_actions(self.say("customer.next"), refuse)
        self._decline.set_words(refuse, self.say("customer.extra.sure"))

    def _turn(self, *, signs: bool) -> None:
        self._signs = signs
        self._sheet.to_top()
        self._show_face()
        self.show_ink()

    @Slot()
    def _back(self) -> None:
        self._turn(signs=False)

    def _answer(self, signature: Signature | None) -> None:
        asked, desk = self._asked, self.desk.counter.extra_purposes
        if asked is None:
            return

        def job() -> bool:
            desk.answer(asked, signature)
            return signature is not None

        self.work(job, self.answered.emit)


def _face(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    face = QWidget()
    inside = QVBoxLayout(face)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(spacing)
    return face, inside
