"""The machine readable zone of passports; the vectors are ICAO's and the law's notes on them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.id_reading.engine import Line
from counter_app.id_reading.mrz import day_of, find_zone, first_line
from counter_app.id_reading.mrz_repair import second_line
from counter_app.id_reading.passports import passport_values
from counter_app.id_reading.printed import PrintedLine
from counter_app.law.check_digits import mrz_checks, mrz_digit

ICAO = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
JAPAN = "TR12345672JPN9001158F3302200<<<<<<<<<<<<<<<6"
NAMES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
ALIKE = {"0": "O", "1": "I", "8": "B", "5": "S", "2": "Z"}
ALIKE |= {letter: digit for digit, letter in ALIKE.items()}


def japanese(number: str, birth: date, expires: date, sex: str) -> str:
    parts = [f"{day:%y%m%d}" for day in (birth, expires)]
    line = f"{number}{mrz_digit(number)}JPN{parts[0]}{mrz_digit(parts[0])}{sex}"
    line += f"{parts[1]}{mrz_digit(parts[1])}" + "<" * 15
    return line + str(mrz_digit(line[:10] + line[13:20] + line[21:43]))


def zone_of(first: str, second: str, sure: float = 0.99) -> list[PrintedLine]:
    rows = enumerate((first, second))
    return [
        PrintedLine(Line(text, (sure,) * 44), (2.0, 70.0 + 8 * n, 120.0, 4.0)) for n, text in rows
    ]


@pytest.mark.parametrize("line", [ICAO, JAPAN])
def test_a_line_that_holds_is_left(line: str) -> None:
    assert second_line(line) == line


@pytest.mark.parametrize(
    "read",
    [
        "L8989O2C36UTO74O8122F12O4I59ZE184226B<<<<<1O",
        "L898902C36UTO7408122F1204159ZE184226B<<<10",  # fillers lost
        "L898902C36UTO7408122F1204159ZE184226B<<<<<<<<<10",  # and too many
    ],
)
def test_icaos_line_is_found_again(read: str) -> None:
    assert second_line(read) == ICAO


def test_of_two_repairs_that_hold_the_less_sure_sign_decides() -> None:
    read = "LB98902C36UTO7408122F1204159ZE184226B<<<<<10"  # B for 8, or some other two
    assert second_line(read) == read
    sure = [0.6 if n == 1 else 0.99 for n in range(44)]
    assert second_line(read, sure) == ICAO


@given(
    st.from_regex(r"[A-Z]{2}[0-9]{7}", fullmatch=True),
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.dates(date(2026, 1, 1), date(2036, 12, 31)),
    st.sampled_from("MF"),
    st.lists(st.integers(0, 43), min_size=1, max_size=2, unique=True),
)
def test_a_japanese_line_is_found_under_two_look_alikes(
    number: str, birth: date, expires: date, sex: str, places: list[int]
) -> None:
    line = japanese(number, birth, expires, sex)
    signs = [ALIKE.get(sign, sign) if n in places else sign for n, sign in enumerate(line)]
    assert second_line("".join(signs)) == line


@given(st.from_regex(r"[A-Z]{2}[0-9]{7}", fullmatch=True), st.integers(13, 18), st.integers(1, 9))
def test_a_wrong_digit_of_a_date_is_never_made_to_hold(number: str, place: int, step: int) -> None:
    line = japanese(number, date(1990, 1, 15), date(2033, 2, 20), "F")
    wrong = line[:place] + str((int(line[place]) + step) % 10) + line[place + 1 :]
    told = second_line(wrong)
    assert told[13:19].isdecimal()
    assert not mrz_checks(told)["birth_date"]


@given(st.text(max_size=60))
def test_any_text_makes_a_line_of_44_signs(text: str) -> None:
    assert len(second_line(text)) == 44
    assert len(first_line(text)) == 44


@pytest.mark.parametrize(
    ("text", "before", "day"),
    [
        ("740812", 2026, "1974-08-12"),
        ("260101", 2026, "2026-01-01"),
        ("270101", 2026, "1927-01-01"),
        ("330220", None, "2033-02-20"),
        ("991332", None, ""),
        ("7408", 2026, ""),
    ],
)
def test_days_of_two_digit_years(text: str, before: int | None, day: str) -> None:
    assert day_of(text, before=before) == day


def test_icaos_passport_is_read() -> None:
    zone = find_zone(zone_of(NAMES, ICAO))
    assert zone is not None
    assert (zone.surname, zone.given, zone.issuer) == ("ERIKSSON", "ANNA MARIA", "UTO")
    values, checks = passport_values({}, zone)
    told = {name: values[name].value for name in ("number", "birth_date", "sex", "expires_on")}
    assert told == {
        "number": "L898902C3",
        "birth_date": "1974-08-12",
        "sex": "F",
        "expires_on": "2012-04-15",
    }
    assert all(check.ok for check in checks if not check.code.endswith("_printed"))


@pytest.mark.parametrize(("second", "doubtful"), [(ICAO, True), (JAPAN, False)])
def test_what_no_check_digit_tells_apart_is_no_surer_than_it_was_read(
    second: str,
    doubtful: bool,  # noqa: FBT001 - a parameter by its name
) -> None:
    zone = find_zone(zone_of(NAMES, second, sure=0.6))
    assert zone is not None
    values, _ = passport_values({}, zone)
    assert values["number"].doubtful is doubtful  # L of L898902C3 may be a 1: both hold


@given(st.text("<0AZ189PFJN", min_size=30, max_size=50), st.text("<0AZ189PFJN", max_size=50))
def test_any_two_lines_are_a_zone_or_none(first: str, second: str) -> None:
    assume(first)
    lines = [
        PrintedLine(Line(text, (0.9,) * len(text)), (2.0, 70.0 + 8 * n, 120.0, 4.0))
        for n, text in enumerate((first, second))
    ]
    zone = find_zone(lines)
    if zone is not None:
        values, _ = passport_values({}, zone)
        assert all(0 <= value.confidence <= 1 for value in values.values())
