"""Check digits: published numbers fit, and one changed digit is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.law.check_digits import (
    corporate_number_ok,
    imei_ok,
    insurer_number_ok,
    licence_number_ok,
    mrz_checks,
    mrz_digit,
    my_number_ok,
)

ICAO = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The specimen of ICAO 9303-4."""

JAPANESE = "TR12345672JPN9001158F3302200<<<<<<<<<<<<<<<6"
RULES: tuple[tuple[Callable[[str], bool], str], ...] = (
    (imei_ok, "490154203237518"),
    (imei_ok, "352099081234565"),
    (licence_number_ok, "309012345620"),
    (licence_number_ok, "300500000410"),  # remainder 0
    (licence_number_ok, "300500001300"),  # remainder 1
    (my_number_ok, "983205673214"),
    (corporate_number_ok, "7000012050002"),
    (insurer_number_ok, "33120015"),
)


@pytest.mark.parametrize(("rule", "number"), RULES)
def test_a_published_number_fits(rule: Callable[[str], bool], number: str) -> None:
    assert rule(number)


@pytest.mark.parametrize(("rule", "number"), RULES)
@pytest.mark.parametrize("spoil", ["short", "long", "letter", "wide", "blank"])
def test_what_is_no_number_of_its_length_does_not_fit(
    rule: Callable[[str], bool], number: str, spoil: str
) -> None:
    spoiled = {
        "short": number[:-1],
        "long": number + "0",
        "letter": "O" + number[1:],
        "wide": number.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
        "blank": "",
    }
    assert not rule(spoiled[spoil])


@pytest.mark.parametrize(
    ("rule", "number"),
    [pair for pair in RULES if pair[0] in {imei_ok, insurer_number_ok}],
)
@given(data=st.data())
def test_luhn_finds_every_single_wrong_digit(
    rule: Callable[[str], bool], number: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from(sorted(set("0123456789") - {number[place]})))

    assert not rule(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    ("rule", "number", "place"),
    [
        (licence_number_ok, "309012345620", 10),
        (my_number_ok, "983205673214", 11),
        (corporate_number_ok, "7000012050002", 0),
    ],
)
def test_only_one_check_digit_fits(rule: Callable[[str], bool], number: str, place: int) -> None:
    fitting = [
        digit for digit in "0123456789" if rule(number[:place] + digit + number[place + 1 :])
    ]
    assert fitting == [number[place]]


def test_a_licence_number_keeps_its_check_at_every_reissue() -> None:
    assert all(licence_number_ok(f"30901234562{times}") for times in range(10))
    assert not licence_number_ok("012345678900")  # printed on specimens: 2 would fit


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("000000000000", True),  # remainder 0
        ("000000000060", True),  # the last digit before the check weighs 2: remainder 1 gives 0
        ("000000000061", False),
        ("000000000019", True),  # remainder 2 gives 9
    ],
)
def test_my_numbers_at_the_edges_of_the_remainder(number: str, *, right: bool) -> None:
    assert my_number_ok(number) is right


@pytest.mark.parametrize("line", [ICAO, JAPANESE])
def test_every_digit_of_a_specimen_passport_fits(line: str) -> None:
    assert mrz_checks(line) == dict.fromkeys(
        ("number", "birth_date", "expires_on", "optional", "composite"), True
    )


@pytest.mark.parametrize(
    ("place", "sign", "wrong"),
    [
        (0, "M", {"number", "composite"}),
        (9, "7", {"number", "composite"}),
        (13, "8", {"birth_date", "composite"}),
        (21, "2", {"expires_on", "composite"}),
        (28, "A", {"optional", "composite"}),
        (43, "1", {"composite"}),
        (10, "X", set()),  # the nationality has no digit
        (20, "M", set()),  # nor has the sex
        (0, "l", {"number", "composite"}),  # no sign of the zone
    ],
)
def test_a_changed_sign_is_found_where_it_stands(place: int, sign: str, wrong: set[str]) -> None:
    changed = ICAO[:place] + sign + ICAO[place + 1 :]

    assert {name for name, fits in mrz_checks(changed).items() if not fits} == wrong


def test_an_empty_optional_field_may_carry_a_nought_or_a_filler() -> None:
    nought = JAPANESE[:42] + "0" + JAPANESE[43:]

    assert mrz_checks(nought)["optional"]
    assert not mrz_checks(JAPANESE[:42] + "3" + JAPANESE[43:])["optional"]


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    if len(text) != 44:
        assert not any(mrz_checks(text).values())
    assert mrz_digit(text) is None or len(str(mrz_digit(text))) == 1
