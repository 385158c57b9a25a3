"""Every part of a name finds its line once; so do the last digits of a number."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.search_marks import REST_LENGTH, FoundBy, MarkKind, SearchMark, search_marks


def hits(marks: list[SearchMark], kind: MarkKind, text: str) -> int:
    """How often a search for the beginning of a mark comes upon these marks."""
    mine = (one for one in marks if one.kind is kind)
    return sum(one.text.startswith(text) and one.again < len(text) for one in mine)


def test_the_marks_of_a_name() -> None:
    marks = search_marks(FoundBy(("見本太郎",), ("0312340000",)))
    assert [one.text for one in marks if one.kind is MarkKind.REST] == [
        "見本太郎",
        "本太郎",
        "太郎",
    ]
    assert {one.text for one in marks if one.kind is MarkKind.SIGN} == set("見本太郎")
    assert [one.text for one in marks if one.kind is MarkKind.NUMBER] == ["0000432130"]


def test_what_stands_in_a_line_twice_is_told_once() -> None:
    marks = search_marks(FoundBy(("ささき", "ささきささき"), ("1234", "991234", "1234")))
    assert hits(marks, MarkKind.REST, "ささき") == 1
    assert hits(marks, MarkKind.NUMBER, "4321") == 1
    assert len({(one.kind, one.text) for one in marks}) == len(marks)


def test_a_shorter_number_is_not_hidden_by_a_longer() -> None:
    marks = search_marks(FoundBy((), ("490154203237518", "18")))
    assert next(one.text for one in marks if one.kind is MarkKind.NUMBER) == "81"


def test_a_name_without_end_has_marks_with_an_end() -> None:
    marks = search_marks(FoundBy(("あい" * 100_000,)))
    assert len(marks) < 500
    assert max(len(one.text) for one in marks) == REST_LENGTH


@pytest.mark.parametrize("by", [FoundBy(), FoundBy(("",))])
def test_nothing_is_found_by_nothing(by: FoundBy) -> None:
    assert search_marks(by) == []


NAMES = st.lists(st.text("あいう𠮷z", max_size=7), max_size=3)


@given(NAMES, st.text("あいう𠮷z", min_size=1, max_size=4))
def test_a_part_is_hit_once_if_it_is_there_and_else_never(names: list[str], part: str) -> None:
    marks = search_marks(FoundBy(tuple(names)))
    kind = MarkKind.SIGN if len(part) == 1 else MarkKind.REST
    assert hits(marks, kind, part) == any(part in name for name in names)
    assert max(Counter((one.kind, one.text) for one in marks).values(), default=1) == 1


@given(st.lists(st.text("12", max_size=6), max_size=4), st.text("12", min_size=1, max_size=6))
def test_an_end_is_hit_once_if_it_is_there_and_else_never(numbers: list[str], end: str) -> None:
    marks = search_marks(FoundBy((), tuple(numbers)))
    there = any(number.endswith(end) for number in numbers)
    assert hits(marks, MarkKind.NUMBER, end[::-1]) == there
