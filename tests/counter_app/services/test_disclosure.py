"""A disclosure tells all of one person's data, nobody else's, and the same with secrets as without.

Secrets are what the police must be free to look into: suspicions, holds, inquiries, matches.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counter_app.clock import JAPAN
from counter_app.domain.acts import Kind
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.disposal import Recipient as Buyer
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import NOTE_FIELD, InternalNote, NoteKind
from counter_app.domain.provision import PoliceRequest
from counter_app.domain.requests import Requester, RequestKind
from counter_app.domain.suspicion import SuspicionReport
from counter_app.domain.third_party import (
    Basis,
    Method,
    PersonGiven,
    ProvisionRecord,
    Recipient,
    RecipientKind,
)
from counter_app.domain.values import LedgerNumber, VisitId
from counter_app.law.jobs import Job
from counter_app.services.disclosure import MadeDisclosure
from counter_app.services.internal_acts import internal_act
from counter_app.services.police_provisions import ProvisionDesk
from counter_app.services.requests import RequestDesk
from counter_app.services.suspicion import SuspicionDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.transactions import Writing
from tests.builders import (
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    appraised,
    consent,
    facts,
    for_another,
    for_company,
    guardian,
    licence,
)
from tests.counter_app.documents.builders import squeezed, words_of
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.police_desks import Desks as PoliceDesks
from tests.counter_app.services.police_desks import order
from tests.counter_app.services.request_desks import NAME, Desks, asked, number
from tests.law_desks import law_tables
from tests.records import NOON, small_record

OTHER = "見本 花子"


def all_items(counter: Counter) -> int:
    """A deal whose acts fill all nine items and every part; the acceptance's sequence."""
    record = counter.small.record
    values: dict[str, Any] = {
        name: f"値 {name}" for name in facts().field_items if name != "application.passcode"
    }
    values |= {
        "person.name": NAME,
        "person.birth_date": "1990-01-15",
        "application.date": "2026-11-22",
        "application.kind": "buy",
        "application.quantity": 1,
        "application.late": {},
        "other.guardian": {"form": "written", "name": "見本 正子"},
        "other.principal": {},
        "person.at_counter": {},
        "person.age": "",
        "article.corrects": "",
        "article.own_sale": [],
        "article.disposal": "",
        "article.movement": "",
        NOTE_FIELD: "",
        "other.incident": "",
        "id_document.image": "",
        "article.photos": "",
    }
    values |= {
        name: [values[name]]
        for name in ("application.product", "article.features", "article.imei", "article.serial")
    }
    values |= {"article.goods": ["smartphone"], "article.category": [[9, "機械工具類"]]}
    values |= {"article.price": [45_000], "article.offer": [[["base", 45_000]]]}
    picture = record.blobs.keep(b"x" * 300, "2.image", VisitId("0" * 32))
    photo = record.blobs.keep(b"y" * 300, "6.photos", VisitId("0" * 32))
    act = NewAct(
        Kind.ARTICLE_ACCEPTED,
        CLERK,
        NOON,
        values,
        lines=1,
        bases=frozenset({"notice"}),
        blobs={"2.image": picture, "6.photos": photo},
    )
    return counter.small.write(act).header.seq


def disclosed(desks: Desks, *lines: int, **other: Any) -> MadeDisclosure:
    """The disclosure of a request about these deals."""
    request = desks.taken(asked(RequestKind.DISCLOSURE, *lines, **other))
    return desks.disclosures.disclose(request.number, "", MANAGER, MANAGER_PIN)[1]


def test_every_field_of_every_item_is_told_with_its_source_and_its_last_day(
    counter: Counter,
) -> None:
    all_items(counter)
    desks = Desks(counter)
    made = disclosed(desks, 1)
    told = json.loads(made.json)
    there = {
        (entry["field"], entry["source"])
        for item in told["items"]
        for entry in item["entries"]
        if entry["act"] == "article_accepted"
    } | {(entry["field"], entry["source"]) for entry in told["provisions"] + told["openings"]}
    silent = {
        *("application.passcode", "other.staff_note", "other.incident"),
        *("application.late", "other.principal", "person.at_counter", "person.age"),
        *("article.corrects", "article.own_sale", "article.disposal", "article.movement"),
    }
    expected = set(facts().field_items) - silent
    assert {field for field, _source in there} >= expected
    assert {source for _field, source in there} == {"direct", "service_use", "third_party"}
    assert [item["item"] for item in told["items"]] == list(range(1, 10))
    assert all(item["entries"] for item in told["items"])
    days = {e["field"]: e["kept_until"] for i in told["items"] for e in i["entries"]}
    assert days["person.name"] == "2029-11-22"  # Act art. 18(1): three years
    assert days["id_document.image"] == "2027-05-22"  # six months
    words = squeezed(words_of(made.paper.pdf))
    for field in ("person.email", "service_history.entry", "article.imei"):
        assert squeezed(f"値 {field}") in words, field


