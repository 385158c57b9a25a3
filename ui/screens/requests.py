"""Customers' questions and requests: taken in a minute, followed, answered, and printed.

One page for each: the list, a form, the PIN of whoever acts, one request, and a paper. A clerk
takes, notes and answers questions; the requests of the notice are answered by a manager.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout
from typing_extensions import override

from counter_app.domain.errors import CounterError
from counter_app.domain.requests import KeptPart, Request, RequestKind, RequestRow
from counter_app.domain.values import StaffCode
from counter_app.services.japan_time import business_day
from counter_app.texts import Texts
from ui.messages import Messages
from ui.request_jobs import (
    ACTIONS,
    Done,
    OpenedRequest,
    RequestsState,
    Typed,
    deals_of,
    letter,
    opened,
)
from ui.request_jobs import requests_state as state_of
from ui.screen import Desk, Screen, Wish
from ui.tasks import Lane
from ui.widgets.action_row import ActionRow
from ui.widgets.page_head import PageHead
from ui.widgets.paper_preview import PaperPreview
from ui.widgets.request_detail import RequestDetail
from ui.widgets.request_forms import RequestForms
from ui.widgets.request_list import RequestList
from ui.widgets.screen_frame import ScreenFrame
from ui.widgets.staff_proof import StaffProof

_LIST, _DETAIL, _FORM, _PIN, _PAPER = range(5)
_BY_CLERKS = frozenset({"take", "check", "link", "note"})
"""What a clerk may do; answers of requests are a manager's."""

_NEW = {
    "kind": "question",
    "came": "counter",
    "answer": "paper",
    "requester": "self",
    "language": "ja",
}
_MOST_LEFT = 2
"""So many empty fields are named beside the primary button; the rest is counted."""


