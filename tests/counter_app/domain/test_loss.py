"""Ranges of numbers, and which harm leaves the content in the sealed act."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.loss import DamagedLine, Harm, number_ranges


@pytest.mark.parametrize(
    ("numbers", "ranges"),
    [([], []), ([4], [(4, 4)]), ([1, 2, 3, 7], [(1, 3), (7, 7)]), ([1, 3], [(1, 1), (3, 3)])],
)
def test_ranges(numbers: list[int], ranges: list[tuple[int, int]]) -> None:
    assert number_ranges(numbers) == ranges


@given(st.sets(st.integers(1, 60)).map(sorted))
def test_ranges_hold_the_numbers_and_do_not_touch(numbers: list[int]) -> None:
    ranges = number_ranges(numbers)

    assert [one for first, last in ranges for one in range(first, last + 1)] == numbers
    assert all(one[1] + 1 < other[0] for one, other in pairwise(ranges))


@pytest.mark.parametrize(
    ("harm", "kept"),
    [
        (Harm.MISSING, True),
        (Harm.ALTERED, True),
        (Harm.ACT_DAMAGED, False),
        (Harm.ACT_MISSING, False),
    ],
)
def test_only_a_whole_act_can_tell_what_a_line_said(harm: Harm, kept: bool) -> None:  # noqa: FBT001 - a row of the table
    assert DamagedLine(1, harm, 1, None).restorable is kept