def test_an_ordinary_deal_says_that_the_counter_has_no_source_of_item_8(counter: Counter) -> None:
    counter.accept(counter.signed())
    made = disclosed(Desks(counter), 1)
    told = json.loads(made.json)
    assert told["items"][7] == {"item": 8, "entries": []}
    assert "この店頭には、この種類の情報を集める仕組みがありません" in squeezed(
        words_of(made.paper.pdf)
    )
    assert {entry["field"] for entry in told["items"][6]["entries"]} >= {
        "inquiry.text",
        "inquiry.checked",
    }
    words = squeezed(words_of(made.paper.pdf))
    assert "490154203237518" in words  # the IMEI is the person's data too (notice, S3)
    assert "見本一郎" not in words  # staff are told by their codes


def test_keys_and_bare_numbers_are_said_in_words_on_the_paper_alone(counter: Counter) -> None:
    """Each with its control: the JSON keeps the value as it is."""
    counter.accept(counter.signed())
    made = disclosed(Desks(counter), 1)
    words = squeezed(words_of(made.paper.pdf))
    for said, kept in (
        ("代価の合計 ¥23,000", '"value":23000'),
        ("生年月日 1990年1月15日", '"1990-01-15"'),
        ("店頭で書面、店頭、日本語、ご本人", '"requester":"self"'),
        ("電子メールでのご案内: 同意しません", "ConsentRefused"),
    ):
        assert squeezed(said) in words, said
        assert squeezed(kept) in squeezed(made.json.decode()), kept
    for key in ("ConsentRefused", "requester", "1990-01-15"):
        assert key not in words, key


def test_two_customers_data_never_mix(counter: Counter) -> None:
    counter.accept(counter.signed())
    visit = counter.identified(
        name=OTHER, address="大阪府大阪市見本9-9", contact_phone="0699999999"
    )
    counter.visits.set_document(visit, licence(name=OTHER, reading=(("name", OTHER, 0.98),)))
    counter.agreed(appraised(imei="352099081234560"), visit_id=visit)
    counter.visits.sign(visit, consent())
    counter.accept(visit)
    desks = Desks(counter)
    desks.requests.take(
        asked(RequestKind.QUESTION, 2, name=OTHER, text="別の方の質問"), CLERK, CLERK_PIN
    )
    mine = disclosed(desks, 1)
    hers = disclosed(desks, 2, name=OTHER)
    secret = ("花子", "大阪", "0699999999", "352099081234560", "別の方の質問")
    for word in secret:
        assert word.encode() not in mine.json
        assert squeezed(word) not in squeezed(words_of(mine.paper.pdf))
        assert word.encode() in hers.json  # the control: the search is no blind one
    for word in (NAME, "490154203237518"):
        assert word.encode() in mine.json
        assert word.encode() not in hers.json


def test_the_buyer_of_the_article_is_not_told(counter: Counter) -> None:
    counter.accept(counter.signed(appraised(goods="watch")))
    police = PoliceDesks(counter)
    buyer = Buyer("見本 三郎", "見本県見本市", "会社員", 44)
    police.disposals.dispose(number(1), DisposalKind.SALE, 60_000, buyer, CLERK, CLERK_PIN)
    made = disclosed(Desks(counter), 1)
    assert "見本 三郎".encode() not in made.json
    assert b"article.disposal" in made.json
    acts = (counter.small.fields(one.seq) for one in counter.headers())
    assert any("見本 三郎" in f"{fields}" for fields in acts)  # the control: an act names them


def test_a_guardian_and_a_principal_are_left_out(counter: Counter) -> None:
    visit = counter.with_guardian(guardian())
    counter.guardian_agrees(visit)
    counter.accept(visit)
    desks = Desks(counter)
    made = disclosed(desks, 1)
    assert guardian().name.encode() not in made.json
    [entry] = [
        entry
        for item in json.loads(made.json)["items"]
        for entry in item["entries"]
        if entry["field"] == "other.guardian"
    ]
    assert entry["left_out"] == "other_person"
    assert "value" not in entry


