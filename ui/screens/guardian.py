"""Who consents for a customer under 18: came along or wrote, who they are, how they were checked.

They consent to the articles and the price later, when both stand. What is typed is kept before it
is confirmed, as on the customer's own page.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.guardian import Guardian
from counter_app.domain.visit import Step, Visit
from counter_app.services.document_review import day_of
from counter_app.services.visit import VISIT_OVER, typed_of
from counter_app.services.visit_changes import GUARDIAN_PAGE
from counter_app.texts import Texts
from ui.clerk_screen import ClerkScreen
from ui.messages import Messages, error_words
from ui.screen import Desk
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, column, row
from ui.widgets.choice_field import ChoiceField
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow

KEEPS_AFTER_MS = 400
"""What was typed is kept this long after the last key."""

FORMS = ("accompany", "written")
_TEXTS = ("name", "phone", "address", "paper_on")
_CHOICES = ("relation", "document")
_AFTER = {Step.DOCUMENT: Step.DETAILS, Step.DETAILS: Step.ARTICLE}
"""Where the visit goes on from the step that told the age."""

_AT_FIELD = {
    "name_form": "name",
    "guardian_name_missing": "name",
    "phone_form": "phone",
    "guardian_phone_missing": "phone",
    "address_form": "address",
    "guardian_address_missing": "address",
    "guardian_paper_missing": "paper_on",
}
"""Errors of the service that belong to one field."""


class GuardianScreen(ClerkScreen):
    """The form of one guardian."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._today = desk.counter.ledger.today
        self._loaded = False
        self._kept: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEPS_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        self._head = PageHead(theme)
        self._forms = {form: Button(theme, "chip") for form in FORMS}
        self._note = Caption(theme, "clerk.label", tone="muted")
        self._fields = {name: TextField(theme, digits=name == "paper_on") for name in _TEXTS}
        self._choices = {name: ChoiceField(theme) for name in _CHOICES}
        self._checked = TickRow(theme)
        self._checked.setObjectName("guardian_checked")
        self._connect()
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._fields["name"])
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.guardian.title"), self.say("clerk.guardian.line"))
        for form, chip in self._forms.items():
            chip.setText(self.say(f"clerk.guardian.{form}"))
        for name, field in self._fields.items():
            help_key = f"clerk.guardian.{name}_help"
            told = self.say(help_key) if self.texts.has(help_key) else ""
            field.set_words(self.say(f"clerk.guardian.{name}"), help=told)
        hint = self.say("clerk.guardian.choose")
        for name, choice in self._choices.items():
            choice.set_words(self.say(f"clerk.guardian.{name}"), hint)
        law, japanese = self.desk.counter.law, self.texts.language == "ja"
        self._choices["relation"].set_choices(
            [(one.key, one.ja if japanese else one.en) for one in law.relations(self._today)]
        )
        documents = [one for one in law.documents(self._today) if one.accepted]
        self._choices["document"].set_choices(
            [(one.key, one.ja if japanese else one.en) for one in documents]
        )
        self.say_actions(self.say("clerk.guardian.keep"), back=True, cancel=True)
        self._show_form()
        super().relabel()

    @override
    def draw(self, visit: Visit) -> None:
        """Fill in who is known already; only the first time."""
        if not self._loaded:
            self._loaded = True
            self.customer_told.emit("")  # what stopped the visit is over
            if visit.guardian is not None:
                self._show_guardian(visit.guardian)
            self._take_up(typed_of(visit, GUARDIAN_PAGE))
        self._show_form()

    @override
    def leave(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    # ---- Layout

    def _connect(self) -> None:
        allowed = self.desk.counter.law.guardian_forms(self._today)
        for form, chip in self._forms.items():
            chip.setObjectName(f"form_{form}")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setVisible(form in allowed)
            chip.toggled.connect(self._changed)
        first = next((form for form in FORMS if form in allowed), FORMS[0])
        self._forms[first].setChecked(True)
        for name, field in self._fields.items():
            field.setObjectName(f"guardian_{name}")
            field.edited.connect(self._edited)
        for name, choice in self._choices.items():
            choice.setObjectName(f"guardian_{name}")
            choice.chosen.connect(self._chosen)
        self._checked.toggled.connect(self._changed)
        self._actions.primary.clicked.connect(self._confirm)
        self._actions.back.clicked.connect(self._go_back)

    def _body(self) -> QVBoxLayout:
        fields, choices = self._fields, self._choices
        card = Card(self.desk.theme, margins=(20, 16, 20, 16), spacing=14)
        card.body.addLayout(row(*self._forms.values(), None, spacing=8))
        card.body.addWidget(self._note)
        for pair in (
            (fields["name"], column(choices["relation"], None, spacing=0)),
            (fields["phone"], column(choices["document"], None, spacing=0)),
        ):
            line = row(*pair, spacing=16)
            for place in range(len(pair)):
                line.setStretch(place, 1)
            card.body.addLayout(line)
        card.body.addWidget(fields["address"])
        last = row(fields["paper_on"], column(28, self._checked, None, spacing=0), spacing=16)
        for place in range(2):
            last.setStretch(place, 1)
        card.body.addLayout(last)
        scroll = ScrollColumn()
        scroll.column.addWidget(card)
        scroll.column.addStretch(1)
        body = QVBoxLayout()
        body.addWidget(scroll)
        return body

    # ---- What stands there

    @property
    def _form(self) -> Literal["accompany", "written"]:
        return "written" if self._forms["written"].isChecked() else "accompany"

    def _show_guardian(self, guardian: Guardian) -> None:
        self._forms[guardian.form].setChecked(True)
        day = guardian.paper_on.isoformat() if guardian.paper_on else ""
        told = {"name": guardian.name, "phone": guardian.phone, "address": guardian.address}
        for name, text in (told | {"paper_on": day}).items():
            self._fields[name].set_text(text)
        self._choices["relation"].set_key(guardian.relation)
        self._choices["document"].set_key(guardian.document_kind)
        self._checked.setChecked(True)

    def _show_form(self) -> None:
        """Words and fields of the form that is chosen, and what is still open."""
        form = self._form
        self._note.set_text(self.say(f"clerk.guardian.{form}_note"))
        self._fields["paper_on"].setVisible(form == "written")
        self._checked.set_words(self.say(f"clerk.guardian.{form}_checked"))
        left = self._left()
        self._actions.set_ready(not left, self.left_words(left))

    def _left(self) -> list[str]:
        names = [name for name in _TEXTS if name != "paper_on" or self._form == "written"]
        left = [
            self.say(f"clerk.guardian.{name}")
            for name in names
            if not self._fields[name].text().strip()
        ]
        left += [
            self.say(f"clerk.guardian.{name}")
            for name in _CHOICES
            if self._choices[name].key() is None
        ]
        return left if self._checked.isChecked() else [*left, self.say("clerk.call.ticks")]

    # ---- What is typed is kept

    def _typed(self) -> dict[str, str]:
        standing = {name: field.text() for name, field in self._fields.items()}
        standing |= {name: str(one.key() or "") for name, one in self._choices.items()}
        return {name: text for name, text in standing.items() if text} | {"form": self._form}

    def _take_up(self, typed: dict[str, str]) -> None:
        """Go on from what was typed before a power cut."""
        for name, text in typed.items():
            if name in self._fields:
                self._fields[name].set_text(text)
            elif name in self._choices:
                self._choices[name].set_key(text)
            elif name == "form" and text in self._forms:
                self._forms[text].setChecked(True)
        self._kept = typed

    @Slot()
    def _keep(self) -> None:
        visit, visits, typed = self.visit, self.desk.counter.visits, self._typed()
        if visit is None or typed == self._kept or self.is_working:
            return
        self._kept = typed

        def job() -> Visit:
            return visits.keep_typed(visit.visit_id, GUARDIAN_PAGE, typed)

        self.desk.tasks.run(self, job, self._is_kept, self._not_kept)

    def _is_kept(self, visit: Visit) -> None:
        self.visit = visit

    def _not_kept(self, error: CounterError) -> None:
        if error.code not in VISIT_OVER:  # then nobody needs it any more
            self.messages.fail(error)

    @Slot(str)
    def _edited(self, _text: str) -> None:
        sender = self.sender()
        if isinstance(sender, TextField):
            sender.clear_state()
        self._changed()

    @Slot(object)
    def _chosen(self, _key: object) -> None:
        self._changed()

    @Slot()
    def _changed(self) -> None:
        self._show_form()
        self._timer.start()

    # ---- Going on

    def _paper_day(self) -> date | None:
        if self._form != "written":
            return None
        return day_of(self.desk.counter.law, self._today, self._fields["paper_on"].text())

    def _guardian(self) -> Guardian | None:
        staff = self.desk.staff
        if staff is None:
            return None
        text = {name: field.text() for name, field in self._fields.items()}
        return Guardian(
            form=self._form,
            name=text["name"],
            address=text["address"],
            phone=text["phone"],
            relation=str(self._choices["relation"].key() or ""),
            document_kind=str(self._choices["document"].key() or ""),
            document_check="original" if self._form == "accompany" else "copy",
            checked_by=staff.code,
            checked_at=self.desk.counter.clock.now(),
            paper_on=self._paper_day(),
        )

    @Slot()
    def _confirm(self) -> None:
        visit, visits, guardian = self.visit, self.desk.counter.visits, self._guardian()
        if visit is None or guardian is None:
            return
        self._timer.stop()

        def job() -> Visit:
            taken = visits.set_guardian(visit.visit_id, guardian)
            on = _AFTER.get(taken.step) in visits.reachable(taken)
            return visits.go_on(visit.visit_id) if on else taken

        self.work(job, self.moved.emit, self._failed)

    def _failed(self, error: CounterError) -> None:
        name = _AT_FIELD.get(error.code)
        if name is None:
            self.messages.fail(error)
            return
        self._fields[name].show_wrong(error_words(self.texts, error).split("\n")[-1])
        self._fields[name].setFocus()

    @Slot()
    def _go_back(self) -> None:
        """The step from which the guardian was asked for; what was typed is kept."""
        visit, visits = self.visit, self.desk.counter.visits
        if visit is None:
            return
        self._timer.stop()
        typed = self._typed()

        def job() -> Visit:
            return visits.keep_typed(visit.visit_id, GUARDIAN_PAGE, typed)

        self.work(job, self.moved.emit)
