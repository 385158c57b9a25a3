"""A till with both windows in the test's own process, and hands at each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from counter_app.app import Counter, World
from counter_app.clock import HeldClock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.visit import Step, Visit
from counter_app.id_reading.pixels import Picture
from counter_app.id_reading.process import AUTO, DocumentReader
from counter_app.id_reading.reading import Reading
from counter_app.services.papers import PaperFolder
from tests.ui.counters import AFTERNOON, CLERK, CLERK_PIN, FAST, open_small_counter
from tests.ui.screens.conftest import visit_at
from ui.demo_outcome import SPECIMEN
from ui.flow import Flow
from ui.script import Hands, Player, Script
from ui.start import Till

PLAYED_IN_MS = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt tell, without failing a test, what no window can do without a display."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class NoReader(DocumentReader):
    """Stands where the reader would, for visits whose document was confirmed before."""

    @override
    def start(self) -> None:
        """Nothing has to be loaded."""

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        raise NotPossibleNow("reader_stopped")

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        raise NotPossibleNow("reader_stopped")

    @override
    def close(self) -> None:
        """Nothing was loaded."""


@dataclass
class Windows:
    """Both windows of an open till.

    Attributes:
        clerk, customer: hands.
        others: windows that other tests left.
    """

    qtbot: QtBot
    till: Till
    counter: Counter
    others: frozenset[QWidget]

    def __post_init__(self) -> None:
        self.clerk = Hands(self.till.clerk)
        self.customer = Hands(self.till.customer)

    @property
    def flow(self) -> Flow:
        """What drives them."""
        assert self.till.flow is not None
        return self.till.flow

    @property
    def visit(self) -> Visit:
        """The visit that they show."""
        assert self.flow.visit is not None
        return self.flow.visit

    @property
    def seen(self) -> frozenset[QWidget]:
        """Every window, list and note of the till that is on the screen now."""
        return visible() - self.others

    def play(self, script: Script) -> None:
        """Let the hands do what a script says."""
        ended: list[Exception | None] = []
        player = Player(script)
        player.ended.connect(ended.append)
        player.start()
        self.qtbot.waitUntil(lambda: bool(ended), timeout=PLAYED_IN_MS)
        if ended[0] is not None:
            raise ended[0]

    def sign_in(self) -> Script:
        """The clerk signs in."""
        name = f"staff_{CLERK.lower()}"
        yield self.clerk.shows("SignInScreen")
        yield self.clerk.ready(name)
        self.clerk.click(name)
        self.clerk.type(CLERK_PIN)
        yield self.clerk.shows("BoardScreen")

    def take_up(self, step: Step) -> Script:
        """A visit that was brought to this step by the services is taken up from the board."""
        visit_at(self.counter, step)
        yield from self.sign_in()
        yield self.clerk.ready("resume_0")
        self.clerk.click("resume_0")
        yield from self.rest()

    def rest(self) -> Script:
        """Both windows come to rest."""
        yield self.clerk.settled()
        yield self.customer.settled()


def visible() -> frozenset[QWidget]:
    """Every window of this process that is on the screen."""
    return frozenset(one for one in QApplication.topLevelWidgets() if one.isVisible())


@pytest.fixture
def windows(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Windows]:
    """An open till with a clerk and a manager, nobody signed in; both windows are shown."""
    others = visible()
    with open_small_counter(tmp_path):
        pass  # set up, and closed again
    till = Till(qapp, tmp_path / "till", tmp_path / "till.key")
    opened: list[Counter] = []
    till.opened.connect(opened.append)
    papers = PaperFolder(tmp_path / "papers")
    world = World(HeldClock(AFTERNOON), papers, hasher=FAST, reader=NoReader())
    till.show(windowed=True)
    till.start(lambda: world, str(SPECIMEN))
    qtbot.waitUntil(lambda: bool(opened), timeout=PLAYED_IN_MS)
    yield Windows(qtbot, till, opened[0], others)
    till.close()