def test_a_principal_is_told_their_own_and_not_the_proxys(counter: Counter) -> None:
    visit = counter.identified()
    counter.visits.set_standing(visit, for_another())
    counter.visits.note_authority(visit, "letter_of_proxy", CLERK)
    counter.agreed(visit_id=visit)
    counter.visits.sign(visit, consent())
    counter.accept(visit)
    desks = Desks(counter)
    principal = disclosed(desks, 1, name="見本 三郎")
    assert "神奈川県見本市見本7-7-7".encode() in principal.json
    assert NAME.encode() not in principal.json
    assert b"1990-01-15" not in principal.json
    proxy = disclosed(desks, 1)
    assert "神奈川県見本市見本7-7-7".encode() not in proxy.json
    assert NAME.encode() in proxy.json


def test_who_came_for_a_company_is_told_their_own(counter: Counter) -> None:
    visit = counter.identified()
    counter.visits.set_standing(visit, for_company())
    counter.visits.note_authority(visit, "business_card", CLERK)
    counter.agreed(visit_id=visit)
    counter.visits.sign(visit, consent())
    counter.accept(visit)
    desks = Desks(counter)
    came = disclosed(desks, 1)
    assert b"1990-01-15" in came.json  # of whoever stood at the counter
    company = disclosed(desks, 1, name=for_company().name)
    assert b"1990-01-15" not in company.json
    assert b"301234567890" not in company.json  # nor their document
    assert b"301234567890" in came.json


def test_a_proxy_who_asks_is_not_told_about_in_the_disclosure(counter: Counter) -> None:
    counter.accept(counter.signed())
    made = disclosed(
        Desks(counter),
        1,
        requester=Requester.PROXY,
        requester_name="見本 弁護士",
        phone="0355550000",
    )
    assert "弁護士".encode() not in made.json
    assert b"0355550000" not in made.json


def test_what_was_given_to_others_is_told_and_nobody_elses_part_of_a_bulk(
    counter: Counter,
) -> None:
    counter.accept(counter.signed())
    counter.accept(counter.signed_by(OTHER))
    first, second = (line.act_seq for line in counter.lines())
    company = Recipient(
        RecipientKind.GROUP, "sample_a", "見本グループ会社A", "東京都見本区", "見本 代表"
    )
    persons = tuple(
        PersonGiven(name, "東京都見本区", seq, seq - 1, date(2026, 11, 22), (place,))
        for place, (name, seq) in enumerate([(NAME, first), (OTHER, second)], start=1)
    )
    for method in Method:
        made = ProvisionRecord(
            *(company, Basis.CONSENT, "g_membership", ("person.name",), (1,), persons),
            *(date(2026, 11, 22), method),
        )
        told = {"other.provision": msgspec.to_builtins(made)}
        counter.small.write(NewAct(Kind.PROVIDED, MANAGER, NOON, told))
    made_for = disclosed(Desks(counter), 1)
    given = json.loads(made_for.json)["provisions"]
    assert {one["value"]["recipient"] for one in given} == {"見本グループ会社A"}
    assert [one["kept_until"] for one in given] == ["2029-11-22", None, None]
    assert [one["value"]["lines"] for one in given] == [[1], [1], [1]]
    assert OTHER.encode() not in made_for.json
    assert squeezed("見本グループ会社A") in squeezed(words_of(made_for.paper.pdf))
    assert OTHER.encode() in disclosed(Desks(counter), 2, name=OTHER).json  # the control


def test_every_kind_of_act_that_can_stand_in_a_deal_can_be_told() -> None:
    reads = facts().jobs.of(Job.DISCLOSURE)
    assert reads is not None
    never = {
        *("till_set_up", "staff_changed", "notice_approved", "internal", "incident"),
        *("erasure_begun", "erasure_finished", "clock_confirmed", "day_closed"),
    }
    assert reads.kinds == {kind.value for kind in Kind} - never


