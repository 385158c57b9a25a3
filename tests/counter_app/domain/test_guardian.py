"""What LAW asks of a guardian's consent is all there, or the code says what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.domain.guardian import (
    Guardian,
    GuardianConsent,
    StatedArticle,
    consent_to_keep,
    data_use_of,
    guardian_to_keep,
    stands,
)
from counter_app.domain.values import Yen
from tests.builders import CLERK, NOW, call_back, consent, guardian, on_paper, signature, stroke

TODAY = date(2026, 11, 22)
STATEMENT = (StatedArticle("見本電機 Sample Phone X", Yen(23_000)),)


def given(**other: Any) -> GuardianConsent:
    return replace(GuardianConsent(STATEMENT, NOW, CLERK, signature=signature()), **other)


def told_on_paper(**other: Any) -> GuardianConsent:
    return given(**({"signature": None, "call_back": call_back()} | other))


@pytest.mark.parametrize("who", [guardian(), on_paper()], ids=["accompany", "written"])
def test_a_guardian_who_is_whole_is_kept_as_told(who: Guardian) -> None:
    assert guardian_to_keep(who, TODAY) == who


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (guardian(form="phone"), "guardian_form"),
        (guardian(name=" "), "guardian_name_missing"),
        (guardian(relation=""), "guardian_relation_missing"),
        (guardian(address=""), "guardian_address_missing"),
        (guardian(phone=""), "guardian_phone_missing"),
        (guardian(document_kind=""), "guardian_document_missing"),
        (guardian(document_check="copy"), "guardian_original_missing"),
        (on_paper(paper_on=None), "guardian_paper_missing"),
        (on_paper(paper_on=date(2026, 11, 23)), "guardian_paper_missing"),
        (guardian(name="見本\n花子"), "name_form"),
        (guardian(address="東京都\u202e"), "address_form"),
        (guardian(phone="0" * 201), "phone_form"),
    ],
)
def test_each_thing_that_the_record_must_hold_has_a_code_of_its_own(
    who: Guardian, code: str
) -> None:
    with pytest.raises(WrongInput) as told:
        guardian_to_keep(who, TODAY)

    assert told.value.code == code


def test_a_consent_is_never_taken_over_with_the_person() -> None:
    kept = guardian_to_keep(guardian(consent=given(), paper_on=TODAY), TODAY)

    assert (kept.consent, kept.paper_on) == (None, None)


@pytest.mark.parametrize(
    ("who", "what", "code"),
    [
        (guardian(), given(statement=()), "guardian_statement_missing"),
        (guardian(), given(signature=None), "guardian_signature_missing"),
        (guardian(), given(signature=signature(stroke(3))), "guardian_signature_missing"),
        (guardian(), told_on_paper(), "guardian_signature_missing"),
        (on_paper(), given(), "guardian_call_missing"),
        (on_paper(), told_on_paper(call_back=call_back(number=" ")), "guardian_call_missing"),
        (on_paper(), told_on_paper(call_back=call_back(said="")), "guardian_call_missing"),
        (on_paper(), told_on_paper(call_back=call_back(said="a\nb")), "guardian_said_form"),
    ],
)
def test_a_consent_has_the_proof_of_its_form(
    who: Guardian, what: GuardianConsent, code: str
) -> None:
    with pytest.raises(WrongInput) as told:
        consent_to_keep(who, what)

    assert told.value.code == code


def test_a_whole_consent_stands_for_what_was_stated_and_for_nothing_else() -> None:
    for who, what in ((guardian(), given()), (on_paper(), told_on_paper())):
        heard = replace(who, consent=consent_to_keep(who, what))
        dearer = (replace(STATEMENT[0], yen=Yen(23_001)),)
        other = (replace(STATEMENT[0], features="見本電機 Sample Phone Y"),)

        assert stands(heard, STATEMENT, None)
        assert not stands(who, STATEMENT, None)
        assert not stands(None, STATEMENT, None)
        assert not stands(heard, dearer, None)
        assert not stands(heard, other, None)
        assert not stands(heard, STATEMENT * 2, None)
        assert not stands(heard, (), None)
        assert not stands(replace(heard, name=""), STATEMENT, None)  # as a bug would leave it


def test_with_the_use_of_data_it_stands_beside_the_same_consent_only() -> None:
    mine = consent()
    heard = guardian(consent=given(data_use=data_use_of(mine)))

    assert stands(heard, STATEMENT, mine)
    assert not stands(heard, STATEMENT, None)
    assert not stands(heard, STATEMENT, replace(mine, consent_id="other"))
    assert stands(guardian(consent=given()), STATEMENT, replace(mine, consent_id="other"))
