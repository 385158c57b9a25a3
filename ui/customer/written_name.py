"""The customer writes their name with a stylus, in front of staff: a measure that confirms them.

Secondhand Articles Dealer Act art. 15(1)(iv), Enforcement Regulations art. 15(3)(vii). It comes
after they stated who they are, and is not the signature under the contract.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from typing_extensions import override

from counter_app.domain.visit import Visit
from counter_app.texts import Texts
from ui.customer_screen import SigningScreen
from ui.messages import Messages
from ui.screen import Desk, Wish
from ui.widgets.card import Card, column, row
from ui.widgets.signature_pad import signature_on
from ui.widgets.text import ElidedLabel, PlainLabel

_STATED = ("name", "address", "occupation")


class WrittenNamePage(SigningScreen):
    """What was stated, and the place to write the name."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._names = {key: PlainLabel(theme, "customer.small", tone="muted") for key in _STATED}
        self._values = {key: ElidedLabel(theme, "customer.label") for key in _STATED}
        for key, label in self._values.items():
            label.setObjectName(f"stated_{key}")
        self._how = PlainLabel(theme, "customer.label", tone="muted")
        self._fill()
        self._sheet.action_row.back.clicked.connect(self._back)
        self.relabel()

    @override
    def relabel(self) -> None:
        super().relabel()
        self._title.setText(self.say("customer.written_name.title"))
        for key in _STATED:
            self._names[key].setText(self.say(f"customer.details.{key}"))
        needs_pen = self.desk.counter.settings.written_name_needs_pen
        self._how.setText(self.say(f"customer.written_name.how{'_pen' if needs_pen else ''}"))
        self.say_actions(
            self.say("customer.written_name.confirm"),
            self.say("customer.details.decline"),
            back=self.say("customer.back"),
        )

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        for key, label in self._values.items():
            label.setText(getattr(visit.seller, key))

    def _fill(self) -> None:
        theme, body = self.desk.theme, self._sheet.body
        card = Card(theme, margins=(24, 4, 24, 4))
        line = row(
            *(column(self._names[key], None, self._values[key], spacing=0) for key in _STATED),
            spacing=theme.space(5),
        )
        for place, width in enumerate((2, 4, 2)):
            line.setStretch(place, width)
        card.body.addLayout(line)
        body.addWidget(card)
        body.addWidget(self._pad, 1)
        body.addWidget(self._how)

    @override
    def missing_ink(self) -> str:
        missing = super().missing_ink()
        if not missing and self.desk.counter.settings.written_name_needs_pen:
            return "" if self._pad.source == "pen" else self.say("customer.written_name.use_pen")
        return missing

    @override
    def sign(self) -> None:
        visit, staff, visits = self._visit, self.desk.staff, self.desk.counter.visits
        if visit is None or staff is None:
            return
        ink = signature_on(self._pad)
        visit_id, by = visit.visit_id, staff.code

        def job() -> Visit:
            visits.write_name(visit_id, ink, by)
            return visits.go_on(visit_id)

        self.advance(job)

    @Slot()
    def _back(self) -> None:
        self.wished.emit(Wish.BACK)
