"""Who gets what: nobody outside a list, nothing outside a row, nothing against an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.outsourcees import read_outsourcees
from counter_app.domain.requests import RequestKind
from counter_app.domain.third_party import (
    Asked,
    Basis,
    Deidentified,
    Method,
    Recipient,
    RecipientKind,
)
from counter_app.services.provision_records import provisions_of
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.request_desks import Desks, asked
from tests.counter_app.services.third_party_desks import (
    DECLINES,
    OUTSOURCEES,
    GivingTill,
    by_contract,
    entrusted,
    in_bulk,
    number,
    to_group,
)
from tests.records import the_facts

SOMEBODY = Recipient(RecipientKind.OTHER, "", "見本研究所", "東京都見本区見本町9-9-9", "見本 太郎")
OUTPUT = Deidentified("買取価格の統計 2026年10月", "0" * 64)


@pytest.fixture
def till(counter: Counter) -> GivingTill:
    """One deal of somebody who agreed to the group."""
    made = GivingTill(counter)
    made.deal()
    return made


def test_the_record_has_what_art_29_asks_for(till: GivingTill) -> None:
    done = till.give(to_group("person.name", "application.product", "article.price"))

    kept = till.counter.small.fields(done.kept.seq)["other.provision"]
    consent = next(one for one in till.counter.headers() if one.kind is Kind.CONSENT_GIVEN)
    acceptance = next(one for one in till.counter.headers() if one.kind is Kind.ARTICLE_ACCEPTED)
    assert kept == {
        "recipient": {
            "kind": "group",
            "key": "sample_a",
            "name": "見本グループ会社A",
            "address": "東京都見本区見本町1-2-3",
            "representative": "見本 太郎",
            "contract": "",
            "purpose": "",
        },
        "basis": "consent",
        "row": "g_membership",
        "fields": ["person.name", "application.product", "article.price"],
        "items": [1, 3, 6],
        "persons": [
            {
                "name": "見本 太郎",
                "address": "東京都千代田区見本1-2-3",
                "acceptance": acceptance.seq,
                "consent": consent.seq,
                "consented_on": "2026-11-22",
                "lines": [1],
            }
        ],
        "day": "2026-11-22",
        "method": "single",
        "contract": "",
        "output": None,
    }
    header = till.counter.headers()[-1]
    assert (header.kind, header.ref, header.staff) == (Kind.PROVIDED, None, MANAGER)
    assert [part.name for part in header.parts] == ["9.provision"]


def test_only_the_chosen_fields_are_handed_over(till: GivingTill) -> None:
    done = till.give(to_group("person.name", "person.email"))

    assert [(one.number, dict(one.values)) for one in done.given] == [
        (number(1), {"person.name": "見本 太郎"})
    ]
    assert done.absent == ("person.email",)


def test_a_corrected_line_is_given_as_it_was_put_right(till: GivingTill) -> None:
    corrections = corrections_of(till.counter)
    corrections.correct(number(1), {"price": "12000"}, "直し", MANAGER, MANAGER_PIN)

    with pytest.raises(Refused, match="line_corrected"):
        till.give(to_group("article.price"))
    [one] = till.give(to_group("article.price", "person.name"), 2).given
    assert dict(one.values) == {"article.price": 12_000, "person.name": "見本 太郎"}
    [kept] = till.desk.records()
    assert [person.lines for person in kept.record.persons] == [(2,)]


def refusals() -> list[tuple[Asked, type[Exception], str]]:
    base = to_group("person.name")
    return [
        (replace(base, to="sample_c"), Refused, "recipient_unknown"),
        (replace(base, kind=RecipientKind.OUTSOURCEE), Refused, "recipient_unknown"),
        (replace(entrusted(), to="sample_a"), Refused, "recipient_unknown"),
        (replace(base, kind=RecipientKind.OTHER), Refused, "raw_to_others"),
        (replace(base, basis=Basis.JOINT_USE), Refused, "joint_use_not_announced"),
        (replace(entrusted(), basis=Basis.JOINT_USE), Refused, "joint_use_not_announced"),
        (replace(base, basis=Basis.LAW), Refused, "basis_not_for_recipient"),
        (replace(base, basis=Basis.OUTSOURCE), Refused, "basis_not_for_recipient"),
        (replace(entrusted(), basis=Basis.CONSENT), Refused, "basis_not_for_recipient"),
        (to_group("id_document.number"), Refused, "field_outside_row"),
        (to_group("inquiry.text", row="g_identity"), Refused, "field_outside_row"),
        (to_group("application.passcode", row="g_screening"), Refused, "field_outside_row"),
        (to_group("id_document.image", row="g_screening"), Refused, "field_outside_row"),
        (to_group("other.signature", row="g_screening"), Refused, "field_outside_row"),
        (to_group("other.staff_note", row="g_screening"), Refused, "field_outside_row"),
        (to_group("other.guardian", row="g_screening"), Refused, "field_outside_row"),
        (to_group(row="g_nothing"), WrongInput, "provision_row_unknown"),
        (to_group(row="marketing"), WrongInput, "provision_row_unknown"),
        (to_group("person.shoe_size"), WrongInput, "field_unknown"),
        (replace(base, fields=()), WrongInput, "provision_nothing"),
        (replace(base, method=Method.CONTRACT), WrongInput, "provision_contract_missing"),
        (replace(base, continues=1), WrongInput, "provision_chain_unknown"),
        (in_bulk(base, 1), WrongInput, "provision_chain_unknown"),
    ]


@pytest.mark.parametrize(("asked", "kind", "code"), refusals())
def test_what_is_refused_leaves_no_act(
    till: GivingTill, asked: Asked, kind: type[Exception], code: str
) -> None:
    before = till.counter.small.size()
    with pytest.raises(kind, match=code):
        till.give(asked)
    assert till.counter.small.size() == before
    assert till.give(to_group("person.name")).kept.seq == before + 1  # the same, put right


def test_without_the_groups_answer_nothing_goes_there(till: GivingTill) -> None:
    line = till.deal(DECLINES, "見本 花子")
    silent = till.deal(replace(DECLINES, group_provision=None), "見本 次郎")
    for one in (line, silent):
        with pytest.raises(Refused, match="group_not_agreed") as refused:
            till.give(to_group("person.name"), one)
        assert refused.value.facts == {"number": number(one)}
    with pytest.raises(Refused, match="group_not_agreed"):  # one among others stops all
        till.give(in_bulk(to_group("person.name")), 1, line)
    assert till.give(entrusted("person.name"), line).kept.record.basis is Basis.OUTSOURCE


@pytest.mark.parametrize("what", [("group",), ("marketing", "group"), ()])
def test_an_answer_that_was_taken_back_stops_it(till: GivingTill, what: tuple[str, ...]) -> None:
    consent = next(one for one in till.counter.headers() if one.kind is Kind.CONSENT_GIVEN)
    till.give(to_group("person.name"))
    till.withdraw(consent.seq, *what)  # one that tells nothing takes back everything
    with pytest.raises(Refused, match="group_answer_withdrawn"):
        till.give(to_group("person.name"))


def test_another_answer_or_anothers_consent_taken_back_stops_nothing(till: GivingTill) -> None:
    consent = next(one for one in till.counter.headers() if one.kind is Kind.CONSENT_GIVEN)
    till.withdraw(consent.seq, "email")
    till.deal(name="見本 花子")
    [_mine, theirs] = [one for one in till.counter.headers() if one.kind is Kind.CONSENT_GIVEN]
    till.withdraw(theirs.seq, "group")
    assert till.give(to_group("person.name")).given


def agree_again(till: GivingTill, consent: int, *, group: bool = True) -> int:
    """A later consent that goes back to the first, in the bare act."""
    fields = {"other.consent": {"choices": {"group_provision": group}}}
    now = till.counter.small.clock.now()
    act = NewAct(Kind.CONSENT_GIVEN, CLERK, now, fields, ref=consent)
    return till.counter.small.write(act).header.seq


def test_who_agrees_again_agrees_by_the_later_consent(till: GivingTill) -> None:
    consent = next(one for one in till.counter.headers() if one.kind is Kind.CONSENT_GIVEN)
    till.withdraw(consent.seq, "group")
    agree_again(till, consent.seq, group=False)
    with pytest.raises(Refused, match="group_answer_withdrawn"):
        till.give(to_group("person.name"))
    till.at(date(2026, 11, 24))
    again = agree_again(till, consent.seq)
    [person] = till.give(to_group("person.name")).kept.record.persons
    assert (person.consent, person.consented_on) == (again, date(2026, 11, 24))
    till.withdraw(again, "group")
    with pytest.raises(Refused, match="group_answer_withdrawn"):
        till.give(to_group("person.name"))


def test_the_basis_alone_can_stop_it(till: GivingTill) -> None:
    with till.counter.small.record.write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM act_bases WHERE basis = 'group'")
    with pytest.raises(Refused, match="group_answer_withdrawn"):
        till.give(to_group("person.name"))


def test_nothing_goes_by_a_notice_that_the_customer_did_not_consent_to(till: GivingTill) -> None:
    narrow = tuple(
        replace(row, items=row.items - {6}) if row.key == "g_membership" else row
        for row in till.consented.group
    )
    till.consented = replace(till.consented, group=narrow)
    with pytest.raises(Refused, match="field_beyond_consent") as refused:
        till.give(to_group("person.name", "article.price"))
    assert refused.value.facts == {"field": "article.price", "number": number(1)}
    assert till.give(to_group("person.name")).given


def test_a_single_record_is_about_one_person(till: GivingTill) -> None:
    other = till.deal(name="見本 花子")
    with pytest.raises(WrongInput, match="provision_many_persons"):
        till.give(to_group("person.name"), 1, other)
    done = till.give(in_bulk(to_group("person.name")), 1, other)
    assert [person.name for person in done.kept.record.persons] == ["見本 太郎", "見本 花子"]


def test_a_manager_proves_it(till: GivingTill) -> None:
    for by, pin, code in ((CLERK, CLERK_PIN, "not_a_manager"), (MANAGER, "0000", "pin_wrong")):
        with pytest.raises(Refused, match=code):
            till.desk.give(to_group("person.name"), [number(1)], by, pin)
        with pytest.raises(Refused, match=code):
            till.desk.give_deidentified(SOMEBODY, OUTPUT, by, pin)
    with pytest.raises(WrongInput, match="line_unknown"):
        till.give(to_group("person.name"), 99)
    with pytest.raises(WrongInput, match="line_unknown"):
        till.desk.give(to_group("person.name"), [], MANAGER, MANAGER_PIN)


def test_an_outsourcee_gets_nothing_for_what_a_later_notice_rests_on_an_answer(
    till: GivingTill,
) -> None:
    refused, agreed = till.deal(), till.deal(Choices(sms=True), name="見本 花子")
    rows = tuple(
        replace(row, basis="consent", consent="marketing") if row.key == "provide" else row
        for row in till.consented.purposes
    )
    till.consented = replace(till.consented, purposes=rows)

    with pytest.raises(Refused, match="field_beyond_consent"):
        till.give(entrusted(), refused)
    assert till.give(entrusted(), agreed).given  # the control


def test_an_outsourcee_gets_what_its_contract_is_for_while_it_holds(till: GivingTill) -> None:
    done = till.give(entrusted("person.name", "person.address"))
    told = done.kept.record
    assert (told.contract, told.row, told.basis) == (
        "委託契約 見本第5号",
        "provide",
        Basis.OUTSOURCE,
    )
    assert [one.consented_on for one in told.persons] == [None]
    till.at(date(2027, 3, 31))
    till.give(entrusted())
    till.at(date(2027, 4, 1))
    with pytest.raises(Refused, match="recipient_unknown"):
        till.give(entrusted())
    till.outsourcees = ()
    with pytest.raises(Refused, match="recipient_unknown"):
        till.give(entrusted())


def test_once_use_has_ceased_an_outsourcee_gets_what_the_duty_is_for_alone(
    till: GivingTill,
) -> None:
    other = till.deal(name="見本 花子")

    def entrust(purpose: str) -> None:
        listed = OUTSOURCEES.replace('purpose = "provide"', f'purpose = "{purpose}"')
        till.outsourcees = read_outsourcees(listed.encode(), the_facts())

    entrust("appraise_verify")
    assert till.give(entrusted()).given  # the control
    desks = Desks(till.counter)
    request = desks.taken(asked(RequestKind.CEASE_USE, 1))
    desks.erasures.erase(request.number, "", MANAGER, MANAGER_PIN)

    with pytest.raises(Refused, match="use_ceased"):
        till.give(entrusted())
    assert till.give(entrusted(), other).given
    with pytest.raises(Refused, match="group_answer_withdrawn"):
        till.give(to_group())
    entrust("provide")
    assert till.give(entrusted()).given


def test_others_get_only_what_the_anonymiser_made(till: GivingTill) -> None:
    done = till.desk.give_deidentified(SOMEBODY, OUTPUT, MANAGER, MANAGER_PIN)
    told = done.kept.record
    assert (told.basis, told.persons, told.fields, told.output) == (None, (), (), OUTPUT)
    assert done.given == ()
    faults: list[tuple[dict[str, Any], dict[str, Any], str]] = [
        ({"name": " "}, {}, "recipient_incomplete"),
        ({"representative": ""}, {}, "recipient_incomplete"),
        ({"address": "見本\n町"}, {}, "recipient_form"),
        ({}, {"sha256": "0" * 63}, "deidentified_form"),
        ({}, {"sha256": "見本 太郎"}, "deidentified_form"),
        ({}, {"reference": ""}, "deidentified_form"),
    ]
    for whom, what, code in faults:
        with pytest.raises(WrongInput, match=code):
            till.desk.give_deidentified(
                replace(SOMEBODY, **whom), replace(OUTPUT, **what), MANAGER, MANAGER_PIN
            )


def test_records_are_found_by_day_recipient_and_person(till: GivingTill) -> None:
    other = till.deal(name="見本 花子")
    first = till.give(to_group("person.name")).kept
    till.at(date(2026, 11, 24))
    second = till.give(replace(to_group("person.name"), to="sample_b"), other).kept
    both = till.give(in_bulk(to_group("person.name")), 1, other).kept

    assert till.desk.records() == (both, second, first)
    assert till.desk.records(date(2026, 11, 23)) == (both, second)
    assert till.desk.records(last=date(2026, 11, 23)) == (first,)
    assert till.desk.records(to="sample_b") == (second,)
    assert till.desk.find(second.seq) == second
    with pytest.raises(WrongInput, match="provision_unknown"):
        till.desk.find(second.seq + 99)
    [mine, hers] = [one.record.persons[0] for one in (first, second)]
    record = till.counter.small.record
    with record.read() as view:
        assert provisions_of(record, view, {mine.acceptance}) == (first, both)
        assert provisions_of(record, view, {hers.consent or 0}) == (second, both)
        assert provisions_of(record, view, set()) == ()


def test_a_bulk_goes_on_with_its_first_and_a_contract_by_itself(till: GivingTill) -> None:
    bulk = in_bulk(to_group("person.name"))
    first = till.give(bulk).kept
    assert till.give(bulk).kept.chain != first.seq  # another bulk
    assert till.give(replace(bulk, continues=first.seq)).kept.chain == first.seq
    with pytest.raises(WrongInput, match="provision_chain_unknown"):  # another recipient's
        till.give(replace(bulk, to="sample_b", continues=first.seq))
    contract = by_contract(to_group("person.name"))
    begun = till.give(contract).kept
    assert begun.chain == begun.seq
    assert till.give(contract).kept.chain == begun.seq
    other = till.give(replace(contract, contract="別の契約 見本第2号")).kept
    assert other.chain == other.seq


def test_the_record_proves_itself_and_rebuilds(till: GivingTill) -> None:
    till.give(to_group("person.name"))
    till.desk.give_deidentified(SOMEBODY, OUTPUT, MANAGER, MANAGER_PIN)
    assert rebuild_faults(till.counter.small.record) == []
    assert prove(till.counter.small.record).faults == ()