def test_who_looked_is_told_before_the_acceptance_and_after_it(counter: Counter) -> None:
    record = counter.small.record
    visit = counter.identified()
    picture = record.blobs.keep(b"x" * 300, "2.image", visit)
    other = record.blobs.keep(b"z" * 300, "2.image", visit)
    counter.visits.set_document(visit, licence(image=picture))
    for file in (picture, other):
        told = {"reason": "doubt", "text": "照合", "part": "2.image", "file": file}
        looked = {"other.opening": told}
        counter.small.write(NewAct(Kind.IMAGE_OPENED, MANAGER, NOON, looked))
    counter.agreed(visit_id=visit)
    counter.visits.sign(visit, consent())
    counter.accept(visit)
    accepted = counter.lines()[0].act_seq
    told = {"reason": "doubt", "text": "あと", "part": "2.image", "file": picture}
    after = NewAct(Kind.IMAGE_OPENED, CLERK, NOON, {"other.opening": told}, ref=accepted)
    counter.small.write(after)
    openings = json.loads(disclosed(Desks(counter), 1).json)["openings"]
    seen = {(one["by"], one["value"]["text"]) for one in openings}
    assert seen == {(MANAGER, "照合"), (CLERK, "あと")}
    assert {one["value"]["file"] for one in openings} == {picture}  # and not the other one


def test_a_consent_beyond_the_notice_is_told_without_its_places_in_the_log(
    counter: Counter,
) -> None:
    counter.accept(counter.signed())
    accepted = counter.lines()[0].act_seq
    told = {"deal": accepted, "digest": "ab" * 32, "text": {"ja": "写真の展示"}}
    given = NewAct(Kind.EXTRA_CONSENT, MANAGER, NOON, {"other.extra_consent": told}, ref=accepted)
    seq = counter.small.write(given).header.seq
    used = {"other.extra_consent": {"consent": seq, "digest": "ab" * 32, "items": [1]}}
    counter.small.write(NewAct(Kind.EXTRA_USE, MANAGER, NOON, used, ref=seq))
    entries = json.loads(disclosed(Desks(counter), 1).json)["items"][8]["entries"]
    values = [one["value"] for one in entries if one["field"] == "other.extra_consent"]
    assert values == [{"text": {"ja": "写真の展示"}}, {"items": [1]}]


def test_the_answer_holds_the_digest_and_comes_once(counter: Counter) -> None:
    counter.accept(counter.signed())
    desks = Desks(counter)
    request = desks.taken(asked(RequestKind.DISCLOSURE, 1))
    draft = desks.disclosures.draft(request.number)
    with pytest.raises(Refused, match="not_a_manager"):
        desks.disclosures.disclose(request.number, "", CLERK, CLERK_PIN)
    done, made = desks.disclosures.disclose(request.number, "", MANAGER, MANAGER_PIN)
    assert made.json == draft.json
    assert done.answer is not None
    assert done.answer.file == hashlib.sha256(made.json).hexdigest()
    with pytest.raises(Refused, match="request_answered"):
        desks.disclosures.disclose(request.number, "", MANAGER, MANAGER_PIN)
    none = desks.taken(asked(RequestKind.DISCLOSURE))
    with pytest.raises(Refused, match="request_no_deals"):
        desks.disclosures.draft(none.number)
    other = desks.taken(asked(RequestKind.PURPOSES, 1))
    with pytest.raises(Refused, match="request_other_kind"):
        desks.disclosures.draft(other.number)
    unchecked = desks.taken(asked(RequestKind.DISCLOSURE, 1), checked=False)
    with pytest.raises(Refused, match="request_unchecked"):
        desks.disclosures.disclose(unchecked.number, "", MANAGER, MANAGER_PIN)


# ---- what the police must be free to look into


def with_secrets(counter: Counter) -> None:
    """A suspicion, a custody order, an inquiry, a provision to the police and a match."""
    record, clock = counter.small.record, counter.small.clock
    proving = (counter.staff, counter.clocks)
    suspicions = SuspicionDesk(record, clock, lambda _day: law_tables(), *proving)
    at = datetime(2026, 11, 22, 11, 0, tzinfo=JAPAN)
    report = SuspicionReport(
        ("imei_altered",), "見本警察署", "見本 警部", at, "盗品の疑い", "phone", "T01-0001"
    )
    suspicions.report(report, CLERK, CLERK_PIN)
    PoliceDesks(counter).enter(order(1))
    provisions = ProvisionDesk(record, clock, facts(), *proving)
    request = PoliceRequest("見本警察署", "見本 警部", "照会", "見本第1号", "刑訴法第197条第2項")
    provisions.ask(request, [number(1)], MANAGER, MANAGER_PIN)
    provisions.provide(request, [number(1)], ["person.name"], MANAGER, MANAGER_PIN)
    note = InternalNote(NoteKind.MATCH_FOUND, {"visit": "T01-0001", "line": 1})
    counter.small.write(internal_act(note, MANAGER, clock.now()))


