"""A document against the day, the calendar and the law; the expected answers are theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.id_reading.cross_checks import Facts, cross_checks, postal_check
from counter_app.id_reading.numbers import load_commissions
from counter_app.id_reading.postal import load_postal_codes
from counter_app.texts import load_texts
from tests.counter_app.id_reading.specimens import RESOURCES

CATALOGUES = load_texts(RESOURCES / "texts")
TODAY = date(2026, 11, 22)
COMMISSIONS = load_commissions(RESOURCES / "id_reading")
GOOD = Facts(
    "driving_licence", date(1986, 5, 1), date(2021, 5, 20), date(2026, 6, 1), "300512345620"
)
"""The official specimen's days (born 1 May, valid until 1 June) in another year."""


def failed(facts: Facts, today: date = TODAY) -> set[str]:
    return {check.code for check in cross_checks(facts, today, COMMISSIONS) if not check.ok}


def test_a_licence_in_order_fails_nothing() -> None:
    assert failed(GOOD, date(2026, 6, 1)) == set()  # its last day counts
    assert failed(GOOD, date(2026, 6, 2)) == {"expires_today"}


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        (
            {"issued_on": date(2026, 11, 23), "expires_on": date(2031, 6, 1)},
            {"issued_before_today"},
        ),
        (
            {"issued_on": date(2026, 6, 1)},
            {"issued_before_expiry", "issued_before_today"},
        ),
        ({"issued_on": date(2013, 5, 31)}, {"issued_before_expiry"}),
        ({"birth_date": date(1886, 5, 1)}, {"birth_date_possible"}),
        ({"birth_date": date(2022, 5, 1)}, {"birth_date_possible", "licence_year"}),
        ({"birth_date": date(2006, 5, 1)}, {"licence_age", "licence_year"}),
        ({"birth_date": date(1986, 5, 11)}, {"licence_expiry_birthday"}),
        ({"number": "990512345620"}, {"licence_commission"}),
        ({"number": "300112345620"}, {"licence_year"}),  # 2001: fifteen years after 1986
        ({"number": "302312345620"}, {"licence_year"}),  # 2023: after it was issued
    ],
)
def test_each_thing_that_cannot_be_is_told_by_its_code(
    wrong: dict[str, object], codes: set[str]
) -> None:
    facts = replace(GOOD, **wrong)  # type: ignore[arg-type]  # one field each, named in the table
    assert failed(facts, date(2026, 5, 31)) == codes


def test_what_is_not_read_is_not_judged() -> None:
    assert cross_checks(Facts("driving_licence"), TODAY, COMMISSIONS) == ()
    codes = {
        check.code for check in cross_checks(replace(GOOD, kind="passport"), TODAY, frozenset())
    }
    assert not any(code.startswith("licence") for code in codes)


@pytest.mark.parametrize(
    ("birth", "expires"),
    [
        (date(1986, 12, 15), date(2027, 1, 15)),
        (date(1988, 1, 31), date(2027, 2, 28)),
        (date(1988, 2, 29), date(2027, 3, 29)),
    ],
)
def test_a_month_after_the_birthday_is_found_at_the_ends_of_months(
    birth: date, expires: date
) -> None:
    facts = Facts("driving_licence", birth, expires_on=expires)
    assert "licence_expiry_birthday" not in failed(facts)


@pytest.mark.parametrize(
    ("birth", "expires", "ok"),
    [
        (date(1989, 3, 31), date(2030, 3, 31), True),
        (date(2004, 2, 29), date(2030, 2, 28), True),
        (date(1989, 3, 31), date(2030, 3, 30), False),
    ],
)
def test_a_my_number_card_ends_on_a_birthday(birth: date, expires: date, ok: bool) -> None:  # noqa: FBT001 - a parameter by its name
    facts = Facts("my_number_card", birth, expires_on=expires)
    assert ("my_number_card_birthday" not in failed(facts)) is ok


def test_a_postal_code_is_held_against_the_address() -> None:
    codes = load_postal_codes(RESOURCES / "postal")
    (good,) = postal_check("160-0023", "東京都新宿区西新宿2-8-1", codes)
    (bad,) = postal_check("160-0022", "東京都新宿区西新宿2-8-1", codes)
    assert (good.ok, bad.ok, good.code) == (True, False, "postal_address")
    assert postal_check("", "東京都新宿区西新宿2-8-1", codes) == ()


DAYS = st.none() | st.dates(date(1800, 1, 1), date(2100, 12, 31))


@given(
    st.sampled_from(["driving_licence", "my_number_card"]), DAYS, DAYS, DAYS, st.text(max_size=14)
)
def test_every_answer_has_words_in_both_languages(
    kind: str, birth: date | None, issued: date | None, expires: date | None, number: str
) -> None:
    for check in cross_checks(Facts(kind, birth, issued, expires, number), TODAY, COMMISSIONS):
        for language in CATALOGUES.for_clerks:
            texts = CATALOGUES.in_language(language)
            assert texts.say(f"reading.check.{check.code}")
            assert texts.say(f"reading.reason.{check.code}")
