"""What the customer chooses before signing: each optional answer by itself, none given ahead.

The required confirmation and the optional answers never share a card; an answer to the group is one
either-or, and silence is no (LAW 3.1).
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from counter_app.domain.consent import CHANNELS, Choices, Wording
from counter_app.domain.visit import Visit
from counter_app.texts import Texts
from ui.customer_screen import CustomerScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.card import Card, row
from ui.widgets.choice_card import ChoiceCard, EitherOr
from ui.widgets.icon import Icon
from ui.widgets.notice_parts import words_of
from ui.widgets.pill import Pill
from ui.widgets.scale import scale_text
from ui.widgets.text import PlainLabel

_Kind = Literal["tick", "either"]
_PARTS = ("must", "offers", "group")


class ChoicesPage(CustomerScreen):
    """Required confirmation, the ways of offers, and the answer to the group."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._larger = False
        self._title = PlainLabel(theme, "customer.title", wrap=True)
        self._titles = {part: PlainLabel(theme, "customer.strong") for part in _PARTS}
        self._notes = {
            part: PlainLabel(theme, "customer.label", tone="muted", align="right")
            for part in _PARTS
        }
        self._pills = {
            part: Pill(theme, "solid" if self._is_must(part) else "off", customer=True)
            for part in _PARTS
        }
        self._read = self._card("confirm_read", "tick")
        self._channels = {channel: self._card(channel, "tick") for channel in CHANNELS}
        self._yes = self._card("group_yes", "either")
        self._no = self._card("group_no", "either")
        self._group = EitherOr()
        self._group.setParent(self)
        for card in (self._yes, self._no):
            self._group.add(card)
        self._free = words_of(theme, "", "customer.label")
        self._free.setObjectName("free")
        self._fill()
        self.setFocusProxy(self._read)
        self._sheet.action_row.primary.clicked.connect(self._next)
        self._sheet.action_row.back.clicked.connect(self._back)
        self.relabel()

    @property
    def choices(self) -> Choices:
        """The answers as they stand."""
        answer = True if self._yes.isChecked() else False if self._no.isChecked() else None
        ticked = {channel: card.isChecked() for channel, card in self._channels.items()}
        return Choices(
            direct_mail=ticked["direct_mail"],
            email=ticked["email"],
            sms=ticked["sms"],
            group_provision=answer,
        )

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The very words of each choice as they stand on this page now."""
        language = self.texts.language
        group = "\n".join((self._titles["group"].text(), self._yes.words, self._no.words))
        offers = self._titles["offers"].text()
        return (
            Wording("terms", language, self._read.words),
            Wording("group_provision", language, group),
            *(
                Wording(channel, language, f"{offers}\n{card.words}")
                for channel, card in self._channels.items()
            ),
        )

    def show_choices(self, choices: Choices) -> None:
        """Show answers that were given before: whoever gave them had confirmed the notice."""
        self._read.setChecked(True)
        for channel, card in self._channels.items():
            card.setChecked(getattr(choices, channel))
        self._yes.setChecked(choices.group_provision is True)
        self._no.setChecked(choices.group_provision is False)

    @override
    def set_larger(self, on: bool) -> None:
        """Larger text: what only explains gives its place to what is asked."""
        self._larger = on
        self._show_left()
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)
        for label in (self._title, *self._notes.values()):
            label.setVisible(not on)

    @override
    def relabel(self) -> None:
        self._title.setText(self.say("customer.choices.title"))
        for part in _PARTS:
            self._titles[part].setText(self.say(f"customer.choices.{part}"))
            self._notes[part].setText(self.say(f"customer.choices.{part}_note"))
            self._pills[part].setText(
                self.say(
                    "customer.choices.required"
                    if self._is_must(part)
                    else "customer.choices.optional"
                )
            )
        self._read.set_words(self.say("customer.choices.confirm_read"), must=True)
        for channel, card in self._channels.items():
            card.set_words(self.say(f"customer.choices.{channel}"), must=False)
        for card, key in ((self._yes, "group_yes"), (self._no, "group_no")):
            words, note = (self.say(f"customer.choices.{key}{end}") for end in ("", "_note"))
            if key == "group_no" and not self._may_refuse:
                note = self.say("customer.choices.group_no_ends")
            card.set_words(words, note, must=self._is_must("group"))
        free = "customer.choices.free" if self._may_refuse else "customer.choices.free_offers"
        self._free.set_text(self.say(free))
        self.say_actions(
            self.say("customer.choices.next"),
            self.say("customer.choices.decline"),
            back=self.say("customer.choices.back"),
        )
        self._show_left()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)

    def _is_must(self, part: str) -> bool:
        """Whether an answer is needed to go on; to the group, only where the shop says so."""
        return part == "must" or (
            part == "group"
            and (self.desk.counter.settings.group_answer_required or not self._may_refuse)
        )

    @property
    def _may_refuse(self) -> bool:
        """Whether the visit goes on without a yes to the group."""
        return self.desk.counter.settings.group_may_be_refused

    def _card(self, name: str, kind: _Kind) -> ChoiceCard:
        card = ChoiceCard(self.desk.theme, self.texts, kind)
        card.setObjectName(name)
        card.toggled.connect(self._changed)
        return card

    def _fill(self) -> None:
        body, theme = self._sheet.body, self.desk.theme
        answers: dict[str, tuple[ChoiceCard, ...]] = {
            "must": (self._read,),
            "offers": tuple(self._channels.values()),
            "group": (self._yes, self._no),
        }
        body.addWidget(self._title)
        for part, cards in answers.items():
            card = Card(theme, margins=(24, 12, 24, 14), spacing=theme.space(1))
            card.body.addLayout(self._head(part))
            line = row(*cards, spacing=theme.space(3))
            for place in range(len(cards)):
                line.setStretch(place, 1)
            card.body.addLayout(line)
            body.addWidget(card)
        note = Card(theme, "ok", margins=(24, 12, 24, 12))
        line = row(Icon(theme, "circle-check", 24, "ok"), self._free, spacing=12)
        line.setStretch(1, 1)
        note.body.addLayout(line)
        body.addWidget(note)
        body.addStretch(1)

    def _head(self, part: str) -> QHBoxLayout:
        return row(self._titles[part], self._pills[part], None, self._notes[part], spacing=10)

    @Slot(bool)
    def _changed(self, _on: bool) -> None:  # noqa: FBT001 - as toggled says it
        self._show_left()

    def _show_left(self) -> None:
        """What the primary button still waits for, said beside it."""
        group_open = self._is_must("group") and self.choices.group_provision is None
        left = (not self._read.isChecked()) + group_open
        words = self.say("customer.choices.left", count=left) if left else ""
        self._sheet.action_row.set_ready(not left, words)
        if self._larger:
            self._sheet.action_row.reason.hide()  # no room for it; it still describes the button

    @Slot()
    def _next(self) -> None:
        self.finished.emit(self.choices)

    @Slot()
    def _back(self) -> None:
        self.wished.emit(Wish.BACK)
