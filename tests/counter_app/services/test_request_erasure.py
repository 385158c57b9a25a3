"""Erasing because a person asked: what may go goes at once, what the law keeps is explained."""

from __future__ import annotations

import json
from datetime import date

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import Refused
from counter_app.domain.provision import PoliceRequest
from counter_app.domain.requests import RequestKind, Result
from counter_app.services.police_provisions import ProvisionDesk
from counter_app.storage.database import Database
from counter_app.storage.proof import prove, rebuild_faults
from counter_app.sync.erasures import wishes_of
from tests.builders import (
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    appraised,
    consent,
    facts,
    licence,
)
from tests.counter_app.documents.builders import squeezed, words_of
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.police_desks import Desks as PoliceDesks
from tests.counter_app.services.police_desks import number, order
from tests.counter_app.services.request_desks import Desks, asked
from tests.folder_search import found

PHONE = "0312345678"
READING = "読み取り見本文字"
TODAY = date(2026, 11, 22)


def deal(counter: Counter, choices: Choices | None = None, payout: str | None = "cash") -> None:
    """A deal with a telephone number, a reading and a picture of the document."""
    picture = counter.small.record.blobs.keep(b"x" * 3000, "2.image", counter.opened())
    visit = counter.identified(contact_phone=PHONE)
    reading = (("name", READING, 0.98),)
    counter.visits.set_document(visit, licence(reading=reading, image=picture))
    counter.agreed(appraised(), visit_id=visit)
    counter.visits.sign(visit, consent(choices))
    counter.accept(visit, payout=payout)


@pytest.fixture
def desks(counter: Counter) -> Desks:
    """A desk at a till with one deal."""
    deal(counter)
    return Desks(counter)


def there(desks: Desks, *words: str) -> set[str]:
    """Where in the till's folder these words can still be found, by its keys of today."""
    small = desks.counter.small
    small.record.close()
    keys = desks.store.load()
    places = found(small.folder, keys, words)
    small.keys = keys
    desks.counter.restart()
    return places


def test_what_may_go_goes_at_once_and_the_rest_is_kept_and_explained(desks: Desks) -> None:
    assert there(desks, PHONE, READING)
    desks = Desks(desks.counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))

    done = desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)

    assert done.erased is not None
    assert (done.erased.kinds["asked"], done.erased.files) == (2, 1)
    answer = done.request.answer
    assert answer is not None
    assert answer.result is Result.PARTLY
    assert [one.code for one in answer.reasons] == ["kept_by_law"]
    erased = {one.part for one in answer.parts if not one.rule}
    assert erased == {"1.contact", "2.reading", "2.image", "4.payment_method", "9.rest"} & {
        part.name for header in desks.counter.headers() for part in header.parts
    }
    kept = {one.part: (one.rule, one.until) for one in answer.parts if one.rule}
    assert kept["1.identity"] == ("ledger_line", date(2029, 11, 22))  # Act art. 18(1)
    assert kept["9.consent"] == ("9.consent", date(2029, 11, 22))
    assert "2.image" not in kept

    record = desks.counter.small.record
    assert desks.counter.lines()[0].name == "見本 太郎"  # the ledger stands
    assert rebuild_faults(record) == []
    assert prove(record).holds
    assert there(desks, PHONE, READING) == set()
    assert there(desks, "見本 太郎")  # the control: what is kept is found


def test_the_letter_is_a_certificate_and_names_article_and_day(desks: Desks) -> None:
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
    words = squeezed(words_of(desks.letters.make(request.number).pdf))
    for told in (
        "消去証明",
        "古物営業法第16条・第18条第1項",
        "2029年11月22日まで",
        "連絡先電話番号",
        "遅滞なく消去します",
        "今後は法令上の義務とお問合せへの回答のためにだけ使い",
    ):
        assert squeezed(told) in words, told


def test_hq_is_asked_to_drop_what_was_erased(desks: Desks) -> None:
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    record = desks.counter.small.record
    with record.read() as view:
        [accepted] = list(record.acts.of_kind(view, Kind.ARTICLE_ACCEPTED))
    [picture] = [part.blob for part in accepted.header.parts if part.blob]
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
    with record.read() as view:
        wishes = wishes_of(record, view, record.acts.acts(view))
    assert wishes.blobs == (picture,)
    assert (accepted.header.seq, "provide") in wishes.envelopes
    assert not (desks.counter.small.folder / "blobs" / picture).exists()


