"""The drawer against the ledger: what differs wants a reason, in plain numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.day_close import DrawerCount, checked_count, difference_words
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import Yen


def drawer(before: int, counted: int, reason: str = "") -> DrawerCount:
    return DrawerCount(Yen(before), Yen(counted), reason)


@pytest.mark.parametrize(
    ("before", "paid", "counted", "difference"),
    [
        (100_000, 45_000, 55_000, 0),
        (100_000, 45_000, 54_500, -500),
        (100_000, 45_000, 56_000, 1_000),
        (0, 0, 0, 0),
        (10_000, 45_000, 0, 35_000),  # paid out of what was never noted as put in
    ],
)
def test_the_difference(before: int, paid: int, counted: int, difference: int) -> None:
    assert drawer(before, counted).difference(Yen(paid)) == difference


def test_a_difference_wants_a_reason() -> None:
    with pytest.raises(WrongInput, match="difference_reason_missing"):
        checked_count(drawer(1_000, 900, "  "), Yen(0))

    assert checked_count(drawer(1_000, 900, " 不明 "), Yen(0)).reason == "不明"


def test_a_drawer_that_agrees_keeps_no_reason() -> None:
    assert checked_count(drawer(1_000, 900, "x"), Yen(100)).reason == ""


@pytest.mark.parametrize(
    ("count", "code"),
    [
        (drawer(-1, 0), "drawer_form"),
        (drawer(0, -1), "drawer_form"),
        (drawer(100_000_001, 0), "drawer_form"),
        (drawer(1, 0, "x" * 201), "difference_reason_form"),
        (drawer(1, 0, "a\nb"), "difference_reason_form"),
    ],
)
def test_what_cannot_be_used(count: DrawerCount, code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        checked_count(count, Yen(0))


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 10**8))
def test_difference_and_sums_fit(before: int, counted: int, paid: int) -> None:
    off = drawer(before, counted).difference(Yen(paid))

    assert before - paid + off == counted


@pytest.mark.parametrize(("yen", "words"), [(0, "¥0"), (500, "+¥500"), (-1_000, "−¥1,000")])
def test_the_sign_is_said(yen: int, words: str) -> None:
    assert difference_words(yen) == words
