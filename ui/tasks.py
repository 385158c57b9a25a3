"""The only place with threads: jobs run beside the windows, results come back to them.

A job touches no Qt object, not even as garbage: Python may collect in any thread, and a widget that
another thread destroys takes the program with it. So while jobs may run, garbage is collected in
the windows' thread only. Jobs on the record run one after another; jobs on devices, on the line
to HQ and checks of the whole record run beside them. A result is handed back in the windows' own
thread, and only while the widget that asked for it still lives.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from counter_app.domain.errors import CounterError

T = TypeVar("T")
Lane = Literal["record", "device", "line", "check"]
"""What a job works on: the record, a camera, reader or printer, the line to HQ, or the whole record
in a check that takes its time and keeps nobody waiting."""


COLLECT_MS = 250
"""How often the windows' thread asks whether there is garbage to collect, in milliseconds."""


class Garbage(QObject):
    """Collects garbage in the thread that made it, at Python's own thresholds, and nowhere else.

    https://docs.python.org/3/library/gc.html#gc.set_threshold says when a generation is due.
    """

    def __init__(self) -> None:
        super().__init__()
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(COLLECT_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again, as it was before."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if due:
            gc.collect(due[-1])


class Tasks(QObject):
    """Runs jobs and brings their results back."""

    _settled = Signal(object)

    def __init__(self, unexpected: Callable[[BaseException], None]) -> None:
        """Nothing runs yet.

        Args:
            unexpected: is told of every error that is not a CounterError: a bug.
        """
        super().__init__()
        self._unexpected = unexpected
        self._lanes = {
            "record": ThreadPoolExecutor(1, "record"),
            "device": ThreadPoolExecutor(2, "device"),
            "line": ThreadPoolExecutor(1, "line"),
            "check": ThreadPoolExecutor(1, "check"),
        }
        self._garbage = Garbage()
        self._running = 0
        self._closed = False
        self._waiting: list[Callable[[], None]] = []
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether no job is under way: tests and the demo wait for it."""
        return self._running == 0

    def run(
        self,
        owner: QObject,
        job: Callable[[], T],
        then: Callable[[T], None],
        fails: Callable[[CounterError], None],
        *,
        lane: Lane = "record",
    ) -> None:
        """Run a job, then hand its result to `then`, or its error to `fails`.

        Args:
            owner: neither is called once this object is gone.
            job: plain work without Qt.
            then: gets the result, in the windows' thread.
            fails: gets a CounterError, in the windows' thread.
            lane: what the job works on.
        """
        if self._closed:
            return
        self._running += 1
        future = self._lanes[lane].submit(job)

        def done(finished: Future[T]) -> None:
            self._settled.emit((owner, finished, then, fails))

        future.add_done_callback(done)

    def when_idle(self, then: Callable[[], None]) -> None:
        """Call once, as soon as no job is under way."""
        if self.idle:
            then()
        else:
            self._waiting.append(then)

    def close(self) -> None:
        """Wait for the jobs under way and take no more; what they bring is dropped."""
        self._closed = True
        for pool in self._lanes.values():
            pool.shutdown(wait=True, cancel_futures=True)
        self._garbage.stop()

    @Slot(object)
    def _settle(self, told: tuple[QObject, Future[Any], Callable[..., None], Any]) -> None:
        self._running -= 1
        self._hand_back(*told)
        if self.idle:
            waiting, self._waiting = self._waiting, []
            for call in waiting:
                call()

    def _hand_back(
        self,
        owner: QObject,
        future: Future[Any],
        then: Callable[..., None],
        fails: Callable[[CounterError], None],
    ) -> None:
        if self._closed or future.cancelled() or not shiboken6.isValid(owner):
            return
        error = future.exception()
        if error is None:
            then(future.result())
        elif isinstance(error, CounterError):
            fails(error)
        else:
            self._unexpected(error)
