"""Counting out cash."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.cash_count import FACES, fewest


@given(st.integers(0, 3_000_000))
def test_the_suggestion_makes_the_sum(amount: int) -> None:
    counts = fewest(amount)
    assert sum(face * count for face, count in counts.items()) == amount
    assert set(counts) == set(FACES)


@given(st.integers(0, 3_000_000))
def test_no_coin_could_be_changed_for_a_larger_one(amount: int) -> None:
    """Each face divides the next larger one, so the fewest never hold as many as one of those."""
    counts = fewest(amount)
    for larger, face in itertools.pairwise(FACES):
        assert counts[face] * face < larger


def test_an_example() -> None:
    counts = fewest(38_500)
    assert [counts[face] for face in FACES[:5]] == [3, 1, 3, 1, 0]
