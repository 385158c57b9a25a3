"""The second text engine: Tesseract, for computers without the first one's runtime.

Pictures go in and tables come out by pipe: nothing touches the disk. The reader itself may start no
program, so a helper process, started before the reader locks itself in, runs Tesseract for it and
gets nothing but single lines that the reader cut out and encoded anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, cast

import cv2
from pytesseract.pytesseract import file_to_dict
from typing_extensions import override

from counter_app.id_reading.engine import Line, TextEngine
from counter_app.id_reading.pixels import Image, png_of
from counter_app.id_reading.signs import Signs
from counter_app.id_reading.wire import Broken, StreamChannel

Recognise = Callable[[bytes], bytes]
"""A PNG of one line to Tesseract's table of its words."""

SECONDS = 20
HEIGHT = 48
WORD_LEVEL = 5
_TEXT_COLUMN = -1
_WIDE = str.maketrans("０１２３４５６７８９（）－", "0123456789()-")


class TesseractEngine(TextEngine):
    """Reads lines with Tesseract's Japanese model."""

    def __init__(self, recognise: Recognise, signs: Signs) -> None:
        self._recognise = recognise
        self._signs = signs

    @override
    def read(self, crops: Sequence[Image], signs: Sequence[str]) -> list[Line]:
        return [self._line(crop, name) for crop, name in zip(crops, signs, strict=True)]

    def _line(self, crop: Image, name: str) -> Line:
        width = max(1, round(crop.shape[1] * HEIGHT / crop.shape[0]))
        grey = cv2.cvtColor(cv2.resize(crop, (width, HEIGHT)), cv2.COLOR_BGR2GRAY)
        edge = cv2.copyMakeBorder(grey, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=255)
        text, sure = words_of(self._recognise(png_of(edge)).decode("utf-8", "replace"))
        wanted = self._signs.sets[name] if name else None
        kept = [n for n, sign in enumerate(text) if wanted is None or sign in wanted]
        return Line("".join(text[n] for n in kept), tuple(sure[n] for n in kept))


def words_of(table: str) -> tuple[str, list[float]]:
    """The text of Tesseract's TSV, and how sure each of its signs is (its word's confidence)."""
    told = cast("dict[str, list[Any]]", file_to_dict(table, "\t", _TEXT_COLUMN))
    text, sure = "", []
    for level, confidence, word in zip(
        told.get("level", []), told.get("conf", []), told.get("text", []), strict=False
    ):
        if level == WORD_LEVEL:
            plain = str(word).translate(_WIDE)
            text += plain
            sure += [max(0.0, float(confidence) / 100)] * len(plain)
    return text, sure


def run_tesseract(png: bytes) -> bytes:
    """Read one line of print by pipe.

    Raises:
        FileNotFoundError: Tesseract is not installed.
        subprocess.SubprocessError: it failed or took too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise FileNotFoundError("tesseract")
    done = subprocess.run(  # noqa: S603 - the program's own words, no shell
        [program, "stdin", "stdout", "--psm", "7", "-l", "jpn", "tsv"],
        input=png,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout


def start_helper() -> Recognise:
    """Start the helper process; it ends when the reader does."""
    helper = subprocess.Popen(
        [sys.executable, "-m", "counter_app.id_reading.tesseract"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if helper.stdin is None or helper.stdout is None:
        raise Broken
    channel = StreamChannel(cast("Any", helper.stdout), cast("Any", helper.stdin))

    def recognise(png: bytes) -> bytes:
        channel.send(png)
        return channel.receive()

    return recognise


def help_reader() -> None:
    """Run Tesseract for the reader until it is gone."""
    channel = StreamChannel(sys.stdin.buffer, sys.stdout.buffer)
    while True:
        try:
            png = channel.receive()
        except Broken:
            return
        try:
            table = run_tesseract(png)
        except (OSError, subprocess.SubprocessError):
            table = b""
        channel.send(table)


if __name__ == "__main__":
    help_reader()
