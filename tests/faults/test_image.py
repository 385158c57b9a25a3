"""A picture that shows no card, or is no picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from counter_app.cli.__main__ import main
from counter_app.domain.visit import Step
from counter_app.id_reading.pixels import Image
from tests.faults.conftest import MakeTill
from tests.faults.readers import LICENCE, Lent

SHAPE = (1080, 1920, 3)


def noise() -> Image:
    return np.random.default_rng(7).integers(0, 256, SHAPE, np.uint8)


def blank() -> Image:
    return np.full(SHAPE, 128, np.uint8)


@pytest.mark.parametrize(
    ("language", "frame"), [("ja", noise), ("en", blank)], indirect=["language"]
)
def test_a_frame_without_a_card_is_told_and_the_next_card_is_read_by_itself(
    make_till: MakeTill, real_reader: Lent, tmp_path: Path, frame: Callable[[], Image]
) -> None:
    under_it = tmp_path / "frame.png"
    assert cv2.imwrite(str(under_it), frame())
    till = make_till(camera=str(under_it), reader=real_reader)
    till.to_document()
    till.until(lambda: getattr(till.clerk.find("camera"), "state", "") == "live")

    till.clerk.click("scan")
    till.clerk_hears(till.error("no_card"))
    till.customer_only_waits()
    assert till.visit.step is Step.DOCUMENT
    assert till.visit.document is None

    other = tmp_path / "card"
    other.write_bytes(LICENCE.read_bytes())
    other.replace(under_it)
    till.read_card()
    till.until(till.clerk.ready("primary"))


def test_a_file_that_was_cut_off_is_named_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(LICENCE.read_bytes()[:5000])

    code = main(["read-id", str(broken), str(LICENCE), "--json"])

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (code, first) == (2, {"file": str(broken), "error": "image_unreadable"})
    assert second["refused"] is None
