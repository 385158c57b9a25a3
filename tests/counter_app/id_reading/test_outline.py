"""Outlines and corners against the truth of the specimens."""

from __future__ import annotations

import numpy as np
import pytest

from counter_app.id_reading.card import find_cards
from counter_app.id_reading.outline import find_outline, ordered
from tests.counter_app.id_reading.specimens import LICENCES, specimen


@pytest.mark.parametrize("name", [*LICENCES, "my_number_card_back", "my_number_card"])
def test_the_corners_are_those_of_the_card(name: str) -> None:
    one = specimen(name)
    coarse, exact = find_outline(one.image), find_cards(one.image)[0]
    assert coarse is not None
    assert np.abs(coarse.quad - one.quad).max() < 40
    assert np.abs(exact.quad - one.quad).max() < 5


@pytest.mark.parametrize("turn", range(4))
def test_corners_are_put_in_order_whatever_comes_first(turn: int) -> None:
    corners = np.array([[10.0, 10], [96, 12], [95, 66], [9, 64]])
    assert (ordered(np.roll(corners, turn, 0)) == corners).all()


def test_an_even_frame_shows_no_card() -> None:
    assert find_outline(np.full((540, 960, 3), 120, np.uint8)) is None