def test_a_hold_beats_the_erasure_in_silence_and_what_it_kept_goes_when_it_ends(
    desks: Desks,
) -> None:
    police = PoliceDesks(desks.counter)
    custody = police.enter(order(1))
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))

    done = desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)

    assert done.erased is None
    assert not done.waits
    assert there(desks, PHONE, READING)
    desks = Desks(desks.counter)
    letter = desks.letters.make(request.number).pdf
    assert squeezed("連絡先電話番号") in squeezed(words_of(letter))
    assert desks.erasures.plan(desks.taken(asked(RequestKind.CEASE_USE, 1)).number) != ()
    again = desks.disclosures.draft(desks.taken(asked(RequestKind.DISCLOSURE, 1)).number)
    assert PHONE.encode() not in again.json
    for waiting in desks.requests.waiting():
        if waiting.kind is RequestKind.CEASE_USE:
            desks.erasures.erase(waiting.number, "", MANAGER, MANAGER_PIN)
    police = PoliceDesks(desks.counter)
    police.custody.end(custody.seq, "警察の連絡", MANAGER, MANAGER_PIN)
    assert desks.retention.run() is None  # the disclosure that waits keeps the deal, too
    for waiting in desks.requests.waiting():
        desks.disclosures.disclose(waiting.number, "", MANAGER, MANAGER_PIN)
    erased = desks.retention.run()
    assert erased is not None
    assert erased.kinds == {"asked": 2}
    assert there(desks, PHONE, READING) == set()


def test_a_use_beyond_the_notice_ends_with_it(desks: Desks) -> None:
    text = {"ja": "見本の展示のために使うこと"}
    visit = desks.counter.lines()[0].visit_number
    purpose = desks.extra.state(visit, (1,), text, "ja")
    by = (MANAGER, MANAGER_PIN)
    consented, spent = desks.extra.agree(purpose, None, *by), desks.extra.agree(purpose, None, *by)
    desks.extra.use(spent, purpose, *by)  # the control: it could be used
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))

    desks.erasures.erase(request.number, "", *by)

    with pytest.raises(Refused, match="extra_consent_withdrawn"):
        desks.extra.use(consented, purpose, *by)


def test_what_was_agreed_to_is_taken_back(counter: Counter) -> None:
    deal(counter, Choices(email=True, group_provision=True))
    desks = Desks(counter)
    request = desks.taken(asked(RequestKind.CEASE_PROVISION, 1))
    done = desks.provision.cease(request.number, "", MANAGER, MANAGER_PIN)
    assert done.answer is not None
    assert done.answer.withdrawn == ("group",)
    with counter.small.record.read() as view:
        [given] = counter.small.record.acts.of_kind(view, Kind.CONSENT_GIVEN)
        assert counter.small.record.consents.answers(view, given.header.seq) == {"email"}
    words = squeezed(words_of(desks.letters.make(request.number).pdf))
    assert "グループ" in words
    erase = desks.taken(asked(RequestKind.CEASE_USE, 1))
    after = desks.erasures.erase(erase.number, "", MANAGER, MANAGER_PIN).request.answer
    assert after is not None
    assert after.withdrawn == ("email",)
    with pytest.raises(Refused, match="request_other_kind"):
        desks.provision.cease(desks.taken(asked()).number, "", MANAGER, MANAGER_PIN)


def test_nothing_is_erased_before_it_is_paid(counter: Counter) -> None:
    deal(counter, payout="transfer")
    desks = Desks(counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    with pytest.raises(Refused, match="request_deal_unsettled"):
        desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)


def test_only_a_manager_erases_and_only_once_and_only_this(desks: Desks) -> None:
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    with pytest.raises(Refused, match="not_a_manager"):
        desks.erasures.erase(request.number, "", CLERK, CLERK_PIN)
    with pytest.raises(Refused, match="request_other_kind"):
        desks.erasures.plan(desks.taken(asked()).number)
    with pytest.raises(Refused, match="request_no_deals"):
        desks.erasures.plan(desks.taken(asked(RequestKind.CEASE_USE)).number)
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
    with pytest.raises(Refused, match="request_answered"):
        desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)


