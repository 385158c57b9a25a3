"""Scanning at the counter: with a camera of pictures, and a reader that answers what it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow, Refused, WrongInput
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Acceptance, Ending, Visit
from counter_app.id_reading.camera import Camera, FolderCamera
from counter_app.id_reading.pixels import Image, Picture
from counter_app.id_reading.process import AUTO, DocumentReader
from counter_app.id_reading.quality import FRAMES
from counter_app.id_reading.reading import Check, FieldRead, Reading
from counter_app.services.scanning import (
    Preview,
    ScanDesk,
    mask_file,
    read_files,
    scan_of,
)
from tests.builders import CLERK, NOW, notice_shown

SPECIMENS = Path(__file__).resolve().parents[3] / "resources" / "specimens"
LICENCE = SPECIMENS / "driving_licence_1.jpg"
BOX = (1, 2, 3, 4)

READ = Reading(
    kind="driving_licence",
    quad=((0.0, 0.0), (9.0, 0.0), (9.0, 6.0), (0.0, 6.0)),
    fields={
        "name": FieldRead("山崎 蓮", 0.97, BOX, doubtful=True, doubts=(1,)),
        "address": FieldRead("東京都中野区本町1-2-3", 0.99, BOX, doubtful=False),
        "birth_date": FieldRead("1990-01-15", 0.99, BOX, doubtful=False),
        "issued_on": FieldRead("2024-02-15", 0.99, BOX, doubtful=False),
        "expires_on": FieldRead("2029-02-15", 0.4, BOX, doubtful=True),
        "number": FieldRead("309012345620", 0.99, BOX, doubtful=False),
    },
    checks=(Check("licence_number", ok=True),),
    masked=(BOX,),
    image=b"masked",
    ms=300,
)


class ToldReader(DocumentReader):
    """Answers what it was told, and remembers what it was asked."""

    def __init__(self, reading: Reading = READ) -> None:
        self.reading = reading
        self.asked: list[tuple[object, str]] = []

    @override
    def start(self) -> None:
        """It is ready."""

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        self.asked.append((frame, wanted))
        return self.reading

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        self.asked.append((data, wanted))
        return self.reading

    @override
    def close(self) -> None:
        """Nothing to let go."""


class CableCamera(Camera):
    """A grey picture, then its cable is pulled."""

    def __init__(self) -> None:
        self.frames = 2
        self.closed = 0

    @override
    def read(self) -> Image | None:
        self.frames -= 1
        if self.frames < 0:
            raise NotPossibleNow("camera_lost")
        return np.full((540, 960, 3), 90, np.uint8)

    @override
    def close(self) -> None:
        self.closed += 1


def no_wait(_seconds: float) -> None:
    """Tests do not wait for frames."""


def pictures() -> Camera:
    return FolderCamera([LICENCE], no_wait)


def visit(**other: Any) -> Visit:
    ready = Visit(VisitId("ab" * 16), "T01-0001", NOW, CLERK, shown=notice_shown())
    return replace(ready, **other)


def desk(reader: DocumentReader | None = None, camera: Any = pictures) -> ScanDesk:
    return ScanDesk(reader or ToldReader(), camera)


def watched(scan_desk: ScanDesk, frames: int) -> list[Preview]:
    """Previews of so many frames, each looked at as soon as it came."""
    seen: list[Preview] = []

    def one_more() -> bool:
        if (preview := scan_desk.preview()) is not None:
            seen.append(preview)
        return len(seen) < frames

    scan_desk.watch(one_more)
    return seen


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (visit(shown=None), "notice_not_shown"),
        (visit(ending=Ending.CANCELLED), "visit_closed"),
        (visit(acceptance=Acceptance(2, 1, 3, 1, 1, NOW)), "already_accepted"),
    ],
)
def test_the_camera_stays_off_before_the_notice_and_after_the_deal(given: Visit, code: str) -> None:
    opened: list[Camera] = []

    def camera() -> Camera:
        opened.append(pictures())
        return opened[-1]

    scan_desk = desk(camera=camera)
    with pytest.raises(Refused, match=code):
        scan_desk.open(given)
    with pytest.raises(Refused, match=code):
        scan_desk.capture(given)
    assert (opened, scan_desk.is_open) == ([], False)


def test_no_camera_is_told_and_leaves_the_desk_closed() -> None:
    def missing() -> Camera:
        raise NotPossibleNow("camera_missing")

    scan_desk = desk(camera=missing)
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        scan_desk.open(visit())
    assert not scan_desk.is_open
    assert scan_desk.preview() is None


def test_a_card_that_lies_still_is_taken_by_itself() -> None:
    scan_desk = desk()
    scan_desk.open(visit())
    seen = watched(scan_desk, FRAMES)
    assert [one.take for one in seen] == [False] * (FRAMES - 1) + [True]
    last = seen[-1]
    assert (last.width, last.height, len(last.pixels)) == (960, 540, 960 * 540 * 3)
    assert last.hint == ""
    assert last.outline is not None
    assert len(last.outline) == 4


def test_the_same_frame_is_not_judged_twice() -> None:
    scan_desk = desk()
    scan_desk.open(visit())
    asked = iter([True, False])
    scan_desk.watch(lambda: next(asked))
    assert scan_desk.preview() is not None
    assert scan_desk.preview() is None


def test_a_capture_reads_the_frame_in_full_size() -> None:
    reader = ToldReader()
    scan_desk = desk(reader)
    scan_desk.open(visit())
    watched(scan_desk, 1)
    scan = scan_desk.capture(visit(), "driving_licence")
    [(frame, wanted)] = reader.asked
    assert isinstance(frame, Picture)
    assert (frame.width, frame.height, wanted) == (1920, 1080, "driving_licence")
    assert (scan.kind, scan.side, scan.doubtful) == (
        "driving_licence",
        "front",
        ("name", "expires_on"),
    )


def test_a_camera_gone_mid_scan_is_told_once_and_its_frame_is_dropped() -> None:
    camera = CableCamera()
    scan_desk = desk(camera=lambda: camera)
    scan_desk.open(visit())
    scan_desk.watch()
    with pytest.raises(NotPossibleNow, match="camera_lost"):
        scan_desk.preview()
    assert (scan_desk.is_open, camera.closed) == (False, 1)
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        scan_desk.capture(visit())


def test_closing_ends_the_loop_and_forgets_the_frame() -> None:
    camera = CableCamera()
    scan_desk = desk(camera=lambda: camera)
    scan_desk.open(visit())

    def closing() -> bool:
        scan_desk.close()
        return True

    scan_desk.watch(closing)
    assert (scan_desk.is_open, scan_desk.preview(), camera.closed) == (False, None, 1)
    scan_desk.close()


def test_a_desk_that_was_never_watched_closes_its_camera() -> None:
    camera = CableCamera()
    scan_desk = desk(camera=lambda: camera)
    scan_desk.open(visit())
    scan_desk.close()
    assert camera.closed == 1


def test_a_back_side_is_told_apart_from_its_kind() -> None:
    back = scan_of(Reading(kind="my_number_card_back", refused="my_number_back"))
    assert (back.kind, back.side, back.refused) == ("my_number_card", "back", "my_number_back")


@pytest.mark.parametrize(
    ("reading", "enrolled", "kept"),
    [
        (READ, True, [b"masked"]),
        (READ, False, []),  # nobody could take it over: no image is kept
        (Reading(refused="my_number_back"), True, []),
    ],
)
def test_only_a_masked_image_is_kept_and_only_where_it_may(
    reading: Reading,
    enrolled: bool,  # noqa: FBT001 - a parameter by its name
    kept: list[bytes],
) -> None:
    given: list[bytes] = []

    def keep(png: bytes, visit_id: VisitId) -> str:
        assert visit_id == visit().visit_id
        given.append(png)
        return "name"

    scan_desk = ScanDesk(ToldReader(), pictures, lambda: keep if enrolled else None)
    name = scan_desk.keep_image(scan_of(reading), visit())
    assert (given, name) == (kept, "name" if kept else "")


def test_files_give_a_line_each() -> None:
    reader = ToldReader()
    [line] = read_files([LICENCE], "auto", reader)
    assert line["file"] == str(LICENCE)
    assert line["fields"]["name"] == {"value": "山崎 蓮", "confidence": 0.97, "box": [1, 2, 3, 4]}
    assert line["doubtful"] == ["name", "expires_on"]
    assert line["checks"] == [{"code": "licence_number", "ok": True}]
    assert (line["refused"], line["masked"], line["ms"]) == (None, [[1, 2, 3, 4]], 300)
    assert line["quad"] == [[0.0, 0.0], [9.0, 0.0], [9.0, 6.0], [0.0, 6.0]]


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="image_unreadable"):
        list(read_files([tmp_path / "none.jpg"], "auto", ToldReader()))


def test_a_mask_is_given_or_refused_with_its_reason() -> None:
    assert mask_file(LICENCE, ToldReader()) == b"masked"
    with pytest.raises(Refused, match="unsupported_kind"):
        mask_file(LICENCE, ToldReader(Reading(kind="passport_jp", refused="unsupported_kind")))


def test_nothing_personal_shows_in_a_repr() -> None:
    scan = scan_of(READ)
    for shown in (repr(scan), repr(READ), repr(Picture(b"abc", 1, 1))):
        assert "山崎" not in shown
        assert "309012345620" not in shown
        assert "masked=b" not in shown
        assert "abc" not in shown
