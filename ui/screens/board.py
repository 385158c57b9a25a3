"""The board between two visits: what goes on, how far HQ has the record, and the way to begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.errors import Refused
from counter_app.domain.loss import RecordCheck
from counter_app.domain.values import yen_words
from counter_app.domain.visit import Visit
from counter_app.services.day_close import DayState
from counter_app.services.hq_link import HqLinkState
from counter_app.services.japan_time import business_day, time_words
from counter_app.texts import Texts
from ui.messages import Messages
from ui.screen import Desk, Resume, Screen, Wish
from ui.widgets.buttons import Button
from ui.widgets.caption import Caption
from ui.widgets.card import Card, column, row
from ui.widgets.damage_card import Damage, DamageCard
from ui.widgets.empty_note import EmptyNote
from ui.widgets.fact_rows import FactRows
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn, clear_layout
from ui.widgets.text import PlainLabel
from ui.widgets.tiles import BigTile
from ui.widgets.visit_row import VisitRow

LOOKS_AGAIN_MS = 5000
"""How often the board asks the record again, for HQ receives in the background."""

_WAYS = 2
"""Ways to the shop's own work beside each other."""
_SIDE = 320
_BAR = 16
"""Room for the bar of a side that is too tall for its window."""


@dataclass(frozen=True, slots=True)
class BoardState:
    """What the record says of this till now.

    Attributes:
        bought, paid: articles of today's ledger lines and their sum in yen, as the day's closing
            has them: a correction counts by its difference, a cancellation takes its line off.
        approved: whether visits may be opened: the notice's wording was approved.
        clock_right: whether articles may be accepted: the clock can be right; clock_sure: whether
            what is due may be erased: it did not jump ahead.
        check: the last check of the record, or None before the first; day: how days were closed.
        incidents: how many incidents wait for a report; overdue: reports whose last day is past.
        requests_overdue: requests of customers whose day to answer by has passed.
    """

    visits: tuple[Visit, ...]
    hq: HqLinkState
    bought: int
    paid: int
    approved: bool
    clock_right: bool
    clock_sure: bool
    check: RecordCheck | None
    day: DayState
    incidents: int
    overdue: int
    requests_overdue: int


def board_state(counter: Counter) -> BoardState:
    """Ask the services; runs as a job."""
    now = counter.clock.now()
    lines = counter.ledger.lines(counter.ledger.today, counter.ledger.today)
    try:
        counter.notices.require_usable()
    except Refused:
        approved = False
    else:
        approved = True
    return BoardState(
        tuple(counter.visits.open_visits()),
        counter.hq.state(),
        sum(line.articles for line in lines),
        sum(line.yen for line in lines),
        approved,
        counter.clocks.is_right(now),
        counter.clocks.is_sure(now),
        counter.watch.latest,
        counter.days.state(),
        *_incidents(counter),
        counter.requests.overdue(),
    )


def _incidents(counter: Counter) -> tuple[int, int]:
    """How many incidents wait for something, and how much of it is past its last day."""
    pending, today = counter.incidents.pending(), counter.incidents.today
    left = [clock.days_left(today) for one in pending for clock in one.clocks]
    return len(pending), sum(days is not None and days < 0 for days in left)


