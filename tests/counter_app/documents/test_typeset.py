"""Lines hold the whole text, keep to their width, and never cut a number or open with a comma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.documents.typeset import printable, wrap
from tests.counter_app.documents import builders

SIZE = 10.0


def lines(text: str, width: float) -> list[str]:
    return wrap(text, builders.fonts().chain("digits"), SIZE, width)


def ink(line: str) -> float:
    return builders.fonts().chain("digits").width(line.rstrip(" "), SIZE)


@given(st.text(), st.floats(min_value=5, max_value=400))
def test_the_lines_joined_are_the_text_again(text: str, width: float) -> None:
    assert "".join(lines(text, width)) == text


@given(
    st.text(st.sampled_from("東京都 abc123、。「」（）¥IME-")),
    st.floats(min_value=30, max_value=300),
)
def test_no_line_is_wider_than_its_column(text: str, width: float) -> None:
    for line in lines(text, width):
        assert ink(line) <= width + 1e-6


def test_an_imei_is_not_cut_and_keeps_its_label() -> None:
    # "青、" and "IMEI" would fit on the first line, the number would not.
    set_lines = lines("見本フォン A5 青、IMEI 490154203237518、右上にひび", 130)

    assert any("IMEI 490154203237518、" in line for line in set_lines)


def test_a_number_wider_than_the_column_is_cut_rather_than_lost() -> None:
    assert lines("490154203237518", 40) == ["49015420", "3237518"]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("あいうえお、かき", 50, ["あいうえ", "お、かき"]),
        ("あいうえ「おか」", 50, ["あいうえ", "「おか」"]),
        ("あいう¥38,500", 50, ["あいう", "¥38,500"]),
        ("許可 第3012", 45, ["許可 ", "第3012"]),
    ],
)
def test_signs_stay_with_what_they_belong_to(text: str, width: float, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_an_empty_text_is_one_empty_line() -> None:
    assert lines("", 50) == [""]


def test_english_breaks_between_words() -> None:
    # Ten signs of half a size fill the line; the blank after them may hang over.
    assert lines("The seller has sold", 50) == ["The seller ", "has sold"]


def test_variation_selectors_are_not_printed_and_line_ends_become_blanks() -> None:
    assert printable("葛\U000e0100飾区\n一\t二\u2028三\ufe0f") == "葛飾区 一 二 三"


def test_markup_is_plain_text() -> None:
    assert printable("<b>見本</b> & <img src='x'>") == "<b>見本</b> & <img src='x'>"
