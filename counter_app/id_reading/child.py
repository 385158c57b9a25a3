"""The reader as a process of its own: loads its models, locks itself in, then reads what comes.

Started by process.py as `python -m counter_app.id_reading.child RESOURCES`; a frozen program calls
`main` for the word `process.CHILD_WORD`. It speaks over its standard
streams and says nothing else there.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy.ma  # noqa: F401 - numpy loads it at its first median, when no file opens any more

from counter_app.domain.errors import WrongInput
from counter_app.id_reading.lock import lock
from counter_app.id_reading.pixels import image_of, one_thread, opened
from counter_app.id_reading.reader import Knowledge, Reader, load_knowledge
from counter_app.id_reading.tesseract import TesseractPrint, start_helper
from counter_app.id_reading.wire import (
    Answer,
    Broken,
    Channel,
    Request,
    StreamChannel,
    packed,
    request_of,
)

READY = b"ready"


def main(arguments: list[str]) -> NoReturn:
    """Read documents until the pipe closes.

    Args:
        arguments: the resources folder, and `tesseract` to read with the second reader of print.
    """
    incoming, outgoing = _own_streams()
    channel = StreamChannel(incoming, outgoing)
    reader = _reader(Path(arguments[0]), second="tesseract" in arguments[1:])
    lock()
    try:
        channel.send(READY)
        serve(channel, reader)
    finally:
        # Gone in the same moment as the till: what libraries do at exit takes half a minute, and
        # a card may lie in memory.
        os._exit(0)


def serve(channel: Channel, reader: Reader) -> None:
    """Answer requests until the other side is gone."""
    while True:
        try:
            request = request_of(channel.receive())
        except Broken:
            return
        channel.send(packed(_answer(request, reader)))


def _answer(request: Request, reader: Reader) -> Answer:
    try:
        frame = image_of(request.frame) if request.frame else opened(request.file)
        return Answer(reader.read(frame, request.wanted))
    except WrongInput as wrong:
        return Answer(wrong=wrong.code)
    except Exception as fault:  # noqa: BLE001 - its name only: its words may hold the card's
        return Answer(fault=type(fault).__name__)


def _reader(resources: Path, *, second: bool) -> Reader:
    one_thread()
    knowledge = load_knowledge(resources)
    if not second:
        try:
            return _first(knowledge, resources)
        except (ImportError, FileNotFoundError):  # its runtime does not load on every computer
            pass
    return Reader(knowledge, TesseractPrint(start_helper()))


def _first(knowledge: Knowledge, resources: Path) -> Reader:
    # Here, and not above: onnxruntime does not load on every computer.
    from counter_app.id_reading import glyphs, line_by_line, paddle  # noqa: PLC0415 - see above

    models = paddle.load_models()
    engine = paddle.PaddleEngine(models.recogniser, knowledge.signs)
    own = resources / "id_reading"
    judge = glyphs.GlyphJudge((own / "glyphs.onnx").read_bytes(), glyphs.load_groups(own))
    finder = paddle.TextFinder(models.finder)
    return Reader(knowledge, line_by_line.LineByLine(finder, engine, judge))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes; whatever a library prints afterwards goes nowhere."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    return incoming, outgoing


if __name__ == "__main__":
    main(sys.argv[1:])
