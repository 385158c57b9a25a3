"""Scanning an identity document: preview, capture, review, and the document for the visit.

The camera opens only after the customer has been shown what their data are used for (APPI art.
21(2)). Frames live in memory and are gone when the camera closes; the only picture that may be kept
is the masked one, and only where HQ can take it over.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from counter_app.domain.errors import CounterError, NotPossibleNow, Refused, WrongInput
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Visit
from counter_app.id_reading.camera import Camera, FrameSlot, watch
from counter_app.id_reading.pixels import MOST_BYTES, Image, picture_of
from counter_app.id_reading.preview import PREVIEW_SIZE, scaled
from counter_app.id_reading.process import AUTO, DocumentReader
from counter_app.id_reading.quality import FRAMES, Hint, Look, look, should_capture
from counter_app.id_reading.reading import Check, Corners, FieldRead, Reading, as_json
from counter_app.id_reading.voting import needs_more, settled, voted
from counter_app.services.visit_rules import require_before_acceptance, require_notice

ScannedField: TypeAlias = FieldRead
"""A field as read: value, confidence, doubtful, doubts (positions), crop (a picture)."""

ANY_KIND = AUTO
"""What `capture` is told while the clerk leaves the kind to the reader."""

VOTE_SECONDS = 1.2
"""After so long no further frame is read for a vote."""

IMAGE_PART = "2.image"
"""The part of the record that a kept image belongs to."""

KeepImage: TypeAlias = Callable[[bytes, VisitId], str]
"""Seals the masked PNG for a visit; its name. storage.blobs.Blobs.keep is one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One preview frame.

    Attributes:
        pixels: blue, green, red (BGR888), `width` x `height`.
        outline: the card's corners in preview pixels; None when there is no card.
        hint: what to tell the customer; empty when the card lies well.
        take: the card has lain well and still for long enough: capture now.
    """

    pixels: bytes = field(repr=False)
    width: int
    height: int
    outline: Corners | None
    hint: Hint
    take: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """A captured document, for the clerk to review.

    Attributes:
        kind: the law's key; empty when it is not known.
        refused: code of the reason why nothing was read; None when it was.
        image: the masked card as PNG, in memory; empty when refused.
    """

    kind: str
    side: Literal["front", "back"]
    fields: Mapping[str, ScannedField]
    checks: tuple[Check, ...]
    refused: str | None
    image: bytes = field(default=b"", repr=False)
    ms: int = 0

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Names of the fields that staff must look at."""
        return tuple(name for name, one in self.fields.items() if one.doubtful)


