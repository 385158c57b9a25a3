"""Sellers under 18: nothing without a guardian, everything as for an adult with a whole consent."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter_app.documents.ledger_notes import notes_of
from counter_app.documents.words import PaperWords
from counter_app.domain.deal import DealKind
from counter_app.domain.errors import CounterError
from counter_app.domain.guardian import Guardian
from counter_app.domain.values import VisitId, Yen
from counter_app.domain.visit import Ending, Step
from counter_app.services.guardian import GuardianAnswer
from tests.builders import (
    CLERK,
    appraised,
    consent,
    guardian,
    licence,
    on_paper,
    seller,
    signature,
)
from tests.counter_app.documents.builders import squeezed, texts
from tests.counter_app.services.counters import MINOR_BORN, Counter
from tests.counter_app.services.test_papers import desk, words
from tests.counter_app.sync.links import small_link
from tests.law_desks import law_desk, tables_with

FIFTEEN = date(2011, 11, 22)
SECRETS = ("03-0000-0000", "母", "mother")


def code_of(action: Any, *given: Any, **named: Any) -> str:
    try:
        action(*given, **named)
    except CounterError as told:
        return told.code
    return ""


def fields(counter: Counter, purpose: str = "provide") -> dict[str, Any]:
    """What a purpose may see of the last acceptance."""
    [header] = [one for one in counter.headers() if one.ledger]
    return counter.small.fields(header.seq, purpose)


# ---- a whole visit


@pytest.mark.parametrize("who", [guardian(), on_paper()], ids=["accompany", "written"])
def test_with_a_guardian_somebody_of_17_sells_like_anybody(counter: Counter, who: Guardian) -> None:
    visit_id = counter.with_guardian(who)
    assert code_of(counter.accept, visit_id) == "guardian_consent_missing"
    counter.guardian_agrees(visit_id)

    visit = counter.accept(visit_id)

    assert visit.step is Step.PAPERS
    [line] = counter.lines()
    assert (line.age, line.guardian, line.price) == (17, who.form, 23_000)
    kept = fields(counter)["other.guardian"]
    assert (kept["name"], kept["address"]) == (who.name, who.address)
    assert (kept["phone"], kept["relation_ja"]) == (who.phone, "母")
    assert (kept["document_kind"], kept["document_check"]) == (
        "driving_licence",
        who.document_check,
    )
    assert (kept["checked_by"], kept["consent"]["staff"]) == (CLERK, CLERK)
    assert kept["consent"]["statement"] == [
        {"features": visit.articles[0].article.features, "yen": 23_000}
    ]
    if who.form == "accompany":
        assert len(kept["consent"]["signature"]["strokes"]) == 2
    else:
        assert kept["paper_on"] == "2026-11-20"
        assert kept["consent"]["call_back"]["number"] == "03-0000-0000"
        assert kept["consent"]["call_back"]["said"]


def test_the_steps_go_on_past_the_document_and_ask_the_guardian_last(counter: Counter) -> None:
    visit_id = counter.opened()
    counter.visits.set_document(visit_id, licence(birth_date=MINOR_BORN))
    alone = counter.visits.get(visit_id)
    assert Step.DETAILS not in counter.visits.reachable(alone)  # the control

    here = counter.visits.set_guardian(visit_id, guardian())
    assert Step.DETAILS in counter.visits.reachable(here)
    assert "minor_without_guardian" in counter.visits.decision(here).blocked
    counter.visits.confirm_details(visit_id, seller(birth_date=MINOR_BORN))
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    counter.visits.go(visit_id, Step.CONSENT)

    assert counter.visits.go_on(visit_id).step is Step.GUARDIAN
    assert code_of(counter.visits.go_on, visit_id) == "step_not_yet"
    agreed = counter.guardian_agrees(visit_id)
    assert counter.visits.decision(agreed).allowed
    assert counter.visits.go_on(visit_id).step is Step.PAYOUT


def test_an_adults_visit_has_no_such_step_and_no_such_field(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.visits.go(visit_id, Step.CONSENT)

    assert counter.visits.go_on(visit_id).step is Step.PAYOUT
    counter.accept(visit_id)
    assert "other.guardian" not in fields(counter)
    assert "9.guardian" not in {part.name for header in counter.headers() for part in header.parts}
    assert counter.lines()[0].guardian == ""


# ---- what it needs


def test_nothing_of_a_guardian_is_taken_before_the_notice_or_after_the_end(
    counter: Counter,
) -> None:
    visit_id = counter.opened(shown=False)
    assert code_of(counter.visits.set_guardian, visit_id, guardian()) == "notice_not_shown"
    assert "見本 花子".encode() not in counter.drafts()

    visit_id = counter.with_guardian()
    assert "見本 花子".encode() in counter.drafts()  # the control
    counter.visits.end(visit_id, Ending.REFUSED)
    assert "見本 花子".encode() not in counter.drafts()


def test_of_an_adults_family_nothing_is_kept(counter: Counter) -> None:
    visit_id = counter.identified()

    assert code_of(counter.visits.set_guardian, visit_id, guardian()) == "guardian_not_needed"
    assert code_of(counter.visits.set_guardian, visit_id, None) == ""


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (guardian(form="phone"), "guardian_form"),
        (guardian(relation="neighbour"), "guardian_relation_missing"),
        (guardian(document_kind="student_card"), "guardian_document_missing"),
        (guardian(document_kind="health_insurance_card"), "guardian_document_missing"),
        (guardian(phone=""), "guardian_phone_missing"),
    ],
)
def test_who_is_not_identified_is_no_guardian(counter: Counter, who: Guardian, code: str) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN)

    assert code_of(counter.visits.set_guardian, visit_id, who) == code
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert code_of(counter.accept, visit_id) == "minor_without_guardian"


def test_only_what_the_ordinance_of_the_shops_prefecture_takes(counter: Counter) -> None:
    strict = tables_with("ages", "13", cleared_by=("accompany",))
    counter.law = law_desk(counter.settings, strict)
    counter._build()
    visit_id = counter.identified(birth_date=MINOR_BORN)

    assert code_of(counter.visits.set_guardian, visit_id, on_paper()) == "guardian_form"
    assert code_of(counter.visits.set_guardian, visit_id, guardian()) == ""


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"signature": None}, "guardian_signature_missing"),
        ({"statement": ()}, "guardian_statement_missing"),
    ],
)
def test_without_its_proof_a_consent_is_none(
    counter: Counter, answer: dict[str, Any], code: str
) -> None:
    visit_id = counter.with_guardian()

    assert code_of(counter.guardian_agrees, visit_id, **answer) == code
    assert code_of(counter.accept, visit_id) == "guardian_consent_missing"


def test_a_paper_without_a_call_is_no_consent(counter: Counter) -> None:
    visit_id = counter.with_guardian(on_paper())

    assert code_of(counter.guardian_agrees, visit_id, call_back=None) == "guardian_call_missing"
    assert code_of(counter.accept, visit_id) == "guardian_consent_missing"


def test_a_guardian_consents_after_the_customer_and_to_what_is_on_the_counter(
    counter: Counter,
) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN)
    answer = GuardianAnswer((), signature())
    agrees = counter.visits.guardian_agrees
    assert code_of(agrees, visit_id, CLERK, answer) == "guardian_missing"
    counter.visits.set_guardian(visit_id, guardian())
    assert code_of(counter.guardian_agrees, visit_id) == "offer_not_agreed"
    counter.agreed(visit_id=visit_id)
    assert code_of(counter.guardian_agrees, visit_id) == "consent_missing"
    counter.visits.sign(visit_id, consent())
    dearer = tuple(
        replace(one, yen=Yen(one.yen + 1)) for one in counter.visits.get(visit_id).statement
    )
    assert code_of(counter.guardian_agrees, visit_id, statement=dearer) == "guardian_consent_stale"


# ---- stale


def sold_again(counter: Counter, visit_id: VisitId, *articles: Any) -> None:
    counter.agreed(*articles, visit_id=visit_id)
    counter.visits.sign(visit_id, consent())


@pytest.mark.parametrize(
    "articles",
    [
        (appraised("sample-phone-mini-64", "no_box"),),
        (appraised(colour="白"),),
        (appraised(), appraised("sample-game")),
    ],
    ids=["price", "article", "one more"],
)
def test_a_changed_deal_makes_the_consent_stale(counter: Counter, articles: Any) -> None:
    visit_id = counter.with_guardian()
    counter.guardian_agrees(visit_id)
    sold_again(counter, visit_id, *articles)

    assert "minor_without_guardian" in counter.visits.decision(counter.visits.get(visit_id)).blocked
    assert code_of(counter.accept, visit_id) == "guardian_consent_stale"
    assert counter.lines() == []
    counter.guardian_agrees(visit_id)
    counter.accept(visit_id)
    assert len(counter.lines()) == len(articles)


@pytest.mark.parametrize("kind", ["exchange", "consignment"])
def test_another_kind_of_deal_needs_another_consent(counter: Counter, kind: DealKind) -> None:
    """Whoever consented to a sale for money did not consent to a deal that pays none now."""
    visit_id = counter.with_guardian()
    counter.guardian_agrees(visit_id)
    assert counter.visits.set_kind(visit_id, "buy").guardian_consents  # nothing changed
    counter.visits.set_kind(visit_id, kind)
    sold_again(counter, visit_id)

    told = counter.visits.get(visit_id)
    assert told.guardian == guardian()  # who it is stays
    assert "minor_without_guardian" in counter.visits.decision(told).blocked
    assert code_of(counter.accept, visit_id, payout=None) == "guardian_consent_missing"
    counter.guardian_agrees(visit_id)
    counter.accept(visit_id, payout=None)
    assert len(counter.lines()) == 1


def test_the_same_deal_signed_again_needs_no_second_word(counter: Counter) -> None:
    visit_id = counter.with_guardian()
    counter.guardian_agrees(visit_id)
    sold_again(counter, visit_id)

    counter.accept(visit_id)

    assert len(counter.lines()) == 1


def test_another_person_needs_another_consent_and_an_adult_none(counter: Counter) -> None:
    visit_id = counter.with_guardian()
    counter.guardian_agrees(visit_id)
    changed = counter.visits.set_document(
        visit_id, licence(birth_date=MINOR_BORN, name="見本 次郎")
    )
    assert changed.guardian == guardian()
    adult = date(1990, 1, 15)
    counter.visits.set_document(visit_id, licence(birth_date=adult))
    grown = counter.visits.confirm_details(visit_id, seller(birth_date=adult))

    assert grown.guardian is None
    assert "見本 花子".encode() not in counter.drafts()


def test_whoever_turns_18_at_midnight_sells_alone_and_nothing_of_a_guardian_is_kept(
    counter: Counter,
) -> None:
    visit_id = counter.with_guardian()
    counter.small.clock.move(days=1)

    counter.accept(visit_id)

    assert "other.guardian" not in fields(counter)
    assert counter.lines()[0].age == 18


# ---- under 16 the use of data is consented to as well


@pytest.mark.parametrize(
    ("born", "signs"),
    [(FIFTEEN, True), (date(2010, 11, 23), True), (date(2010, 11, 22), False)],
    ids=["15", "16 tomorrow", "16 today"],
)
def test_under_16_the_guardian_consents_to_the_use_of_data(
    counter: Counter, born: date, *, signs: bool
) -> None:
    visit_id = counter.with_guardian(None, birth_date=born)
    visit = counter.guardian_agrees(visit_id)

    assert visit.guardian is not None
    assert visit.guardian.consent is not None
    given = visit.guardian.consent.data_use
    assert (given is not None) is signs
    accepted = counter.accept(visit_id)
    assert accepted.acceptance is not None
    evidence = counter.small.fields(accepted.acceptance.consent_seq)["other.consent"]
    assert evidence.get("guardian") == ("accompany" if signs else None)
    if given is not None:
        assert (given.sha256, given.revised) == (consent().shown.sha256, "2023-02-01")
        assert given.consent_id == evidence["consent_id"]


def test_under_16_a_paper_has_to_say_so(counter: Counter) -> None:
    visit_id = counter.with_guardian(on_paper(), birth_date=FIFTEEN)

    assert code_of(counter.guardian_agrees, visit_id, data_use=False) == "guardian_data_use_missing"
    counter.guardian_agrees(visit_id)
    counter.accept(visit_id)


def test_under_16_other_answers_of_the_customer_ask_the_guardian_again(counter: Counter) -> None:
    visit_id = counter.with_guardian(None, birth_date=FIFTEEN)
    counter.guardian_agrees(visit_id)
    counter.visits.sign(visit_id, consent(consent_id="another"))

    assert code_of(counter.accept, visit_id) == "guardian_consent_stale"
    counter.guardian_agrees(visit_id)
    counter.accept(visit_id)


# ---- who may read it, and what the papers say


def test_neither_fraud_nor_marketing_opens_an_envelope_with_the_guardian(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        counter = Counter(link.till)
        visit_id = counter.with_guardian()
        counter.visits.sign(visit_id, consent(replace(consent().choices, email=True)))
        counter.guardian_agrees(visit_id)
        accepted = counter.accept(visit_id)
        assert accepted.acceptance is not None
        link.sync()

        def opened(row: str) -> dict[str, Any]:
            seq = accepted.acceptance.act_seq if accepted.acceptance else 0
            told: dict[str, Any] = link.hq.openings.open(link.till.till, seq, row, "officer")[
                "items"
            ]
            return told

        for row in ("provide", "inquiry", "appraise_verify", "screening"):
            assert opened(row)["9"]["other.guardian"]["name"] == "見本 花子"
        for row in ("fraud", "marketing", "improve", "investment"):
            seen = opened(row)
            assert "other.guardian" not in seen["9"]
            assert "見本 太郎" in json.dumps(seen, ensure_ascii=False)  # the control
            for secret in ("見本 花子", *SECRETS):
                assert secret not in json.dumps(seen, ensure_ascii=False)


@pytest.mark.parametrize("born", [MINOR_BORN, FIFTEEN], ids=["17", "15"])
def test_the_papers_say_that_a_guardian_consented_and_nothing_of_them(
    counter: Counter, tmp_path: Path, born: date
) -> None:
    visit_id = counter.with_guardian(None, birth_date=born)
    counter.guardian_agrees(visit_id)
    visit = counter.accept(visit_id)

    slip, receipt = map(words, desk(counter, tmp_path).make(visit))

    assert "保護者の同意あり（同席）" in squeezed(slip)
    assert ("個人情報の利用にも同意" in squeezed(receipt)) is (born == FIFTEEN)
    for paper in (slip, receipt):
        assert not any(secret in paper for secret in ("花子", *SECRETS))


def test_the_ledger_says_below_the_line_how_the_guardian_consented(counter: Counter) -> None:
    for who in (guardian(), on_paper()):
        visit_id = counter.with_guardian(who)
        counter.guardian_agrees(visit_id)
        counter.accept(visit_id)
    counter.accept(counter.signed())

    words = PaperWords(texts().in_language("ja"))
    told = [list(notes_of(line, None, words)) for line in counter.lines()]

    assert "T01-000001" in told[0][0]
    assert "保護者の同意あり（同席）" in told[0][0]
    assert "書面・電話で確認" in told[1][0]
    assert told[2] == []
    assert "花子" not in str(told)


def test_an_adults_papers_say_nothing_of_a_guardian(counter: Counter, tmp_path: Path) -> None:
    visit = counter.accept(counter.signed())

    assert not any("保護者" in words(paper) for paper in desk(counter, tmp_path).make(visit))
