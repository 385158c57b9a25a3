"""Ids and money: their forms, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import (
    LedgerNumber,
    TillCode,
    ledger_number,
    staff_code,
    till_code,
    yen,
    yen_words,
)


@pytest.mark.parametrize("text", ["T1", "T01", "TAMAGAWA", "Z9999999"])
def test_till_codes(text: str) -> None:
    assert till_code(text) == text


@pytest.mark.parametrize(
    "text", ["", "T", "t01", "1T", "T-1", "T01\n", "T12345678", "Ｔ01", "玉川"]
)
def test_what_is_no_till_code(text: str) -> None:
    with pytest.raises(WrongInput, match="till_code_form"):
        till_code(text)


@pytest.mark.parametrize("text", ["1", "C01", "MANAGER00001"])
def test_staff_codes(text: str) -> None:
    assert staff_code(text) == text


@pytest.mark.parametrize("text", ["", "c01", "C 1", "C01\n", "C_1", "花子", "１", "A" * 13])
def test_what_is_no_staff_code(text: str) -> None:
    with pytest.raises(WrongInput, match="staff_code_form"):
        staff_code(text)


def test_a_price_is_a_whole_number_of_at_least_one_yen() -> None:
    assert yen(1) == 1
    assert yen(10_000) == 10_000
    for wrong in (0, -1, True, 1.0, "1"):
        with pytest.raises(WrongInput, match="price_form"):
            yen(wrong)  # type: ignore[arg-type]  # that is what is tried


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "¥0"), (999, "¥999"), (45_000, "¥45,000"), (1_234_567, "¥1,234,567"), (-600, "−¥600")],
)
def test_money_is_worded_as_it_is_printed(amount: int, words: str) -> None:
    assert yen_words(amount) == words


@given(st.integers(-(10**9), 10**9))
def test_no_two_amounts_look_alike(amount: int) -> None:
    digits = "".join(sign for sign in yen_words(amount) if sign.isdigit())

    assert int(digits) == abs(amount)
    assert yen_words(amount).startswith("−") == (amount < 0)


def test_a_ledger_number_is_its_volume_and_a_running_number() -> None:
    assert str(LedgerNumber(TillCode("T01"), 147)) == "T01-000147"
    assert str(LedgerNumber(TillCode("T01"), 1_234_567)) == "T01-1234567"


def test_ledger_numbers_sort_as_numbers_and_not_as_words() -> None:
    numbers = [LedgerNumber(TillCode("T01"), running) for running in (10, 9, 1_000_000, 999_999)]

    assert [one.running for one in sorted(numbers)] == [9, 10, 999_999, 1_000_000]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("T01-000012", ("T01", 12)),
        ("12", ("T01", 12)),
        (" t02-7 ", ("T02", 7)),
        ("Ｔ０１－０００００１", ("T01", 1)),
    ],
)
def test_a_ledger_number_as_it_is_typed(text: str, told: tuple[str, int]) -> None:
    number = ledger_number(text, TillCode("T01"))
    assert (number.till, number.running) == told


@pytest.mark.parametrize(
    "text", ["", "0", "T01", "T01-", "-1", "1.5", "T01-12-3", "twelve", "１２a"]
)
def test_what_is_no_ledger_number(text: str) -> None:
    with pytest.raises(WrongInput, match="ledger_number_form"):
        ledger_number(text, TillCode("T01"))


def test_without_a_till_the_number_names_its_own() -> None:
    assert ledger_number(" t01-000147 ") == LedgerNumber(TillCode("T01"), 147)
    with pytest.raises(WrongInput, match="ledger_number_form"):
        ledger_number("147")
