"""Two ways to write one address, and two addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.stated_address import differing


@pytest.mark.parametrize(
    ("printed", "stated"),
    [
        ("東京都練馬区栄町三丁目30番23号", "東京都練馬区栄町3-30-23"),
        ("東京都練馬区栄町３丁目３０番２３号", "練馬区栄町 3－30－23"),
        ("福岡県福岡市博多区麦野5-3-3", "福岡市博多区麦野五丁目3番3号"),
        ("埼玉県幸手市大字東1946番地", "埼玉県幸手市東1946"),
        ("神奈川県茅ヶ崎市中海岸1番地の2", "神奈川県茅ケ崎市中海岸1-2"),
        ("東京都中野区本町二十三番地コーポ見本101号室", "東京都中野区本町23 コーポ見本101"),
    ],
)
def test_one_address_in_two_spellings_does_not_differ(printed: str, stated: str) -> None:
    assert differing(printed, stated) == ()


@pytest.mark.parametrize(
    ("printed", "stated", "parts"),
    [
        ("東京都練馬区栄町3-30-23", "東京都練馬区旭町3-30-23", ("place",)),
        ("東京都府中市本町1-1", "広島県府中市本町1-1", ("place",)),
        ("東京都練馬区栄町3-30-23", "東京都練馬区栄町3-30-28", ("number",)),
        ("東京都練馬区栄町3-30-23", "東京都練馬区栄町3-30-23コーポ見本1", ("building",)),
        (
            "東京都練馬区栄町3-30",
            "大阪府大阪市北区梅田1-1メゾン見本",
            ("place", "number", "building"),
        ),
    ],
)
def test_what_differs_is_named(printed: str, stated: str, parts: tuple[str, ...]) -> None:
    assert differing(printed, stated) == parts


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared(one: str, other: str) -> None:
    assert set(differing(one, other)) <= {"place", "number", "building"}
    assert differing(one, one) == ()
    assert bool(differing(one, other)) is bool(differing(other, one))
