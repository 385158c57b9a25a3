"""The only place with threads: jobs run beside the windows, results come back to them.

A job touches no Qt object. Jobs on the record run one after another; jobs on devices, on the line
to HQ and checks of the whole record run beside them. A result is handed back in the windows' own
thread, and only while the widget that asked for it still lives.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Literal, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from counter_app.domain.errors import CounterError

T = TypeVar("T")
Lane = Literal["record", "device", "line", "check"]
"""What a job works on: the record, a camera, reader or printer, the line to HQ, or the whole record
in a check that takes its time and keeps nobody waiting."""


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
