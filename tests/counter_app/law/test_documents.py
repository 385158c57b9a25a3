"""What confirms a person, what does not, and which fault is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counter_app.law.asked import (
    LICENCE,
    blocked,
    case,
    decided,
    record_of_day,
    shown,
    small_case,
)

GOOD: tuple[dict[str, Any], ...] = (
    LICENCE,
    shown("driving_record_certificate", expires_on=None),
    shown("my_number_card"),
    shown("residence_card"),
    shown("special_permanent_resident_certificate"),
    shown("combined_residence_card"),
    shown("passport_jp", issued_on="2020-02-03"),
    shown("disability_certificate", expires_on=None),
)
SUPPLEMENTS = (
    record_of_day("resident_record"),
    record_of_day("seal_certificate"),
    record_of_day("utility_receipt"),
)
NOTHING: tuple[list[dict[str, Any]], ...] = (
    [],
    *([one] for one in SUPPLEMENTS),
    [shown("student_card")],
    [shown("employee_card")],
    [*SUPPLEMENTS, shown("student_card"), shown("employee_card")],
    [shown("driving_licence", side="back")],
    [shown("residence_card", side="back")],
    [shown("special_permanent_resident_certificate", side="back")],
    [shown("passport_jp", side="back", issued_on="2019-01-01")],
    [shown("driving_licence", side="back"), record_of_day()],
)
FAULTY: tuple[tuple[dict[str, Any], str], ...] = (
    (shown("driving_licence", expires_on="2026-11-21"), "document_expired"),
    (shown("driving_licence", expires_on=None), "document_expired"),
    (shown("my_number_card", expires_on="2026-11-21"), "document_expired"),
    (shown("residence_card", expires_on=None), "document_expired"),
    (shown("passport_jp", issued_on="2019-01-01", expires_on="2026-11-21"), "document_expired"),
    (shown("passport_jp", expires_on=None), "document_expired"),
    (shown("qualification_certificate", expires_on=None), "document_expired"),
    (shown("driving_record_certificate", issued_on="2012-03-31"), "document_refused"),
    (shown("my_number_card", side="back"), "document_refused"),
    (shown("combined_residence_card", side="back"), "document_refused"),
    (shown("phone_screen"), "document_refused"),
    (shown("basic_resident_card"), "document_refused"),
    (shown("health_insurance_card"), "document_refused"),
    (shown("health_insurance_card", side="back"), "document_refused"),
    (shown("pension_book"), "document_refused"),
    (shown("passport_jp", issued_on="2020-02-04"), "document_no_address"),
    (shown("passport_jp", issued_on="2021-05-01"), "document_no_address"),
    (shown("passport_jp", issued_on=None), "document_no_address"),
    (shown("passport_foreign", issued_on="2015-01-01"), "document_no_address"),
    (shown("qualification_certificate"), "document_no_address"),
    (shown("hoken_sho"), "unknown_document"),
    (shown("driving_licence_back"), "unknown_document"),
)

NEVER_IGNORED = (
    shown("my_number_card", side="back"),
    shown("combined_residence_card", side="back"),
)
"""Sides that may not be captured."""


@pytest.mark.parametrize("document", GOOD)
def test_a_good_document_confirms(document: dict[str, Any]) -> None:
    assert blocked(case(documents=[document])) == ()


@pytest.mark.parametrize("document", [one for one in GOOD if one["expires_on"]])
def test_a_document_is_good_on_its_last_day(document: dict[str, Any]) -> None:
    assert blocked(case(documents=[document | {"expires_on": "2026-11-22"}])) == ()
    assert blocked(case(documents=[document | {"expires_on": "2026-11-21"}])) == (
        "document_expired",
    )


@pytest.mark.parametrize("documents", NOTHING)
def test_what_proves_nothing_by_itself_leaves_identity_open(
    documents: list[dict[str, Any]],
) -> None:
    assert blocked(case(documents=documents)) == ("identity_required",)


@pytest.mark.parametrize(("document", "code"), FAULTY)
def test_a_faulty_document_alone_gives_its_own_code_only(
    document: dict[str, Any], code: str
) -> None:
    assert blocked(case(documents=[document])) == (code,)
    assert blocked(case(documents=[document], route="A_DOC")) == (code,)
    assert blocked(case(documents=[document, shown("student_card")])) == (code,)


@pytest.mark.parametrize("good", GOOD)
@pytest.mark.parametrize(("document", "code"), FAULTY)
def test_a_good_document_beside_a_faulty_one_counts(
    good: dict[str, Any], document: dict[str, Any], code: str
) -> None:
    expected = (code,) if document in NEVER_IGNORED else ()

    assert blocked(case(documents=[good, document])) == expected
    assert blocked(case(documents=[document, good])) == expected


def test_two_faulty_documents_give_both_codes() -> None:
    documents = [shown("passport_foreign"), shown("driving_licence", expires_on="2020-01-01")]

    assert blocked(case(documents=documents)) == ("document_expired", "document_no_address")


@pytest.mark.parametrize("side_of", ["driving_licence", "residence_card"])
def test_a_back_is_fine_beside_its_front(side_of: str) -> None:
    documents = [shown(side_of), shown(side_of, side="back")]

    assert blocked(case(documents=documents)) == ()


@pytest.mark.parametrize("kind", ["my_number_card", "combined_residence_card"])
def test_a_side_that_carries_a_my_number_is_refused_whatever_else_is_true(kind: str) -> None:
    back = shown(kind, side="back")

    assert blocked(small_case(documents=[back])) == ("document_refused",)
    assert blocked(case(documents=[shown(kind), back])) == ("document_refused",)
    for route in ("B_SIGN", "C_TABLET"):
        assert blocked(case(documents=[back], route=route)) == ("document_refused",)
    for deal in ("sale", "buyback_own_sale"):
        assert blocked(case(documents=[back], kind=deal)) == ("document_refused",)
    assert "番号利用法" in decided(small_case(documents=[back])).reasons[0].article


@pytest.mark.parametrize(
    ("document", "code"), [pair for pair in FAULTY if pair[0] not in NEVER_IGNORED]
)
def test_documents_are_ignored_where_they_are_not_asked_for(
    document: dict[str, Any], code: str
) -> None:
    assert blocked(case(documents=[document], route="B_SIGN")) == ()
    assert blocked(case(documents=[document], route="C_TABLET")) == ()
    assert blocked(small_case(documents=[document])) == ()
    assert blocked(case(documents=[document])) == (code,)


def test_signing_on_paper_or_tablet_needs_no_document() -> None:
    assert blocked(case(documents=[], route="B_SIGN")) == ()
    assert blocked(case(documents=[], route="C_TABLET")) == ()
    assert blocked(case(documents=[], route="A_DOC")) == ("identity_required",)


@pytest.mark.parametrize(
    ("kind", "issued_on", "fresh"),
    [
        ("resident_record", "2026-08-22", True),
        ("resident_record", "2026-08-21", False),
        ("seal_certificate", "2026-08-22", True),
        ("seal_certificate", "2026-08-21", False),
        ("utility_receipt", "2026-05-22", True),
        ("utility_receipt", "2026-05-21", False),
        ("resident_record", "2026-11-22", True),
        ("resident_record", None, False),
        ("student_card", "2026-11-01", False),
        ("employee_card", "2026-11-01", False),
    ],
)
@pytest.mark.parametrize(
    "document",
    [
        shown("passport_jp", issued_on="2021-05-01"),
        shown("passport_jp", issued_on=None),
        shown("passport_foreign"),
        shown("qualification_certificate"),
    ],
)
def test_a_fresh_supplement_proves_the_address_that_a_document_does_not_show(
    document: dict[str, Any], kind: str, issued_on: str | None, *, fresh: bool
) -> None:
    supplement = shown(kind, issued_on=issued_on, expires_on=None)

    assert blocked(case(documents=[supplement, document])) == (
        () if fresh else ("document_no_address",)
    )


def test_a_supplement_counts_to_the_end_of_a_shorter_month() -> None:
    passport = shown("passport_foreign")
    record = record_of_day(issued_on="2026-08-31")

    assert blocked(case(on="2026-11-30", documents=[passport, record])) == ()
    assert blocked(case(on="2026-12-01", documents=[passport, record])) == ("document_no_address",)


def test_a_fresh_supplement_mends_no_other_fault() -> None:
    expired = shown("passport_jp", expires_on="2026-11-21")

    assert blocked(case(documents=[expired, record_of_day()])) == ("document_expired",)


def test_a_record_certificate_of_the_new_form_is_good() -> None:
    certificate = shown("driving_record_certificate", issued_on="2012-04-01", expires_on=None)

    assert blocked(case(documents=[certificate])) == ()
    assert blocked(case(documents=[certificate | {"issued_on": None}])) == ()


def test_a_combined_card_before_june_2026_is_no_known_document() -> None:
    card = shown("combined_residence_card")

    assert blocked(case(on="2026-06-13", documents=[card])) == ("unknown_document",)
    assert blocked(case(on="2026-06-14", documents=[card])) == ()
    assert blocked(case(on="2026-06-13", documents=[card | {"side": "back"}])) == (
        "document_refused",
        "unknown_document",
    )
