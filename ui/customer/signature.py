"""The customer agrees and signs; the strokes themselves are the evidence, not a picture of them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from counter_app.domain.consent import Choices, NoticeShown
from counter_app.domain.values import VisitId, yen_words
from counter_app.domain.visit import Ending, Visit
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column, row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.scale import scale_text
from ui.widgets.signature_pad import LOWEST, SignaturePad, signature_on
from ui.widgets.sure_press import SurePress
from ui.widgets.text import ElidedLabel, PlainLabel

_FACTS = ("amount", "articles", "choices")
"""What is agreed to, in one line."""


class SignaturePage(Screen):
    """What is agreed, and the place to sign."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._visit: Visit | None = None
        self._read: NoticeShown | None = None
        self._choices: Choices | None = None
        self._title = PlainLabel(theme, "customer.title", wrap=True)
        self._names = {key: PlainLabel(theme, "customer.small", tone="muted") for key in _FACTS}
        self._values = {
            "amount": PlainLabel(theme, "customer.money"),
            "articles": ElidedLabel(theme, "customer.label"),
            "choices": PlainLabel(theme, "customer.label"),
        }
        for key, label in self._values.items():
            label.setObjectName(key)
        self._pad = SignaturePad(theme, texts)
        self._pad.setObjectName("pad")
        # As high as the window leaves it, never lower than LOWEST.
        self._pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._pad.setMinimumHeight(LOWEST)
        self._how = ElidedLabel(theme, "customer.label", tone="muted")
        self._version = PlainLabel(theme, "customer.small", tone="muted", align="right")
        self._version.setObjectName("version")
        self._clear = Button(theme, "secondary", icon="eraser", customer=True)
        self._clear.setObjectName("clear")
        self._sheet = CustomerSheet(theme, self)
        self._fill()
        actions = self._sheet.action_row
        self._decline = SurePress(actions.cancel)
        self._decline.sure.connect(self._declined)
        actions.primary.clicked.connect(self._sign)
        actions.back.clicked.connect(self._back)
        self._clear.clicked.connect(self._pad.clear)
        self._pad.changed.connect(self._inked)
        self.relabel()

    def show_agreed(self, read: NoticeShown, choices: Choices) -> None:
        """Say which notice was read and what was chosen."""
        self._read, self._choices = read, choices
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)
        self._how.setVisible(not on)  # the version needs the whole line then

    @override
    def relabel(self) -> None:
        self._pad.retranslate(self.texts)
        self._title.setText(self.say("customer.signature.title"))
        for key in _FACTS:
            self._names[key].setText(self.say(f"customer.signature.{key}"))
        self._how.setText(self.say("customer.signature.how"))
        self._version.setText(self._version_words())
        self._clear.setText(self.say("customer.signature.clear"))
        self._sheet.action_row.set_words(
            self.say("customer.signature.agree"),
            back=self.say("customer.back"),
            cancel=self.say("customer.signature.decline"),
            primary_icon="",
        )
        self._decline.set_words(self.say("customer.signature.decline"), self.say("customer.sure"))
        self._show_facts()
        self._inked()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self._show_facts()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        self._clear.setEnabled(not busy and not self._pad.is_empty)
        self._pad.set_locked(busy)

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
        head = row(self._title, self._clear)
        head.setStretch(0, 1)
        body.setSpacing(theme.space(1))
        body.addLayout(head)
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
            self._values["choices"].setText(self._choices_words(self._choices))
        self._names["choices"].setVisible(self._choices is not None)

    def _choices_words(self, choices: Choices) -> str:
        offers = "offers_yes" if choices.marketing else "offers_no"
        group = "group_yes" if choices.group else "group_no"
        return self.say("customer.between").join(
            self.say(f"customer.signature.{key}") for key in (offers, group)
        )

    def _version_words(self) -> str:
        """Which wording the signature is bound to: the one that was read."""
        if self._read is None:
            return ""
        pack = self.desk.counter.notices.pack(self._read.language)
        language = self.say(f"customer.language.{pack.language}")
        key = "version_reference" if self._read.reference_wording else "version"
        return self.say(f"customer.signature.{key}", day=pack.revised, language=language)

    @Slot()
    def _inked(self) -> None:
        key = "sign_first" if self._pad.is_empty else "more_ink"
        self._sheet.action_row.set_ready(
            self._pad.has_enough, self.say(f"customer.signature.{key}")
        )
        self._clear.setEnabled(not self._pad.is_empty)

    @Slot()
    def _sign(self) -> None:
        self.finished.emit(signature_on(self._pad))

    @Slot()
    def _back(self) -> None:
        self.wished.emit(Wish.BACK)

    @Slot()
    def _declined(self) -> None:
        if self._visit is None:
            return
        visit_id: VisitId = self._visit.visit_id
        visits = self.desk.counter.visits

        def job() -> Visit:
            return visits.end(visit_id, Ending.DECLINED)

        self.advance(job)
