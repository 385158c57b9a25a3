"""Words of buildings: their marks and small signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.building_words import load_building_words
from tests.counter_app.id_reading.specimens import RESOURCES

WORDS = load_building_words(RESOURCES / "id_reading")


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("11番25号バークサイド第二803", "11番25号パークサイド第二803"),
        ("30シテイタワー本町313", "30シティタワー本町313"),
        ("7メソン・ド・ルミエール702", "7メゾン・ド・ルミエール702"),
        ("グリーンハイツ101", "グリーンハイツ101"),
    ],
)
def test_marks_that_were_lost_come_back(read: str, right: str) -> None:
    assert WORDS.put_right(read) == right


@pytest.mark.parametrize("text", ["みどり町3番地", "ドトール", "カネコビル", "東京都港区1-2-3"])
def test_what_is_no_such_word_stays(text: str) -> None:
    assert WORDS.put_right(text) == text


@given(st.text(max_size=30))
def test_no_text_changes_its_length(text: str) -> None:
    assert len(WORDS.put_right(text)) == len(text)
