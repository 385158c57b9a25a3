"""A stage for one screen of the clerk: a real open till behind it, hands in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.app import Counter
from counter_app.domain.consent import Choices
from counter_app.domain.guardian import Guardian
from counter_app.domain.visit import Step, Visit
from counter_app.texts import Texts
from tests import builders
from tests.ui.counters import CLERK, MANAGER, open_small_counter
from ui.messages import Message, Messages
from ui.screen import Desk, Screen
from ui.script import Hands
from ui.tasks import Tasks
from ui.theme import Theme

WIDE, NARROW = (1134, 728), (952, 728)
"""The place of a screen in the clerk's window at 1366x768 and at 1024x768."""

S = TypeVar("S", bound=Screen)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_small_counter(tmp_path) as opened:
        yield opened


@dataclass
class Shown:
    """A screen on its stage, and what it told."""

    screen: Screen
    host: QWidget
    texts: Texts
    moved: list[Visit] = field(default_factory=list)
    wished: list[object] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)

    @property
    def hands(self) -> Hands:
        """Find, press and write by name."""
        return Hands(self.host)


class Stage:
    """Puts screens up, one after the other."""

    def __init__(self, qtbot: QtBot, counter: Counter, theme: Theme) -> None:
        self.qtbot = qtbot
        self.counter = counter
        self.bugs: list[BaseException] = []
        self.tasks = Tasks(self.bugs.append)
        self.desk = Desk(counter, self.tasks, theme)
        self._screens: dict[QWidget, Screen] = {}

    def sign_in(self, code: str) -> None:
        """From now on this person is signed in."""
        members = {one.code: one for one in self.counter.staff.members()}
        self.desk = replace(self.desk, staff=next(m for c, m in members.items() if c == code))

    def show(
        self,
        kind: Callable[[Desk, Messages, Texts], S],
        visit: Visit | None = None,
        *,
        language: str = "ja",
        size: tuple[int, int] = WIDE,
        settles: bool = True,
    ) -> tuple[S, Shown]:
        """A screen as the clerk's window would show it."""
        texts = self.counter.texts.in_language(language)
        messages = Messages(texts)
        desk = replace(
            self.desk, theme=self.desk.theme.twin(language)
        )  # as each window has its own
        screen = kind(desk, messages, texts)
        host = QWidget()
        host.setObjectName("page")
        host.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(host)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(screen)
        host.resize(*size)
        shown = Shown(screen, host, texts)
        screen.moved.connect(shown.moved.append)
        screen.wished.connect(shown.wished.append)
        messages.shown.connect(shown.told.append)
        if visit is not None:
            screen.show_visit(visit)
        self.qtbot.addWidget(host, before_close_func=self._leave)
        self._screens[host] = screen
        host.show()
        if settles:  # an open camera never does
            self.settle()
        return screen, shown

    def settle(self) -> None:
        """Wait until no job is under way; a bug in one fails the test."""
        self.qtbot.waitUntil(lambda: self.tasks.idle, timeout=15_000)
        for _ in range(2):  # what was put into a layout shows with the event loop's next turn
            with self.qtbot.waitCallback() as turned:
                QTimer.singleShot(0, turned)
        assert self.bugs == []

    def close(self) -> None:
        """Let every screen go, then wait for their jobs."""
        for screen in self._screens.values():
            screen.leave()
        self._screens.clear()
        self.tasks.close()

    def _leave(self, host: QWidget) -> None:
        """Before the widgets go, at the end of a test."""
        screen = self._screens.pop(host, None)
        if screen is not None:
            screen.leave()


@pytest.fixture
def stage(qtbot: QtBot, counter: Counter, theme: Theme) -> Iterator[Stage]:
    made = Stage(qtbot, counter, theme)
    made.sign_in(CLERK)
    yield made
    made.close()
    assert made.bugs == []


@pytest.fixture
def manager_stage(stage: Stage) -> Stage:
    stage.sign_in(MANAGER)
    return stage


def visit_at(counter: Counter, step: Step, model: str = "sample-phone-mini-64") -> Visit:
    """A visit that went through every step before this one, by the services."""
    by = builders.CLERK
    visits = counter.visits
    visit = visits.open(by)
    key = visit.visit_id
    read = (("purpose:provide", 2.5),)
    full = counter.notices.shown("ja", "full", counter.clock.now(), read)
    short = counter.notices.shown("ja", "short", counter.clock.now(), (("short", 4.0),))
    ways: dict[Step, Callable[[], object]] = {
        Step.NOTICE: lambda: visits.show_notice(key, short),
        Step.DOCUMENT: lambda: visits.set_document(key, builders.licence()),
        Step.DETAILS: lambda: visits.confirm_details(key, builders.seller()),
        Step.ARTICLE: lambda: visits.set_articles(key, (builders.appraised(model),)),
        Step.OFFER: lambda: _agree(counter, visit),
        Step.CONSENT: lambda: visits.sign(key, builders.consent(Choices(), shown=full)),
        Step.APPROVAL: lambda: None,
    }
    visit = visits.get(key)
    while visit.step is not step:
        ways[visit.step]()
        visit = visits.go_on(key)
    return visit


def visit_of_15(counter: Counter, who: Guardian) -> Visit:
    """A visit of somebody of 15 that waits for the guardian's consent."""
    born = date(2011, 11, 22)
    visits = counter.visits
    key = visit_at(counter, Step.DOCUMENT).visit_id
    visits.set_document(key, builders.licence(birth_date=born))
    visits.set_guardian(key, who)
    visits.go_on(key)
    visits.confirm_details(key, builders.seller(birth_date=born))
    visits.go_on(key)
    visits.set_articles(key, (builders.appraised("sample-phone-mini-64"),))
    visits.go_on(key)
    _agree(counter, visits.get(key))
    visits.go_on(key)
    read = (("purpose:provide", 2.5),)
    full = counter.notices.shown("ja", "full", counter.clock.now(), read)
    visits.sign(key, builders.consent(Choices(), shown=full))
    return visits.go_on(key)


def _agree(counter: Counter, visit: Visit) -> None:
    now = counter.visits.get(visit.visit_id)
    for place, one in enumerate(now.articles):
        for line in range(len(one.appraisal.lines)):
            counter.visits.agree(visit.visit_id, place, line)


def type_pin(shown: Shown, pin: str) -> None:
    """Press the digits on the pad."""
    for digit in pin:
        shown.hands.click(f"digit_{digit}")
