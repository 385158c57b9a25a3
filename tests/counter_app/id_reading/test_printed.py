"""Lines found and read once, whichever way up the card lies; signs and their places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import override

from counter_app.id_reading.card import PER_MM, FlatCard
from counter_app.id_reading.engine import Line, TextEngine
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.printed import LineFinder, read_print
from tests.counter_app.id_reading.lines import printed

CARD = FlatCard(np.zeros((640, 960, 3), np.uint8), np.eye(3), 2.5)
BOX = (160, 80, 320, 48)


class OneBox(LineFinder):
    """Finds one line, its upper left pixel white."""

    @override
    def boxes(self, card: Image) -> list[tuple[int, int, int, int]]:
        return [BOX]

    @override
    def slanting(self, frame: Image) -> list[NDArray[np.float64]]:
        return []


class OneWay(TextEngine):
    """Reads well only crops that lie one way: the white pixel first, or last."""

    def __init__(self, *, upright: bool) -> None:
        self._upright = upright

    @override
    def read(self, crops: Sequence[Image]) -> list[Line]:
        sure = [0.99 if (crop[0, 0, 0] == 255) == self._upright else 0.3 for crop in crops]
        return [Line("見本", (one, one), places=(0.25, 0.75)) for one in sure]


def card() -> FlatCard:
    image = CARD.image.copy()
    image[BOX[1], BOX[0]] = 255
    return FlatCard(image, CARD.to_frame, CARD.margin_mm)


def test_a_line_stands_where_its_box_is_in_millimetres_of_the_card() -> None:
    told = read_print(card(), OneBox(), OneWay(upright=True))
    assert not told.turned
    assert told.lines[0].area == (160 / PER_MM - 2.5, 80 / PER_MM - 2.5, 20.0, 3.0)


def test_a_card_upside_down_is_turned_with_its_areas() -> None:
    told = read_print(card(), OneBox(), OneWay(upright=False))
    assert told.turned
    right, low = 960 - 160 - 320, 640 - 80 - 48
    assert told.lines[0].area[:2] == (right / PER_MM - 2.5, low / PER_MM - 2.5)


def test_a_part_of_a_line_stands_where_its_signs_do() -> None:
    line = printed("氏名見本太郎", 10, 5)
    x, y, wide, high = line.part(2, 6)
    assert (y, high) == (5, 3)
    assert x == pytest.approx(16, abs=0.5)
    assert wide == pytest.approx(12, abs=0.5)


def test_a_turned_card_points_at_the_same_pixels_of_the_frame() -> None:
    area = (10.0, 5.0, 20.0, 3.0)
    size = (CARD.image.shape[1] / PER_MM - 5, CARD.image.shape[0] / PER_MM - 5)
    over = (size[0] - 30.0, size[1] - 8.0, 20.0, 3.0)
    near = np.array(CARD.turned().box_in_frame(over)) - np.array(CARD.box_in_frame(area))
    assert np.abs(near).max() <= 1


def test_lines_put_together_and_cut_keep_each_sign_s_own() -> None:
    one = Line("見本", (0.9, 0.8), frozenset({1}), (0.2, 0.7), ((), (("木", 0.1),)))
    both = one + Line("太郎", (0.7, 0.6), frozenset({0}), (0.1, 0.6), ((), ()))
    assert (both.doubts, both.cut(1, 3).text) == (frozenset({1, 2}), "本太")
    assert both.cut(1, 3).doubts == frozenset({0, 1})
    assert both.cut(1, 2).others == ((("木", 0.1),),)
