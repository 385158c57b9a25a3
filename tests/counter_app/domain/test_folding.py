"""A name is found in whatever way it is written; other names are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.folding import Folding, folded, folded_number
from tests.records import the_folding


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("髙﨑 𠮷", "高崎吉"),
        ("渡邉", "渡邊"),
        ("シヨウ", "ショウ"),
        ("ｼｮｳ", "しよう"),
        ("神 祥", "神祥"),
        ("ﾐﾎﾝ ﾀﾛｳ", "みほんたろう"),
        ("ミホン・タロウ", "ミホンタロウ"),
        ("ＭＩＨＯＮ Taro", "mihon taro"),
        ("か\u3099く", "がく"),
        ("辻\U000e0100", "辻"),
        ("José", "JOSE\u0301"),
    ],
)
def test_the_same_person_is_found(stored: str, typed: str) -> None:
    assert the_folding().folded(stored) == the_folding().folded(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("見本 太郎", "見本 次郎"), ("José", "Jose"), ("は", "ば")]
)
def test_another_person_is_not(one: str, other: str) -> None:
    assert the_folding().folded(one) != the_folding().folded(other)


@given(st.text())
def test_blanks_around_and_between_make_no_difference(text: str) -> None:
    assert folded(f" {text}\u3000") == folded(text)
    assert not any(sign.isspace() for sign in folded(text))


def test_variants_are_those_of_the_table() -> None:
    assert folded("髙") != folded("高")
    assert Folding({"髙": "高"}).folded("髙") == "高"


def test_another_way_of_folding_has_another_mark() -> None:
    assert Folding({"髙": "高"}).mark == Folding({"髙": "高"}).mark
    assert Folding({"髙": "高"}).mark != Folding().mark
    assert 0 <= the_folding().mark < 1 << 31


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("０９０-0000 0000", "09000000000"), ("F2LX-1ａ", "f2lx1a"), ("ー", "ー"), ("-/ ", "")],
)
def test_a_number_is_its_letters_and_digits(typed: str, digits: str) -> None:
    assert folded_number(typed) == digits
