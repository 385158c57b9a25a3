"""Forbidden numbers in a text: found in every spelling, and nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law import check_digits
from counter_app.law.forbidden_numbers import (
    HIDDEN,
    my_number_runs,
    names_my_number,
    pension_runs,
    redact_numbers,
)

SPELLINGS = [
    "983205673214",
    "9832 0567 3214",
    "9832-0567-3214",
    "９８３２　０５６７　３２１４",
    "9832〇5673214",
    "九八三二〇五六七三二一四",
    "9 8 3 2 0 5 6 7 3 2 1 4",
    "番号 9832 0567 3214 です",
    "9832O567321４",
    "98320S673Z14",
]
"""The number of LAW 4's test, valid by its check digit."""

OTHERS = [
    "",
    "0120-95-0178",
    "東京都千代田区1-2-3-405 03-1234-5678",
    "2024年(令和06年)06月01日まで有効",
    "平成01年02月03日",
    "AB12345678CD",
    "BS12345678SB",
    "0123456789ABCDEF 1234",
    "TR12345672JPN9001158F3302200<<<<<<<<<<<<<<<6",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_my_number_is_found_in_every_spelling(text: str) -> None:
    assert names_my_number(text)
    hidden = redact_numbers(text)
    assert len(hidden) == len(text)
    assert hidden.count(HIDDEN) >= 12
    assert not my_number_runs(hidden)


@pytest.mark.parametrize("text", OTHERS)
def test_other_digits_are_left_alone(text: str) -> None:
    assert not names_my_number(text)
    assert redact_numbers(text) == text


@pytest.mark.parametrize("text", ["98?2056*3214", "9832 056 3214", "9832056732", "98320567３2145"])
def test_a_run_that_is_partly_unreadable_counts(text: str) -> None:
    assert not names_my_number(text)
    assert my_number_runs(text)


@pytest.mark.parametrize("text", ["983205673215", "98320567321", "9832056732140", "309012345620"])
def test_digits_that_do_not_fit_name_no_my_number(text: str) -> None:
    assert not names_my_number(text)
    assert my_number_runs(text)  # of a picture they are hidden all the same


@pytest.mark.parametrize("text", ["1234-567890", "1234 567890", "１２３４－５６７８９０"])
def test_a_pension_number_is_found_by_its_shape(text: str) -> None:
    assert [run.digits for run in pension_runs(text)] == ["1234567890"]
    assert "5" not in redact_numbers(text)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    hidden = redact_numbers(text)
    assert len(hidden) == len(text)
    assert not any(run.fits for run in my_number_runs(hidden))


@given(
    st.text("0123456789", min_size=11, max_size=11),
    st.sampled_from(["", " ", "  ", "-", "　"]),
    st.sampled_from(["0123456789", "０１２３４５６７８９", "O1Z3456789"]),
)
def test_every_my_number_is_found(eleven: str, between: str, digits: str) -> None:
    number = next(eleven + str(n) for n in range(10) if check_digits.my_number_ok(f"{eleven}{n}"))
    written = between.join((number[:4], number[4:8], number[8:]))
    written = written.translate(str.maketrans("0123456789", digits))
    letters = sum(sign in "OZ" for sign in written)
    if letters <= 4:  # more letters than that are no number
        assert names_my_number(written)
    wrong = eleven + str((int(number[-1]) + 1) % 10)
    assert not names_my_number(wrong)
