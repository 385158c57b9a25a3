"""Cameras of pictures and films, and one whose cable is pulled."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from typing_extensions import override

from counter_app.domain.errors import NotPossibleNow
from counter_app.id_reading.camera import (
    HOLD,
    Camera,
    FolderCamera,
    FrameSlot,
    open_camera,
    watch,
)
from counter_app.id_reading.pixels import Image


def no_wait(_seconds: float) -> None:
    """Tests do not wait for frames."""


def picture(path: Path, grey: int) -> Path:
    assert cv2.imwrite(str(path), np.full((40, 60, 3), grey, np.uint8))
    return path


class CableCamera(Camera):
    """Gives some frames, then its cable is pulled."""

    def __init__(self, frames: int) -> None:
        self._left = frames
        self.closed = False

    @override
    def read(self) -> Image | None:
        if self._left == 0:
            raise NotPossibleNow("camera_lost")
        self._left -= 1
        return np.full((4, 4, 3), self._left, np.uint8)

    @override
    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("spec", ["9", "no/such/file.mp4", "no/such/folder"])
def test_a_camera_that_is_not_there_is_said_to_be_missing(spec: str) -> None:
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        open_camera(spec, no_wait)


def test_an_empty_folder_is_no_camera(tmp_path: Path) -> None:
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        open_camera(str(tmp_path), no_wait)


def test_a_folder_shows_its_pictures_in_order_over_and_over(tmp_path: Path) -> None:
    picture(tmp_path / "b.png", 20)
    picture(tmp_path / "a.png", 10)
    camera = open_camera(str(tmp_path), no_wait)
    seen = [
        int(frame[0, 0, 0])
        for frame in (camera.read() for _ in range(2 * HOLD + 1))
        if frame is not None
    ]
    assert seen == [10] * HOLD + [20] * HOLD + [10]


def test_a_folder_whose_picture_goes_away_is_a_camera_lost(tmp_path: Path) -> None:
    one, two = picture(tmp_path / "a.png", 10), picture(tmp_path / "b.png", 20)
    camera = FolderCamera([one, two], no_wait, hold=1)
    assert camera.read() is not None
    two.unlink()
    with pytest.raises(NotPossibleNow, match="camera_lost"):
        camera.read()


def test_a_video_file_begins_again_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (64, 48))
    for grey in (0, 120, 240):
        film.write(np.full((48, 64, 3), grey, np.uint8))
    film.release()
    camera = open_camera(str(path), no_wait)
    seen = [
        round(float(frame.mean()) / 120)
        for frame in (camera.read() for _ in range(5))
        if frame is not None
    ]
    camera.close()
    assert seen == [0, 1, 2, 0, 1]


def test_the_slot_holds_the_newest_frame_only() -> None:
    camera, slot = CableCamera(5), FrameSlot()
    asked = iter([True, True, True, False])
    watch(camera, slot, lambda: next(asked))
    newest = slot.newest()
    assert newest is not None
    assert (newest[0], int(newest[1][0, 0, 0])) == (3, 2)
    assert camera.closed


def test_a_camera_gone_mid_scan_drops_its_last_frame() -> None:
    camera, slot = CableCamera(2), FrameSlot()
    watch(camera, slot, lambda: True)
    with pytest.raises(NotPossibleNow, match="camera_lost"):
        slot.newest()
    assert camera.closed
    assert slot._frame is None