def with_phone(counter: Counter) -> VisitId:
    """A visit to be accepted, of a customer who gave a telephone number."""
    visit = counter.agreed(visit_id=counter.identified(contact_phone="0312345678"))
    counter.visits.sign(visit, consent())
    return visit


def a_day(folder: Path, *, secret: bool, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, ...]:
    """All that the person gets of a day, with secrets between everything or without."""
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * (2 * size))  # the visit's id
    with small_record(folder) as small:
        counter = Counter(small)
        if secret:
            note = InternalNote(NoteKind.INSPECTION, {"step": "begun"})
            small.write(internal_act(note, MANAGER, small.clock.now()))
        counter.accept(with_phone(counter))
        if secret:
            with_secrets(counter)
        desks = Desks(counter)
        told = desks.taken(asked(RequestKind.DISCLOSURE, 1))
        if secret:
            note = InternalNote(NoteKind.SUSPICION, {"visit": "T01-0001"})
            small.write(internal_act(note, MANAGER, small.clock.now()))
        _done, made = desks.disclosures.disclose(told.number, "以上です。", MANAGER, MANAGER_PIN)
        letter = desks.letters.make(told.number).pdf
        erase = desks.taken(asked(RequestKind.CEASE_USE, 1))
        desks.erasures.erase(erase.number, "", MANAGER, MANAGER_PIN)
        erased = desks.letters.make(erase.number).pdf
        again = desks.taken(asked(RequestKind.DISCLOSURE, 1))
        _done, after = desks.disclosures.disclose(again.number, "", MANAGER, MANAGER_PIN)
        return made.json, made.paper.pdf, letter, erased, after.json, after.paper.pdf


def test_everything_reads_byte_for_byte_the_same_with_secrets_and_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = a_day(tmp_path / "plain", secret=False, monkeypatch=monkeypatch)
    secret = a_day(tmp_path / "secret", secret=True, monkeypatch=monkeypatch)
    for place, (one, other) in enumerate(zip(plain, secret, strict=True)):
        assert one == other, place
    assert b"contact_phone" in plain[0]
    assert b"contact_phone" not in plain[4]  # after the erasure, held or not, nobody is told of it


def test_what_the_tax_books_keep_after_the_ledger_is_the_persons_to_ask_for(
    counter: Counter,
) -> None:
    counter.accept(counter.signed())
    desks = Desks(counter)
    desks.at(date(2029, 11, 23))  # the day after three years
    assert desks.retention.run() is not None

    told = json.loads(disclosed(desks, 1).json)

    entries = [entry for item in told["items"] for entry in item["entries"]]
    kept = {entry["field"]: entry for entry in entries if entry["act"] == "carried_over"}
    assert kept["person.name"]["value"] == NAME
    assert kept["person.name"]["kept_until"] == "2034-02-28"  # seven years from two months after
    assert "article.imei" not in kept
    with pytest.raises(Refused, match="request_not_of_person"):
        disclosed(desks, 1, name=OTHER)


def months_later(folder: Path, *, held: bool, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the person gets when the document's half year is over, with an inquiry or without."""
    monkeypatch.setattr(secrets, "token_hex", lambda size: "0" * (2 * size))
    with small_record(folder) as small:
        counter = Counter(small)
        counter.accept(with_phone(counter))
        if held:
            provisions = ProvisionDesk(
                *(small.record, small.clock, facts(), counter.staff, counter.clocks)
            )
            paper = ("見本警察署", "見本 警部", "照会", "見本第1号", "刑訴法第197条第2項")
            provisions.ask(PoliceRequest(*paper), [number(1)], MANAGER, MANAGER_PIN)
        desks = Desks(counter)
        desks.at(date(2027, 5, 22))
        last = disclosed(desks, 1)
        assert b"id_document.reading" in last.json  # the control: on its last day it is told
        desks.at(date(2027, 6, 22))
        assert (desks.retention.run() is None) == held
        made = disclosed(desks, 1)
        request = desks.taken(asked(RequestKind.CEASE_USE, 1))
        desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)
        return [made.json, made.paper.pdf, desks.letters.make(request.number).pdf]


