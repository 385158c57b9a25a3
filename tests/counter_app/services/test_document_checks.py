"""What a reviewed document is held against, and which of it the page is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from counter_app.domain.customer import IdentityDocument
from counter_app.domain.values import StaffCode
from counter_app.id_reading.reading import Check, Reading
from counter_app.services.document_checks import DocumentChecks
from counter_app.services.document_review import Review
from counter_app.services.scanning import scan_of

TODAY = date(2026, 11, 22)
GOOD = IdentityDocument(
    kind="driving_licence",
    side="front",
    name="見本太郎",
    address="東京都中野区中野1-2-3",
    number="300912345670",
    birth_date=date(1986, 5, 1),
    issued_on=date(2023, 5, 10),
    expires_on=date(2028, 6, 1),
    method="運転免許証の提示",
    checked_by=StaffCode("C01"),
    checked_at=datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
)
CHECKS = DocumentChecks(frozenset({"30"}))


def failing(document: IdentityDocument, *read: Check) -> tuple[str, ...]:
    scan = scan_of(Reading(document.kind, checks=read)) if read else None
    return CHECKS.failing(Review(scan=scan), document, TODAY)


def test_a_good_licence_fails_nothing() -> None:
    assert failing(GOOD) == ()


def test_a_licence_of_an_unknown_commission_and_a_wrong_order_of_dates() -> None:
    assert "licence_commission" in failing(replace(GOOD, number="010912345670"))
    assert "issued_before_expiry" in failing(replace(GOOD, issued_on=date(2028, 7, 1)))


def test_an_expiry_is_told_by_its_own_row_only() -> None:
    assert "expires_today" not in failing(replace(GOOD, expires_on=date(2026, 6, 1)))


def test_a_passport_s_lines_share_two_sentences() -> None:
    read = (Check("mrz_number", ok=False), Check("mrz_composite", ok=False))
    told = failing(
        GOOD, *read, Check("mrz_name_printed", ok=False), Check("birth_date_era", ok=False)
    )
    assert told == ("mrz_digits", "mrz_printed")
    assert failing(GOOD, Check("mrz_number", ok=True)) == ()  # control