class BoardScreen(Screen):
    """Open visits by number and article, never by name."""

    def __init__(self, desk: Desk, messages: Messages, texts: Texts) -> None:
        super().__init__(desk, messages, texts)
        self._state: BoardState | None = None
        self._lines: list[VisitRow] = []
        self._warned: tuple[str, bool, bool, bool] | None = None
        theme = desk.theme
        self._head = PageHead(theme)
        self._sign_out = Button(theme, icon="lock")
        self._sign_out.setObjectName("sign_out")
        self._sign_out.clicked.connect(self._leave_desk)
        self._head.add(self._sign_out)
        self._open_label = PlainLabel(theme, "clerk.strong")
        self._count = PlainLabel(theme, "clerk.label", tone="muted")
        self._empty = EmptyNote(theme, "clipboard-list")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._new = BigTile(theme, "plus")
        self._new.setObjectName("primary")
        self._new.clicked.connect(self._begin)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._begin)
        QShortcut(QKeySequence("F4"), self).activated.connect(self._to_requests)
        self._today_label = PlainLabel(theme, "clerk.strong")
        self._today = FactRows(theme)
        self._hq_label = PlainLabel(theme, "clerk.strong")
        self._hq = FactRows(theme)
        self._hq_note = Caption(theme, "clerk.small", tone="warn")
        self._is_manager = desk.staff is not None and desk.staff.is_manager
        self._ledger = self._way("book-2", "ledger", self._to_ledger)
        self._day = self._way("cash-banknote", "day", self._to_day)
        self._morning = self._way("list-details", "morning", self._to_morning)
        self._exceptions = self._way("clipboard-list", "exceptions", self._to_exceptions)
        self._bulletins = self._way("speakerphone", "bulletins", self._to_bulletins)
        self._police = self._way("shield-lock", "police", self._to_police)
        self._incidents = self._way("alert-circle", "incidents", self._to_incidents)
        self._provisions = self._way("users", "provisions", self._to_provisions)
        self._requests = self._way("message-question", "requests", self._to_requests)
        self._requests.setVisible(True)
        self._damage = DamageCard(theme)
        self._damage.opened.connect(self._to_loss)
        self._clock = Button(theme, icon="clock")
        self._clock.setObjectName("clock")
        self._clock.clicked.connect(self._to_clock)
        self._clock.hide()
        ScreenFrame(self._body(), head=self._head).fill(self)
        self.setFocusProxy(self._new)
        self.relabel()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    @override
    def relabel(self) -> None:
        self._head.set_words(self.say("clerk.board.title"), self.say("clerk.board.line"))
        self._sign_out.setText(self.say("clerk.board.sign_out"))
        self._open_label.setText(self.say("clerk.board.open"))
        self._empty.set_words(self.say("clerk.board.empty"), self.say("clerk.board.empty_line"))
        self._new.set_words(self.say("clerk.board.new"), self.say("clerk.board.new_line"))
        self._today_label.setText(self.say("clerk.board.today"))
        self._hq_label.setText(self.say("clerk.board.hq"))
        self._hq_note.set_text(self.say("clerk.board.hq_not_enrolled"))
        self._ledger.setText(self.say("clerk.board.ledger"))
        self._day.setText(self.say("clerk.board.day"))
        self._morning.setText(self.say("clerk.board.morning"))
        self._exceptions.setText(self.say("clerk.board.exceptions"))
        self._bulletins.setText(self.say("clerk.board.bulletins"))
        self._police.setText(self.say("clerk.board.police"))
        self._incidents.setText(self.say("clerk.board.incidents"))
        self._provisions.setText(self.say("clerk.board.provisions"))
        self._requests.setText(self.say("clerk.requests.way_here"))
        self._clock.setText(self.say("clerk.clock.check"))
        if self._state is not None:
            self._show(self._state)

    @override
    def set_busy(self, *, busy: bool) -> None:
        self._new.setEnabled(not busy)

    @override
    def leave(self) -> None:
        self._timer.stop()

    def _body(self) -> QHBoxLayout:
        list_side = ScrollColumn()
        list_side.column.addWidget(self._damage)
        list_side.column.addLayout(row(self._open_label, self._count, None))
        list_side.column.addWidget(self._empty)
        list_side.column.addLayout(self._rows)
        list_side.column.addStretch(1)
        today = Card(self.desk.theme, margins=(20, 12, 20, 12))
        today.body.addWidget(self._today_label)
        today.body.addWidget(self._today)
        hq = Card(self.desk.theme, margins=(20, 12, 20, 12))
        hq.body.addWidget(self._hq_label)
        hq.body.addWidget(self._hq)
        hq.body.addWidget(self._hq_note)
        side = ScrollColumn()
        side.setFixedWidth(_SIDE + _BAR)
        for part in (self._new, today, hq, self._clock):
            part.setFixedWidth(_SIDE)
            side.column.addWidget(part)
        side.column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(24)
        all_ways = (
            *(self._ledger, self._day, self._morning),
            *(self._bulletins, self._police, self._exceptions),
            *(self._provisions, self._incidents),
        )
        ways = QGridLayout()
        ways.setSpacing(8)
        for place, way in enumerate(all_ways):
            ways.addWidget(way, place // _WAYS, place % _WAYS)
        ways.addWidget(self._requests, len(all_ways) // _WAYS, 0, 1, _WAYS)  # everybody's
        work = column(spacing=12)
        work.addWidget(list_side, 1)
        work.addLayout(ways)
        body.addLayout(work, 1)
        body.addWidget(side)
        return body

    def _way(self, icon: str, name: str, go: Callable[[], None]) -> Button:
        """A way that only a manager has, but for the customers' requests."""
        button = Button(self.desk.theme, icon=icon)
        button.setObjectName(name)
        button.clicked.connect(go)
        button.setVisible(self._is_manager)
        return button

    @Slot()
    def _look(self) -> None:
        counter = self.desk.counter

        def job() -> BoardState:
            return board_state(counter)

        self.desk.tasks.run(self, job, self._show, self.messages.fail)

    def _show(self, state: BoardState) -> None:
        known = None if self._state is None else [one.visit_id for one in self._state.visits]
        self._state = state
        if known != [one.visit_id for one in state.visits]:
            clear_layout(self._rows)
            self._lines = [VisitRow(self.desk.theme, visit) for visit in state.visits]
            for place, line in enumerate(self._lines):
                line.button.setObjectName(f"resume_{place}")
                line.chosen.connect(self._resume)
                self._rows.addWidget(line)
        self._say_visits(state.visits)
        self._say_facts(state)
        self._clock.setVisible(not (state.clock_right and state.clock_sure))
        late = state.requests_overdue
        key = "clerk.requests.way_late" if late else "clerk.requests.way_here"
        self._requests.setText(self.say(key, count=late))
        self._say_damage(state)
        self._say_incidents(state)
        self._warn(state)

    def _warn(self, state: BoardState) -> None:
        """Say once what keeps visits from being opened, and again in another language."""
        warned = (self.texts.language, state.approved, state.clock_right, state.clock_sure)
        if warned == self._warned:
            return
        self._warned = warned
        if not state.approved:
            self.messages.tell("clerk.board.unapproved", "warn")
        elif not (state.clock_right and state.clock_sure):
            now = self.desk.counter.clock.now()
            key = "clerk.clock.jumped" if state.clock_right else "clerk.clock.wrong"
            self.messages.tell(key, "warn", day=business_day(now), at=time_words(now))

    def _say_incidents(self, state: BoardState) -> None:
        """On the way to them: how many wait, or how much is overdue."""
        key = "overdue" if state.overdue else "open" if state.incidents else ""
        words = f"clerk.board.incidents.{key}" if key else "clerk.board.incidents"
        count = state.overdue or state.incidents
        self._incidents.setText(self.say(words, count=count))

    def _say_damage(self, state: BoardState) -> None:
        shop = self.desk.counter.shop
        damage = Damage(
            state.check,
            state.hq.contradicted,
            shop.till,
            shop.police_station,
            manager=self._is_manager,
        )
        self._damage.show_damage(damage, self.texts)

    def _say_visits(self, visits: Sequence[Visit]) -> None:
        self._count.setText(self.say("clerk.board.count", count=len(visits)))
        self._empty.setVisible(not visits)
        for line, visit in zip(self._lines, visits, strict=True):
            line.set_words(
                visit.number,
                self._article(visit),
                self.say(f"clerk.step.{visit.step}"),
                self.say("clerk.board.since", time=time_words(visit.opened_at)),
                self.say("clerk.board.resume"),
            )

    def _article(self, visit: Visit) -> str:
        if not visit.articles:
            return self.say("clerk.board.no_article")
        first = visit.articles[0].article
        name = f"{first.maker} {first.model}"
        if len(visit.articles) == 1:
            return f"{name}  {yen_words(visit.offer)}"
        return self.say("clerk.board.articles", name=name, count=len(visit.articles))

    def _say_facts(self, state: BoardState) -> None:
        self._today.show_facts(
            [
                (
                    self.say("clerk.board.today_bought"),
                    self.say("clerk.pieces", count=state.bought),
                ),
                (self.say("clerk.board.today_paid"), yen_words(state.paid)),
                (self.say("clerk.day.board"), self._closing_words(state.day)),
            ]
        )
        at = state.hq.receipt_at
        received = self.say("clerk.board.hq_never")
        if at:
            received = self.say("clerk.board.hq_at", day=business_day(at), at=time_words(at))
        acts = "clerk.board.hq_acts"
        self._hq.show_facts(
            [
                (self.say("clerk.board.hq_received"), received),
                (self.say("clerk.board.hq_unsent"), self.say(acts, count=state.hq.unsent)),
                (self.say("clerk.board.hq_size"), self.say(acts, count=state.hq.size)),
            ]
        )
        self._hq_note.setVisible(not state.hq.enrolled)

    def _closing_words(self, day: DayState) -> str:
        """Whether today was closed, or which earlier day was not."""
        if day.closing is not None and day.since:
            return self.say("clerk.day.board_since", count=day.since)
        if day.closing is not None:
            return self.say("clerk.day.board_done", at=time_words(day.closing.at))
        if day.open_days:
            return self.say("clerk.day.board_open", day=day.open_days[-1])
        return self.say("clerk.day.board_none")

    @Slot()
    def _begin(self) -> None:
        if self._new.isEnabled():
            self.wished.emit(Wish.NEW_VISIT)

    @Slot(object)
    def _resume(self, visit: Visit) -> None:
        self.wished.emit(Resume(visit))

    @Slot()
    def _to_ledger(self) -> None:
        self.wished.emit(Wish.LEDGER)

    @Slot()
    def _to_day(self) -> None:
        self.wished.emit(Wish.DAY)

    @Slot()
    def _to_morning(self) -> None:
        self.wished.emit(Wish.MORNING)

    @Slot()
    def _to_exceptions(self) -> None:
        self.wished.emit(Wish.EXCEPTIONS)

    @Slot()
    def _to_bulletins(self) -> None:
        self.wished.emit(Wish.BULLETINS)

    @Slot()
    def _to_police(self) -> None:
        self.wished.emit(Wish.POLICE)

    @Slot()
    def _to_incidents(self) -> None:
        self.wished.emit(Wish.INCIDENTS)

    @Slot()
    def _to_provisions(self) -> None:
        self.wished.emit(Wish.PROVISIONS)

    @Slot()
    def _to_requests(self) -> None:
        self.wished.emit(Wish.REQUESTS)

    @Slot()
    def _to_loss(self) -> None:
        self.wished.emit(Wish.LOSS)

    @Slot()
    def _to_clock(self) -> None:
        self.wished.emit(Wish.CLOCK)

    @Slot()
    def _leave_desk(self) -> None:
        self.wished.emit(Wish.SIGN_OUT)
