"""Words of bulletins: cut where the kind of sign changes, folded, and put for one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.bulletin_words import vocabulary

WORDS = vocabulary(
    [
        ("iphone", ["アイフォン"]),
        ("pro", ["プロ"]),
        ("max", ["マックス"]),
        ("canon", ["キヤノン"]),
        ("playstation", ["Play Station", "PS"]),
        ("mark ii", ["マーク2"]),
        ("black", ["黒", "黒い"]),
        ("projector", ["プロジェクター"]),
    ],
    ["製", "の", "色"],
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("iPhone15Pro", ("iphone", "15", "pro")),
        ("ｉＰｈｏｎｅ　１５　ＰＲＯ", ("iphone", "15", "pro")),
        ("ｱｲﾌｫﾝ15ﾌﾟﾛﾏｯｸｽ", ("iphone", "15", "pro", "max")),
        ("あいふぉーん15", ("iphone", "15")),
        ("キャノン製 黒色", ("canon", "black")),
        ("黒いの", ("black",)),
        ("PLAY STATION 5", ("playstation", "5")),
        ("PS5", ("playstation", "5")),
        ("R6 マーク２", ("r", "6", "mark", "ii")),
        ("プロジェクター", ("projector",)),
        ("ヘンナプロ", ("へんな", "pro")),
        ("SO-51D", ("so", "51", "d")),
        ("、。!?", ()),
    ],
)
def test_words_are_compared_as_people_see_them(text: str, words: tuple[str, ...]) -> None:
    assert WORDS.words(text) == words


@given(st.text())
def test_any_text_has_words_or_none(text: str) -> None:
    words = WORDS.words(text)
    assert all(words)
    assert WORDS.words(text.upper().lower()) == WORDS.words(text.lower().upper().lower())


def test_without_words_nothing_is_put_for_another() -> None:
    assert vocabulary([], []).words("アイフォン15") == ("あいふおん", "15")  # the control
