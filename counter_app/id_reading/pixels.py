"""Pictures in memory: from a file's bytes or a camera's frame to pixels, and to a PNG when masked.

Only JPEG and PNG are opened, and only after their own header has said how large they are: an image
of a few hundred kilobytes can unpack to gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import cv2
import numpy as np
from cv2.typing import MatLike

from counter_app.domain.errors import WrongInput

Image: TypeAlias = MatLike
"""Rows of blue, green and red, 8 bits each."""

MOST_PIXELS = 40_000_000
MOST_BYTES = 48 * 1024 * 1024

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


@dataclass(frozen=True, slots=True)
class Picture:
    """A frame as plain bytes, for those who know no numpy.

    Attributes:
        pixels: blue, green, red, row by row without padding; never shown in a repr.
    """

    pixels: bytes = field(repr=False)
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise WrongInput("image_unreadable")
        if self.width * self.height > MOST_PIXELS:
            raise WrongInput("image_too_large")
        if len(self.pixels) != self.width * self.height * 3:
            raise WrongInput("image_unreadable")


def one_thread() -> None:
    """Keep OpenCV to the calling thread: the till's two cores are the reader's and the screen's."""
    cv2.setNumThreads(1)


def picture_of(image: Image) -> Picture:
    """A frame as plain bytes."""
    height, width = image.shape[:2]
    return Picture(image.tobytes(), width, height)


def image_of(picture: Picture) -> Image:
    """The pixels of a picture; they are the picture's own and cannot be written to."""
    flat = np.frombuffer(picture.pixels, np.uint8)
    return flat.reshape(picture.height, picture.width, 3)


def opened(data: bytes) -> Image:
    """The pixels of a JPEG or PNG file.

    Raises:
        WrongInput: `image_too_large` (said by its header, before it is unpacked) or
            `image_unreadable`.
    """
    if len(data) > MOST_BYTES:
        raise WrongInput("image_too_large")
    width, height = _size(data)
    if width * height > MOST_PIXELS:
        raise WrongInput("image_too_large")
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except (cv2.error, MemoryError):
        image = None
    if image is None:
        raise WrongInput("image_unreadable")
    return image


def png_of(image: Image) -> bytes:
    """A PNG of these pixels; it carries no metadata."""
    made, data = cv2.imencode(".png", image)
    if not made:
        raise WrongInput("image_unreadable")
    return data.tobytes()


def _size(data: bytes) -> tuple[int, int]:
    """Width and height as the file's header says.

    Raises:
        WrongInput: `image_unreadable`: neither a PNG nor a JPEG, or its header is cut off.
    """
    if data.startswith(_PNG) and data[12:16] == b"IHDR" and len(data) >= 24:  # noqa: PLR2004 - bytes of a PNG's head
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data.startswith(_JPEG):
        return _jpeg_size(data)
    raise WrongInput("image_unreadable")


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Walk the segments (ITU-T T.81, B.1.1) up to the frame header."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - bytes of a JPEG segment
        marker = data[at + 1]
        if marker in _JPEG_SIZES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        if marker == 0xFF:  # noqa: PLR2004 - a fill byte
            at += 1
        elif marker in _JPEG_BARE:
            at += 2
        else:
            at += 2 + int.from_bytes(data[at + 2 : at + 4])
    raise WrongInput("image_unreadable")
