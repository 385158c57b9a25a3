"""A till with both its windows, real from the record to the screens; what it meets may be ill."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from counter_app.id_reading.process import ReaderProcess
from tests.faults.readers import RESOURCES, Lent, personal_in
from tests.faults.tills import FaultyTill, open_faulty_till

MakeTill = Callable[..., FaultyTill]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt tell, without failing a test, what every window does without a display."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class _Everything(logging.Handler):
    """Every log record, however quiet."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[str]]:
    """What was logged; afterwards nothing personal may stand in it."""
    root, handler = logging.getLogger(), _Everything()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler.lines
    root.setLevel(before)
    root.removeHandler(handler)
    assert personal_in(handler.lines) == []


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of both windows."""
    return str(request.param)


@pytest.fixture(scope="session")
def real_reader() -> Iterator[Lent]:
    """The reader in its own process; its models take a second to load."""
    process = ReaderProcess(RESOURCES)
    process.start()
    yield Lent(process)
    process.close()


@pytest.fixture
def make_till(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> Iterator[MakeTill]:
    """Opens a till in the test's folder; the arguments are those of `open_faulty_till`."""
    made: list[FaultyTill] = []

    def make(**ill: object) -> FaultyTill:
        made.append(open_faulty_till(qapp, qtbot, tmp_path, language, **ill))  # type: ignore[arg-type]  # by name
        return made[-1]

    yield make
    for till in made:
        till.close()