def test_another_customers_deal_is_untouched(desks: Desks) -> None:
    deal(desks.counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
    record = desks.counter.small.record
    with record.read() as view:
        first, second = list(record.acts.of_kind(view, Kind.ARTICLE_ACCEPTED))
        gone = record.acts.fields(view, first, "provide")
        kept = record.acts.fields(view, second, "provide")
    assert "person.contact_phone" not in gone
    assert kept["person.contact_phone"] == PHONE
    assert (number(1).running, gone["person.name"]) == (1, "見本 太郎")


def test_a_request_itself_goes_when_its_time_has_passed_and_an_open_one_stays(
    desks: Desks,
) -> None:
    done = desks.taken(asked(RequestKind.PURPOSES, 1, text="消える質問"))
    desks.requests.answer(done.number, "消える回答", MANAGER, MANAGER_PIN)
    waits = desks.taken(asked(RequestKind.QUESTION, text="残る質問"))
    desks.at(date(2029, 11, 22))
    desks.retention.run()
    assert len(desks.requests.find()) == 2  # the last of its three years
    desks.at(date(2029, 11, 23))
    assert desks.retention.run() is not None
    assert [row.number for row in desks.requests.find()] == [waits.number]
    assert rebuild_faults(desks.counter.small.record) == []
    assert there(desks, "消える質問", "消える回答") == set()
    assert there(desks, "残る質問")  # the control: it waits for its answer, however long
    again = Desks(desks.counter)
    again.requests.answer(waits.number, "遅くなりました", CLERK, CLERK_PIN)
    assert again.retention.run() is not None
    assert again.requests.find() == []
    assert rebuild_faults(again.counter.small.record) == []


def test_after_three_years_the_tax_books_alone_are_told_hold_or_not(desks: Desks) -> None:
    police = PoliceDesks(desks.counter)
    told = PoliceRequest("見本警察署", "見本 警部", "照会", "見本第1号", "刑訴法第197条第2項")
    proving = (desks.counter.staff, desks.counter.clocks)
    small = desks.counter.small
    provisions = ProvisionDesk(small.record, small.clock, facts(), *proving)
    deal(desks.counter)
    provisions.ask(told, [number(2)], MANAGER, MANAGER_PIN)  # the second deal is held
    police.at(date(2029, 11, 23))
    assert desks.retention.run() is not None
    [first, second] = desks.counter.lines()
    assert (first.erased, second.erased) == (True, False)
    request = desks.taken(asked(RequestKind.DISCLOSURE, 1))  # by the name in the tax books
    free = json.loads(desks.disclosures.draft(request.number).json)
    held = desks.taken(asked(RequestKind.DISCLOSURE, 2))
    kept = json.loads(desks.disclosures.draft(held.number).json)
    fields = [
        {
            entry["field"]
            for item in told["items"]
            for entry in item["entries"]
            if entry["act"] not in ("request_taken", "request_step")
        }
        for told in (free, kept)
    ]
    assert fields[0] == {
        *("person.name", "person.address", "application.date", "application.product"),
        *("application.quantity", "article.price", "billing.amount", "billing.tax_remark"),
    }
    assert fields[1] == fields[0]  # what the hold alone keeps is told to nobody
    same = [
        f"{told['items'][:6]}".replace("T01-000001", "").replace("T01-000002", "")
        for told in (free, kept)
    ]
    numbers = [free["request"], kept["request"]]
    assert same[0].replace(numbers[0], "") == same[1].replace(numbers[1], "")
    assert PHONE.encode() not in desks.disclosures.draft(held.number).json
    erase = desks.taken(asked(RequestKind.CEASE_USE, 1))
    assert {one.rule for one in desks.erasures.plan(erase.number)} == {"tax_books"}
    assert {one.until for one in desks.erasures.plan(erase.number)} == {date(2034, 2, 28)}
    other = desks.taken(asked(RequestKind.CEASE_USE, 2))
    assert desks.erasures.plan(other.number) == desks.erasures.plan(erase.number)


def test_when_another_program_has_the_record_the_answer_stands_and_the_next_run_erases(
    desks: Desks,
) -> None:
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    other = Database(desks.counter.small.folder / "ledger.db", desks.store.load().ledger)
    try:
        with other.read():
            done = desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
    finally:
        other.close()
    assert done.waits
    assert done.request.answer is not None
    assert desks.retention.status().due == {"asked": 2}
    assert desks.retention.run() is not None
    assert there(desks, PHONE) == set()