class RequestsScreen(Screen):
    """What customers ask, and how it is answered."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        theme, counter = desk.theme, desk.counter
        self._state: RequestsState | None = None
        self._opened: OpenedRequest | None = None
        self._done: Done | None = None
        self._head = PageHead(theme)
        self._list = RequestList(theme, texts)
        self._detail = RequestDetail(theme, texts)
        today = business_day(counter.clock.now())
        documents = [one for one in counter.law.documents(today) if one.accepted]
        self._forms = RequestForms(theme, texts, documents)
        self._proof = StaffProof(theme, texts)
        self._paper = PaperPreview(theme, texts)
        self._pages = QStackedWidget()
        for page in (self._list, self._detail, self._forms, self._proof, self._paper):
            self._pages.addWidget(page)
        self._actions = ActionRow(theme)
        self._list.opened.connect(self._open)
        self._list.search_asked.connect(self._search)
        self._detail.way.connect(self._to_way)
        self._forms.edited.connect(self._say_ready)
        self._proof.given.connect(self._do)
        self._actions.back.clicked.connect(self._back)
        self._actions.primary.clicked.connect(self._go_on)
        body = QVBoxLayout()
        body.addWidget(self._pages)
        ScreenFrame(body, head=self._head, actions=self._actions).fill(self)
        self.setFocusProxy(self._actions.primary)
        self.relabel()
        self._look()

    @override
    def relabel(self) -> None:
        for part in (self._list, self._detail, self._forms, self._proof, self._paper):
            part.retranslate(self.texts)
        if self._opened is not None:
            self._draw_request(self._opened)
            self._offer(self._opened)
        self._say_page()

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._actions.set_busy(busy)
        self._proof.set_busy(busy=busy)

    @property
    def _page(self) -> int:
        return self._pages.currentIndex()

    @property
    def _request(self) -> Request | None:
        return self._opened.request if self._opened is not None else None

    def _look(self) -> None:
        counter, text = self.desk.counter, self._list.search.text()
        self.work(lambda: state_of(counter, text), self._show)

    def _show(self, state: RequestsState) -> None:
        self._state = state
        self._opened = None
        self._list.show_rows(state.rows, state.today)
        self._turn(_LIST)

    @Slot(str)
    def _search(self, _text: str) -> None:
        self._look()

    @Slot(object)
    def _open(self, row: RequestRow) -> None:
        self._reopen(row.number)

    def _reopen(self, number: str) -> None:
        counter = self.desk.counter
        self.work(lambda: opened(counter, number), self._show_request)

    def _show_request(self, one: OpenedRequest) -> None:
        self._opened = one
        self._draw_request(one)
        self._offer(one)
        self._turn(_DETAIL)

    def _draw_request(self, one: OpenedRequest) -> None:
        self._detail.show_request(one.request, dict(self._reasons(one)), one.today)

    def _reasons(self, one: OpenedRequest) -> list[tuple[str, str]]:
        ja = self.texts.language == "ja"
        return [(row.key, row.ja if ja else row.en) for row in one.reasons]

    def _offer(self, one: OpenedRequest) -> None:
        """Reasons to refuse, and what would be erased, in this window's language."""
        self._forms.offer_reasons(self._reasons(one))
        told = [
            (self.say("clerk.requests.erased"), self._parts(one.plan, kept=False)),
            (self.say("clerk.requests.kept"), self._parts(one.plan, kept=True)),
        ]
        self._forms.tell([(heading, words) for heading, words in told if words])

    def _parts(self, plan: tuple[KeptPart, ...], *, kept: bool) -> str:
        day = self.desk.counter.requests.today
        retention = self.desk.counter.retention.retention_on(day)
        ja, lines = self.texts.language == "ja", []
        for one in plan:
            if bool(one.rule) is kept:
                rows = [retention.fields.need(name, day) for name in retention.parts[one.part]]
                words = self.say("clerk.join").join(
                    sorted(row.ja if ja else row.en for row in rows)
                )
                until = self.say("clerk.requests.until", day=one.until) if one.until else ""
                lines.append(f"{words} {until}".strip())
        return "\n".join(lines)

    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._say_page()

    # -- words

    def _next(self) -> str:
        """The next step of the request that is open."""
        request = self._request
        if request is None:
            return "take"
        if request.answer is not None:
            return "letter"
        if request.kind is RequestKind.QUESTION:
            return "answer"
        if request.check is None:
            return "check"
        if not request.deals and request.kind is not RequestKind.PURPOSES:
            return "link"
        doing = {RequestKind.DISCLOSURE: "disclose", RequestKind.CEASE_USE: "erase"}
        return doing.get(request.kind, "answer")

    def _say_page(self) -> None:
        page, request = self._page, self._request
        title, line, facts = self.say("clerk.requests.title"), "clerk.requests.line", {}
        if request is not None and page != _LIST:
            kind = self.say(f"clerk.requests.kind.{request.kind}")
            title, facts = f"{kind}　{request.number}", {"number": request.number}
            line = "clerk.requests.detail_line"
        if page == _FORM:
            line = f"clerk.requests.form.{self._forms.task}"
        elif page == _PIN:
            line = "clerk.requests.who"
        elif page == _PAPER:
            line = "clerk.requests.paper_line"
        self._head.set_words(title, self.say(line, **facts) if page == _DETAIL else self.say(line))
        primary, icon = self._primary()
        back = "clerk.requests.board" if page == _LIST else "clerk.requests.back"
        self._actions.set_words(self.say(primary), back=self.say(back), primary_icon=icon)
        self._say_ready()

    def _primary(self) -> tuple[str, str]:
        if self._page == _LIST:
            return "clerk.requests.take", "plus"
        if self._page == _DETAIL:
            return f"clerk.requests.next.{self._next()}", "arrow-right"
        if self._page == _PAPER:
            return "clerk.requests.print", "printer"
        return "clerk.requests.go_on", "arrow-right"

    @Slot()
    def _say_ready(self) -> None:
        left: list[str] = []
        if self._page == _FORM:
            left = self._forms.missing()
        elif self._page == _PIN:
            left = [self.say("clerk.requests.left_pin")]
        what = self.say("clerk.join").join(left[:_MOST_LEFT])
        more = len(left) - _MOST_LEFT
        key = "clerk.left_more" if more > 0 else "clerk.left"
        self._actions.set_ready(not left, self.say(key, what=what, count=more) if left else "")

    # -- ways on and back

    @Slot()
    def _go_on(self) -> None:
        page = self._page
        if page == _LIST:
            self._to_form("take", _NEW)
        elif page == _DETAIL:
            self._to_next()
        elif page == _FORM and not self._forms.missing():
            self._ask_pin()
        elif page == _PAPER:
            self._print()

    def _to_next(self) -> None:
        step, request = self._next(), self._request
        if step == "letter" and request is not None:
            counter, number = self.desk.counter, request.number
            self.work(lambda: letter(counter, number), self._show_paper)
        else:
            self._to_form(step, {})

    @Slot(str)
    def _to_way(self, name: str) -> None:
        self._to_form(name, {})

    def _to_form(self, task: str, values: Mapping[str, str]) -> None:
        request = self._request if task != "take" else None
        if task == "link" and request is not None:
            values = {"lines": " ".join(str(one) for one in request.deals)}
        if task == "check":
            values = {"how": "document"}
        kind = request.kind if request is not None else None
        self._turn(_FORM)
        self._forms.open(
            task,
            values,
            line=kind is RequestKind.CORRECTION,
            text=kind is RequestKind.QUESTION,
        )
        self._say_page()
        if task == "link" and request is not None:
            counter, name = self.desk.counter, request.asked.name
            self.work(lambda: deals_of(counter, name), self._forms.offer_deals)

    def _ask_pin(self) -> None:
        state, task = self._state, self._forms.task
        if state is None:
            return
        question = self._request is not None and self._request.kind is RequestKind.QUESTION
        if task in _BY_CLERKS or question:
            self._proof.set_people(state.members, self.desk.signed_in)
        else:
            self._proof.set_managers(state.members, self.desk.signed_in)
        self._turn(_PIN)
        self._proof.choose(self._proof.code)

    @Slot()
    def _back(self) -> None:
        page, request = self._page, self._request
        if page == _LIST:
            self.wished.emit(Wish.BOARD)
        elif page == _PIN:
            self._turn(_FORM)
        elif page in (_FORM, _PAPER) and request is not None:
            self._reopen(request.number)
        else:
            self._look()

    # -- what is written down

    @Slot(str, str)
    def _do(self, code: str, pin: str) -> None:
        counter, task = self.desk.counter, self._forms.task
        number = self._request.number if self._request is not None and task != "take" else ""
        typed = Typed(number, self._forms.values, self._forms.ticked, StaffCode(code), pin)
        action = ACTIONS[task]
        lane: Lane = "check" if task == "erase" else "record"
        self.work(
            lambda: action(counter, typed),
            self._finished,
            self._failed,
            lane=lane,
        )

    def _finished(self, done: Done) -> None:
        task = self._forms.task
        if done.paper is None:
            self._reopen(done.number)
        else:
            self._show_paper(done)
        self.messages.tell(f"clerk.requests.done.{task}", "ok")

    def _show_paper(self, done: Done) -> None:
        self._done = done
        self._paper.set_pages(done.pages)
        counter, number = self.desk.counter, done.number
        self._turn(_PAPER)
        self.work(lambda: opened(counter, number), self._keep_opened)

    def _keep_opened(self, one: OpenedRequest) -> None:
        """The request as it stands after its answer; the paper stays in view."""
        self._opened = one
        self._draw_request(one)
        self._say_page()

    def _failed(self, error: CounterError) -> None:
        if not self._proof.takes(error):
            self._turn(_FORM)
            self.messages.fail(error)

    def _print(self) -> None:
        counter, done = self.desk.counter, self._done
        if done is None or done.paper is None:
            return
        paper = done.paper

        def job() -> None:
            if done.is_letter:
                counter.letters.print(done.number)
            else:
                counter.letters.print_paper(paper)

        self.work(job, self._printed, lane="device")

    def _printed(self, _: None) -> None:
        self.messages.tell("clerk.requests.printed", "ok")
