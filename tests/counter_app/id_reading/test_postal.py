"""Postal codes against addresses; the expected ones are those of public offices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.postal import digits_of, load_postal_codes
from tests.counter_app.id_reading.specimens import RESOURCES

CODES = load_postal_codes(RESOURCES / "postal")


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("163-8001", "東京都新宿区西新宿2-8-1"),  # the Tokyo government's own: in no place's table
        ("160-0023", "東京都新宿区西新宿二丁目8番1号"),
        ("〒１６０－００２３", "東京都新宿区西新宿２丁目８番１号"),
        ("1600023", "新宿区西新宿2-8-1"),  # without its prefecture
        ("604-8571", "京都府京都市中京区寺町通御池上る上本能寺前町488番地"),
        ("812-0882", "福岡市博多区麦野5-3-3"),
    ],
)
def test_a_code_of_the_place_agrees(code: str, address: str) -> None:
    assert CODES.agrees(code, address) is not False


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("160-0022", "東京都新宿区西新宿2-8-1"),  # 新宿, the next town
        ("060-0000", "東京都新宿区西新宿2-8-1"),
        ("812-0883", "福岡県福岡市博多区麦野5-3-3"),
    ],
)
def test_another_places_code_does_not(code: str, address: str) -> None:
    assert CODES.agrees(code, address) is False


@pytest.mark.parametrize(
    ("code", "address"),
    [("", "東京都新宿区西新宿2-8-1"), ("160-0023", "どこか知らない町"), ("160-002", "新宿区")],
)
def test_what_cannot_be_judged_is_not_judged(code: str, address: str) -> None:
    assert CODES.agrees(code, address) is None


def test_a_code_tells_its_places_and_a_place_its_code() -> None:
    assert CODES.places("160-0023") == ("東京都新宿区西新宿",)
    assert CODES.of_address("東京都新宿区西新宿2-8-1") == {"1600023"}
    assert CODES.places("000-0000") == ()


@given(st.text(max_size=20), st.text(max_size=40))
def test_any_text_is_judged_or_not(code: str, address: str) -> None:
    assert CODES.agrees(code, address) in (True, False, None)
    assert digits_of(code) == "" or len(digits_of(code)) == 7
