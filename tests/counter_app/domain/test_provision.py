"""What may be given to the police: the notice's own row, and Form 15 on a written demand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.provision import (
    PoliceRequest,
    fields_for_police,
    police_request,
    require_fields,
)
from tests.records import the_facts

ORAL = PoliceRequest("見本警察署", "見本 警部", "持ち込んだ人の氏名と住所")
WRITTEN = replace(ORAL, letter="捜査関係事項照会書 第12号", basis="刑事訴訟法第197条第2項")

NOTICE_ROW = {
    "person.name",
    "person.address",
    "person.birth_date",
    "person.sim_phone",
    "person.contact_phone",
    "id_document.kind",
    "id_document.number",
    "id_document.issued_on",
    "id_document.expires_on",
    "id_document.reading",
    "id_document.image",
    "id_document.address_proof",
    "id_document.method",
    "id_document.route",
    "id_document.checked_by",
}
"""Written out from the notice: name, address, birth date, other information of the identity
document, the SIM's and the contact phone number."""

LEDGER = {
    "application.date",
    "application.product",
    "application.quantity",
    "article.category",
    "article.features",
    "article.imei",
    "article.serial",
    "article.price",
    "article.disposal",
    "person.occupation",
    "person.age",
}
"""Written out from Form 15: date, article, features, quantity, price, occupation, age, disposal."""


@pytest.mark.parametrize("field", sorted(the_facts().field_items))
@pytest.mark.parametrize("written", [False, True])
def test_every_field_of_the_notice(field: str, written: bool) -> None:  # noqa: FBT001 - as the table says
    allowed = NOTICE_ROW | LEDGER if written else NOTICE_ROW
    request = WRITTEN if written else ORAL
    if field in allowed:
        assert require_fields([field, field], the_facts(), request) == (field,)
    else:
        with pytest.raises(Refused, match="field_not_for_police") as told:
            require_fields(["person.name", field], the_facts(), request)
        assert told.value.facts == {"field": field}
    assert (field in fields_for_police(the_facts(), written=written)) is (field in allowed)


def test_the_lists_above_are_fields_of_the_notice() -> None:
    assert set(the_facts().field_items) >= NOTICE_ROW | LEDGER


@pytest.mark.parametrize("half", [{"letter": ""}, {"basis": ""}])
def test_a_letter_without_a_basis_is_no_written_demand(half: dict[str, str]) -> None:
    with pytest.raises(Refused, match="field_not_for_police"):
        require_fields(["article.imei"], the_facts(), replace(WRITTEN, **half))


def test_a_field_that_only_begins_like_one_is_unknown() -> None:
    for field in ("id_document.secret", "person.names", "", "*", "id_document.*"):
        with pytest.raises(WrongInput, match="field_unknown"):
            require_fields([field], the_facts(), WRITTEN)
    with pytest.raises(WrongInput, match="provision_nothing"):
        require_fields([], the_facts(), WRITTEN)


@pytest.mark.parametrize("blank", ["authority", "officer", "asked"])
def test_a_request_says_who_asks_what(blank: str) -> None:
    with pytest.raises(WrongInput, match="provision_incomplete"):
        police_request(replace(WRITTEN, **{blank: "  "}))
    with pytest.raises(WrongInput, match="provision_form"):
        police_request(replace(WRITTEN, **{blank: "a\nb"}))


def test_blanks_around_do_not_make_a_letter() -> None:
    assert not police_request(replace(WRITTEN, letter="  ")).is_written
    assert police_request(WRITTEN).is_written
