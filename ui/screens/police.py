"""Dealing with the police: custody orders, what is given on an inquiry, and inspections.

One page for each; a manager's PIN stands before whatever is written down. While an inspection goes
on, this screen is the only one that opens, and it shows the asked days alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from counter_app.domain.custody import Custody
from counter_app.domain.errors import CounterError
from counter_app.domain.holds import Hold
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.provision import PendingRequest, Provision
from counter_app.domain.values import StaffCode
from counter_app.texts import Texts
from ui.messages import Messages
from ui.police_jobs import (
    PoliceState,
    found,
    order_of,
    order_values,
    police_state,
    request_of,
    request_values,
)
from ui.screen import Desk, Screen, Wish
from ui.widgets.action_row import ActionRow
from ui.widgets.page_head import PageHead
from ui.widgets.police_forms import PoliceForms
from ui.widgets.police_overview import PoliceOverview
from ui.widgets.police_views import GivenView, InspectionView
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof

_OVERVIEW, _FORM, _PIN, _GIVEN, _INSPECTING = range(5)
_ACTIONS = {
    _OVERVIEW: ("clerk.police.order", "clerk.police.board"),
    _FORM: ("clerk.police.next", "clerk.police.back"),
    _PIN: ("clerk.police.next", "clerk.police.change"),
    _GIVEN: ("clerk.police.finish", ""),
    _INSPECTING: ("clerk.police.print", "clerk.police.stop"),
}
"""The words of the primary button and of the way back, by page."""

_MOST_LEFT = 2
"""So many empty fields are named beside the primary button; the rest is counted."""


class PoliceScreen(Screen):
    """What holds, and the ways to enter what the police bring."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme, provisions = desk.theme, desk.counter.provisions
        self._state: PoliceState | None = None
        self._about: Custody | PendingRequest | None = None
        self._head = PageHead(theme)
        self._overview = PoliceOverview(theme, texts)
        oral, written = (provisions.choices(written=one) for one in (False, True))
        self._forms = PoliceForms(theme, texts, oral, written)
        self._proof = StaffProof(theme, texts)
        self._given = GivenView(theme)
        self._view = InspectionView(theme, texts)
        self._pages = QStackedWidget()
        for page in (self._overview, self._forms, self._proof, self._given, self._view):
            self._pages.addWidget(page)
        self._actions = ActionRow(theme)
        self._connect()
        body = QVBoxLayout()
        body.addWidget(self._pages)
        ScreenFrame(body, head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._look()

    def _connect(self) -> None:
        self._overview.end_asked.connect(self._to_end)
        self._overview.answer_asked.connect(self._to_answer)
        self._overview.order_asked.connect(self._to_order)
        self._overview.search_asked.connect(self._search)
        self._overview.provide.clicked.connect(self._to_provide)
        self._overview.inspect.clicked.connect(self._to_inspect)
        self._forms.edited.connect(self._say_ready)
        self._proof.given.connect(self._do)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)

    @override
    def relabel(self) -> None:
        names = self._field_names()
        self._overview.retranslate(self.texts)
        self._forms.retranslate(self.texts, names)
        self._given.retranslate(self.texts, names)
        self._view.retranslate(self.texts)
        self._proof.retranslate(self.texts)
        self._say_page()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)

    @property
    def _page(self) -> int:
        return self._pages.currentIndex()

    @property
    def _inspecting(self) -> bool:
        return self._state is not None and self._state.inspection is not None

    def _field_names(self) -> dict[str, str]:
        """The words of the notice's fields, as the table of their periods has them."""
        today = self.desk.counter.custody.today
        rows = self.desk.counter.retention.retention_on(today).fields.on(today)
        return {row.key: row.ja if self.texts.language == "ja" else row.en for row in rows}

    def _look(self) -> None:
        counter = self.desk.counter

        def job() -> PoliceState:
            return police_state(counter)

        self.work(job, self._show)

    def _show(self, state: PoliceState) -> None:
        self._state = state
        self._overview.show_state(state.orders, state.waiting, state.today)
        self._proof.set_managers(state.members, self._proof.code or self.desk.signed_in)
        if state.inspection is not None and state.seen is not None:
            self._view.show_inspection(state.inspection, *state.seen)
            self._view.retranslate(self.texts)
        self._open(_INSPECTING if self._inspecting else _OVERVIEW)

    def _open(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._say_page()

    def _say_page(self) -> None:
        page, task = self._page, self._forms.task
        title, line = "clerk.police.title", "clerk.police.line"
        if page in {_FORM, _PIN} and not self._inspecting:
            title, line = f"clerk.police.form.{task}", f"clerk.police.form.{task}_line"
        number = self._about.order.number if isinstance(self._about, Custody) else ""
        self._head.set_words(self.say(title, number=number), self.say(line))
        primary, back = _ACTIONS[page]
        if page == _PIN and self._inspecting:
            back = "clerk.police.back"
        icon = "printer" if page == _INSPECTING else "plus" if page == _OVERVIEW else "arrow-right"
        words = self.say(back) if back else ""
        self._actions.set_words(self.say(primary), back=words, primary_icon=icon)
        self._say_ready()

    @Slot()
    def _say_ready(self) -> None:
        left = []
        if self._page == _FORM:
            left = self._forms.missing()
        elif self._page == _PIN:
            left = [self.say("clerk.police.left_pin")]
        what = self.say("clerk.join").join(left[:_MOST_LEFT])
        more = len(left) - _MOST_LEFT
        key = "clerk.left_more" if more > 0 else "clerk.left"
        self._actions.set_ready(not left, self.say(key, what=what, count=more) if left else "")

    # -- ways on and back

    def _open_form(self, task: str, values: Mapping[str, str]) -> None:
        self._forms.open(task, values)
        self._open(_FORM)

    @Slot(object)
    def _to_order(self, line: LedgerLine) -> None:
        self._new_order(str(line.number))

    def _new_order(self, lines: str = "") -> None:
        self._about = None
        self._open_form("order", order_values(self.desk.counter, lines))

    @Slot(object)
    def _to_end(self, custody: Custody) -> None:
        self._about = custody
        self._open_form("end", {})

    @Slot(object)
    def _to_answer(self, request: PendingRequest) -> None:
        self._about = request
        self._open_form("provide", request_values(request))

    @Slot()
    def _to_provide(self) -> None:
        self._about = None
        self._open_form("provide", {"authority": self.desk.counter.shop.police_station})

    @Slot()
    def _to_inspect(self) -> None:
        self._about = None
        today = f"{self.desk.counter.custody.today}"
        self._open_form("inspect", {"first": today, "last": today})

    @Slot()
    def _go_on(self) -> None:
        page = self._page
        if page == _OVERVIEW:
            self._new_order()
        elif page == _FORM and (not self._forms.has_days or self._forms.days() is not None):
            self._ask_pin()
        elif page == _GIVEN:
            self._look()
        elif page == _INSPECTING:
            self._print()

    def _ask_pin(self) -> None:
        self._open(_PIN)
        self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        page = self._page
        if page == _OVERVIEW:
            self.wished.emit(Wish.BOARD)
        elif page == _INSPECTING:
            self._ask_pin()
        elif page == _PIN:
            self._open(_INSPECTING if self._inspecting else _FORM)
        else:
            self._look()

    @Slot(str)
    def _search(self, text: str) -> None:
        counter = self.desk.counter

        def job() -> tuple[list[LedgerLine], dict[int, Hold]]:
            return found(counter, text)

        self.work(job, self._show_hits)

    def _show_hits(self, hits: tuple[list[LedgerLine], dict[int, Hold]]) -> None:
        self._overview.show_hits(*hits)

    # -- what is written down

    @Slot(str, str)
    def _do(self, code: str, pin: str) -> None:
        counter, manager = self.desk.counter, StaffCode(code)
        values, about = self._forms.values, self._about
        if self._inspecting:
            self.work(lambda: counter.inspections.end(manager, pin), self._ended, self._failed)
        elif self._forms.task == "provide":
            self._provide(manager, pin)
        elif self._forms.task == "end" and isinstance(about, Custody):
            seq, reason = about.seq, values["reason"]
            self.work(
                lambda: counter.custody.end(seq, reason, manager, pin), self._done, self._failed
            )
        else:
            self._with_days(values, manager, pin)

    def _with_days(self, values: dict[str, str], manager: StaffCode, pin: str) -> None:
        counter, days = self.desk.counter, self._forms.days()
        if days is None:
            return
        inspects = self._forms.task == "inspect"

        def job() -> object:
            if inspects:
                return counter.inspections.begin(values["badge"], *days, manager, pin)
            return counter.custody.order(order_of(values, days), manager, pin)

        self.work(job, self._done, self._failed)

    def _provide(self, manager: StaffCode, pin: str) -> None:
        desk, values = self.desk.counter.provisions, self._forms.values
        chosen, about, later = self._forms.chosen, self._about, self._forms.later
        answers = about.seq if isinstance(about, PendingRequest) else None

        def job() -> PendingRequest | Provision:
            request, lines = request_of(values)
            if later:
                return desk.ask(request, lines, manager, pin)
            return desk.provide(request, lines, chosen, manager, pin, answers=answers)

        self.work(job, self._done, self._failed)

    def _done(self, done: object) -> None:
        if isinstance(done, Provision):
            self._show_given(done)
            return
        self._look()
        if isinstance(done, PendingRequest):
            self.messages.tell("clerk.police.done.ask", "ok")
        elif isinstance(done, Custody):
            ended = done.ended_on is not None
            self.messages.tell(f"clerk.police.done.{'end' if ended else 'order'}", "ok")

    def _ended(self, _done: None) -> None:
        self._look()
        self.messages.tell("clerk.police.done.ended", "ok")

    def _show_given(self, provision: Provision) -> None:
        self._given.show_provision(provision)
        self._given.retranslate(self.texts, self._field_names())
        self._open(_GIVEN)

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._open(_INSPECTING if self._inspecting else _FORM)
            self.messages.fail(error)

    def _print(self) -> None:
        counter = self.desk.counter

        def job() -> None:
            counter.ledger.print(counter.inspections.paper())

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.police.done.printed", "ok")
