"""A suspicion is reported to an officer and written down, over whatever step the visit stands at.

The page lies over the clerk's; beneath it nothing changes. The customer's window is told nothing:
it stays as it is, and if the visit is ended here it says what every refusal by the shop says.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.suspicion import SuspicionReport
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Ending, Visit
from counter_app.services.japan_time import at_time, time_words
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.buttons import Button
from ui.widgets.card import Card, column, row
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof
from ui.widgets.sure_press import SurePress
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField
from ui.widgets.tick_row import TickRow

_FORM, _PIN, _DONE = range(3)
_FIELDS = ("station", "officer", "at", "told")
_COLUMNS = 3
_CODE = "suspicion"
"""Of the ending, for the clerk's side only: to the customer it is a refusal like any other."""


class SuspicionScreen(Screen):
    """Reasons to tick, whom one told what, and who writes it down."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._visit: Visit | None = None
        self._reasons = {row.key: row for row in desk.counter.suspicions.reasons()}
        self._head = PageHead(theme)
        self._why = PlainLabel(theme, "clerk.section")
        self._what = PlainLabel(theme, "clerk.section")
        self._ticks = {key: TickRow(theme) for key in self._reasons}
        for key, tick in self._ticks.items():
            tick.setObjectName(f"reason_{key}")
            tick.toggled.connect(self._say_ready)
        self._fields = {name: TextField(theme, digits=name == "at") for name in _FIELDS}
        for name, field in self._fields.items():
            field.field.setObjectName(name)
            field.edited.connect(self._say_ready)
        self._ways = {name: Button(theme, "chip") for name in ("phone", "visit")}
        for name, button in self._ways.items():
            button.setObjectName(f"way_{name}")
            button.setCheckable(True)
            button.setAutoExclusive(True)
        self._ways["phone"].setChecked(True)
        self._fields["station"].set_text(desk.counter.shop.police_station)
        self._fields["at"].set_text(time_words(desk.counter.clock.now()))
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._report)
        self._done = RecordNote(theme, "circle-check")
        self._done.setObjectName("done")
        self._pages = QStackedWidget()
        self._actions = ActionRow(theme)
        self._refuse = SurePress(self._actions.cancel)
        self._refuse.sure.connect(self._end)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(next(iter(self._ticks.values())))
        self.relabel()
        self.desk.tasks.run(self, desk.counter.staff.members, self._show_people, self.messages.fail)

    def tick(self, reason: str) -> None:
        """Tick a reason that is known already; an empty or unknown one ticks none."""
        if reason in self._ticks:
            self._ticks[reason].setChecked(True)

    @override
    def show_visit(self, visit: Visit) -> None:
        self._visit = visit
        self.relabel()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.suspicion.title"), self.say("clerk.suspicion.line"))
        self._why.setText(self.say("clerk.suspicion.reasons"))
        self._what.setText(self.say("clerk.suspicion.what"))
        for key, tick in self._ticks.items():
            reason = self._reasons[key]
            tick.set_words(reason.ja if self.texts.language == "ja" else reason.en)
        for name, field in self._fields.items():
            told = self.say("clerk.suspicion.told_help") if name == "told" else ""
            field.set_words(self.say(f"clerk.suspicion.{name}"), help=told)
        for name, button in self._ways.items():
            button.setText(self.say(f"clerk.suspicion.{name}"))
        self._proof.retranslate(self.texts)
        self._done.show_note(
            self.say("clerk.suspicion.done"), self.say("clerk.suspicion.done_line")
        )
        self._say_actions()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        why = Card(theme, margins=(20, 10, 20, 10))
        why.body.addWidget(self._why)
        ticks = QGridLayout()
        ticks.setHorizontalSpacing(16)
        ticks.setVerticalSpacing(4)
        for place, tick in enumerate(self._ticks.values()):
            ticks.addWidget(tick, place // _COLUMNS, place % _COLUMNS)
        for place in range(_COLUMNS):
            ticks.setColumnStretch(place, 1)
        why.body.addLayout(ticks)
        what = Card(theme, margins=(20, 10, 20, 10))
        what.body.addLayout(row(self._what, None, *self._ways.values(), spacing=8))
        first = row(spacing=12)
        for name, share in (("station", 3), ("officer", 3), ("at", 1)):
            first.addWidget(self._fields[name], share)
        what.body.addLayout(first)
        what.body.addWidget(self._fields["told"])
        form = ScrollColumn()
        for part in (why, what):
            form.column.addWidget(part)
        form.column.addStretch(1)
        done = QWidget()
        card = Card(theme, margins=(24, 16, 24, 16))
        card.body.addWidget(self._done)
        done.setLayout(column(card, None))
        for page in (form, self._proof, done):
            self._pages.addWidget(page)
        return column(self._pages)

    def _show_people(self, members: object) -> None:
        self._proof.set_people(members, self.desk.signed_in)  # type: ignore[arg-type]  # what members() gave

    def _open(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._say_actions()

    def _say_actions(self) -> None:
        page = self._pages.currentIndex()
        ends = page == _DONE and self._visit is not None and self._visit.acceptance is None
        self._actions.set_words(
            self.say("clerk.suspicion.go_on" if page == _DONE else "clerk.suspicion.next"),
            back=""
            if page == _DONE
            else self.say("clerk.suspicion.to_form" if page == _PIN else "clerk.suspicion.back"),
            cancel=self.say("clerk.suspicion.refuse") if ends else "",
        )
        if ends:
            sure = self.say("clerk.suspicion.refuse_sure")
            self._refuse.set_words(self.say("clerk.suspicion.refuse"), sure)
        self._say_ready()

    @Slot()
    def _say_ready(self) -> None:
        page = self._pages.currentIndex()
        left = []
        if page == _FORM and not any(tick.isChecked() for tick in self._ticks.values()):
            left.append("reasons")
        if page == _FORM and not all(field.text().strip() for field in self._fields.values()):
            left.append("told")
        if page == _PIN:
            left.append("pin")
        words = self.say("clerk.join").join(self.say(f"clerk.suspicion.left.{one}") for one in left)
        self._actions.set_ready(not left, self.say("clerk.left", what=words) if left else "")

    @Slot()
    def _go_on(self) -> None:
        if self._pages.currentIndex() == _DONE:
            self.wished.emit(Wish.UNCOVER)
        else:
            self._open(_PIN)
            self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        if self._pages.currentIndex() == _PIN:
            self._open(_FORM)
        else:
            self.wished.emit(Wish.UNCOVER)

    @Slot(str, str)
    def _report(self, code: str, pin: str) -> None:
        counter, visit = self.desk.counter, self._visit
        typed = {name: field.text() for name, field in self._fields.items()}
        reasons = tuple(key for key, tick in self._ticks.items() if tick.isChecked())
        by_phone = self._ways["phone"].isChecked()

        def job() -> SuspicionReport:
            now = counter.clock.now()
            report = SuspicionReport(
                reasons,
                typed["station"],
                typed["officer"],
                at_time(typed["at"], now),
                typed["told"],
                "phone" if by_phone else "visit",
                visit.number if visit else "",
                visit.step.value if visit else "",
            )
            return counter.suspicions.report(report, StaffCode(code), pin)

        self.work(job, self._reported, self._failed)

    def _reported(self, _report: SuspicionReport) -> None:
        self._open(_DONE)
        self._actions.primary.setFocus()

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._open(_FORM)
            self.messages.fail(error)

    @Slot()
    def _end(self) -> None:
        visits, visit = self.desk.counter.visits, self._visit
        if visit is None:
            return
        visit_id = visit.visit_id

        def job() -> Visit:
            return visits.end(visit_id, Ending.REFUSED, _CODE)

        self.advance(job)
