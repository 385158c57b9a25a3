"""Companies and proxies: who is entered, who is noted, and that somebody saw that they may."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter_app.documents.ledger_notes import notes_of
from counter_app.documents.words import PaperWords
from counter_app.domain.standing import Standing
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Step
from counter_app.services.decision import case_of
from counter_app.services.ledger_search import lines_of_person
from counter_app.storage.proof import rebuild_faults
from tests.builders import (
    CLERK,
    MANAGER,
    MANAGER_PIN,
    consent,
    for_another,
    for_company,
    guardian,
    licence,
)
from tests.counter_app.documents.builders import squeezed, texts
from tests.counter_app.services.counters import MINOR_BORN, Counter, corrections_of
from tests.counter_app.services.test_guardian import code_of, fields
from tests.counter_app.services.test_papers import desk, words
from tests.counter_app.sync.links import small_link

TODAY = date(2026, 11, 22)


def standing_visit(counter: Counter, told: Standing, *, seen: str = "letter_of_proxy") -> VisitId:
    """A visit that waits to be accepted."""
    visit_id = counter.identified()
    counter.visits.set_standing(visit_id, told)
    if seen:
        counter.visits.note_authority(visit_id, seen, CLERK)
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    return visit_id


def told_below(counter: Counter) -> str:
    """What stands below the ledger's first line."""
    [line] = counter.lines()
    return "".join(notes_of(line, None, PaperWords(texts().in_language("ja"))))


# ---- a company


def test_a_company_is_the_counterparty_and_who_came_for_it_is_identified(counter: Counter) -> None:
    visit_id = standing_visit(counter, for_company(), seen="business_card")
    case = case_of(counter.visits.get(visit_id), TODAY, counter.settings)
    assert (case.seller.type, case.seller.born, case.seller.complete) == ("company", None, True)

    counter.accept(visit_id)

    [line] = counter.lines()
    assert (line.name, line.address) == ("見本商事株式会社", "東京都千代田区見本9-9-9")
    assert (line.age, line.occupation) == (None, "")
    assert "運転免許証" in line.method
    assert line.behind is not None
    assert (line.behind.company, line.behind.name, line.behind.age) == (True, "見本 太郎", 36)
    assert (line.behind.post, line.behind.authority) == ("総務部長", "名刺")
    kept = fields(counter)
    assert kept["other.own_article"] == "company"
    assert kept["person.at_counter"]["address"] == "東京都千代田区見本1-2-3"
    assert kept["person.at_counter"]["seen_by"] == CLERK
    assert kept["id_document.kind"] == "driving_licence"
    for words_there in ("見本太郎", "総務部長", "36歳", "会社員", "名刺"):
        assert words_there in squeezed(told_below(counter))


def test_for_a_company_the_document_of_who_came_is_judged(counter: Counter) -> None:
    visit_id = standing_visit(counter, for_company())
    counter.visits.set_document(visit_id, licence(expires_on=date(2026, 11, 21)))
    counter.visits.sign(visit_id, consent())
    assert code_of(counter.accept, visit_id) == "document_expired"
    counter.visits.set_document(visit_id, None)
    counter.visits.sign(visit_id, consent())
    assert code_of(counter.accept, visit_id) == "identity_required"


# ---- a proxy


def test_a_proxy_is_entered_and_the_principal_noted(counter: Counter) -> None:
    counter.accept(standing_visit(counter, for_another()))

    [line] = counter.lines()
    assert (line.name, line.age) == ("見本 太郎", 36)
    assert line.behind is not None
    assert (line.behind.company, line.behind.name) == (False, "見本 三郎")
    kept = fields(counter)
    assert kept["other.own_article"] == "person"
    assert kept["other.principal"]["address"] == "神奈川県見本市見本7-7-7"
    assert kept["other.principal"]["authority_ja"] == "委任状"
    assert "person.at_counter" not in kept
    for words_there in ("代理人", "見本三郎", "委任状"):
        assert words_there in squeezed(told_below(counter))


def test_a_proxy_under_18_needs_a_guardian_like_anybody(counter: Counter) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN)
    counter.visits.set_standing(visit_id, for_another())
    counter.visits.note_authority(visit_id, "letter_of_proxy", CLERK)
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert code_of(counter.accept, visit_id) == "minor_without_guardian"

    counter.visits.set_guardian(visit_id, guardian())
    counter.guardian_agrees(visit_id)
    counter.accept(visit_id)


def test_a_guardian_is_forgotten_where_a_company_sells(counter: Counter) -> None:
    visit_id = counter.identified(birth_date=MINOR_BORN)
    counter.visits.set_guardian(visit_id, guardian())

    assert counter.visits.set_standing(visit_id, for_company()).guardian is None


# ---- what shows that they may


