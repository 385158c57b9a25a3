"""The moment of the law: whole or not at all, once only, and only when everything is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from typing_extensions import override

from counter_app.clock import JAPAN, HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.consent import Choices, Wording
from counter_app.domain.errors import CounterError, IntegrityFault, NotPossibleNow, WrongInput
from counter_app.domain.staff import Role
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.services.acceptance import ROOM_BEFORE_A_DEAL
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.records import Record
from counter_app.storage.transactions import Writing
from counter_app.storage.working_rows import Drafts
from tests.builders import (
    CLERK,
    IMEI,
    MANAGER,
    MANAGER_PIN,
    appraised,
    consent,
    facts,
    licence,
    seller,
)
from tests.counter_app.services.counters import MINOR_BORN, Counter, corrections_of
from tests.records import SmallRecord

FAULTY = ("screen_crack", "case_dent", "camera_fault", "battery_worn")
DEAL = [Kind.CONSENT_GIVEN, Kind.ARTICLE_ACCEPTED, Kind.PAID]


def refused(counter: Counter, visit_id: Any, **other: Any) -> str:
    """The code with which acceptance is refused; nothing may be left of the try."""
    before = counter.visits.get(visit_id), counter.headers(), counter.lines()
    with pytest.raises(CounterError) as told:
        counter.accept(visit_id, **other)
    assert (counter.visits.get(visit_id), counter.headers(), counter.lines()) == before
    return told.value.code


# ---- what is written


def test_consent_acceptance_and_payout_are_three_acts_that_name_each_other(
    counter: Counter,
) -> None:
    visit = counter.accept(counter.signed())

    headers = counter.headers()
    assert [header.kind for header in headers] == DEAL
    assert visit.acceptance is not None
    assert [header.seq for header in headers] == [
        visit.acceptance.consent_seq,
        visit.acceptance.act_seq,
        visit.acceptance.payout_seq,
    ]
    assert [header.ref for header in headers] == [None, headers[0].seq, headers[1].seq]
    assert {header.staff for header in headers} == {CLERK}
    assert {header.at for header in headers} == {counter.small.clock.now()}
    assert visit.step is Step.PAPERS


def test_the_ledger_line_says_what_form_15_asks_for(counter: Counter) -> None:
    counter.accept(counter.signed(appraised("sample-phone-mini-64", "no_box")))

    [line] = counter.lines()
    assert str(line.number) == "T01-000001"
    assert line.day == date(2026, 11, 22)
    assert line.receipt == "買受け"
    assert (line.category, line.quantity) == (9, 1)
    assert IMEI in line.features
    assert "Sample Phone mini" in line.features
    assert line.price == 22_400
    assert (line.name, line.address) == ("見本 太郎", "東京都千代田区見本1-2-3")
    assert (line.occupation, line.age) == ("会社員", 36)
    assert line.method == "法第15条第1項第1号・運転免許証の提示"
    assert line.staff == CLERK


def test_every_article_has_its_own_line_and_numbers_have_no_gaps(counter: Counter) -> None:
    for models in (["sample-book"], ["sample-phone-mini-64", "sample-game", "sample-book"], []):
        counter.accept(counter.signed(*(appraised(model) for model in models)))
        counter.visits.end(counter.signed(), Ending.DECLINED)

    lines = counter.lines()
    assert [line.number.running for line in lines] == [1, 2, 3, 4, 5]
    assert len({line.visit_number for line in lines}) == 3
    assert [header.ledger for header in counter.headers() if header.ledger] == [
        *((1, 1), (2, 3), (5, 1))
    ]


def test_a_transfer_is_paid_later(counter: Counter) -> None:
    visit = counter.accept(counter.signed(), payout="transfer")

    assert visit.acceptance is not None
    assert visit.acceptance.payout_seq is None
    assert [header.kind for header in counter.headers()] == DEAL[:2]


def test_the_acts_hold_what_was_shown_chosen_and_signed(counter: Counter) -> None:
    visit = counter.accept(counter.signed(choices=Choices(email=True)))

    assert visit.acceptance is not None
    kept = counter.small.fields(visit.acceptance.consent_seq)
    assert kept["other.consent"]["choices"]["email"] is True
    assert kept["other.consent"]["choices"]["group_provision"] is None
    assert kept["other.consent"]["full"]["sha256"] == consent().shown.sha256
    assert kept["other.consent"]["short"]["layer"] == "short"
    assert kept["other.consent"]["prevailing"] == "ja"
    assert len(kept["other.signature"]["strokes"]) == 2
    told = kept["other.consent"]
    strokes = json.dumps(kept["other.signature"], sort_keys=True, separators=(",", ":"))
    assert told["strokes_sha256"] == hashlib.sha256(strokes.encode()).hexdigest()
    assert (told["till"], told["staff"], told["method"]) == ("T01", CLERK, "signature")
    assert told["shop"] == counter.settings.shop
    assert (told["visit_number"], told["customer_ref"]) == (visit.number, visit.visit_id)
    assert told["answers"]["email"] == "ConsentGiven"
    assert told["answers"]["group_provision"] == "ConsentRequestDeferred"
    assert told["answered_at"] == "2026-11-22T05:00:00.000Z"
    fraud = counter.small.fields(visit.acceptance.act_seq, "fraud")
    assert not [field for field in fraud if field.startswith("id_document.")]
    assert fraud["person.name"] == "見本 太郎"


def test_the_words_of_each_choice_are_kept_as_they_stood(counter: Counter) -> None:
    """LAW 3.2: the proof of consent to mails says which words were shown."""
    words = "お得なご案内を受け取りますか\n電子メール"
    visit_id = counter.agreed()
    counter.visits.sign(
        visit_id, consent(Choices(email=True), wordings=(Wording("email", "ja", words),))
    )

    accepted = counter.accept(visit_id).acceptance

    assert accepted is not None
    [kept] = counter.small.fields(accepted.consent_seq)["other.consent"]["wordings"]
    assert kept == {
        "choice": "email",
        "language": "ja",
        "words": words,
        "sha256": hashlib.sha256(words.encode()).hexdigest(),
    }


def test_a_consent_on_paper_says_who_saw_it_and_keeps_no_strokes(counter: Counter) -> None:
    visit_id = counter.agreed()
    counter.visits.sign_on_paper(visit_id, Choices(sms=True), CLERK, "ja")

    accepted = counter.accept(visit_id).acceptance

    assert accepted is not None
    kept = counter.small.fields(accepted.consent_seq)
    assert "other.signature" not in kept
    told = kept["other.consent"]
    assert (told["method"], told["seen_by"], told["strokes_sha256"]) == ("paper", CLERK, "")
    assert told["full"]["sha256"] == consent().shown.sha256
    assert told["answers"]["sms"] == "ConsentGiven"
    with pytest.raises(WrongInput, match="staff_unknown"):
        counter.visits.sign_on_paper(counter.agreed(), Choices(), StaffCode("X99"), "ja")


@pytest.mark.parametrize(
    ("choices", "bases"),
    [
        (Choices(), {"notice"}),
        (Choices(group_provision=False), {"notice"}),
        (Choices(sms=True), {"notice", "marketing"}),
        (Choices(group_provision=True), {"notice", "group"}),
        (Choices(direct_mail=True, group_provision=True), {"notice", "marketing", "group"}),
    ],
)
def test_refusing_what_is_optional_changes_the_envelopes_and_never_the_price(
    counter: Counter, choices: Choices, bases: set[str]
) -> None:
    visit = counter.accept(counter.signed(choices=choices))

    assert visit.offer == 23_000
    assert counter.lines()[0].price == 23_000
    for header in counter.headers():
        with counter.small.record.read() as view:
            assert counter.small.record.acts.bases(view, header.seq) == bases


def test_who_approved_stands_in_the_act(counter: Counter) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)

    visit = counter.accept(visit_id)

    assert visit.acceptance is not None
    assert counter.small.fields(visit.acceptance.act_seq)["application.approved_by"] == MANAGER


def test_a_small_deal_without_identity_says_so_in_the_ledger(counter: Counter) -> None:
    """Form 15 asks for the measure taken; where none is needed the line says why."""
    easy = counter.with_settings(verify_always=False)
    visit_id = easy.agreed(appraised("sample-tablet-10-128", *FAULTY), visit_id=easy.opened())
    easy.visits.sign(visit_id, consent())

    easy.accept(visit_id)

    [line] = counter.lines()
    assert line.price < 10_000
    assert "法第15条第2項第1号" in line.method
    assert (line.name, line.age) == ("", None)


def test_a_document_without_words_of_its_own_gets_the_laws(counter: Counter) -> None:
    visit_id = counter.identified()
    counter.visits.set_document(visit_id, licence(method=""))
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())

    counter.accept(visit_id)

    [line] = counter.lines()
    assert "法第15条第1項第1号" in line.method
    assert "運転免許証" in line.method


# ---- what it needs


def drop(**fields: Any) -> Callable[[Visit], Visit]:
    return lambda visit: replace(visit, **fields)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (drop(shown=None), "notice_not_shown"),
        (drop(document=None), "identity_required"),
        (drop(document=licence(kind="student_card")), "identity_required"),
        (drop(document=licence(expires_on=date(2026, 11, 21))), "document_expired"),
        (drop(document=licence(kind="health_insurance_card")), "document_refused"),
        (drop(seller=seller()), "particulars_missing"),  # not confirmed by the customer
        (drop(articles=()), "article_missing"),
        (drop(articles=(appraised(imei=""),)), "article_incomplete"),
        (drop(articles=(appraised(),)), "offer_not_agreed"),
        (drop(consent=None), "consent_missing"),
    ],
)
def test_acceptance_is_locked_while_anything_is_missing(
    counter: Counter, spoil: Callable[[Visit], Visit], told: str
) -> None:
    visit_id = counter.signed()
    with counter.small.record.write() as tx:  # past the desk, as a bug would do
        spoiled = spoil(counter.small.record.drafts.load(tx, visit_id))
        counter.small.record.drafts.save(tx, spoiled, counter.small.clock.now())

    assert refused(counter, visit_id) == told


@pytest.mark.parametrize("particular", ["name", "address", "occupation", "birth_date"])
def test_acceptance_is_locked_while_one_of_the_four_particulars_is_missing(
    counter: Counter, particular: str
) -> None:
    visit_id = counter.signed()
    empty: dict[str, Any] = {particular: None if particular == "birth_date" else ""}
    with counter.small.record.write() as tx:
        visit = counter.small.record.drafts.load(tx, visit_id)
        spoiled = replace(visit, seller=replace(visit.seller, **empty))
        counter.small.record.drafts.save(tx, spoiled, counter.small.clock.now())

    assert refused(counter, visit_id) == "particulars_missing"


def test_where_card_and_customer_differ_the_younger_age_counts(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.visits.set_document(visit_id, licence(birth_date=MINOR_BORN))
    counter.visits.sign(visit_id, consent())

    assert refused(counter, visit_id) == "minor_without_guardian"


def test_a_person_of_17_sells_nothing_whatever_the_price(counter: Counter) -> None:
    easy = counter.with_settings(verify_always=False)
    for model in ("sample-phone-mini-64", "sample-game"):
        visit_id = easy.identified(birth_date=MINOR_BORN)
        easy.agreed(appraised(model), visit_id=visit_id)
        easy.visits.sign(visit_id, consent())

        assert refused(easy, visit_id) == "minor_without_guardian"


def test_below_10000_yen_the_law_asks_for_no_identity_but_the_shop_may(counter: Counter) -> None:
    cheap = appraised("sample-phone-mini-64", "screen_crack", "camera_fault", "battery_worn")
    assert 1 <= cheap.appraisal.offer < 10_000
    for always, told in ((True, "identity_required"), (False, "")):
        shop = counter.with_settings(verify_always=always)
        visit_id = shop.agreed(cheap, visit_id=shop.opened())
        shop.visits.sign(visit_id, consent())
        if told:
            assert refused(shop, visit_id) == told
        else:
            assert shop.accept(visit_id).acceptance is not None


def test_a_book_needs_identity_at_any_price(counter: Counter) -> None:
    easy = counter.with_settings(verify_always=False)
    visit_id = easy.agreed(appraised("sample-book"), visit_id=easy.opened())
    easy.visits.sign(visit_id, consent())

    assert refused(easy, visit_id) == "identity_required"


def test_above_the_clerks_limit_a_manager_must_have_approved_this_very_offer(
    counter: Counter,
) -> None:
    visit_id = counter.signed(appraised("sample-phone-x-128"))
    assert refused(counter, visit_id) == "approval_needed"
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)

    counter.agreed(appraised("sample-phone-x-256"), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert refused(counter, visit_id) == "approval_needed"
    counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)
    assert counter.accept(visit_id).acceptance is not None


def test_at_the_limit_no_manager_is_needed(counter: Counter) -> None:
    for limit, told in ((23_000, ""), (22_999, "approval_needed")):
        shop = counter.with_settings(clerk_limit_yen=limit)
        visit_id = shop.signed()
        if told:
            assert refused(shop, visit_id) == told
        else:
            shop.accept(visit_id)


def test_a_wrong_pin_leaves_the_visit_as_it_was_and_five_lock(counter: Counter) -> None:
    visit_id = counter.signed()

    before = counter.visits.get(visit_id)
    assert [refused(counter, visit_id, pin="0000") for _ in range(4)] == ["pin_wrong"] * 4
    with pytest.raises(CounterError, match="pin_locked"):
        counter.accept(visit_id, pin="0000")
    assert [header.kind for header in counter.headers()] == [Kind.INTERNAL]  # a manager will see it
    assert (counter.visits.get(visit_id), counter.lines()) == (before, [])
    assert refused(counter, visit_id) == "pin_locked"
    assert counter.accept(visit_id, MANAGER, MANAGER_PIN).acceptance is not None


# ---- once only


def test_pressing_twice_accepts_once(counter: Counter) -> None:
    visit_id = counter.signed()
    first = counter.accept(visit_id)

    assert counter.accept(visit_id) == first
    assert counter.accept(visit_id, pin="0000") == first  # nothing is done, so nobody is asked
    assert len(counter.lines()) == 1


def test_two_threads_accept_once(counter: Counter) -> None:
    for _ in range(5):
        visit_id = counter.signed()
        before = len(counter.headers())
        with ThreadPoolExecutor(2) as pool:
            both = list(pool.map(lambda _no, visit_id=visit_id: counter.accept(visit_id), range(2)))

        assert both[0] == both[1]
        assert len(counter.headers()) == before + 3
    assert [line.number.running for line in counter.lines()] == [1, 2, 3, 4, 5]


def test_after_a_crash_between_acceptance_and_papers_the_visit_goes_on_there(
    counter: Counter,
) -> None:
    visit = counter.accept(counter.signed())

    counter.restart()

    assert counter.visits.open_visits() == [visit]
    assert counter.accept(visit.visit_id) == visit
    assert len(counter.lines()) == 1


# ---- all or nothing


class PluggedError(Exception):
    """Somebody pulled the plug."""


class BrittleRecord(Record):
    """A record at which the plug is pulled at a chosen write of the transaction."""

    acts_left = 10**6

    @override
    def write_act(self, tx: Writing, new: NewAct) -> StoredAct:
        if self.acts_left == 0:
            raise PluggedError
        self.acts_left -= 1
        return super().write_act(tx, new)


class BrittleDrafts(Drafts):
    """Drafts at which the plug is pulled when the deal is noted in the visit."""

    @override
    def save(self, tx: Writing, visit: Visit, now: datetime) -> None:
        if visit.acceptance is not None:
            raise PluggedError
        super().save(tx, visit, now)


@pytest.fixture
def brittle(small: SmallRecord) -> tuple[Counter, BrittleRecord]:
    """A counter on a brittle record."""
    small.record.close()
    small.record = record = BrittleRecord(small.folder, small.keys, small.till, facts())
    return Counter(small), record


@pytest.mark.parametrize("written", [0, 1, 2, 3])
def test_a_crash_between_the_acts_leaves_nothing_and_a_second_try_all(
    brittle: tuple[Counter, BrittleRecord], written: int
) -> None:
    counter, record = brittle
    visit_id = counter.signed(appraised(), appraised("sample-book"))
    before = counter.visits.get(visit_id), counter.headers(), counter.lines()

    record.acts_left = written
    record.drafts = BrittleDrafts()  # reached when all three acts are written
    with pytest.raises(PluggedError):
        counter.accept(visit_id)

    counter.restart()
    assert (counter.visits.get(visit_id), counter.headers(), counter.lines()) == before
    counter.accept(visit_id)
    assert [header.kind for header in counter.headers()] == DEAL
    assert [line.number.running for line in counter.lines()] == [1, 2]


def test_a_full_disk_refuses_the_deal_and_keeps_the_draft(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.free = ROOM_BEFORE_A_DEAL - 1
    before = counter.visits.get(visit_id)

    with pytest.raises(NotPossibleNow, match="disk_full"):
        counter.accept(visit_id)

    assert counter.visits.get(visit_id) == before
    assert counter.headers() == []
    counter.free = ROOM_BEFORE_A_DEAL
    assert counter.accept(visit_id).acceptance is not None


# ---- days and clocks


def two_to_midnight(counter: Counter) -> None:
    """Two minutes to midnight in Japan."""
    wanted = datetime(2026, 11, 22, 23, 58, tzinfo=JAPAN)
    counter.small.clock.move(seconds=(wanted - counter.small.clock.now()).total_seconds())


def test_a_visit_across_midnight_is_decided_on_the_day_of_its_acceptance(
    counter: Counter,
) -> None:
    two_to_midnight(counter)
    visit_id = counter.identified()
    counter.visits.set_document(visit_id, licence(expires_on=date(2026, 11, 22)))
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert counter.visits.go(visit_id, Step.PAYOUT).step is Step.PAYOUT

    counter.small.clock.move(seconds=5 * 60)

    assert refused(counter, visit_id) == "document_expired"


def test_a_person_of_17_who_turns_18_at_midnight_may_sell_then(counter: Counter) -> None:
    two_to_midnight(counter)
    visit_id = counter.identified(birth_date=MINOR_BORN)
    counter.agreed(visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    assert refused(counter, visit_id) == "minor_without_guardian"

    counter.small.clock.move(seconds=5 * 60)
    counter.accept(visit_id)

    [line] = counter.lines()
    assert (line.day, line.age) == (date(2026, 11, 23), 18)


def test_a_clock_before_the_last_act_locks_acceptance(counter: Counter) -> None:
    counter.accept(counter.signed())
    visit_id = counter.signed()

    counter.small.clock.move(seconds=-1)
    assert refused(counter, visit_id) == "clock_backwards"
    counter.small.clock.move(seconds=1)
    assert counter.accept(visit_id).acceptance is not None


def test_an_act_that_a_wrong_clock_dated_back_does_not_make_it_right(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.small.clock.move(seconds=-60)

    counter.staff.add("C02", "見本 次郎", Role.CLERK, "1357", MANAGER)

    assert refused(counter, visit_id) == "clock_backwards"


def test_a_clock_before_the_build_date_locks_acceptance(small: SmallRecord) -> None:
    small.clock = HeldClock(small.clock.now(), built_on=date(2026, 11, 23))
    counter = Counter(small)
    visit_id = counter.signed()

    assert refused(counter, visit_id) == "clock_backwards"
    small.clock.move(days=1)
    assert counter.accept(visit_id).acceptance is not None


def test_the_clerk_who_accepts_need_not_be_the_one_who_opened(counter: Counter) -> None:
    visit = counter.accept(counter.signed(), MANAGER, MANAGER_PIN)

    assert counter.lines()[0].staff == MANAGER
    assert visit.opened_by == CLERK


def test_a_damaged_record_refuses_the_deal_and_keeps_the_draft(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.damaged = True
    before = counter.visits.get(visit_id)

    with pytest.raises(IntegrityFault, match="record_damaged"):
        counter.accept(visit_id)

    assert counter.visits.get(visit_id) == before
    assert counter.headers() == []
    counter.damaged = False
    assert counter.accept(visit_id).acceptance is not None


# ---- the dealer's special case of the consumption tax (LAW 5)

ISSUER = "T7000012050002"


def billing(counter: Counter) -> dict[str, Any]:
    """What the act of the last acceptance says for the tax books."""
    seq = counter.headers()[-2].seq
    fields = counter.small.fields(seq)
    return {name: fields.get(name) for name in ("billing.tax_remark", "billing.invoice_number")}


def test_the_special_case_is_for_sellers_who_issue_no_invoices(counter: Counter) -> None:
    counter.accept(counter.signed())
    [line] = counter.lines()
    assert (line.remark, line.invoice_number) == ("古物商特例対象", "")
    assert billing(counter)["billing.invoice_number"] is None  # nothing is kept of a plain no

    visit_id = counter.agreed()
    counter.visits.set_invoice_number(visit_id, "7000-0120-50002")
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)
    line = counter.lines()[-1]
    assert (line.remark, line.invoice_number) == ("", ISSUER)
    assert billing(counter) == {"billing.tax_remark": None, "billing.invoice_number": ISSUER}
    assert rebuild_faults(counter.small.record) == []


def test_an_issuer_who_is_none_after_all_is_under_the_special_case(counter: Counter) -> None:
    visit_id = counter.agreed()
    counter.visits.set_invoice_number(visit_id, ISSUER)
    counter.visits.set_invoice_number(visit_id, "")
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)
    assert [line.remark for line in counter.lines()] == ["古物商特例対象"]


def test_a_corrected_line_keeps_the_issuers_number(counter: Counter) -> None:
    visit_id = counter.agreed()
    counter.visits.set_invoice_number(visit_id, ISSUER)
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id)
    small, desk = counter.small, corrections_of(counter)
    number = counter.lines()[0].number
    line = desk.correct(number, {"price": "20000"}, "打ち間違い", MANAGER, MANAGER_PIN)
    assert (line.invoice_number, line.remark) == (ISSUER, "")
    assert rebuild_faults(small.record) == []