def test_what_a_hold_keeps_beyond_its_time_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = months_later(tmp_path / "plain", held=False, monkeypatch=monkeypatch)
    held = months_later(tmp_path / "held", held=True, monkeypatch=monkeypatch)

    assert [one == other for one, other in zip(plain, held, strict=True)] == [True] * 3
    assert b"id_document.reading" not in held[0]
    assert b"person.name" in held[0]


def test_a_return_to_a_victim_is_not_told_before_it_is_released(counter: Counter) -> None:
    counter.accept(counter.signed())
    desks = Desks(counter)
    disclosure = desks.taken(asked(RequestKind.DISCLOSURE, 1))
    cease = desks.taken(asked(RequestKind.CEASE_USE, 1))
    before = desks.disclosures.draft(disclosure.number), desks.erasures.plan(cease.number)
    counter.small.clock.move(days=30)
    later = desks.disclosures.draft(disclosure.number)

    PoliceDesks(counter).give_back()

    after = desks.disclosures.draft(disclosure.number), desks.erasures.plan(cease.number)
    assert after[0].json == later.json
    assert after[1] == before[1]  # the same last days
    [note] = desks.releases.notes(disclosure, MANAGER, MANAGER_PIN)
    desks.releases.release(disclosure, [note.seq], "見本警察署の了解", MANAGER, MANAGER_PIN)
    told = desks.disclosures.draft(disclosure.number).json
    assert b"article.disposal" in told
    assert "見本 花子".encode() not in told  # the victim is somebody else


def test_a_number_that_counts_acts_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counting(desk: RequestDesk, tx: Writing) -> str:
        return f"T01-Q20261122-{desk._record.acts.size(tx):02d}"

    monkeypatch.setattr(RequestDesk, "_number", counting)
    plain = a_day(tmp_path / "plain", secret=False, monkeypatch=monkeypatch)
    secret = a_day(tmp_path / "secret", secret=True, monkeypatch=monkeypatch)
    assert all(one != other for one, other in zip(plain, secret, strict=True))


def test_what_an_officer_released_is_told_and_nothing_else(counter: Counter) -> None:
    counter.accept(counter.signed())
    with_secrets(counter)
    desks = Desks(counter)
    request = desks.taken(asked(RequestKind.DISCLOSURE, 1))
    before = desks.disclosures.draft(request.number)
    notes = desks.releases.notes(request, MANAGER, MANAGER_PIN)
    assert [one.note.kind for one in notes] == [
        NoteKind.SUSPICION,
        NoteKind.CUSTODY_ORDERED,
        NoteKind.POLICE_PROVISION,
        NoteKind.POLICE_PROVISION,
        NoteKind.MATCH_FOUND,
    ]
    with pytest.raises(Refused, match="not_a_manager"):
        desks.releases.notes(request, CLERK, CLERK_PIN)
    with pytest.raises(WrongInput, match="note_unknown"):
        desks.releases.release(request, [1], "見本警察署の了解", MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="reason_missing"):
        desks.releases.release(request, [notes[1].seq], "", MANAGER, MANAGER_PIN)

    desks.releases.release(request, [notes[1].seq], "見本警察署の了解", MANAGER, MANAGER_PIN)

    after = desks.disclosures.draft(request.number)
    [told] = json.loads(after.json)["released"]
    assert (told["kind"], told["told"]["station"]) == ("custody_ordered", "見本警察署")
    assert "警部".encode() not in after.json  # the officer is somebody else
    assert "盗品の疑い".encode() not in after.json
    assert "released" not in json.loads(before.json)
    assert "警察の差止め" in squeezed(words_of(after.paper.pdf))
    assert "警察" not in squeezed(words_of(before.paper.pdf))


def test_a_deal_of_a_till_is_told_by_ledger_numbers_and_not_by_places_in_the_log(
    counter: Counter,
) -> None:
    counter.accept(counter.signed())
    told = json.loads(disclosed(Desks(counter), 1).json)
    assert told["deals"] == [str(LedgerNumber(number(1).till, 1))]
    assert told["made_on"] == date(2026, 11, 22).isoformat()

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {one for part in value.values() for one in names(part)}
        if isinstance(value, list):
            return {one for part in value for one in names(part)}
        return set()

    assert not names(told) & {"seq", "acts", "ref", "leaf", "root", "size"}