@pytest.mark.parametrize("told", [for_another(), for_company()], ids=["person", "company"])
def test_nothing_is_accepted_before_somebody_saw_that_they_may(
    counter: Counter, told: Standing
) -> None:
    visit_id = standing_visit(counter, told, seen="")
    assert Step.ARTICLE not in counter.visits.reachable(counter.visits.get(visit_id))
    assert code_of(counter.accept, visit_id) == "authority_missing"
    assert counter.lines() == []

    counter.visits.note_authority(visit_id, "letter_of_proxy", CLERK)
    counter.accept(visit_id)


def test_only_what_the_table_has_for_the_case(counter: Counter) -> None:
    visit_id = counter.identified()
    note = counter.visits.note_authority
    assert code_of(note, visit_id, "letter_of_proxy", CLERK) == "authority_not_needed"
    counter.visits.set_standing(visit_id, for_another())
    assert code_of(note, visit_id, "business_card", CLERK) == "authority_unknown"
    assert code_of(note, visit_id, "letter_of_proxy", CLERK) == ""
    counter.visits.set_standing(visit_id, for_company())
    assert not counter.visits.get(visit_id).standing.authorised
    assert code_of(note, visit_id, "business_card", CLERK) == ""


def test_another_answer_takes_the_signature_away_and_the_same_one_does_not(
    counter: Counter,
) -> None:
    visit_id = standing_visit(counter, for_another())
    assert counter.visits.set_standing(visit_id, for_another()).consent is not None
    assert counter.visits.set_standing(visit_id, Standing("own")).consent is None


def test_an_answer_that_is_taken_back_has_to_be_given_again(counter: Counter) -> None:
    visit_id = standing_visit(counter, for_company())
    counter.visits.set_standing(visit_id, Standing())
    counter.visits.sign(visit_id, consent())

    assert code_of(counter.accept, visit_id) == "particulars_missing"


def test_ones_own_article_says_so_and_no_more(counter: Counter) -> None:
    counter.accept(standing_visit(counter, Standing("own"), seen=""))

    kept = fields(counter)
    assert kept["other.own_article"] == "own"
    assert not {"other.principal", "person.at_counter"} & kept.keys()
    assert counter.lines()[0].behind is None
    assert told_below(counter) == ""


# ---- afterwards


@pytest.mark.parametrize("name", ["見本 太郎", "見本商事"])
def test_a_line_is_found_by_the_company_and_by_who_came(counter: Counter, name: str) -> None:
    counter.accept(standing_visit(counter, for_company()))

    record = counter.small.record
    with record.read() as view:
        assert len(lines_of_person(record, view, name)) == 1
        assert lines_of_person(record, view, "見本 四郎") == []


@pytest.mark.parametrize("told", [for_another(), for_company()], ids=["person", "company"])
def test_a_correction_names_them_too(counter: Counter, told: Standing) -> None:
    counter.accept(standing_visit(counter, told))
    [line] = counter.lines()
    written = corrections_of(counter).correct(
        line.number, {"price": "22000"}, "打ち間違い", MANAGER, MANAGER_PIN
    )

    assert written.behind == line.behind
    assert written.counter is not None
    assert [one.column for one in written.counter.changes] == ["price"]


def test_the_rows_follow_from_the_acts(counter: Counter) -> None:
    counter.accept(standing_visit(counter, for_another()))
    counter.accept(standing_visit(counter, for_company()))
    young = counter.with_guardian()
    counter.guardian_agrees(young)
    counter.accept(young)

    assert rebuild_faults(counter.small.record) == []


def test_the_slip_names_both(counter: Counter, tmp_path: Path) -> None:
    company = counter.accept(standing_visit(counter, for_company(), seen="business_card"))
    slip = squeezed(words(desk(counter, tmp_path).make(company)[0]))
    assert all(one in slip for one in ("見本商事株式会社", "見本太郎", "総務部長", "名刺"))

    proxy = counter.accept(standing_visit(counter, for_another()))
    slip = squeezed(words(desk(counter, tmp_path).make(proxy)[0]))
    assert all(one in slip for one in ("見本太郎", "見本三郎", "委任状"))


def test_of_a_principal_fraud_and_marketing_see_nothing(tmp_path: Path) -> None:
    with small_link(tmp_path) as link:
        counter = Counter(link.till)
        accepted = counter.accept(standing_visit(counter, for_another()))
        assert accepted.acceptance is not None
        link.sync()

        def opened(row: str, seq: int = accepted.acceptance.act_seq) -> dict[str, Any]:
            told: dict[str, Any] = link.hq.openings.open(link.till.till, seq, row, "officer")
            return told

        assert opened("provide")["items"]["9"]["other.principal"]["name"] == "見本 三郎"
        for row in ("fraud", "improve", "investment"):
            seen = json.dumps(opened(row), ensure_ascii=False)
            assert "見本 太郎" in seen  # the control
            assert "見本 三郎" not in seen
