"""Closing the day: the drawer is counted against the ledger, and a manager's PIN closes it.

With the closing goes what may be kept no longer (APPI art. 22). A day that was closed already is
shown as it was closed, with its summary to print again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.day_close import DayClosing, DrawerCount, difference_words
from counter_app.domain.errors import CounterError
from counter_app.domain.staff import StaffMember
from counter_app.domain.values import StaffCode, Yen, yen_words
from counter_app.services.day_close import DayState
from counter_app.services.papers import MadePaper
from counter_app.services.retention import BY_ITSELF
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Screen, Wish
from ui.widgets import drawer_count
from ui.widgets.action_row import ActionRow
from ui.widgets.card import Card
from ui.widgets.day_done import DayDone
from ui.widgets.erasure_card import ErasureTold
from ui.widgets.fact_rows import FactRows
from ui.widgets.page_head import PageHead
from ui.widgets.record_note import RecordNote
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.staff_proof import StaffProof
from ui.widgets.text import PlainLabel
from ui.widgets.text_field import TextField

_SIDE = 420
_COUNT, _PIN, _DONE = range(3)


class DayScreen(Screen):
    """Count, prove, print."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme = desk.theme
        self._state: DayState | None = None
        self._closed: DayClosing | None = None
        self._head = PageHead(theme)
        self._drawer = drawer_count.DrawerCount(theme, texts)
        self._drawer.counted.connect(self._say_sums)
        self._day = PlainLabel(theme, "clerk.section")
        self._day.setObjectName("day")
        self._late = RecordNote(theme, "alert-triangle", "warn")
        self._facts = FactRows(theme)
        self._before = TextField(theme)
        self._before.field.setObjectName("before")
        self._before.edited.connect(self._say_sums)
        self._sums = FactRows(theme)
        self._reason = TextField(theme)
        self._reason.field.setObjectName("reason")
        self._reason.edited.connect(self._say_ready)
        self._proof = StaffProof(theme, texts)
        self._proof.given.connect(self._close)
        self._done = DayDone(theme)
        self._erased = ErasureTold()
        self._done.erasure.certificate.clicked.connect(self._print_certificate)
        self._done.erasure.again.clicked.connect(self._erase_again)
        self._pages = QStackedWidget()
        self._actions = ActionRow(theme)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._drawer)
        self.relabel()
        self.work(self._asked, self._show)

    @override
    def relabel(self) -> None:
        asks_pin = self._pages.currentIndex() == _PIN
        line = "clerk.day.who_line" if asks_pin else "clerk.day.line"
        self._head.set_words(self.say("clerk.day.title"), self.say(line))
        self._drawer.retranslate(self.texts)
        self._before.set_words(self.say("clerk.day.before"), "0")
        self._reason.set_words(self.say("clerk.day.reason"), self.say("clerk.day.reason_hint"))
        self._proof.retranslate(self.texts)
        closed = self._pages.currentIndex() == _DONE
        self._actions.set_words(
            self.say("clerk.day.print" if closed else "clerk.day.next"),
            back=self.say("clerk.day.recount" if asks_pin else "clerk.day.back"),
            primary_icon="printer" if closed else "arrow-right",
        )
        self._say_state()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)
        self._done.erasure.set_busy(busy=busy)

    def _body(self) -> QVBoxLayout:
        theme = self.desk.theme
        side = ScrollColumn()
        facts = Card(theme, margins=(20, 14, 20, 14))
        for part in (self._day, self._late, self._facts):
            facts.body.addWidget(part)
        sums = Card(theme, margins=(20, 14, 20, 14))
        for field in (self._before, self._sums, self._reason):
            sums.body.addWidget(field)
        side.column.addWidget(facts)
        side.column.addWidget(sums)
        side.column.addStretch(1)
        side.setFixedWidth(_SIDE)
        counting = QWidget()
        columns = QHBoxLayout(counting)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self._drawer, 1)
        columns.addWidget(side)
        for page in (counting, self._proof, self._done):
            self._pages.addWidget(page)
        body = QVBoxLayout()
        body.addWidget(self._pages)
        return body

    def _asked(self) -> tuple[DayState, list[StaffMember], ErasureTold]:
        counter = self.desk.counter
        return counter.days.state(), counter.staff.members(), self._erasure_now()

    def _show(self, told: tuple[DayState, list[StaffMember], ErasureTold]) -> None:
        self._state, members, self._erased = told
        self._proof.set_managers(members, self._proof.code or self.desk.signed_in)
        if self._state.last is not None and not self._before.text():
            self._before.set_text(f"{self._state.last.drawer.counted}")
        if self._state.closing is not None and self._state.due == self._state.closing.sums.day:
            self._closed = self._state.closing
            self._open(_DONE)
        else:
            self.relabel()
            if self._state.waiting:
                count = self._state.waiting
                self.messages.tell("clerk.day.waiting", "warn", count=count)

    def _open(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.relabel()

    def _yen_before(self) -> Yen | None:
        """What was typed as the morning's cash; None while it is no number."""
        digits = self._before.text().replace(",", "").strip()
        return Yen(int(digits)) if digits.isascii() and digits.isdigit() else None

    def _drawer_now(self) -> DrawerCount | None:
        before = self._yen_before()
        if before is None:
            return None
        return DrawerCount(before, Yen(self._drawer.total), self._reason.text())

    def _say_state(self) -> None:
        state = self._state
        if state is None:
            self._late.hide()
            return
        self._day.setText(self.say("clerk.day.of", day=state.due))
        self._late.setVisible(bool(state.open_days))
        if state.open_days:
            self._late.show_note(self.say("clerk.day.late", day=state.due), "")
        self._facts.show_facts(
            [
                (
                    self.say("clerk.day.lines"),
                    self.say("clerk.pieces", count=state.sums.lines),
                ),
                (self.say("clerk.day.bought"), yen_words(state.sums.bought)),
                (self.say("clerk.day.paid"), yen_words(state.sums.paid)),
            ]
        )
        self._say_sums()
        self._say_done()

    @Slot()
    def _say_sums(self) -> None:
        state, drawer = self._state, self._drawer_now()
        if state is None or drawer is None:
            self._sums.show_facts([])
            self._reason.hide()
        else:
            paid = state.sums.paid
            off = drawer.difference(paid)
            self._sums.show_facts(
                [
                    (self.say("clerk.day.expected"), yen_words(drawer.before - paid)),
                    (self.say("clerk.day.counted"), yen_words(drawer.counted)),
                    (
                        self.say("clerk.day.difference"),
                        difference_words(off) if off else self.say("clerk.day.fits"),
                    ),
                ]
            )
            self._reason.setVisible(off != 0)
        self._say_ready()

    @Slot()
    def _say_ready(self) -> None:
        page = self._pages.currentIndex()
        if page == _DONE:
            self._actions.set_ready(True)
            return
        state, drawer = self._state, self._drawer_now()
        missing = []
        if drawer is None:
            missing.append("before")
        elif state is not None and drawer.difference(state.sums.paid) and not drawer.reason.strip():
            missing.append("reason")
        elif page == _PIN:
            missing.append("pin")
        words = self.say("clerk.join").join(self.say(f"clerk.day.left.{one}") for one in missing)
        ready = state is not None and not missing
        self._actions.set_ready(ready, self.say("clerk.left", what=words) if missing else "")

    def _say_done(self) -> None:
        closing, state = self._closed, self._state
        if closing is not None and state is not None:
            self._done.show_closing(closing, state.since, self.texts)
            self._done.erasure.show_told(self._erased, self.texts)

    @Slot()
    def _go_on(self) -> None:
        if self._pages.currentIndex() == _DONE:
            self._print()
        else:
            self._open(_PIN)
            self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        if self._pages.currentIndex() == _PIN:
            self._open(_COUNT)
        else:
            self.wished.emit(Wish.BOARD)

    @Slot(str, str)
    def _close(self, code: str, pin: str) -> None:
        days, state, drawer = self.desk.counter.days, self._state, self._drawer_now()
        if state is None or drawer is None:
            return

        def job() -> tuple[DayClosing, DayState]:
            closing = days.close(state.due, drawer, StaffCode(code), pin)
            return closing, days.state()

        self.work(job, self._is_closed, self._failed, lane="check")

    def _is_closed(self, told: tuple[DayClosing, DayState]) -> None:
        self._closed, self._state = told
        self._erase(self._closed.by)

    def _erase(self, by: StaffCode) -> None:
        """Erase what is due; the day stays closed whatever comes of it."""
        retention = self.desk.counter.retention
        self._erased = ErasureTold("runs")
        self._open(_DONE)

        def job() -> ErasureTold:
            retention.run(by)
            return self._erasure_now()

        self.work(job, self._show_erased, self._erasure_waits, lane="check")

    @Slot()
    def _erase_again(self) -> None:
        self._erase(BY_ITSELF)  # nobody proved who they are for this second try

    def _erasure_now(self) -> ErasureTold:
        """What was erased today, or what waits; a job."""
        counter = self.desk.counter
        status = counter.retention.status()
        if status.due or status.unfinished or status.visits:
            return ErasureTold("waits")
        erased = counter.retention.erased_on(status.today)
        if erased is None:
            return ErasureTold("nothing")
        kinds = counter.certificates.kinds_in_words(erased, self.texts.language)
        return ErasureTold("done", erased, kinds)

    def _show_erased(self, told: ErasureTold) -> None:
        self._erased = told
        self.relabel()

    def _erasure_waits(self, error: CounterError) -> None:
        self._show_erased(ErasureTold("waits"))
        if error.code != "store_busy":  # which the card itself says
            self.messages.fail(error)

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._open(_COUNT)
            self.messages.fail(error)

    def _print(self) -> None:
        closing = self._closed
        if closing is not None:
            day = closing.sums.day
            self._print_paper(lambda counter: counter.days.summary(day), self._printed)

    @Slot()
    def _print_certificate(self) -> None:
        erased = self._erased.erased
        if erased is not None:
            day = erased.day
            self._print_paper(
                lambda counter: counter.certificates.of_day(day), self._certificate_printed
            )

    def _print_paper(
        self, make: Callable[[Counter], MadePaper], then: Callable[[None], None]
    ) -> None:
        counter = self.desk.counter
        if not self.is_working:
            self.work(lambda: counter.days.print(make(counter)), then, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.day.printed", "ok")

    def _certificate_printed(self, _: None) -> None:
        self.messages.tell("clerk.erasure.printed", "ok")
