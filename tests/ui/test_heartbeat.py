"""What goes on by itself: the line to HQ is a state in the bar, never an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from counter_app.app import Counter
from counter_app.clock import JAPAN, HeldClock
from counter_app.domain.errors import CounterError, NotPossibleNow, Refused
from counter_app.services.hq_link import HqLinkState, SyncResult
from counter_app.texts import TextCatalogues, Texts
from ui.heartbeat import WELL_MS, Heartbeat
from ui.screen import Desk
from ui.tasks import Tasks
from ui.theme import Theme
from ui.widgets.status_bar import StatusBar

AT = datetime(2026, 11, 22, 13, 5, tzinfo=JAPAN)
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=JAPAN)
RECEIVED = HqLinkState(True, 4, 4, AT, None, "")
WAITING = replace(RECEIVED, size=7, oldest_unsent_at=AT)
NEVER = HqLinkState(False, 0, 3, None, AT, "")
FIRST_WAIT, NEXT_WAIT = 2.0, 4.0


@dataclass
class Office:
    """HQ as the till's desk tells of it, and the record's idle chores."""

    told: HqLinkState = RECEIVED
    fault: CounterError | None = None
    sent: int = 0
    syncs: int = 0
    chores: int = 0
    forgotten: int = 0

    def sync(self) -> SyncResult:
        """HQ takes what waits, or is ill."""
        self.syncs += 1
        if self.fault is not None:
            raise self.fault
        return SyncResult(self.told.acked, self.told.size, "00", self.sent)

    def state(self) -> HqLinkState:
        """How far HQ has the record."""
        return self.told

    def wait_after(self, failures: int) -> float:
        """Longer each time."""
        return {1: FIRST_WAIT, 2: NEXT_WAIT}[failures]

    def idle(self) -> None:
        """A chore of the record."""
        self.chores += 1

    def forget_abandoned(self) -> int:
        """The chore of every hour."""
        self.forgotten += 1
        return 0


@dataclass
class Beat:
    """A heartbeat with its bar."""

    qtbot: QtBot
    theme: Theme
    texts: Texts
    office: Office = field(default_factory=Office)

    def __post_init__(self) -> None:
        self.clock = HeldClock(NOW)
        self.bugs: list[BaseException] = []
        self.tasks = Tasks(self.bugs.append)
        self.bar = StatusBar(self.theme)
        self.qtbot.addWidget(self.bar)
        counter = SimpleNamespace(
            hq=self.office, record=self.office, retention=self.office, clock=self.clock
        )
        desk = Desk(cast("Counter", counter), self.tasks, self.theme)
        self.heart = Heartbeat(desk, self.bar, self.texts)
        self.synced: list[SyncResult] = []
        self.heart.synced.connect(self.synced.append)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.tasks.idle)

    def beat(self) -> None:
        """One sync, to its end."""
        self.heart.sync()
        self.settle()

    @property
    def chip(self) -> tuple[str, str]:
        """Words and tone."""
        found = self.bar.findChild(QToolButton, "chip_hq")
        return (found.text(), str(found.property("tone"))) if found else ("", "")

    @property
    def wait(self) -> int:
        """Milliseconds to the next sync."""
        return self.heart._sync_timer.interval()


@pytest.fixture
def beat(qtbot: QtBot, theme: Theme, texts: Texts) -> Iterator[Beat]:
    made = Beat(qtbot, theme, texts)
    yield made
    made.heart.stop()
    made.tasks.close()
    assert made.bugs == []


def test_what_hq_received_is_told_by_its_receipt(beat: Beat) -> None:
    beat.heart.start()
    beat.settle()

    assert beat.chip == (beat.texts.say("window.hq.well", at="13:05"), "ok")
    assert (beat.wait, beat.office.syncs, beat.office.chores) == (WELL_MS, 1, 1)


def test_only_a_sync_that_brought_something_is_told(beat: Beat) -> None:
    beat.beat()
    assert beat.synced == []

    beat.office.sent = 2
    beat.beat()
    assert [one.sent for one in beat.synced] == [2]


def test_offline_is_a_state_with_what_waits_and_the_next_try_comes_later_each_time(
    beat: Beat,
) -> None:
    beat.office.told, beat.office.fault = WAITING, NotPossibleNow("hq_unreachable")

    beat.beat()
    assert beat.chip == (beat.texts.say("window.hq.waiting", at="13:05", unsent=3), "warn")
    assert beat.wait == FIRST_WAIT * 1000
    beat.beat()
    assert beat.wait == NEXT_WAIT * 1000

    beat.office.told, beat.office.fault = RECEIVED, None
    beat.beat()
    assert (beat.chip[1], beat.wait) == ("ok", WELL_MS)
    beat.office.fault = NotPossibleNow("hq_unreachable")
    beat.beat()
    assert beat.wait == FIRST_WAIT * 1000  # counted anew


def test_what_waits_for_the_next_sync_is_not_called_offline(beat: Beat) -> None:
    beat.office.told = WAITING
    beat.beat()

    assert beat.chip == (beat.texts.say("window.hq.well", at="13:05"), "ok")


def test_a_till_that_hq_does_not_know_says_so(beat: Beat) -> None:
    beat.office.told, beat.office.fault = NEVER, Refused("hq_not_known")
    beat.beat()

    assert beat.chip == (beat.texts.say("window.hq.never"), "warn")


def test_an_alarm_is_told_before_everything_else(beat: Beat) -> None:
    beat.office.told = replace(RECEIVED, alarm="log_forked")
    beat.beat()

    assert beat.chip == (beat.texts.say("window.hq.alarm"), "danger")


def test_one_sync_at_a_time(beat: Beat) -> None:
    beat.heart.sync()
    beat.heart.sync()
    beat.settle()

    assert beat.office.syncs == 1


def test_the_bar_tells_the_clocks_time_in_japan(beat: Beat) -> None:
    beat.heart.start()
    beat.settle()
    label = beat.bar.findChild(QLabel, "time")
    assert label is not None
    assert label.text() == beat.texts.say("window.time", day=NOW.date(), at="14:00")

    beat.clock.move(seconds=60)
    beat.heart._tell_time()
    assert label.text() == beat.texts.say("window.time", day=NOW.date(), at="14:01")


def test_the_bar_goes_on_in_another_language(beat: Beat, catalogues: TextCatalogues) -> None:
    beat.heart.start()
    beat.settle()
    other = catalogues.in_language({"ja": "en", "en": "ja"}[beat.texts.language])

    beat.heart.speak(other)
    beat.settle()

    assert beat.chip[0] == other.say("window.hq.well", at="13:05")


def test_after_the_stop_nothing_is_asked_for(beat: Beat) -> None:
    beat.heart.start()
    beat.settle()
    beat.heart.stop()

    assert not beat.heart._sync_timer.isActive()
    assert not beat.heart._clock_timer.isActive()


def test_an_answer_that_comes_after_the_end_is_dropped(beat: Beat) -> None:
    beat.office.fault = NotPossibleNow("hq_unreachable")
    beat.heart.sync()

    beat.tasks.close()
    beat.settle()

    assert beat.chip == ("", "")


def test_visits_that_were_left_over_are_forgotten_at_the_start_and_every_hour(beat: Beat) -> None:
    beat.heart.start()
    beat.settle()
    assert beat.office.forgotten == 1
    assert beat.heart._chores_timer.interval() == 3_600_000
    beat.heart._chores_timer.timeout.emit()
    beat.settle()
    assert beat.office.forgotten == 2
    beat.heart.stop()
    assert not beat.heart._chores_timer.isActive()
