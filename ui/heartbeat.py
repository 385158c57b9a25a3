"""What goes on by itself while people work: the line to HQ, the clock in the bar, idle chores.

A timer of the windows asks; the work is done beside them. The state shown is the last receipt that
the till proved itself, never the last attempt.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_app.clock import JAPAN
from counter_app.domain.errors import CounterError
from counter_app.services.hq_link import HqLinkState, SyncResult
from counter_app.texts import Texts
from ui.screen import Desk
from ui.widgets.status_bar import StatusBar

WELL_MS = 20_000
"""Milliseconds until the next sync after one that went well."""
CLOCK_MS = 5_000
CHORES_MS = 3_600_000
"""Milliseconds between two looks for visits that were left over."""


class Heartbeat(QObject):
    """Syncs now and then, and keeps the status bar true.

    Attributes:
        synced: a SyncResult, whenever HQ took something.
    """

    synced = Signal(object)

    def __init__(self, desk: Desk, bar: StatusBar, texts: Texts) -> None:
        super().__init__()
        self._desk = desk
        self._bar = bar
        self._texts = texts
        self._failures = 0
        self._busy = False
        self._sync_timer = QTimer(self)
        self._sync_timer.setSingleShot(True)
        self._sync_timer.timeout.connect(self.sync)
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(CLOCK_MS)
        self._clock_timer.timeout.connect(self._tell_time)
        self._chores_timer = QTimer(self)
        self._chores_timer.setInterval(CHORES_MS)
        self._chores_timer.timeout.connect(self._forget_abandoned)

    def start(self) -> None:
        """Begin with a sync at once."""
        self._tell_time()
        self._clock_timer.start()
        self._chores_timer.start()
        self._forget_abandoned()
        self.sync()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._sync_timer.stop()
        self._clock_timer.stop()
        self._chores_timer.stop()

    def speak(self, texts: Texts) -> None:
        """Go on in another language."""
        self._texts = texts
        self._tell_time()
        self._look()

    @Slot()
    def sync(self) -> None:
        """Bring to HQ what waits, unless that is under way; a till without HQ tells its state."""
        if self._busy:
            return
        self._busy = True
        self._sync_timer.stop()
        self._desk.tasks.run(
            self, self._desk.counter.hq.sync, self._well, self._failed, lane="line"
        )

    def _well(self, result: SyncResult) -> None:
        self._busy, self._failures = False, 0
        if result.sent:
            self.synced.emit(result)
        self._look()
        self._sync_timer.start(WELL_MS)

    def _failed(self, _error: CounterError) -> None:
        """Offline is a normal state: the bar says so, nobody is stopped."""
        self._busy = False
        self._failures += 1
        self._look()
        wait = self._desk.counter.hq.wait_after(self._failures)
        self._sync_timer.start(round(wait * 1000))

    def _look(self) -> None:
        self._desk.tasks.run(
            self, self._desk.counter.hq.state, self._show, self._unseen, lane="line"
        )
        self._desk.tasks.run(self, self._desk.counter.record.idle, self._nothing, self._unseen)

    def _show(self, state: HqLinkState) -> None:
        words, icon, tone = self._words(state)
        self._bar.set_chip("hq", icon, words, tone=tone, name=words)

    def _words(self, state: HqLinkState) -> tuple[str, str, str]:
        if state.alarm:
            return self._texts.say("window.hq.alarm"), "alert-triangle", "danger"
        if state.receipt_at is None:
            return self._texts.say("window.hq.never"), "cloud-off", "warn"
        at = f"{state.receipt_at.astimezone(JAPAN):%H:%M}"
        if state.unsent and self._failures:
            return (
                self._texts.say("window.hq.waiting", at=at, unsent=state.unsent),
                "cloud-off",
                "warn",
            )
        return self._texts.say("window.hq.well", at=at), "cloud-check", "ok"

    @Slot()
    def _tell_time(self) -> None:
        now = self._desk.counter.clock.now().astimezone(JAPAN)
        self._bar.set_time(self._texts.say("window.time", day=now.date(), at=f"{now:%H:%M}"))

    @Slot()
    def _forget_abandoned(self) -> None:
        """Erase the visits that came to nothing on an earlier day, beside the windows."""
        forget = self._desk.counter.retention.forget_abandoned
        self._desk.tasks.run(self, forget, self._nothing, self._unseen)

    def _unseen(self, _error: CounterError) -> None:
        """A state that could not be read is told at the next act on the record, which fails too."""

    def _nothing(self, _done: object) -> None:
        """Idle chores have no result."""
