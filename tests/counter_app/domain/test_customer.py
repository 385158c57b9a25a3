"""The seller's particulars and their texts, which are never touched."""

from __future__ import annotations

import unicodedata
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.customer import (
    TEXT_LENGTH,
    Seller,
    document_to_keep,
    person_text,
    plain_text,
)
from counter_app.domain.errors import WrongInput
from tests.builders import licence, seller

RARE = (
    "髙橋",  # U+9AD9, not 高
    "\ufa19山",  # 神 as a compatibility sign, which NFC would change
    "\ufa11田",  # 﨑
    "\U00020bb7野家",  # 𠮷, outside the basic plane
    "辻\U000e0100井",  # an ideographic variation sequence
    "か\u3099",  # a mark of its own, which NFC would join
    "ﾐﾎﾝ ﾀﾛｳ",  # half width, which NFKC would widen
    "NGUYỄN VĂN MẪU",
    "Ａ１",
)
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The formatting characters of UAX 9, table 4: refused, as a test below says."""

texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING),
    max_size=TEXT_LENGTH,
)


@pytest.mark.parametrize("name", RARE)
def test_a_name_stays_as_printed(name: str) -> None:
    assert plain_text(name, "name_form").encode() == name.encode()


def test_the_rare_names_would_be_changed_by_a_normaliser() -> None:
    changed = [name for name in RARE if unicodedata.normalize("NFKC", name) != name]

    assert len(changed) == 4  # the control: the test above sees what it is for


@given(texts)
def test_any_text_is_trimmed_at_its_ends_and_otherwise_kept_to_the_byte(text: str) -> None:
    kept = plain_text(text, "name_form")

    assert kept == text.strip()
    draft = msgspec.json.encode(seller(name=kept))
    assert msgspec.json.decode(draft, type=Seller).name.encode() == kept.encode()


def test_blanks_alone_are_nothing() -> None:
    assert plain_text(" 　\t\n", "name_form") == ""
    assert seller(name=plain_text("　", "name_form")).missing == ("name",)


def test_a_text_has_200_signs_at_most() -> None:
    assert plain_text("見" * 200, "address_form") == "見" * 200
    with pytest.raises(WrongInput, match="address_form") as told:
        plain_text("見" * 201, "address_form")
    assert told.value.facts == {"length": 200}


@pytest.mark.parametrize(
    "sign",
    [
        "\n",
        "\r",
        "\t",
        "\0",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\ud800",
        *TURNING,
    ],
)
def test_control_signs_line_ends_and_half_signs_are_refused(sign: str) -> None:
    with pytest.raises(WrongInput, match="name_form"):
        plain_text(f"見本{sign}太郎", "name_form")


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("driving_licence", True),
        ("driving_record_certificate", True),
        ("residence_card", True),
        ("combined_residence_card", True),
        ("special_permanent_resident_certificate", True),
        ("passport_jp", True),
        ("passport_foreign", True),
        ("my_number_card", False),
        ("health_insurance_card", False),
        ("qualification_certificate", False),
        ("pension_book", False),
        ("disability_certificate", False),
        ("a kind of tomorrow", False),
    ],
)
def test_only_numbers_that_may_be_written_down_are_kept(kind: str, *, kept: bool) -> None:
    reading = (("name", "見本 太郎", 0.9), ("number", "983205673214", 0.9))

    document = document_to_keep(licence(kind=kind, number="983205673214", reading=reading))

    assert document.number == ("983205673214" if kept else "")
    assert document.reading == (reading if kept else reading[:1])


def test_what_only_served_the_checks_is_not_kept() -> None:
    kept = (("name", "見本 太郎", 0.9), ("expires_on", "2029-02-15", 0.9))
    reading = (*kept, ("sex", "男", 0.9), ("nationality", "見本国", 0.9), ("mrz2", "L898902", 0.9))

    assert document_to_keep(licence(reading=reading)).reading == kept


def test_a_documents_lines_are_lines() -> None:
    assert document_to_keep(licence(name=" 髙橋　")).name == "髙橋"
    for field, code in (("name", "name_form"), ("address", "address_form")):
        with pytest.raises(WrongInput, match=code):
            document_to_keep(licence(**{field: "見\n本"}))


def test_the_four_particulars_of_the_ledger_are_missed_one_by_one() -> None:
    assert Seller().missing == ("name", "address", "occupation", "birth_date")
    assert seller().missing == ()
    assert seller(occupation="").missing == ("occupation",)
    assert seller(birth_date=None).missing == ("birth_date",)
    assert seller(occupation="無職").missing == ()
    assert Seller(birth_date=date(1990, 1, 15), contact_phone="1").missing == (
        *("name", "address", "occupation"),
    )


@pytest.mark.parametrize(
    "text", ["983205673214", "東京都 9832 0567 3214", "９８３２０５６７３２１４", "983２-0567-3214"]
)
def test_a_my_number_is_taken_down_in_no_text_of_a_person(text: str) -> None:
    with pytest.raises(WrongInput, match="my_number_typed"):
        person_text(text, "address_form")


@pytest.mark.parametrize("text", ["090-1234-5678", "東京都中野区中野1-2-3", "983205673215"])
def test_other_digits_stay(text: str) -> None:
    assert person_text(text, "address_form") == text
