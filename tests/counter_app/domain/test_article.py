"""Articles: what identifies one, and how an IMEI is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.article import imei_from
from counter_app.domain.errors import WrongInput
from tests.builders import IMEI, article

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
BLANKS = " 　\t-‐–−－ー/"


def check_digit(first: str) -> str:
    """The Luhn digit of 14 digits, as 3GPP TS 23.003 annex B computes it, step by step."""
    total = 0
    for place, digit in enumerate(first, start=1):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


numbers = st.from_regex(r"[0-9]{14}", fullmatch=True).map(lambda text: text + check_digit(text))


def test_the_specimen_number_is_read() -> None:
    assert "49015420323751" + check_digit("49015420323751") == IMEI
    assert imei_from(IMEI) == IMEI


@given(numbers, st.data())
def test_any_width_blanks_and_hyphens_are_read(number: str, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, 15), max_size=5))
    typed = number.translate(FULL_WIDTH) if data.draw(st.booleans()) else number
    for place in places:
        typed = typed[:place] + data.draw(st.sampled_from(BLANKS)) + typed[place:]

    assert imei_from(typed) == number


@given(numbers, st.integers(0, 14), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: str, place: int, by: int) -> None:
    wrong = str((int(number[place]) + by) % 10)

    with pytest.raises(WrongInput, match="imei_check"):
        imei_from(number[:place] + wrong + number[place + 1 :])


def test_nothing_typed_is_no_number() -> None:
    assert imei_from("") == imei_from(" 　- ") == ""


@pytest.mark.parametrize(
    "text",
    [IMEI[:-1], IMEI + "0", IMEI[:-1] + "X", "IMEI" + IMEI, "٤" + IMEI[1:], "²" + IMEI[1:-1]],
)
def test_what_has_not_fifteen_digits_is_refused(text: str) -> None:
    with pytest.raises(WrongInput, match="imei_form") as told:
        imei_from(text)
    assert told.value.facts == {}


@given(st.text(max_size=30))
def test_whatever_is_typed_is_fifteen_digits_nothing_or_refused(text: str) -> None:
    try:
        read = imei_from(text)
    except WrongInput as told:
        assert told.code in {"imei_form", "imei_check"}  # noqa: PT017 - either may come
    else:
        assert not read or (len(read) == 15 and read.isascii() and read.isdigit())


def test_the_features_name_everything_that_identifies_it() -> None:
    phone = article(
        imei2="356938035643809", serial="SAMPLE123", damage="右上にひび", accessories="箱"
    )

    assert phone.features == (
        "見本電機 Sample Phone X 128GB 黒、IMEI 490154203237518、IMEI2 356938035643809、"
        "製造番号 SAMPLE123、右上にひび、付属品 箱"
    )


@pytest.mark.parametrize("mark", ["imei", "serial", "damage"])
def test_a_number_or_a_damage_tells_an_article_from_its_sisters(mark: str) -> None:
    assert article(**({"imei": ""} | {mark: "x"})).identifies


@pytest.mark.parametrize("without", [{"imei": ""}, {"maker": ""}, {"model": ""}])
def test_without_them_it_is_one_of_many(without: dict[str, str]) -> None:
    assert not article(**without).identifies
    assert not article(**({"colour": "黒", "accessories": "箱", "imei": ""} | without)).identifies
