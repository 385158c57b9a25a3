"""Print to values; the expected ones come from the law and the printed forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.dates import date_value
from counter_app.id_reading.engine import Line
from counter_app.id_reading.fields import (
    SURE,
    address_value,
    name_value,
)
from counter_app.id_reading.numbers import licence_number
from counter_app.id_reading.towns import Towns, load_towns
from tests.counter_app.id_reading.specimens import RESOURCES

ZEROS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
TOWNS = load_towns(RESOURCES / "postal")
FEW = Towns({"東京都中野区": ("中野", "本町"), "福岡県福岡市博多区": ("麦野",)})


def line(text: str, sure: float = 0.99) -> Line:
    return Line(text, (sure,) * len(text))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和61年 5月 1日生", "1986-05-01"),
        ("2024年(令和06年)06月01日まで有効", "2024-06-01"),
        ("2024年（令和０６年）０６月０１日まで有効", "2024-06-01"),
        ("令和06年(2024年)06月01日まで有効", "2024-06-01"),
        ("平成元年1月8日生", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成36年06月01日まで有効", "2024-06-01"),
        ("令和02年03月25日 12345", "2020-03-25"),
    ],
)
def test_dates_as_licences_print_them(text: str, day: str) -> None:
    value = date_value(line(text), ZEROS)
    assert (value.value, value.holds, value.doubtful) == (day, True, False)


def test_era_and_western_year_must_agree() -> None:
    assert date_value(line("2024年(令和06年)06月01日"), ZEROS).agrees is True
    wrong = date_value(line("2024年(令和08年)06月01日"), ZEROS)
    assert (wrong.agrees, wrong.doubtful, wrong.confidence) == (False, True, 0.0)
    assert date_value(line("令和06年06月01日"), ZEROS).agrees is None


@pytest.mark.parametrize(
    "text", ["", "令和", "令和06年13月01日", "2023年02月30日", "06月01日", "年月日"]
)
def test_what_is_no_date_is_empty_and_doubtful(text: str) -> None:
    value = date_value(line(text), ZEROS)
    assert (value.value, value.doubtful) == ("", True)


@given(st.dates(date(1926, 12, 26), date(2040, 12, 31)))
def test_every_day_is_read_back_from_both_forms(day: date) -> None:
    era = next(name for name, zero in (("令和", 2018), ("昭和", 1925)) if day.year > zero)
    count = day.year - ZEROS[era]
    western = f"{day.year}年({era}{count:02d}年){day.month:02d}月{day.day:02d}日まで有効"
    assert date_value(line(western), ZEROS).value == day.isoformat()
    assert date_value(line(f"{era}{count}年{day.month:>2}月{day.day:>2}日"), ZEROS).value == (
        day.isoformat()
    )


@given(st.text(max_size=40), st.floats(0, 1))
def test_no_text_breaks_a_field(text: str, sure: float) -> None:
    read = line(text, sure)
    for value in (
        name_value(read),
        address_value(read, FEW),
        date_value(read, ZEROS),
        licence_number(read),
    ):
        assert 0 <= value.confidence <= 1
        assert all(0 <= at < len(value.value) for at in value.doubts)
        assert value.confidence >= SURE or value.doubtful


def test_a_name_stays_as_printed_but_for_its_spaces() -> None:
    assert name_value(line("髙　橋　　花子")).value == "髙橋花子"
    assert name_value(line("𠮷野 太郎")).value == "𠮷野太郎"
    assert name_value(line("神田")).value == "神田"  # a sign that NFC would change (LAW 8.3)


def test_doubts_keep_their_place_when_spaces_go() -> None:
    value = name_value(Line("山　崎 蓮", (0.99,) * 5, frozenset({2})))
    assert (value.value, value.doubts, value.doubtful) == ("山崎蓮", (1,), True)


def test_a_name_is_as_sure_as_its_least_sure_sign() -> None:
    value = name_value(Line("山田", (0.95, 0.42)))
    assert (value.confidence, value.doubtful) == (0.42, True)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("福岡県福岡市博多区麦野5ー3ー3", "福岡県福岡市博多区麦野5-3-3"),
        ("静岡県下田市中ー丁目3番1号", "静岡県下田市中一丁目3番1号"),
        (
            "東京都練馬区栄町三丁目30番23号メゾン・ド・ルミエ一ル806",
            "東京都練馬区栄町三丁目30番23号メゾン・ド・ルミエール806",
        ),
        ("東京都練馬区栄町３丁目", "東京都練馬区栄町3丁目"),
    ],
)
def test_strokes_that_look_alike_are_put_right_by_their_neighbours(read: str, meant: str) -> None:
    assert address_value(line(read), TOWNS).value == meant


def test_a_town_is_put_right_and_the_sign_marked() -> None:
    value = address_value(
        line("東京都練馬区米町三丁目30番23号"), Towns({"東京都練馬区": ("栄町",)})
    )
    assert value.value == "東京都練馬区栄町三丁目30番23号"
    assert (value.doubts, value.doubtful, value.holds) == ((6,), True, True)


def test_a_place_that_is_not_in_the_table_is_left_and_doubted() -> None:
    value = address_value(line("どこか知らない町1番地"), TOWNS)
    assert (value.value, value.holds, value.doubtful) == ("どこか知らない町1番地", False, True)


def test_a_large_city_may_stand_without_its_prefecture() -> None:
    assert address_value(line("福岡市博多区麦野5-3-3"), TOWNS).holds


@pytest.mark.parametrize(
    ("text", "number", "doubtful"),
    [
        ("第309012345620号", "309012345620", False),  # LAW 9.1: published sample
        ("第 3090 1234 5620 号", "309012345620", False),
        ("012345678900", "012345678900", True),  # its check digit fails: a warning, no refusal
        ("30901234562", "30901234562", True),
        ("", "", True),
    ],
)
def test_licence_numbers(text: str, number: str, doubtful: bool) -> None:  # noqa: FBT001 - a parameter by its name
    value = licence_number(line(text))
    assert (value.value, value.doubtful) == (number, doubtful)
