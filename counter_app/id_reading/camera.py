"""The camera over the document mat: a device, a video file or a folder of pictures.

Frames stay in memory. One loop fills a slot that holds the newest frame only, so that whoever looks
slowly sees the present, not a queue of the past.
"""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Protocol

import cv2
from cv2.utils import logging
from typing_extensions import override

from counter_app.domain.errors import CounterError, NotPossibleNow, WrongInput
from counter_app.id_reading.pixels import Image, one_thread, opened

FRAMES_A_SECOND = 30
HOLD = 60
"""Frames for which a folder's picture is held before the next one is shown."""

LAST = 5
"""Frames that are kept for a vote: about 30 MB of memory."""

EMPTY_READS = 15
"""Frames in a row that a device may fail to give before it counts as gone."""

_PICTURES = frozenset({".jpg", ".jpeg", ".png"})
_SIZE = (1920, 1080)


class Camera(Protocol):
    """Gives frames until it is closed."""

    def read(self) -> Image | None:
        """The next frame, or None when there is none this time.

        Raises:
            NotPossibleNow: `camera_lost`: it is gone.
        """
        ...

    def close(self) -> None:
        """Let the device go."""
        ...


class DeviceCamera(Camera):
    """A camera, or a video file that begins again at its end, through OpenCV."""

    def __init__(self, source: int | Path, wait: Callable[[float], None] = time.sleep) -> None:
        self._again = isinstance(source, Path)
        self._wait = wait
        self._capture = _captured(source)
        if not self._capture.isOpened():
            raise NotPossibleNow("camera_missing")
        if not self._again:
            self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, _SIZE[0])
            self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _SIZE[1])
        self._empty = 0

    @override
    def read(self) -> Image | None:
        given, frame = self._capture.read()
        if not given and self._again:
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, 0)
            given, frame = self._capture.read()
        if given:
            self._empty = 0
            if self._again:
                self._wait(1 / FRAMES_A_SECOND)
            return frame
        self._empty += 1
        if self._empty >= EMPTY_READS or not self._capture.isOpened():
            raise NotPossibleNow("camera_lost")
        self._wait(1 / FRAMES_A_SECOND)
        return None

    @override
    def close(self) -> None:
        self._capture.release()


class FolderCamera(Camera):
    """Pictures of a folder, or a single one, each held for a while, over and over."""

    def __init__(
        self, paths: list[Path], wait: Callable[[float], None] = time.sleep, hold: int = HOLD
    ) -> None:
        if not paths:
            raise NotPossibleNow("camera_missing")
        self._frames = self._held(paths, hold)
        self._wait = wait

    @override
    def read(self) -> Image | None:
        self._wait(1 / FRAMES_A_SECOND)
        try:
            return next(self._frames)
        except (OSError, WrongInput):  # the folder or its picture went away: a cable pulled
            raise NotPossibleNow("camera_lost") from None
        except StopIteration:
            raise NotPossibleNow("camera_lost") from None

    @override
    def close(self) -> None:
        self._frames = iter(())

    @staticmethod
    def _held(paths: list[Path], hold: int) -> Iterator[Image]:
        for path in itertools.cycle(paths):
            picture = opened(path.read_bytes())
            yield from itertools.repeat(picture, hold)


class FrameSlot:
    """Holds the newest frame and the few before it, or what went wrong with the camera."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._frame: Image | None = None
        self._last: deque[Image] = deque(maxlen=LAST)
        self._count = 0
        self._fault: CounterError | None = None

    def put(self, frame: Image) -> None:
        """A new frame takes the place of the one before."""
        with self._lock:
            self._frame, self._count = frame, self._count + 1
            self._last.append(frame)

    def fail(self, fault: CounterError) -> None:
        """The camera is gone; the last frame is dropped with it."""
        with self._lock:
            self._frame, self._fault = None, fault
            self._last.clear()

    def last(self) -> list[Image]:
        """The newest frames, the newest first; a picture held still counts once."""
        with self._lock:
            frames = list(reversed(self._last))
        return [one for n, one in enumerate(frames) if all(one is not two for two in frames[:n])]

    def newest(self) -> tuple[int, Image] | None:
        """The newest frame with its running number; None before the first.

        Raises:
            NotPossibleNow: `camera_lost`.
        """
        with self._lock:
            if self._fault is not None:
                raise type(self._fault)(self._fault.code, **self._fault.facts)
            return None if self._frame is None else (self._count, self._frame)


def open_camera(spec: str, wait: Callable[[float], None] = time.sleep) -> Camera:
    """The camera of the settings or of `--camera`.

    Args:
        spec: a device's number, a video or picture file, or a folder of pictures.
        wait: how to wait between the frames of files.

    Raises:
        NotPossibleNow: `camera_missing`.
    """
    one_thread()
    if spec.isdecimal():
        return DeviceCamera(int(spec), wait)
    path = Path(spec)
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in _PICTURES)
        return FolderCamera(found, wait)
    if not path.is_file():
        raise NotPossibleNow("camera_missing")
    if path.suffix.lower() in _PICTURES:
        return FolderCamera([path], wait)
    return DeviceCamera(path, wait)


def watch(camera: Camera, slot: FrameSlot, going_on: Callable[[], bool]) -> None:
    """Fill the slot until told to stop or the camera is gone; the camera is closed at the end."""
    try:
        while going_on():
            frame = camera.read()
            if frame is not None:
                slot.put(frame)
    except CounterError as fault:
        slot.fail(fault)
    finally:
        camera.close()


def _captured(source: int | Path) -> cv2.VideoCapture:
    """OpenCV says on the error stream what it tried; the caller says what happened."""
    level = logging.getLogLevel()
    logging.setLogLevel(0)
    try:
        return cv2.VideoCapture(source if isinstance(source, int) else str(source))
    finally:
        logging.setLogLevel(level)
