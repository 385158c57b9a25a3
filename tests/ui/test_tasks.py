"""Jobs run beside the windows; what comes back finds its owner, or nobody."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from counter_app.domain.errors import CounterError, Refused
from ui.tasks import COLLECT_MS, Tasks


class Owner(QObject):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []

    def take(self, result: object) -> None:
        """A result, and whether it came in the windows' thread."""
        self.told.append((result, threading.current_thread() is threading.main_thread()))

    def fail(self, error: CounterError) -> None:
        """An error's code."""
        self.told.append(error.code)


@pytest.fixture
def bugs() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(qapp: object, bugs: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(bugs.append)
    yield made
    made.close()


def test_a_result_comes_back_in_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    owner = Owner()

    tasks.run(owner, threading.current_thread, owner.take, owner.fail)

    qtbot.waitUntil(lambda: tasks.idle)
    [(thread, in_main)] = owner.told
    assert in_main
    assert thread is not threading.main_thread()


def test_an_error_for_people_goes_to_the_owner(tasks: Tasks, qtbot: QtBot) -> None:
    owner = Owner()

    def job() -> None:
        raise Refused("pin_wrong", left=3)

    tasks.run(owner, job, owner.take, owner.fail)

    qtbot.waitUntil(lambda: tasks.idle)
    assert owner.told == ["pin_wrong"]


def test_any_other_error_is_a_bug_and_goes_to_the_net(
    tasks: Tasks, bugs: list[BaseException], qtbot: QtBot
) -> None:
    owner = Owner()

    def job() -> None:
        raise KeyError("nobody foresaw it")

    tasks.run(owner, job, owner.take, owner.fail)

    qtbot.waitUntil(lambda: tasks.idle)
    assert owner.told == []
    assert [type(bug) for bug in bugs] == [KeyError]


def test_nothing_comes_back_to_an_owner_that_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    owner = Owner()
    told: list[object] = []
    go = threading.Event()

    def job() -> bool:
        return go.wait(5)

    tasks.run(owner, job, told.append, told.append)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _lives(owner))
    go.set()

    qtbot.waitUntil(lambda: tasks.idle)
    assert told == []


def test_jobs_on_the_record_run_one_after_another(tasks: Tasks, qtbot: QtBot) -> None:
    owner, running, most = Owner(), [0], [0]
    lock = threading.Lock()

    def job() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        threading.Event().wait(0.01)
        with lock:
            running[0] -= 1

    for _ in range(5):
        tasks.run(owner, job, owner.take, owner.fail)

    qtbot.waitUntil(lambda: tasks.idle)
    assert most == [1]
    assert len(owner.told) == 5


def test_lanes_do_not_wait_for_each_other(tasks: Tasks, qtbot: QtBot) -> None:
    owner, met = Owner(), threading.Barrier(2, timeout=5)

    tasks.run(owner, met.wait, owner.take, owner.fail, lane="record")
    tasks.run(owner, met.wait, owner.take, owner.fail, lane="line")

    qtbot.waitUntil(lambda: tasks.idle)
    assert len(owner.told) == 2


def _lives(owner: QObject) -> bool:
    return shiboken6.isValid(owner)


@pytest.fixture
def collecting() -> Iterator[set[str]]:
    """The threads in which garbage was collected."""
    threads: set[str] = set()

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            threads.add(threading.current_thread().name)

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


class Knot:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


def littering() -> None:
    """A job that leaves enough garbage for many collections."""
    for _ in range(50_000):
        Knot()


def test_a_job_collects_no_garbage(tasks: Tasks, qtbot: QtBot, collecting: set[str]) -> None:
    owner = Owner()
    tasks.run(owner, littering, owner.take, owner.fail)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [name for name in collecting if name.startswith("record")] == []

    gc.enable()  # as it was before there were windows
    tasks.run(owner, littering, owner.take, owner.fail)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [name for name in collecting if name.startswith("record")] == ["record_0"]


def test_the_windows_thread_collects_it(tasks: Tasks, qtbot: QtBot, collecting: set[str]) -> None:
    collecting.clear()
    knot = weakref.ref(Knot())
    littering()
    assert knot() is not None

    qtbot.waitUntil(lambda: knot() is None, timeout=20 * COLLECT_MS)
    assert collecting == {threading.main_thread().name}


def test_python_collects_again_when_the_tasks_are_closed(qapp: object) -> None:
    assert gc.isenabled()
    made = Tasks(lambda _error: None)
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
