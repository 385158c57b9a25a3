"""What was typed in one field is taken for a name, numbers, a line or days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import WrongInput
from counter_app.domain.folding import Folding
from counter_app.domain.ledger_question import LedgerQuestion, question_from

FOLDING = Folding({"髙": "高"})
DAY = date(2026, 11, 22)


def asked(text: str, first: date | None = None, last: date | None = None) -> LedgerQuestion:
    return question_from(text, FOLDING, "T01", first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("髙", LedgerQuestion("高")),
        ("見本　太郎", LedgerQuestion("見本太郎")),
        ("ﾐﾎﾝ ﾀﾛｳ", LedgerQuestion("みほんたろう")),
        ("mihon TARO", LedgerQuestion("mihontaro")),
        ("090-0000-0000", LedgerQuestion(numbers=("09000000000",))),
        ("４９０１５４２０３２３７５１８", LedgerQuestion(numbers=("490154203237518",))),
        ("F2LX-1a", LedgerQuestion(numbers=("f2lx1a",))),
        ("T01-000012", LedgerQuestion(running=12)),
        ("t01-12", LedgerQuestion(running=12)),
        ("T02-000012", LedgerQuestion(numbers=("t02000012",))),
        ("2026-11-22", LedgerQuestion(first=DAY, last=DAY)),
        ("2026/11/22", LedgerQuestion(first=DAY, last=DAY)),
        ("２０２６年１１月２２日", LedgerQuestion(first=DAY, last=DAY)),
        ("2024-02", LedgerQuestion(first=date(2024, 2, 1), last=date(2024, 2, 29))),
        ("2026年", LedgerQuestion(first=date(2026, 1, 1), last=date(2026, 12, 31))),
        ("2026-11-01..2026-11-22", LedgerQuestion(first=date(2026, 11, 1), last=DAY)),
        ("2026-11-22～2026-11-01", LedgerQuestion(first=date(2026, 11, 1), last=DAY)),
        ("2026", LedgerQuestion(numbers=("2026",))),
        ("2026-02-31", LedgerQuestion(numbers=("20260231",))),
        ("一二三", LedgerQuestion("一二三")),
        ("見本 0000 2026-11-22", LedgerQuestion("見本", ("0000",), None, DAY, DAY)),
    ],
)
def test_what_was_typed(text: str, expected: LedgerQuestion) -> None:
    assert asked(text) == expected


def test_days_beside_the_text_narrow_it() -> None:
    month = asked("見本 2026-11", first=date(2026, 11, 10))
    assert (month.first, month.last) == (date(2026, 11, 10), date(2026, 11, 30))
    assert asked("", first=DAY, last=DAY) == LedgerQuestion(first=DAY, last=DAY)


@pytest.mark.parametrize("text", ["", " 　", "・", "-"])
def test_nothing_is_no_question(text: str) -> None:
    with pytest.raises(WrongInput, match="search_empty"):
        asked(text)


def test_days_that_do_not_meet_are_told() -> None:
    with pytest.raises(WrongInput, match="days_order"):
        asked("2026-11-22", last=date(2026, 11, 21))


@given(st.text())
def test_whatever_is_typed_is_a_question_or_told(text: str) -> None:
    try:
        question = asked(text)
    except WrongInput:
        return
    assert not question.is_empty
