"""What goes over the pipe between the till and its reader: bounded messages, no pickles."""

from __future__ import annotations

import os
import select
import sys
import time
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

import msgspec
from typing_extensions import override

from counter_app.id_reading.pixels import MOST_BYTES, MOST_PIXELS, Picture
from counter_app.id_reading.reading import Reading

LONGEST = 3 * MOST_PIXELS + 1024
"""Bytes of the longest message: the largest picture, unpacked."""

_LENGTH = 4
_CHUNK = 1 << 20


class Broken(Exception):
    """The other side is gone, too slow, or says what it may not."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to read: a camera's frame, or a file's bytes.

    Attributes:
        wanted: the kind that the clerk chose, or auto.
    """

    wanted: str
    frame: Picture | None = None
    file: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a request.

    Attributes:
        wrong: code of the reason why the picture cannot be used.
        fault: name of the fault that the reader did not expect; nothing personal is in it.
    """

    reading: Reading | None = None
    wrong: str = ""
    fault: str = ""


class Channel(Protocol):
    """Two ends of a pipe pair."""

    def send(self, message: bytes) -> None:
        """Send a message whole.

        Raises:
            Broken: the other side does not take it.
        """
        ...

    def receive(self) -> bytes:
        """The next message, whole.

        Raises:
            Broken: the other side closed, or the message is too long.
        """
        ...


class StreamChannel(Channel):
    """The reader's end: it waits as long as it takes."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO) -> None:
        self._incoming = incoming
        self._outgoing = outgoing

    @override
    def send(self, message: bytes) -> None:
        self._outgoing.write(len(message).to_bytes(_LENGTH) + message)
        self._outgoing.flush()

    @override
    def receive(self) -> bytes:
        length = _checked(self._exactly(_LENGTH))
        return self._exactly(length)

    def _exactly(self, length: int) -> bytes:
        data = self._incoming.read(length)
        if len(data) < length:
            raise Broken
        return data


class TimedChannel(Channel):
    """The till's end: it waits so long and no longer."""

    def __init__(self, incoming: BinaryIO, outgoing: BinaryIO, seconds: float) -> None:
        self._incoming = incoming.fileno()
        self._outgoing = outgoing.fileno()
        self._seconds = seconds
        self._timed = sys.platform != "win32"  # where pipes cannot be waited for
        if self._timed:
            os.set_blocking(self._incoming, False)
            os.set_blocking(self._outgoing, False)

    @override
    def send(self, message: bytes) -> None:
        until = time.monotonic() + self._seconds
        left = memoryview(len(message).to_bytes(_LENGTH) + message)
        while left:
            self._wait_for(self._outgoing, until, writing=True)
            try:
                left = left[os.write(self._outgoing, left[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise Broken from None

    @override
    def receive(self) -> bytes:
        until = time.monotonic() + self._seconds
        return self._exactly(_checked(self._exactly(_LENGTH, until)), until)

    def _exactly(self, length: int, until: float) -> bytes:
        data = bytearray()
        while len(data) < length:
            self._wait_for(self._incoming, until, writing=False)
            try:
                part = os.read(self._incoming, min(_CHUNK, length - len(data)))
            except BlockingIOError:
                continue
            if not part:
                raise Broken
            data += part
        return bytes(data)

    def _wait_for(self, pipe: int, until: float, *, writing: bool) -> None:
        if not self._timed:
            return
        left = until - time.monotonic()
        asked = ([], [pipe]) if writing else ([pipe], [])
        if left <= 0 or not any(select.select(*asked, [], left)):
            raise Broken


def packed(message: Request | Answer) -> bytes:
    """A message as bytes."""
    return msgspec.msgpack.encode(message)


def request_of(data: bytes) -> Request:
    """A request from its bytes.

    Raises:
        Broken: they are none.
    """
    try:
        request = msgspec.msgpack.decode(data, type=Request)
    except msgspec.MsgspecError:
        raise Broken from None
    if len(request.file) > MOST_BYTES:
        raise Broken
    return request


def answer_of(data: bytes) -> Answer:
    """An answer from its bytes.

    Raises:
        Broken: they are none.
    """
    try:
        return msgspec.msgpack.decode(data, type=Answer)
    except msgspec.MsgspecError:
        raise Broken from None


def _checked(head: bytes) -> int:
    length = int.from_bytes(head)
    if length > LONGEST:
        raise Broken
    return length
