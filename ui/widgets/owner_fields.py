"""Whose article it is: the customer's own, another person's or a company's.

Where it is their own nothing else is asked; else who the owner is, and to show what proves it.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.standing import Behalf, Standing
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

OWN = "own"
BEHALVES: tuple[Behalf, ...] = ("own", "person", "company")
_FIELDS = ("owner_name", "owner_address", "owner_post")
_COMPANY = "company"


class OwnerFields(QWidget):
    """What is asked about an owner who is not at the counter; hidden while there is none.

    Attributes:
        choice: whose article it is; it stands where the page puts it.
        edited: something changed.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.choice = ChoiceField(theme, customer=True)
        self.choice.setObjectName("behalf")
        self._fields = {name: TextField(theme, customer=True) for name in _FIELDS}
        self._note = PlainLabel(theme, "customer.label", tone="muted", wrap=True)
        self._note.setObjectName("owner_note")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addWidget(self._note)
        line = row(self._fields["owner_name"], self._fields["owner_post"], spacing=theme.space(4))
        for place in range(2):
            line.setStretch(place, 1)
        layout.addLayout(line)
        layout.addWidget(self._fields["owner_address"])
        for name, field in self._fields.items():
            field.setObjectName(name)
            field.edited.connect(self._typed_in)
        self.choice.chosen.connect(self._chosen)

    def retranslate(self, texts: Texts) -> None:
        """Every word in another language; what is chosen stays."""
        self.choice.set_words(texts.say("customer.details.behalf"))
        before = self._key()
        self.choice.set_choices(
            [(key, texts.say(f"customer.details.behalf.{key}")) for key in BEHALVES]
        )
        self.choice.set_key(before)
        whose = _COMPANY if before == _COMPANY else "person"
        for name, field in self._fields.items():
            field.set_words(texts.say(f"customer.details.{name}.{whose}"))
        self._note.setText(texts.say(f"customer.details.owner_note.{whose}"))
        self._fields["owner_post"].setVisible(before == _COMPANY)
        self.setVisible(before != OWN)

    def standing(self) -> Standing:
        """The answer as it stands."""
        text = {name: field.text().strip() for name, field in self._fields.items()}
        return Standing(self._key(), text["owner_name"], text["owner_address"], text["owner_post"])

    def show_standing(self, standing: Standing) -> None:
        """Show an answer that was given before."""
        self.choice.set_key(standing.behalf or OWN)
        told = (standing.name, standing.address, standing.post)
        for field, text in zip(self._fields.values(), told, strict=True):
            field.set_text(text)

    def typed(self) -> dict[str, str]:
        """What is not the usual answer, by field."""
        told = {name: field.text() for name, field in self._fields.items() if field.text()}
        return told if self._key() == OWN else told | {"behalf": self._key()}

    def take_up(self, typed: dict[str, str]) -> None:
        """Go on from what was typed before."""
        if "behalf" in typed:
            self.choice.set_key(typed["behalf"])
        for name, field in self._fields.items():
            if name in typed:
                field.set_text(typed[name])

    def show_missing(self, sentence: str) -> TextField | None:
        """Say what is missing at each empty field that is asked for; the first of them, if any."""
        asked = () if self._key() == OWN else _FIELDS
        empty = [
            self._fields[name]
            for name in asked
            if not self._fields[name].text().strip()
            and (name != "owner_post" or self._key() == _COMPANY)
        ]
        for field in self._fields.values():
            field.clear_state()
        for field in reversed(empty):
            field.show_wrong(sentence)
            field.setFocus()
        return empty[0] if empty else None

    def _key(self) -> Behalf:
        return cast("Behalf", self.choice.key() or OWN)

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self.edited.emit()

    @Slot(str)
    def _typed_in(self, _text: str) -> None:
        sender = self.sender()
        if isinstance(sender, TextField):
            sender.clear_state()
        self.edited.emit()
