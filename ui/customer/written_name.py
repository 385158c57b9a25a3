"""The customer writes their name with a stylus, in front of staff: a measure that confirms them.

Secondhand Articles Dealer Act art. 15(1)(iv), Enforcement Regulations art. 15(3)(vii). It comes
after they stated who they are, and is not the signature under the contract.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from counter_app.domain.consent import Signature, StrokePoint
from counter_app.domain.visit import Ending, Visit
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column, row
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.scale import scale_text
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.sure_press import SurePress
from ui.widgets.text import ElidedLabel, PlainLabel

_LOWEST = 240
"""Height that a name needs, in pixels, with larger text round it."""
_STATED = ("name", "address", "occupation")


class WrittenNamePage(Screen):
    """What was stated, and the place to write the name."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._visit: Visit | None = None
        self._title = PlainLabel(theme, "customer.title", wrap=True)
        self._names = {key: PlainLabel(theme, "customer.small", tone="muted") for key in _STATED}
        self._values = {key: ElidedLabel(theme, "customer.label") for key in _STATED}
        for key, label in self._values.items():
            label.setObjectName(f"stated_{key}")
        self._pad = SignaturePad(theme, texts)
        self._pad.setObjectName("pad")
        self._pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._pad.setMinimumHeight(_LOWEST)
        self._how = PlainLabel(theme, "customer.label", tone="muted")
        self._clear = Button(theme, "secondary", icon="eraser", customer=True)
        self._clear.setObjectName("clear")
        self._sheet = CustomerSheet(theme, self)
        self._fill()
        actions = self._sheet.action_row
        self._decline = SurePress(actions.cancel)
        self._decline.sure.connect(self._declined)
        actions.primary.clicked.connect(self._write)
        actions.back.clicked.connect(self._back)
        self._clear.clicked.connect(self._pad.clear)
        self._pad.changed.connect(self._inked)
        self.relabel()

    def set_larger(self, on: bool) -> None:  # noqa: FBT001 - the window's button says so
        """Larger text."""
        scale_text(self, self.desk.theme.larger_text_factor if on else 1.0)

    @override
    def relabel(self) -> None:
        self._pad.retranslate(self.texts)
        self._title.setText(self.say("customer.written_name.title"))
        for key in _STATED:
            self._names[key].setText(self.say(f"customer.details.{key}"))
        needs_pen = self.desk.counter.settings.written_name_needs_pen
        self._how.setText(self.say(f"customer.written_name.how{'_pen' if needs_pen else ''}"))
        self._clear.setText(self.say("customer.signature.clear"))
        self._sheet.action_row.set_words(
            self.say("customer.written_name.confirm"),
            back=self.say("customer.back"),
            cancel=self.say("customer.details.decline"),
        )
        self._decline.set_words(self.say("customer.details.decline"), self.say("customer.sure"))
        self._inked()

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        for key, label in self._values.items():
            label.setText(getattr(visit.seller, key))

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._sheet.action_row.set_busy(busy)
        self._clear.setEnabled(not busy and not self._pad.is_empty)
        self._pad.set_locked(busy)

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
        head = row(self._title, self._clear)
        head.setStretch(0, 1)
        body.setSpacing(theme.space(1))
        body.addLayout(head)
        body.addWidget(card)
        body.addWidget(self._pad, 1)
        body.addWidget(self._how)

    @Slot()
    def _inked(self) -> None:
        key = "sign_first" if self._pad.is_empty else "more_ink"
        words = self.say(f"customer.signature.{key}")
        ready = self._pad.has_enough
        if ready and self.desk.counter.settings.written_name_needs_pen:
            ready, words = self._pad.source == "pen", self.say("customer.written_name.use_pen")
        self._sheet.action_row.set_ready(ready, words)
        self._clear.setEnabled(not self._pad.is_empty)

    @Slot()
    def _write(self) -> None:
        visit, staff, visits = self._visit, self.desk.staff, self.desk.counter.visits
        if visit is None or staff is None:
            return
        strokes = tuple(
            tuple(StrokePoint(*point) for point in stroke) for stroke in self._pad.strokes()
        )
        size = self._pad.size()
        ink = Signature(strokes, self._pad.source, size.width(), size.height())
        visit_id, by = visit.visit_id, staff.code

        def job() -> Visit:
            visits.write_name(visit_id, ink, by)
            return visits.go_on(visit_id)

        self.advance(job)

    @Slot()
    def _back(self) -> None:
        self.wished.emit(Wish.BACK)

    @Slot()
    def _declined(self) -> None:
        if self._visit is None:
            return
        visits, visit_id = self.desk.counter.visits, self._visit.visit_id

        def job() -> Visit:
            return visits.end(visit_id, Ending.DECLINED)

        self.advance(job)