class ScanDesk:
    """The document camera during one visit at a time.

    Args:
        reader: reads what the camera saw.
        open_camera: opens the camera; raises NotPossibleNow `camera_missing`.
        keep: seals a masked image, or None where none is kept: the setting says no, or the till is
            not enrolled at HQ.
        seconds: tells how long a vote has taken.
    """

    def __init__(
        self,
        reader: DocumentReader,
        open_camera: Callable[[], Camera],
        keep: Callable[[], KeepImage | None] = lambda: None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._reader = reader
        self._open_camera = open_camera
        self._keep = keep
        self._seconds = seconds
        self._camera: Camera | None = None
        self._slot = FrameSlot()
        self._looks: list[Look] = []
        self._seen = 0
        self._open = False

    @property
    def is_open(self) -> bool:
        """Whether the camera is in use."""
        return self._open

    def open(self, visit: Visit) -> None:
        """Switch the camera on; `watch` then brings its frames.

        Raises:
            Refused: `notice_not_shown`, `visit_closed` or `already_accepted`.
            NotPossibleNow: `camera_missing`.
        """
        require_notice(visit)
        require_before_acceptance(visit)
        self.close()
        self._camera = self._open_camera()
        self._slot, self._looks, self._seen, self._open = FrameSlot(), [], 0, True

    def watch(self, going_on: Callable[[], bool] = lambda: True) -> None:
        """Bring frames until the camera is closed or gone; a thread of the window runs it."""
        camera, slot = self._camera, self._slot
        if camera is None:
            return
        self._camera = None  # from here on the loop closes it: never while it is being read
        watch(camera, slot, lambda: self._slot is slot and going_on())

    def preview(self) -> Preview | None:
        """The newest frame, judged; None when there is no newer one than last time.

        Raises:
            NotPossibleNow: `camera_lost`.
        """
        newest = self._newest()
        if newest is None or newest[0] == self._seen:
            return None
        self._seen = newest[0]
        small = scaled(newest[1])
        seen = look(small, self._looks[-1] if self._looks else None)
        self._looks = [*self._looks[-FRAMES:], seen]
        width, height = PREVIEW_SIZE
        take = should_capture(self._looks)
        return Preview(small.tobytes(), width, height, seen.corners, seen.hint, take)

    def capture(self, visit: Visit, kind: str = AUTO) -> Scan:
        """Read the card that lies under the camera now.

        Args:
            visit: whose card it is.
            kind: the kind that the clerk chose, or auto.

        Raises:
            Refused: `notice_not_shown`, `visit_closed` or `already_accepted`.
            NotPossibleNow: `camera_missing`, `camera_lost` or `reader_stopped`.
        """
        require_notice(visit)
        require_before_acceptance(visit)
        newest = self._newest()
        if newest is None:
            raise NotPossibleNow("camera_missing")
        self._looks = []
        return scan_of(self._read(self._slot.last(), kind))

    def _read(self, frames: list[Image], kind: str) -> Reading:
        """The newest frame, and where it leaves doubt the ones before it, put to the vote."""
        until = self._seconds() + VOTE_SECONDS
        readings = [self._reader.read_frame(picture_of(frames[0]), kind)]
        for frame in frames[1:]:
            if settled(readings) or not needs_more(readings[0]) or self._seconds() > until:
                break
            readings.append(self._reader.read_frame(picture_of(frame), kind))
        return voted(readings)

    def close(self) -> None:
        """Switch the camera off and forget its frames; harmless when it is off."""
        self._open = False
        self._slot, self._looks = FrameSlot(), []
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.close()

    def keep_image(self, scan: Scan, visit: Visit) -> str:
        """Keep the masked image where the shop keeps one; its name, or empty.

        Raises:
            NotPossibleNow: `disk_full`; nothing is kept then.
        """
        require_notice(visit)
        keep = self._keep()
        if keep is None or scan.refused or not scan.image:
            return ""
        return keep(scan.image, visit.visit_id)

    def _newest(self) -> tuple[int, Any] | None:
        try:
            return self._slot.newest()
        except CounterError:
            self.close()
            raise


def scan_of(reading: Reading) -> Scan:
    """A reading as the clerk reviews it."""
    back = reading.kind.endswith("_back")
    return Scan(
        kind=reading.kind.removesuffix("_back"),
        side="back" if back else "front",
        fields=reading.fields,
        checks=reading.checks,
        refused=reading.refused,
        image=reading.image,
        ms=reading.ms,
    )


def read_files(paths: list[Path], kind: str, reader: DocumentReader) -> Iterator[dict[str, Any]]:
    """One line for each picture file, as `counterctl read-id` prints them.

    Raises:
        WrongInput: `image_unreadable` or `image_too_large`; the lines before it have come.
        NotPossibleNow: `reader_stopped`.
    """
    for path in paths:
        yield as_json(reader.read_file(_bytes_of(path), kind), str(path))


def mask_file(path: Path, reader: DocumentReader) -> bytes:
    """A picture's card as it would be kept: laid flat, masked, as PNG without metadata.

    Raises:
        Refused: why it may not be kept.
        WrongInput: `image_unreadable` or `image_too_large`.
        NotPossibleNow: `reader_stopped`.
    """
    reading = reader.read_file(_bytes_of(path))
    if reading.refused or not reading.image:
        raise Refused(reading.refused or "unsupported_kind")
    return reading.image


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise WrongInput("image_unreadable") from None
    if len(data) > MOST_BYTES:
        raise WrongInput("image_too_large")
    return data
