"""The customer confirms who they are: from here on name, address and birth date are item 1.

What the document says stands there already; every field can be mended. The occupation is asked for,
for the ledger must say it (Act art. 16(iv)). What is typed is kept before it is confirmed: a power
cut loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from counter_app.domain.customer import Seller
from counter_app.domain.errors import CounterError
from counter_app.domain.visit import Step, Visit
from counter_app.services.japan_time import business_day
from counter_app.services.visit import VISIT_OVER, typed_of
from counter_app.services.visit_changes import DETAILS_PAGE
from counter_app.texts import Texts
from ui.customer_screen import CustomerScreen
from ui.messages import Messages
from ui.screen import Desk
from ui.widgets.birth_field import BirthField
from ui.widgets.card import column, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.owner_fields import OwnerFields
from ui.widgets.page_head import PageHead
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

OTHER = "other"
"""Key of the occupation that is typed."""

MINOR = "minor_without_guardian"
KEEPS_AFTER_MS = 400
"""What was typed is kept this long after the last key."""

_FIELDS = ("name", "address", "other_occupation", "phone")
_AT_FIELD = {
    "name_form": "name",
    "address_form": "address",
    "occupation_form": "other_occupation",
    "phone_form": "phone",
}
"""Errors of the service that belong to one field."""


class DetailsPage(CustomerScreen):
    """Name, address, birth date, occupation and, if they like, a telephone number."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._filled: dict[str, str] = {}
        self._wrong: dict[str, str] = {}
        self._wrong_part: QWidget | None = None
        self._kept: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEPS_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._head = PageHead(theme, customer=True)
        self._fields = {name: TextField(theme, customer=True) for name in _FIELDS}
        self._birth = BirthField(theme)
        self._birth.setObjectName("birth")
        self._occupation = ChoiceField(theme, customer=True)
        self._occupation.setObjectName("occupation")
        self._owner = OwnerFields(theme)
        self._missing = PlainLabel(theme, "customer.label", tone="danger", wrap=True)
        self._missing.setObjectName("occupation_wrong")
        self._fill()
        self.setFocusProxy(self._fields["name"])
        for name, field in self._fields.items():
            field.setObjectName(name)
            field.edited.connect(self._edited)
        self._birth.edited.connect(self._birth_edited)
        self._occupation.chosen.connect(self._chosen)
        self._owner.edited.connect(self._owner_edited)
        self._sheet.action_row.primary.clicked.connect(self._confirm)
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(
            self.say("customer.details.title"), self.say("customer.details.subtitle")
        )
        for name, field in self._fields.items():
            field.set_words(self.say(f"customer.details.{name}"))
        self._birth.set_words(
            self.say("customer.details.birth"),
            *(self.say(f"customer.details.{part}") for part in ("year", "month", "day")),
        )
        self._occupation.set_words(self.say("customer.details.occupation"))
        self._occupation.set_choices(
            [("", self.say("customer.details.choose")), *self._occupations().items()]
        )
        if self._occupation.key() is None:
            self._occupation.set_key("")
        self.say_actions(self.say("customer.details.confirm"), self.say("customer.details.decline"))
        self._owner.retranslate(self.texts)
        self._show_other()
        self._show_era()
        self._show_wrong()

    @override
    def show_visit(self, visit: Visit) -> None:
        """Fill in what is known; what the customer typed meanwhile stays."""
        first, self._visit = self._visit is None, visit
        seller, document = visit.seller, visit.document
        confirmed = seller.confirmed_at is not None
        known = seller if confirmed or document is None else document
        self._prefill("name", known.name)
        self._prefill("address", known.address)
        self._prefill("phone", seller.contact_phone)
        day = known.birth_date.isoformat() if known.birth_date else ""
        if self._birth.iso() in {"", self._filled.get("birth")} and day:
            self._birth.set_day(known.birth_date)
            self._filled["birth"] = day
        if seller.occupation and not self._occupation.key():
            keys = {self._ja(key): key for key in self._occupations()}
            self._occupation.set_key(keys.get(seller.occupation, OTHER))
            if seller.occupation not in keys:
                self._prefill("other_occupation", seller.occupation)
        if first:
            self._owner.show_standing(visit.standing)
            self._take_up(typed_of(visit, DETAILS_PAGE))
        self._owner.retranslate(self.texts)
        self._show_other()
        self._show_era()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)

    @override
    def leave(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def _fill(self) -> None:
        body, fields = self._sheet.body, self._fields
        space = self.desk.theme.space(4)
        choice = column(self._occupation, self._missing, None, spacing=0)
        body.addWidget(self._head)
        for parts in (
            (fields["name"], self._birth),
            (fields["address"],),
            (
                choice,
                fields["other_occupation"],
                column(self._owner.choice, None, spacing=0),
                fields["phone"],
            ),
        ):
            line = row(*parts, spacing=space)
            for place in range(len(parts)):
                line.setStretch(place, 1)
            body.addLayout(line)
        body.addWidget(self._owner)
        body.addStretch(1)

    def _prefill(self, name: str, text: str) -> None:
        """Fill a field unless the customer changed it."""
        field = self._fields[name]
        if text and field.text() == self._filled.get(name, ""):
            field.set_text(text)
            self._filled[name] = text

    def _take_up(self, typed: dict[str, str]) -> None:
        """Go on from what was typed before a power cut."""
        for name, text in typed.items():
            if name in self._fields:
                self._fields[name].set_text(text)
        if "birth" in typed:
            self._birth.set_day(date.fromisoformat(typed["birth"]))
        self._owner.take_up(typed)
        if "occupation" in typed:
            self._occupation.set_key(typed["occupation"])
        self._kept = typed

    def _typed(self) -> dict[str, str]:
        """What the customer changed and did not confirm yet, by field."""
        day = self._birth.day()
        standing = {
            **{name: field.text() for name, field in self._fields.items()},
            "birth": day.isoformat() if day else "",
            "occupation": str(self._occupation.key() or ""),
        }
        return {
            name: text
            for name, text in standing.items()
            if text and text != self._filled.get(name, "")
        } | self._owner.typed()

    @Slot()
    def _keep(self) -> None:
        visit, visits, typed = self._visit, self.desk.counter.visits, self._typed()
        if visit is None or typed == self._kept or self.is_working:
            return
        self._kept = typed

        def job() -> Visit:
            return visits.keep_typed(visit.visit_id, DETAILS_PAGE, typed)

        self.desk.tasks.run(self, job, self._is_kept, self._not_kept)

    def _is_kept(self, visit: Visit) -> None:
        self._visit = visit

    def _not_kept(self, error: CounterError) -> None:
        if error.code not in VISIT_OVER:  # then nobody needs it any more
            self.messages.fail(error)

    def _occupations(self) -> dict[str, str]:
        """Words of every occupation in the table, by key, in this language."""
        return {
            one.key: self.say(f"customer.occupation.{one.key}")
            for one in self.desk.counter.law.occupations(self._today())
        }

    def _ja(self, key: str) -> str:
        """The ledger's words of an occupation."""
        rows = self.desk.counter.law.occupations(self._today())
        return next((one.ja for one in rows if one.key == key), "")

    def _today(self) -> date:
        return business_day(self.desk.counter.clock.now())

    @Slot(str)
    def _edited(self, _text: str) -> None:
        sender = self.sender()
        if sender is not None:
            self._wrong.pop(sender.objectName(), None)
        self._show_wrong()
        self._timer.start()

    @Slot()
    def _birth_edited(self) -> None:
        self._wrong.pop("birth", None)
        self._show_era()
        self._show_wrong()
        self._timer.start()

    @Slot()
    def _owner_edited(self) -> None:
        self._owner.retranslate(self.texts)
        self._timer.start()

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self._wrong.pop("occupation", None)
        self._show_other()
        self._show_wrong()
        self._timer.start()

    def _show_other(self) -> None:
        self._fields["other_occupation"].setVisible(self._occupation.key() == OTHER)

    def _show_era(self) -> None:
        day = self._birth.day()
        law = self.desk.counter.law
        self._birth.set_era(law.era_words(day, self.texts.language) if day else "")

    def _show_wrong(self) -> None:
        """Put each sentence at its field."""
        said = {name: self.say(f"customer.details.{key}") for name, key in self._wrong.items()}
        for name, field in self._fields.items():
            if name in said:
                field.show_wrong(said[name])
            else:
                field.clear_state()
        self._birth.show_wrong(said.get("birth", ""))
        self._missing.setText(said.get("occupation", ""))
        self._missing.setVisible("occupation" in said)

    def _faults(self) -> dict[str, str]:
        """What is still missing or cannot be, by field: keys of the sentences."""
        fields = self._fields
        faults = {
            name: f"{name}_missing" for name in ("name", "address") if not _text(fields[name])
        }
        day = self._birth.day()
        if day is None or day > self._today():
            faults["birth"] = "birth_wrong"
        if not self._occupation.key():
            faults["occupation"] = "occupation_missing"
        elif self._occupation.key() == OTHER and not _text(fields["other_occupation"]):
            faults["other_occupation"] = "other_occupation_missing"
        return faults

    @Slot()
    def _confirm(self) -> None:
        visit, visits = self._visit, self.desk.counter.visits
        self._wrong = self._faults()
        self._show_wrong()
        nobody = self._owner.show_missing(self.say("customer.details.owner_missing"))
        if visit is None or nobody is not None or self._wrong:
            self._to_first_wrong(nobody)
            return
        self._timer.stop()
        visit_id, seller = visit.visit_id, self._seller(visit)
        standing = self._owner.standing()

        def job() -> Visit:
            visits.set_standing(visit_id, standing)
            confirmed = visits.confirm_details(visit_id, seller)
            if self._is_young(confirmed) or not confirmed.standing.authorised:
                return confirmed  # the customer is told at the field, and the clerk on theirs
            if visits.asks_for_name(confirmed):
                return confirmed  # their next page belongs to the same step
            return visits.go_on(visit_id)

        self.work(job, self._confirmed, self._failed)

    def _is_young(self, visit: Visit) -> bool:
        """Whether the law asks for a guardian, and nobody is there."""
        decision = self.desk.counter.visits.decision(visit)
        return visit.guardian is None and MINOR in decision.blocked

    def _seller(self, visit: Visit) -> Seller:
        key = str(self._occupation.key())
        other = _text(self._fields["other_occupation"])
        return replace(
            visit.seller,
            name=_text(self._fields["name"]),
            address=_text(self._fields["address"]),
            birth_date=self._birth.day(),
            occupation=other if key == OTHER else self._ja(key),
            contact_phone=_text(self._fields["phone"]),
        )

    def _confirmed(self, visit: Visit) -> None:
        if visit.step is Step.DETAILS and self._is_young(visit):
            self._wrong = {"birth": "minor"}
            self._show_wrong()
        self.moved.emit(visit)

    def _failed(self, error: CounterError) -> None:
        name = _AT_FIELD.get(error.code)
        if name is None:
            self.messages.fail(error)
            return
        if name == "other_occupation":
            self._occupation.set_key(OTHER)
            self._show_other()
        self._wrong = {name: "text_form"}
        self._show_wrong()
        self._to_first_wrong()

    def _to_first_wrong(self, nobody: QWidget | None = None) -> None:
        """Go to the first field that is wrong; without one, to the owner's that is empty."""
        order = ("name", "birth", "address", "occupation", "other_occupation", "phone")
        places = {**self._fields, "birth": self._birth, "occupation": self._occupation}
        for name in order:
            if name in self._wrong:
                places[name].setFocus()
                nobody = places[name]
                break
        self._wrong_part = nobody
        QTimer.singleShot(0, self._show_wrong_part)  # its sentence has its room only then

    @Slot()
    def _show_wrong_part(self) -> None:
        if self._wrong_part is not None:
            self._sheet.show_part(self._wrong_part)

    @override
    def decline(self) -> None:
        self._timer.stop()
        super().decline()


def _text(field: TextField) -> str:
    return field.text().strip()
