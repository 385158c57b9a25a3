"""The customer agrees and signs; the strokes themselves are the evidence, not a picture of them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.consent import Choices, NoticeShown
from counter_app.domain.values import yen_words
from counter_app.domain.visit import Visit
from counter_app.texts import Texts
from ui.customer_screen import SigningScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.card import Card, column, row
from ui.widgets.signature_pad import signature_on
from ui.widgets.text import ElidedLabel, PlainLabel

_FACTS = ("amount", "articles", "choices")
"""What is agreed to, in one line."""


class SignaturePage(SigningScreen):
    """What is agreed, and the place to sign."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._read: NoticeShown | None = None
        self._choices: Choices | None = None
        self._names = {key: PlainLabel(theme, "customer.small", tone="muted") for key in _FACTS}
        self._values = {
            "amount": PlainLabel(theme, "customer.money"),
            "articles": ElidedLabel(theme, "customer.label"),
            "choices": PlainLabel(theme, "customer.label"),
        }
        for key, label in self._values.items():
            label.setObjectName(key)
        self._how = ElidedLabel(theme, "customer.label", tone="muted")
        self._version = PlainLabel(theme, "customer.small", tone="muted", align="right")
        self._version.setObjectName("version")
        self._fill()
        self._sheet.action_row.back.clicked.connect(self._back)
        self.relabel()

    def show_agreed(self, read: NoticeShown, choices: Choices) -> None:
        """Say which notice was read and what was chosen."""
        self._read, self._choices = read, choices
        self.relabel()

    @override
    def set_larger(self, on: bool) -> None:
        super().set_larger(on)
        self._how.setVisible(not on)  # the version needs the whole line then

    @override
    def relabel(self) -> None:
        super().relabel()
        self._title.setText(self.say("customer.signature.title"))
        for key in _FACTS:
            self._names[key].setText(self.say(f"customer.signature.{key}"))
        self._how.setText(self.say("customer.signature.how"))
        self._version.setText(self._version_words())
        self.say_actions(
            self.say("customer.signature.agree"),
            self.say("customer.signature.decline"),
            back=self.say("customer.back"),
            primary_icon="",
        )
        self._show_facts()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self._show_facts()

    def _fill(self) -> None:
        theme, body = self.desk.theme, self._sheet.body
        card = Card(theme, margins=(24, 4, 24, 4))
        line = row(
            *(column(self._names[key], None, self._values[key], spacing=0) for key in _FACTS),
            spacing=theme.space(5),
        )
        line.setStretch(1, 1)
        card.body.addLayout(line)
        below = row(self._how, self._version)
        below.setStretch(0, 1)
        body.addWidget(card)
        body.addWidget(self._pad, 1)
        body.addLayout(below)

    def _show_facts(self) -> None:
        visit = self._visit
        if visit is not None:
            first, *others = (one.article.name for one in visit.articles)
            told = first
            if others:
                told = self.say("customer.signature.more", name=first, count=len(others))
            self._values["amount"].setText(yen_words(visit.offer))
            self._names["amount"].setText(self.say_for(visit.kind, "customer.signature.amount"))
            self._values["articles"].setText(told)
        if self._choices is not None:
            self._values["choices"].setText(self.answer_words(self._choices))
        self._names["choices"].setVisible(self._choices is not None)

    def _version_words(self) -> str:
        """Which wording the signature is bound to: the one that was read."""
        if self._read is None:
            return ""
        pack = self.desk.counter.notices.pack_shown(self._read)
        language = self.texts.name_of(pack.language)
        key = "version_reference" if self._read.reference_wording else "version"
        return self.say(f"customer.signature.{key}", day=pack.revised, language=language)

    @override
    def sign(self) -> None:
        self.finished.emit(signature_on(self._pad))

    @Slot()
    def _back(self) -> None:
        self.wished.emit(Wish.BACK)
