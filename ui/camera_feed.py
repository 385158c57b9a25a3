"""The document camera beside the windows: its frames come as signals, never as a queue.

The camera's loop and the judging of each frame run as jobs; at most one frame is under way at a
time, so that a slow PC shows fewer frames and never older ones.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter_app.domain.errors import CounterError
from counter_app.domain.visit import Visit
from counter_app.services.scanning import Preview, ScanDesk
from ui.tasks import Tasks

LOOKS_EVERY_MS = 50


class _Run:
    """One time that the camera is open; jobs ask it whether it still is."""

    def __init__(self) -> None:
        self.going = True

    def is_going(self) -> bool:
        return self.going


class CameraFeed(QObject):
    """Opens the camera for a visit and brings its newest frame, judged.

    Attributes:
        previewed: a Preview.
        failed: the CounterError for which there is no picture; the camera is closed by then.
    """

    previewed = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, tasks: Tasks, scanning: ScanDesk) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._scanning = scanning
        self._run: _Run | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_open(self) -> bool:
        """Whether the camera is open or being opened."""
        return self._run is not None

    def open(self, visit: Visit) -> None:
        """Open the camera; the law asks that the notice was shown, and the desk looks at it."""
        self.close()
        run = self._run = _Run()
        scanning = self._scanning

        def job() -> None:
            scanning.open(visit)
            if not run.going:  # closed while it was being opened
                scanning.close()

        def then(_: None) -> None:
            if run.going:
                self._start(run)

        def fails(error: CounterError) -> None:
            if run.going:
                self._fail(error)

        self._tasks.run(self, job, then, fails, lane="device")

    def close(self) -> None:
        """Let the camera go; harmless when it is closed."""
        self._timer.stop()
        self._looking = False
        if self._run is not None:
            self._run.going = False
            self._run = None
            self._scanning.close()

    def _start(self, run: _Run) -> None:
        scanning = self._scanning

        def loop() -> None:
            scanning.watch(run.is_going)

        def ended(_: object) -> None:
            """The next look tells why, if it was not meant."""

        self._tasks.run(self, loop, ended, ended, lane="device")
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        run = self._run
        if self._looking or run is None:
            return
        self._looking = True

        def then(preview: Preview | None) -> None:
            if run.going:
                self._looking = False
                if preview is not None:
                    self.previewed.emit(preview)

        def fails(error: CounterError) -> None:
            if run.going:
                self._fail(error)

        self._tasks.run(self, self._scanning.preview, then, fails, lane="device")

    def _fail(self, error: CounterError) -> None:
        self.close()
        self.failed.emit(error)
