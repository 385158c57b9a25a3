"""What may not be kept is found and painted over; without the mask it would be there."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from counter_app.id_reading.card import lay_flat
from counter_app.id_reading.kinds import load_kinds
from counter_app.id_reading.masking import (
    KEPT_PER_MM,
    PAINT,
    codes_in,
    names_my_number,
    painted,
)
from counter_app.id_reading.pixels import Image, png_of
from counter_app.id_reading.process import ReaderProcess
from tests.counter_app.id_reading.specimens import (
    RESOURCES,
    code_patch,
    drawn_on,
    specimen,
)

CONDITIONS = (9.6, 23.5, 44.0, 11.9)
"""Where a licence's conditions stand, with some room: LAW 1.4, ID_READING 7."""


@pytest.mark.parametrize(
    "text",
    [
        "983205673214",
        "9832 0567 3214",
        "９８３２０５６７３２１４",
        "番号 9832 0567 3214 です",
        "9832〇5673214",
    ],
)
def test_a_my_number_is_seen_in_every_spelling(text: str) -> None:
    assert names_my_number(text)


@pytest.mark.parametrize(
    "text", ["983205673215", "98320567321", "9832056732140", "0120-95-0178", "", "309012345620"]
)
def test_other_digits_are_none(text: str) -> None:
    assert not names_my_number(text)


def flat_with_code() -> Image:
    one = specimen("driving_licence_1")
    return lay_flat(drawn_on(one, code_patch("HTTPS://EXAMPLE.JP/1"), (60, 20)), one.quad).image


def test_a_code_is_painted_over_and_no_longer_read() -> None:
    card = flat_with_code()
    codes = codes_in(card)
    assert codes  # control: it is read before it is painted over
    image, over = painted(card, (), codes)
    assert len(over) == len(codes)
    assert codes_in(image) == []
    bare, _ = painted(card, ())
    assert codes_in(bare)  # control: without the mask it is still read in the smaller picture


def test_a_masked_area_is_one_colour_and_the_rest_is_left() -> None:
    one = specimen("driving_licence_1")
    card = lay_flat(one.image, one.quad).image
    image, _ = painted(card, [CONDITIONS])
    x, y, wide, high = (round(side * KEPT_PER_MM) for side in CONDITIONS)
    area = image[y : y + high, x : x + wide]
    assert (area == PAINT).all()
    assert not (image[: y - 1] == PAINT).all(axis=2).any()


def test_the_picture_of_a_licence_hides_the_conditions_and_keeps_the_number(
    reader: ReaderProcess,
) -> None:
    reading = reader.read_file(specimen("driving_licence_1").data)
    image = cv2.imdecode(np.frombuffer(reading.image, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    assert image.shape[:2] == (540, 856)
    x, y, wide, high = (round(side * KEPT_PER_MM) for side in CONDITIONS)
    assert (image[y : y + high, x : x + wide] == PAINT).all()
    assert image[365:400, 120:450].std() > 10  # the number's print
    assert len(reading.masked) == 1


def test_a_masked_png_carries_no_metadata() -> None:
    one = specimen("driving_licence_1")
    data = png_of(painted(lay_flat(one.image, one.quad).image, [CONDITIONS])[0])
    chunks, at = set(), 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        chunks.add(data[at + 4 : at + 8])
        at += 12 + length
    assert chunks == {b"IHDR", b"IDAT", b"IEND"}


def test_every_mask_says_why_and_lies_on_its_card() -> None:
    for kind in load_kinds(RESOURCES / "id_reading"):
        for mask in kind.masks:
            assert mask.reason
            assert mask.area[0] + mask.area[2] <= kind.size[0]
            assert mask.area[1] + mask.area[3] <= kind.size[1]
        assert bool(kind.refused) != bool(kind.fields)  # read, or refused for a reason
