"""A till in a process of its own, with hands at both windows: a test ends it whenever it likes.

`python till_process.py FOLDER begin PAGE` plays a visit up to a page; `resume PAGE` takes the visit
up from the board; both then hold still there until the process is ended. `afterwards` takes it up
at the papers, and goes on to the end once HQ is there. What is seen is told as JSON, a line each.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from typing_extensions import override

from counter_app.app import Counter, World
from counter_app.clock import Clock, HeldClock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.values import TillCode
from counter_app.services.papers import PaperFolder
from counter_app.services.staff import PinHasher
from counter_app.storage.hq_rows import HqState
from counter_app.sync.client import HttpHqLine, SendResult
from ui.demo_outcome import SPECIMEN, Outcome
from ui.demo_script import CLERK, CLERK_PIN, NOW, DemoScript
from ui.hq_process import HqProcess
from ui.messages import catch_everything
from ui.script import Player, Script, Until
from ui.start import Till

HQ_IS_UP = "hq-is-up"
"""A file of this name in the folder says so."""


class LossyLine(HttpHqLine):
    """The real line, which drops HQ's first receipt: the request has arrived by then."""

    def __init__(self, losses: list[int], *line: Any) -> None:
        super().__init__(*line)
        self._losses = losses

    @override
    def send(self, body: bytes) -> SendResult:
        told = super().send(body)
        if told.receipt and not self._losses:
            self._losses.append(len(body))
            raise NotPossibleNow("hq_unreachable", why="the reply was lost")
        return told


class VisitScript(DemoScript):
    """The demo's hands at a till that is set up, without pictures, up to a page."""

    def __init__(self, till: Till, folder: Path, until: str) -> None:
        outcome = Outcome(time.monotonic())
        super().__init__(till, HqProcess(folder / "none", NOW.isoformat()), folder, outcome, 0.0)
        self.losses: list[int] = []
        self._until = until

    def begin(self) -> Script:
        """A visit from its beginning."""
        yield Until("an open till", lambda: self.counter is not None)
        yield from self._sign_in(CLERK, CLERK_PIN)
        yield from self._trade_in()

    def resume(self) -> Script:
        """The visit that the board holds, from where it stands."""
        yield Until("an open till", lambda: self.counter is not None)
        yield from self._sign_in(CLERK, CLERK_PIN)
        yield self._clerk.ready("resume_0")
        tell(board=words_of(self._till.clerk))
        self._clerk.click("resume_0")
        yield Until("a visit", lambda: self._till.flow is not None and bool(self._till.flow.visit))
        yield self._clerk.settled()
        yield self._customer.settled()
        tell(
            clerk=type(self._till.clerk.page).__name__,
            customer=type(self._till.customer.page).__name__,
            typed=typed_in(self._till.customer),
            step=self._visit().step,
        )
        yield from self._from_here()

    def afterwards(self) -> Script:
        """From the papers to the visit's end; HQ gets what waits as soon as it is up."""
        yield from self.resume()
        counter = self._open_counter()
        tell(unsent=counter.hq.state().unsent)
        yield Until("HQ", (self._out / HQ_IS_UP).exists)
        beat = self._till.heartbeat
        if beat is not None:
            beat.sync()
        yield Until("a lost reply", lambda: bool(self.losses))
        tell(lost=len(self.losses), unsent=counter.hq.state().unsent)
        yield Until("a receipt", lambda: counter.hq.state().unsent == 0)
        tell(acked=counter.hq.state().acked)
        yield from self._papers()
        self._clerk.click("back")
        yield self._clerk.shows("BoardScreen")
        yield self._clerk.settled()
        tell(board=words_of(self._till.clerk))

    def _from_here(self) -> Script:
        if self._until == "approval":
            yield from self._approval()
            yield from self._payout()
            yield from self._papers()
        elif self._until:
            yield from self._page(self._until)

    @override
    def _details(self) -> Script:
        yield self._customer.shows("DetailsPage")
        yield from self._page("document_confirmed")
        yield from super()._details()

    @override
    def _page(self, step: str) -> Script:
        yield self._clerk.settled()
        yield self._customer.settled()
        if step == self._until:
            tell(at=step, visit=self._visit().visit_id)
            yield Until("the end of this process", lambda: False)


def tell(**told: object) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def words_of(window: Any) -> str:
    """Everything that is written on a window."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def typed_in(window: Any) -> list[str]:
    """What stands in the fields of a window."""
    return [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]


class Run:
    """One start of the till."""

    def __init__(self, app: QApplication, folder: Path, scene: str, until: str) -> None:
        self._app = app
        self._folder = folder
        self.exit_code = 1
        self.till = Till(app, folder / "till", folder / "till.key")
        self._script = VisitScript(self.till, folder, until)
        self._player = Player(getattr(self._script, scene)())
        self._player.ended.connect(self._ended)
        self.till.opened.connect(self._opened)

    def start(self) -> None:
        """Show the windows and begin."""
        catch_everything(self.till.told_bug)
        self.till.show(windowed=True)
        self.till.start(self._world, str(SPECIMEN))
        self._player.start()

    def _world(self) -> World:
        papers, hasher = PaperFolder(self._folder / "papers"), PinHasher(64, 1)
        return World(HeldClock(NOW), papers, self._line, hasher)

    def _line(
        self, state: HqState, till: TillCode, key: Ed25519PrivateKey, clock: Clock
    ) -> LossyLine:
        return LossyLine(self._script.losses, state.url, till, key, clock)

    @Slot(object)
    def _opened(self, counter: Counter) -> None:
        self._script.counter = counter

    @Slot(object)
    def _ended(self, error: Exception | None) -> None:
        if error is not None:
            tell(stuck=repr(error))
        self.exit_code = 0 if error is None else 1
        self.till.tasks.when_idle(self._app.quit)


def main(folder: str, scene: str, until: str = "") -> int:
    """Play one scene; the exit code."""
    app = QApplication(sys.argv[:1])
    run = Run(app, Path(folder), scene, until)
    run.start()
    app.exec()
    run.till.close()
    return run.exit_code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
