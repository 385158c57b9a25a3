"""The reader's process as the till sees it: started once, asked by pipe, started anew when it died.

A picture may kill the decoder, never the till.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow, WrongInput
from counter_app.id_reading.pixels import MOST_BYTES, MOST_PIXELS, Picture
from counter_app.id_reading.reading import Reading
from counter_app.id_reading.wire import Broken, Request, TimedChannel, answer_of, packed

START_SECONDS = 60.0
READ_SECONDS = 30.0

AUTO = "auto"
CHILD_WORD = "--id-reader"
"""First argument by which a frozen program runs child.main with the rest of its arguments."""

_HOME = Path(__file__).resolve().parents[2]


class DocumentReader(Protocol):
    """Reads identity documents."""

    def start(self) -> None:
        """Get ready ahead of the first reading.

        Raises:
            NotPossibleNow: `reader_stopped`.
        """
        ...

    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        """What a camera's frame shows.

        Raises:
            NotPossibleNow: `reader_stopped`.
        """
        ...

    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        """What a picture file shows.

        Raises:
            WrongInput: `image_too_large` or `image_unreadable`.
            NotPossibleNow: `reader_stopped`.
        """
        ...

    def close(self) -> None:
        """Let it go."""
        ...


class ReaderProcess(DocumentReader):
    """The reader in a process of its own.

    Args:
        resources: the resources folder.
        second: read with Tesseract, as where the first reader of print does not load.
        seconds: the longest that one reading may take.
    """

    def __init__(
        self, resources: Path, *, second: bool = False, seconds: float = READ_SECONDS
    ) -> None:
        self._command = command(resources, second=second)
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: TimedChannel | None = None

    @override
    def start(self) -> None:
        """Start it ahead of the first reading: its models take a second or two.

        Raises:
            NotPossibleNow: `reader_stopped`.
        """
        self._ready()

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        return self._asked(Request(wanted, frame))

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        if len(data) > MOST_BYTES:
            raise WrongInput("image_too_large")
        return self._asked(Request(wanted, file=data))

    @override
    def close(self) -> None:
        process, self._process, self._channel = self._process, None, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        return self._process.pid if self._process else None

    def _asked(self, request: Request) -> Reading:
        channel = self._ready()
        try:
            channel.send(packed(request))
            answer = answer_of(channel.receive())
        except Broken:
            self.close()
            raise NotPossibleNow("reader_stopped") from None
        if answer.wrong:
            raise WrongInput(answer.wrong)
        if answer.reading is None:
            raise NotPossibleNow("reader_stopped", fault=answer.fault)
        return answer.reading

    def _ready(self) -> TimedChannel:
        if self._channel is not None and self._process is not None:
            if self._process.poll() is None:
                return self._channel
            self.close()
        self._process = process = _started(self._command)
        pipes = cast("Any", process.stdout), cast("Any", process.stdin)
        try:
            TimedChannel(*pipes, START_SECONDS).receive()
        except Broken:
            self.close()
            raise NotPossibleNow("reader_stopped") from None
        self._channel = TimedChannel(*pipes, self._seconds)
        return self._channel


def command(resources: Path, *, second: bool = False) -> Sequence[str]:
    """How the reader is started; a frozen program starts itself under another word."""
    words = [str(resources), *(["tesseract"] if second else [])]
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD, *words]
    return [sys.executable, "-m", "counter_app.id_reading.child", *words]


def _started(words: Sequence[str]) -> subprocess.Popen[bytes]:
    # The decoder's own bound stands behind the one of this program; it is read when it loads.
    more = {"OPENCV_IO_MAX_IMAGE_PIXELS": str(MOST_PIXELS), "PYTHONUTF8": "1"}
    path = os.pathsep.join([str(_HOME), *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        return subprocess.Popen(  # noqa: S603 - this program's own module
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **more, "PYTHONPATH": path},
            bufsize=0,
        )
    except OSError:
        raise NotPossibleNow("reader_stopped") from None
