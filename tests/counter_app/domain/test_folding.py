"""A name is found in whatever way it is written; other names are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.folding import folded


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("髙﨑 𠮷", "高崎吉"),
        ("ﾐﾎﾝ ﾀﾛｳ", "みほんたろう"),
        ("ミホン・タロウ", "ミホンタロウ"),
        ("ＭＩＨＯＮ Taro", "mihon taro"),
        ("か\u3099く", "がく"),
        ("辻\U000e0100", "辻"),
        ("José", "JOSE\u0301"),
    ],
)
def test_the_same_person_is_found(stored: str, typed: str) -> None:
    assert folded(stored) == folded(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("見本 太郎", "見本 次郎"), ("José", "Jose"), ("は", "ば")]
)
def test_another_person_is_not(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_blanks_around_and_between_make_no_difference(text: str) -> None:
    assert folded(f" {text}\u3000") == folded(text)
    assert not any(sign.isspace() for sign in folded(text))
