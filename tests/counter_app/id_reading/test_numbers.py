"""Numbers of documents, read without knowing that they are numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.engine import Line
from counter_app.id_reading.numbers import (
    card_number,
    licence_number,
    load_commissions,
    passport_number,
)
from counter_app.law.check_digits import licence_number_ok
from tests.counter_app.id_reading.specimens import RESOURCES

_TO_LETTER = str.maketrans("01258", "OIZSB")
_TO_DIGIT = str.maketrans("OIZSB", "01258")


def line(text: str, sure: float = 0.99) -> Line:
    return Line(text, (sure,) * len(text))


def unsure(text: str, at: int, other: str) -> Line:
    """A line of which one sign may be another."""
    read = line(text)
    sure = [0.55 if n == at else 0.99 for n in range(len(text))]
    others = [((other, 0.4),) if n == at else () for n in range(len(text))]
    return replace(read, sure=tuple(sure), others=tuple(others))


@pytest.mark.parametrize(
    ("text", "number", "doubtful"),
    [
        ("第309012345620号", "309012345620", False),  # LAW 9.1: published sample
        ("番号 第 3090 1234 5620 号", "309012345620", False),
        ("第３０９０１２３４５６２０号", "309012345620", False),
        ("第3O9O12345620号", "309012345620", True),  # put right by its look
        ("012345678900", "012345678900", True),  # its check digit fails: a warning, no refusal
        ("30901234562", "30901234562", True),
        ("3090123456201", "3090123456201", True),
        ("", "", True),
    ],
)
def test_licence_numbers(text: str, number: str, doubtful: bool) -> None:  # noqa: FBT001 - a parameter by its name
    value = licence_number(line(text))
    assert (value.value, value.doubtful) == (number, doubtful)


def test_a_digit_that_breaks_the_sum_gives_way_to_its_other_candidate_and_is_marked() -> None:
    value = licence_number(unsure("309012845620", 6, "3"))
    assert (value.value, value.doubts, value.changed_by) == ("309012345620", (6,), "check_digit")
    assert value.raw == "309012845620"
    kept = licence_number(line("309012845620"))  # no candidate: as read, doubtful
    assert (kept.value, kept.changed_by, kept.doubtful) == ("309012845620", "", True)


def test_a_number_that_holds_is_left_though_another_candidate_would_hold_too() -> None:
    value = licence_number(unsure("309012345620", 11, "1"))  # the last digit is in no sum
    assert (value.value, value.changed_by) == ("309012345620", "")


@given(st.from_regex(r"[A-Z]{2}[0-9]{8}[A-Z]{2}", fullmatch=True))
def test_a_card_number_is_found_under_every_look_alike(number: str) -> None:
    letters, digits, last = number[:2], number[2:10], number[10:]
    misread = letters.translate(_TO_DIGIT) + digits.translate(_TO_LETTER) + last
    value = card_number(line(misread))
    assert value.value == number
    assert value.changed_by == ("grammar" if misread != number else "")
    assert card_number(line(number)).doubtful is False


@pytest.mark.parametrize(
    ("text", "number", "holds"),
    [
        ("TR1234567", "TR1234567", True),
        ("TR12345G7", "TR1234567", True),
        ("L898902C3", "L898902C3", True),  # ICAO 9303-4: a foreign form stands as it is
        ("M12345678", "M12345678", True),  # one letter and eight digits: no Japanese one
        ("AB12", "AB12", False),
    ],
)
def test_passport_numbers(text: str, number: str, holds: bool) -> None:  # noqa: FBT001 - a parameter by its name
    value = passport_number(line(text))
    assert (value.value, value.holds) == (number, holds)


@given(st.text(max_size=40), st.floats(0, 1))
def test_no_text_breaks_a_number(text: str, sure: float) -> None:
    read = line(text, sure)
    for value in (licence_number(read), card_number(read), passport_number(read)):
        assert 0 <= value.confidence <= 1
        assert all(0 <= at < len(value.value) for at in value.doubts)


@given(st.integers(0, 9999999999))
def test_every_licence_number_is_read_back(first: int) -> None:
    number = next(f"{first:010}{n}0" for n in range(10) if licence_number_ok(f"{first:010}{n}0"))
    assert licence_number(line(f"第{number}号")).value == number


def test_every_prefecture_has_a_commission_and_hokkaido_five() -> None:
    codes = load_commissions(RESOURCES / "id_reading")
    assert len(codes) == 46 + 5
    assert {"10", "14", "30", "97"} <= codes
    assert not {"00", "01", "15", "26", "31", "98"} & codes
