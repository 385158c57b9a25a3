"""The beginnings of addresses against the table of towns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import address_value
from counter_app.id_reading.towns import Towns, load_towns
from tests.counter_app.id_reading.specimens import RESOURCES

TOWNS = load_towns(RESOURCES / "postal")
ALIKE = Towns({"埼玉県幸手市": ("東", "束", "西")})


@pytest.mark.parametrize(
    "text",
    [
        "東京都練馬区栄町三丁目30番23号",
        "練馬区栄町3-30-23",  # without its prefecture
        "福岡市博多区麦野5-3-3",
        "三重郡朝日町縄生1番地",  # a county without its prefecture
        "埼玉県幸手市大字東1946番地",
        "東京都千代田区霞ヶ関2-1-3",  # 霞が関 in the table
        "北海道札幌市中央区北1条西2丁目",  # 北一条西 in the table
        "京都府京都市中京区寺町通御池上る上本能寺前町488番地",
    ],
)
def test_an_address_that_is_written_another_way_is_known_and_stays_as_printed(text: str) -> None:
    fitted = TOWNS.fit(text)
    assert (fitted.text, fitted.known) == (text, True)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("東京都練馬区米町三丁目30番23号", "東京都練馬区栄町三丁目30番23号"),
        ("埼玉県幸乎市大字東1946番地", "埼玉県幸手市大字東1946番地"),  # 大字 is kept
        ("東京都千代由区霞ヶ関2-1-3", "東京都千代田区霞ヶ関2-1-3"),  # and so is ヶ
    ],
)
def test_only_the_sign_that_is_wrong_is_put_right(read: str, meant: str) -> None:
    few = Towns({"東京都練馬区": ("栄町",), "埼玉県幸手市": ("東",), "東京都千代田区": ("霞が関",)})
    assert few.fit(read).text == meant


@pytest.mark.parametrize("text", ["どこか知らない町1番地", "", "1-2-3", "市"])
def test_what_is_no_place_is_left(text: str) -> None:
    fitted = TOWNS.fit(text)
    assert (fitted.text, fitted.known) == (text, False)


@pytest.mark.parametrize("town", ["東", "束"])
def test_the_readers_other_candidate_decides_between_two_towns(town: str) -> None:
    text = "埼玉県幸手市来1946番地"
    others: list[list[str]] = [[] for _ in text]
    others[6] = [town]
    assert ALIKE.fit(text, others).text == f"埼玉県幸手市{town}1946番地"
    told = ((), (), *(tuple((sign, 0.3) for sign in one) for one in others))
    line = Line(f"0 {text}", (0.9,) * len(told), others=told)
    value = address_value(line, ALIKE)
    assert (value.value, value.changed_by) == (f"埼玉県幸手市{town}1946番地", "towns")


@given(st.text(max_size=40), st.lists(st.lists(st.text(max_size=2), max_size=3), max_size=40))
def test_any_text_is_fitted_or_left(text: str, others: list[list[str]]) -> None:
    fitted = ALIKE.fit(text, others)
    assert fitted.known or fitted.text == text
