"""The demo: one whole trade-in through the real windows, played by a pair of hands at each.

Specimen frames stand in for the camera and the clock is held at 2026-11-22; reader, record, papers
and HQ are the real ones, and nothing is computed ahead. The folder that it fills stays, so that
every command can be tried on it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from ui.demo_outcome import SPECIMEN, Outcome
from ui.demo_script import NOW, DemoScript
from ui.hq_process import HqProcess
from ui.messages import note_bug, quiet_without_screen
from ui.script import Player
from ui.start import Till, has_display

if TYPE_CHECKING:
    from counter_app.app import Counter, World

MARKS = frozenset({"screens", "summary.json", "till.key", "hq.role-keys"})
"""What tells that a folder is a demo's: it is wiped when the demo runs again, and no other."""


def run_demo(out: Path, began: float, *, slowly: bool = False) -> int:
    """Play the demo into a folder; the exit code.

    Args:
        out: wiped and filled.
        began: monotonic seconds at the start of the program.
        slowly: rest at each page, to watch.
    """
    os.umask(0o077)
    strange = wipe(out)
    if strange:
        sys.stderr.write(f"counter-app demo: {out} holds {', '.join(strange)}; nothing was done\n")
        return 2
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        quiet_without_screen()
    app = QApplication(sys.argv[:1])
    demo = Demo(app, out, began, pause=1.5 if slowly else 0.0)
    try:
        demo.start()
        app.exec()
    finally:
        demo.close()
    return demo.written(time.monotonic() - began)


def wipe(out: Path) -> list[str]:
    """Empty the folder of an earlier demo, with whatever was put beside it.

    Returns:
        The names of what is there when no demo ever ran in it: then nothing is touched.
    """
    out.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in out.iterdir()}
    if there and not there & MARKS:
        return sorted(there)
    for path in out.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    (out / "screens").mkdir()
    return []


class Demo(QObject):
    """Both windows, HQ beside them, and the script."""

    def __init__(self, app: QApplication, out: Path, began: float, *, pause: float) -> None:
        super().__init__()
        self._app = app
        self._out = out
        self._outcome = Outcome(began)
        self._hq = HqProcess(out / "hq", NOW.isoformat())
        settings = {"demo": True, "keep_id_image": "masked"}
        self._till = Till(app, out / "till", out / "till.key", settings=settings)
        self._script = DemoScript(self._till, self._hq, out, self._outcome, pause)
        self._player = Player(self._script.play())
        self._player.ended.connect(self._ended)
        self._till.opened.connect(self._opened)

    def start(self) -> None:
        """Show the windows and begin."""
        self._till.show(windowed=True)
        self._outcome.lap("window_shown")
        self._till.tasks.run(self, self._hq.start, self._hq_serves, self._hq_fails, lane="line")
        self._till.start(self._world, str(SPECIMEN))
        self._player.start()

    def close(self) -> None:
        """Put everything away; HQ's process ends too."""
        self._till.close()
        self._hq.stop()

    def written(self, total: float) -> int:
        """Write and print the summary; the exit code."""
        self._outcome.seconds["total"] = round(total, 2)
        text = json.dumps(self._outcome.summary(), ensure_ascii=False, indent=2) + "\n"
        (self._out / "summary.json").write_text(text, encoding="utf-8")
        sys.stdout.write(text)
        return 0 if self._outcome.result == "done" else 1

    def _world(self) -> World:
        """The clock is held, and a folder takes the papers."""
        from counter_app.app import World  # noqa: PLC0415 - loads behind the windows
        from counter_app.clock import HeldClock  # noqa: PLC0415 - with the rest
        from counter_app.services.papers import PaperFolder  # noqa: PLC0415 - with the rest

        return World(HeldClock(NOW), PaperFolder(self._out / "papers"))

    def _hq_serves(self, _done: None) -> None:
        """The script goes on once HQ has an address."""

    def _hq_fails(self, error: Exception) -> None:
        self._ended(error)

    @Slot(object)
    def _opened(self, counter: Counter) -> None:
        self._script.counter = counter

    @Slot(object)
    def _ended(self, error: Exception | None) -> None:
        if error is not None:
            note_bug(error)
            self._outcome.result = f"stuck: {error}"
            self._script.shoot("stuck")
        self._till.tasks.when_idle(self._app.quit)
