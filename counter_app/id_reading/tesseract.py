"""The second reader of print: Tesseract, for computers where the first one's runtime does not load.

The card laid flat goes in and a table of words comes out by pipe: nothing touches the disk. The
reader itself may start no program, so a helper process, started before the reader locks itself in,
runs Tesseract for it and gets nothing but pictures that the reader encoded anew.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from pytesseract.pytesseract import file_to_dict
from typing_extensions import override

from counter_app.id_reading.card import FlatCard
from counter_app.id_reading.engine import Line
from counter_app.id_reading.pixels import Image, png_of
from counter_app.id_reading.printed import LEGIBLE, Print, PrintedLine, PrintReader, area_of
from counter_app.id_reading.wire import Broken, StreamChannel

Recognise = Callable[[bytes], bytes]
"""A PNG of a card to Tesseract's table of its words."""

SECONDS = 20
WORD_LEVEL = 5
_TEXT_COLUMN = -1
_WIDE = str.maketrans("０１２３４５６７８９（）－", "0123456789()-")


class TesseractPrint(PrintReader):
    """Reads a card with Tesseract's Japanese model, upside down where it makes no sense."""

    def __init__(self, recognise: Recognise) -> None:
        self._recognise = recognise

    @override
    def read(self, card: FlatCard) -> Print:
        upright = self._lines(card, turned=False)
        if upright.legible >= LEGIBLE:
            return upright
        over = self._lines(card, turned=True)
        return max(upright, over, key=lambda one: one.legible)

    @override
    def slanting(self, frame: Image) -> Sequence[NDArray[np.float64]]:
        return ()  # it finds no print in a whole frame

    def _lines(self, card: FlatCard, *, turned: bool) -> Print:
        image = cv2.rotate(card.image, cv2.ROTATE_180) if turned else card.image
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        table = self._recognise(png_of(grey)).decode("utf-8", "replace")
        lines = [
            PrintedLine(line, area_of(card, box, turned=False)) for line, box in lines_of(table)
        ]
        return Print(tuple(lines), turned)


def lines_of(table: str) -> list[tuple[Line, tuple[int, int, int, int]]]:
    """The lines of Tesseract's TSV: each with its box in pixels of the picture.

    A sign is as sure as its word, and stands in its share of the word's box.
    """
    told = cast("dict[str, list[Any]]", file_to_dict(table, "\t", _TEXT_COLUMN))
    rows: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for n, level in enumerate(told.get("level", [])):
        if level == WORD_LEVEL and str(told["text"][n]).strip():
            rows[tuple(told[key][n] for key in ("block_num", "par_num", "line_num"))].append(n)
    return [_line(told, words) for words in rows.values()]


def _line(
    told: dict[str, list[Any]], words: Sequence[int]
) -> tuple[Line, tuple[int, int, int, int]]:
    boxes = [tuple(int(told[key][n]) for key in ("left", "top", "width", "height")) for n in words]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, low = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    text, sure, places = "", [], []
    for n, (x, _, wide, _) in zip(words, boxes, strict=True):
        word = str(told["text"][n]).translate(_WIDE)
        if text and text[-1].isascii() and word[0].isascii():  # Latin words stand apart
            word = f" {word}"
        text += word
        sure += [max(0.0, float(told["conf"][n]) / 100)] * len(word)
        places += [
            (x + wide * (at + 0.5) / len(word) - left) / max(1, right - left)
            for at in range(len(word))
        ]
    line = Line(text, tuple(sure), frozenset(), tuple(places), ((),) * len(text))
    return line, (left, top, right - left, low - top)


def run_tesseract(png: bytes) -> bytes:
    """Read a card by pipe.

    Raises:
        FileNotFoundError: Tesseract is not installed.
        subprocess.SubprocessError: it failed or took too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise FileNotFoundError("tesseract")
    done = subprocess.run(  # noqa: S603 - the program's own words, no shell
        [program, "stdin", "stdout", "--dpi", "400", "--psm", "11", "-l", "jpn", "tsv"],
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
