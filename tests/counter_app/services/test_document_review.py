"""From reviewed fields to the identity document."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.services.decision import DocumentChoice, LawDesk
from counter_app.services.document_review import (
    Review,
    Reviewer,
    day_of,
    fault_of,
    field_names,
    review_of_document,
    reviewed_document,
)
from tests.builders import CLERK, licence, settings
from tests.law_desks import law_desk

DAY = date(2026, 11, 22)
LATE = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
"""Already the 23rd in Japan."""

VALUES = {
    "name": "見本 太郎",
    "birth_date": "平成2年1月15日",
    "address": "東京都千代田区見本1-2-3",
    "expires_on": "2029-02-15",
    "number": "301234567890",
}


@pytest.fixture
def law() -> LawDesk:
    return law_desk(settings())


def choice(law: LawDesk, key: str) -> DocumentChoice:
    return next(one for one in law.documents(DAY) if one.key == key)


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        ("driving_licence", "number", "issued_on"),
        ("my_number_card", "address", "number"),  # the card's number is a My Number
        ("passport_jp", "issued_on", "address"),  # a passport since 2020 shows no address
    ],
)
def test_each_kind_is_asked_for_its_own_fields(
    law: LawDesk, kind: str, asked: str, not_asked: str
) -> None:
    names = field_names(choice(law, kind))
    assert asked in names
    assert not_asked not in names


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("name", "見本 太郎", ""),
        ("name", "", "empty"),
        ("name", "見" * 201, "text"),
        ("number", "", ""),
        ("birth_date", "1990-01-15", ""),
        ("birth_date", "平成2年1月15日", ""),
        ("birth_date", "1990-02-31", "date"),
        ("expires_on", "いつか", "date"),
        ("expires_on", "", "empty"),
    ],
)
def test_what_is_wrong_with_a_text(law: LawDesk, name: str, text: str, fault: str) -> None:
    assert fault_of(law, DAY, name, text) == fault


def test_a_day_that_cannot_be_read_is_none(law: LawDesk) -> None:
    assert day_of(law, DAY, "1990-02-31") is None
    assert day_of(law, DAY, "") is None
    assert day_of(law, DAY, "昭和64年1月7日", birth=True) == date(1989, 1, 7)  # the era's last day


def test_the_document_as_the_clerk_confirmed_it(law: LawDesk) -> None:
    review = Review(choice(law, "driving_licence"), reading=(("name", "見本 大郎", 0.7),))
    document = reviewed_document(law, review, VALUES, Reviewer(CLERK, LATE))
    assert document.birth_date == date(1990, 1, 15)
    assert document.expires_on == date(2029, 2, 15)
    assert document.reading == (("name", "見本 大郎", 0.7),)  # as it was read, not as mended
    assert (document.checked_by, document.checked_at) == (CLERK, LATE)
    assert document.method == law.method_words("driving_licence", date(2026, 11, 23))
    assert document.image == ""


def test_without_a_kind_there_is_no_document(law: LawDesk) -> None:
    with pytest.raises(WrongInput, match="unknown_document"):
        reviewed_document(law, Review(), VALUES, Reviewer(CLERK, LATE))


def test_a_document_looked_at_again_keeps_its_reading_and_its_image(law: LawDesk) -> None:
    before = licence(image="ab" * 32)
    review = review_of_document(before, choice(law, "driving_licence"))
    again = reviewed_document(law, review, VALUES, Reviewer(CLERK, LATE))
    assert (again.reading, again.image) == (before.reading, before.image)


def test_another_kind_brings_nothing_of_the_one_before(law: LawDesk) -> None:
    document = reviewed_document(
        law, Review(choice(law, "residence_card")), VALUES, Reviewer(CLERK, LATE)
    )
    assert (document.reading, document.image) == ((), "")
