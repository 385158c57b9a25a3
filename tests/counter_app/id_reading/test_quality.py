"""Hints of the preview, and when a picture is taken by itself."""

from __future__ import annotations

import cv2
import numpy as np

from counter_app.id_reading.preview import PREVIEW_SIZE, scaled
from counter_app.id_reading.quality import FRAMES, Look, look, should_capture
from tests.counter_app.id_reading.specimens import specimen

CORNERS = ((100.0, 100.0), (400.0, 100.0), (400.0, 290.0), (100.0, 290.0))
GOOD = Look(CORNERS, "")


def moved(pixels: float) -> Look:
    return Look(tuple((x + pixels, y) for x, y in CORNERS), "")


def test_a_good_frame_needs_no_hint() -> None:
    seen = look(scaled(specimen("driving_licence_1").image))
    assert seen.hint == ""
    assert seen.corners is not None


def test_each_fault_of_a_frame_has_its_hint() -> None:
    small = scaled(specimen("driving_licence_1").image)
    card = look(small)
    assert look(cv2.GaussianBlur(small, (0, 0), 4)).hint == "blur"
    bright = small.copy()
    cv2.circle(bright, (480, 260), 60, (255, 255, 255), -1)
    assert look(bright).hint == "glare"
    assert look((small * 0.15).astype(np.uint8)).hint == "dark"
    up = np.array([[1, 0, 0], [0, 1, -24 - np.array(card.corners or ())[:, 1].min()]])
    assert look(cv2.warpAffine(small, up, (960, 540))).hint in ("out_of_frame", "no_card")
    smaller = np.array([[0.5, 0, 240], [0, 0.5, 135]])
    far = cv2.warpAffine(small, smaller, (960, 540), borderMode=cv2.BORDER_REFLECT_101)
    assert look(far).hint == "too_far"
    assert look(scaled(specimen("no_card").image)).hint == "no_card"
    assert look(scaled(specimen("no_card").image), card).hint == "gone"
    assert look(np.roll(small, 30, 1), card).hint == "hold_still"


def test_a_picture_is_taken_after_enough_good_and_still_frames() -> None:
    assert should_capture([GOOD] * FRAMES)
    assert should_capture([Look(None, "no_card"), *[GOOD] * FRAMES])
    assert not should_capture([GOOD] * (FRAMES - 1))
    assert not should_capture([*[GOOD] * (FRAMES - 1), Look(CORNERS, "glare")])
    assert not should_capture([*[GOOD] * (FRAMES - 1), Look(None, "")])
    assert not should_capture([*[GOOD] * (FRAMES - 1), moved(20)])
    assert should_capture([moved(n % 2) for n in range(FRAMES)])


def test_a_frame_of_another_shape_gets_bars() -> None:
    square = np.full((800, 800, 3), 200, np.uint8)
    small = scaled(square)
    assert (small.shape[1], small.shape[0]) == PREVIEW_SIZE
    assert small[:, :200].max() == 0
    assert small[:, 480].min() == 200
