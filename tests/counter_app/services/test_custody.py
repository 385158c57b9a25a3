"""Custody orders: while one holds, no path leads out, and nothing of the deal is erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.article import Article
from counter_app.domain.custody import VictimReturn
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.holds import Hold, HoldKind
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Step
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, IMEI, MANAGER, MANAGER_PIN, appraised, article
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.police_desks import NAME, TODAY, UNTIL, Desks, number, order
from tests.records import accepted
from tests.ui.counters import AFTERNOON, open_small_counter
from tests.ui.counters import CLERK_PIN as UI_CLERK_PIN
from tests.ui.counters import MANAGER_PIN as UI_MANAGER_PIN
from tests.ui.screens.conftest import visit_at


@pytest.fixture
def desks(counter: Counter) -> Desks:
    """Three articles came in: two in one deal, one in another."""
    counter.small.write(accepted(lines=2))
    counter.small.write(accepted(name="見本 花子"))
    return Desks(counter)


WAYS_OUT: dict[str, Callable[[Desks, int], object]] = {
    "sale": lambda desks, line: desks.sell(line),
    "handover": lambda desks, line: desks.sell(line, DisposalKind.HANDOVER),
    "return": lambda desks, line: desks.sell(line, DisposalKind.RETURN),
    "victim": lambda desks, line: desks.give_back(line),
    "move": lambda desks, line: desks.move(line),
    "cancel": lambda desks, line: desks.cancel(line),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_leads_out_while_it_holds_and_every_way_before_and_after(
    desks: Desks, way: str
) -> None:
    custody = desks.enter(order(1, 2))
    before = desks.counter.small.size()

    with pytest.raises(Refused, match="custody_ordered") as told:
        WAYS_OUT[way](desks, 1)
    assert told.value.facts == {"until": UNTIL}
    assert desks.counter.small.size() == before
    WAYS_OUT[way](desks, 3)  # another article goes as ever

    desks.custody.end(custody.seq, "見本警察署の解除", MANAGER, MANAGER_PIN)
    WAYS_OUT[way](desks, 1)
    assert rebuild_faults(desks.counter.small.record) == []
    assert prove(desks.counter.small.record).holds


@pytest.mark.parametrize("way", WAYS_OUT)
def test_it_holds_through_its_last_day_and_no_longer(desks: Desks, way: str) -> None:
    desks.enter()
    desks.at(UNTIL)
    with pytest.raises(Refused, match="custody_ordered"):
        WAYS_OUT[way](desks, 1)
    desks.counter.small.clock.move(days=1)
    WAYS_OUT[way](desks, 1)


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("named", ["before", "first", "new"])
def test_a_corrected_line_is_the_same_article_under_any_of_its_numbers(
    desks: Desks, way: str, named: str
) -> None:
    if named == "before":
        desks.enter()
    new = desks.correct(desks.correct(), "43000")
    if named != "before":
        desks.enter(order(1 if named == "first" else new))

    with pytest.raises(Refused, match="custody_ordered"):
        WAYS_OUT[way](desks, new)
    assert list(desks.custody.held(desks.counter.lines())) == [1, 4, 5]


def test_an_order_is_written_with_everything_that_stands_on_it(desks: Desks) -> None:
    custody = desks.enter(order(1, 3))
    [told] = desks.notes()
    assert told == {
        "kind": "custody_ordered",
        "station": "見本警察署",
        "officer": "見本 警部",
        "number": NAME,
        "reference": f"見本警察署\n{NAME}",
        "lines": [1, 3],
        "articles": [1, 3],
        "first": "2026-11-22",
        "last": "2026-12-22",
    }
    assert desks.custody.standing() == [custody]
    assert desks.custody.find("見本 警察署", NAME) == custody
    header = desks.counter.headers()[-1]
    assert (header.kind, header.staff, header.ref) == (Kind.INTERNAL, MANAGER, None)


def test_a_renewed_order_needs_a_new_number(desks: Desks) -> None:
    custody = desks.enter()
    with pytest.raises(Refused, match="custody_number_used"):
        desks.enter(order(1, last=date(2026, 12, 1)))
    desks.custody.end(custody.seq, "解除", MANAGER, MANAGER_PIN)
    with pytest.raises(Refused, match="custody_number_used"):
        desks.enter(order(2))
    renewed = desks.enter(order(1, name="見本差第2号"))
    assert desks.custody.standing() == [renewed]


def test_two_orders_hold_until_the_later_day(desks: Desks) -> None:
    first = desks.enter(order(1, last=date(2026, 12, 1)))
    desks.enter(order(1, name="見本差第2号"))
    with pytest.raises(Refused, match="custody_ordered") as told:
        desks.sell()
    assert told.value.facts == {"until": UNTIL}
    desks.custody.end(first.seq, "解除", MANAGER, MANAGER_PIN)
    with pytest.raises(Refused, match="custody_ordered"):
        desks.sell()


def test_it_is_ended_once_and_with_a_reason(desks: Desks) -> None:
    custody = desks.enter()
    with pytest.raises(WrongInput, match="reason_missing"):
        desks.custody.end(custody.seq, " ", MANAGER, MANAGER_PIN)
    ended = desks.custody.end(custody.seq, "署長の解除", MANAGER, MANAGER_PIN)
    assert ended == replace(custody, ended_on=TODAY, ended_why="署長の解除")
    assert desks.notes()[-1] == {
        "kind": "custody_ended",
        "ends": custody.seq,
        "reason": "署長の解除",
    }
    for seq in (custody.seq, 1, 999):
        with pytest.raises(WrongInput, match="custody_unknown"):
            desks.custody.end(seq, "もう一度", MANAGER, MANAGER_PIN)
    with pytest.raises(WrongInput, match="custody_unknown"):
        desks.custody.find("見本警察署", NAME)
    assert desks.custody.standing() == []


def test_only_a_manager_with_their_pin(desks: Desks) -> None:
    with pytest.raises(Refused, match="not_a_manager"):
        desks.custody.order(order(), CLERK, CLERK_PIN)
    with pytest.raises(Refused, match="pin_wrong"):
        desks.custody.order(order(), MANAGER, "0000")
    custody = desks.enter()
    with pytest.raises(Refused, match="not_a_manager"):
        desks.custody.end(custody.seq, "解除", CLERK, CLERK_PIN)


def test_an_order_is_of_articles_that_are_here(desks: Desks) -> None:
    for line in (0, 99):
        with pytest.raises(WrongInput, match="line_unknown"):
            desks.enter(order(line))
    other = replace(order(), lines=(LedgerNumber(TillCode("T02"), 1),))
    with pytest.raises(WrongInput, match="line_unknown"):
        desks.enter(other)
    desks.sell(1)
    with pytest.raises(Refused, match="already_disposed"):
        desks.enter(order(1))
    desks.cancel(2)
    for line in (2, 4):
        with pytest.raises(Refused, match="line_cancelled"):
            desks.enter(order(line))
    desks.move(3)  # at HQ's warehouse it is still this dealer's
    desks.enter(order(3))


def test_a_clock_that_cannot_be_right_enters_nothing(desks: Desks) -> None:
    desks.counter.small.clock.move(days=-1)
    with pytest.raises(Refused, match="clock_backwards"):
        desks.enter(order(1, last=date(2026, 12, 1)))


def test_the_deals_of_held_lines_are_kept_and_others_are_not(desks: Desks) -> None:
    accepts = [one.seq for one in desks.counter.headers() if one.kind is Kind.ARTICLE_ACCEPTED]
    assert desks.held() == frozenset()
    custody = desks.enter(order(2))
    assert desks.held() == {accepts[0], custody.seq}
    desks.at(UNTIL)
    assert desks.held() == {accepts[0], custody.seq}
    desks.counter.small.clock.move(days=1)
    assert desks.held() == frozenset()


def test_to_the_victim_only_with_the_polices_consent_in_the_act(desks: Desks) -> None:
    desks.enter()
    with pytest.raises(Refused, match="custody_ordered"):
        desks.give_back()
    with pytest.raises(Refused, match="not_a_manager"):  # it ends an order, in effect
        desks.give_back(consent="見本 警部、電話", who=(CLERK, CLERK_PIN))
    desks.give_back(consent="見本 警部、電話")

    told = desks.notes()[-1]
    assert told == {
        "kind": "victim_return",
        "line": 1,
        "victim": "見本 花子",
        "police": "見本警察署 受第5号",
        "lost_on": "2026-01-05",
        "consent": "見本 警部、電話",
    }
    disposal, note = desks.counter.headers()[-2:]
    fields = desks.counter.small.fields(disposal.seq)
    assert fields == {"article.disposal": {"line": 1, "kind": "返還", "price": None}}
    assert note.kind is Kind.INTERNAL  # the ledger's envelope readers learn of no victim


def test_a_victim_is_told_with_a_return_only(desks: Desks) -> None:
    victim = VictimReturn("見本 花子", "受第5号", date(2026, 1, 5))
    sale = (number(1), DisposalKind.SALE, 30_000, None, CLERK, CLERK_PIN, victim)
    with pytest.raises(WrongInput, match="victim_not_returned"):
        desks.disposals.dispose(*sale)
    late = replace(victim, lost_on=date(2025, 11, 21))
    back = (number(1), DisposalKind.RETURN, None, None, CLERK, CLERK_PIN, late)
    with pytest.raises(Refused, match="victim_claim_over"):
        desks.disposals.dispose(*back)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM holds",
        "UPDATE holds SET last = '2026-11-01'",
        "UPDATE holds SET running = 2",
        "UPDATE holds SET ended = 1",
        "INSERT INTO holds VALUES (1, 3, 'custody', 'x', '2026-12-31', NULL)",
    ],
)
def test_a_hold_that_the_acts_tell_otherwise_is_found(desks: Desks, statement: str) -> None:
    desks.enter()
    assert rebuild_faults(desks.counter.small.record) == []
    desks.counter.small.tamper(statement)
    faults = rebuild_faults(desks.counter.small.record)
    assert faults
    assert all(one.startswith("hold on line") for one in faults)


def test_one_look_opens_no_act_however_long_the_log(desks: Desks) -> None:
    desks.enter()
    record = desks.counter.small.record
    with record.read() as view:
        plan = view.connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT * FROM holds WHERE running IN (1) AND last >= '2026-11-22'"
        ).all()
        holds = record.holds.on(view, [1, 2], TODAY)
    assert "USING INDEX ix_holds_running" in str(plan[0])
    [one] = holds[1]
    assert (list(holds), one.kind, one.last) == ([1], HoldKind.CUSTODY, UNTIL)
    assert isinstance(one, Hold)


def test_under_an_order_nothing_of_the_deal_is_erased_and_after_it_all_is(tmp_path: Path) -> None:
    clock = HeldClock(AFTERNOON)
    with open_small_counter(tmp_path, clock=clock) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, CLERK, UI_CLERK_PIN)
        counter.visits.finish(visit.visit_id)
        clock.move(days=3 * 366)
        counter.clocks.confirm(MANAGER, UI_MANAGER_PIN)
        today = counter.custody.today
        assert counter.retention.status().due != {}  # it is due but for the order
        late = order(1, first=today, last=today + timedelta(days=30))
        counter.custody.order(late, MANAGER, UI_MANAGER_PIN)
        assert (counter.retention.status().due, counter.retention.status().held) == ({}, 3)

        counter.retention.run()
        [line] = counter.ledger.lines(date(2026, 1, 1), today)
        assert not line.erased
        clock.move(days=31)
        assert counter.retention.run() is not None
        [line] = counter.ledger.lines(date(2026, 1, 1), today)
        assert line.erased
        assert counter.ledger.rebuild_faults() == []


def test_the_rows_of_an_erased_order_are_gone(tmp_path: Path) -> None:
    clock = HeldClock(AFTERNOON)
    with open_small_counter(tmp_path, clock=clock) as counter:
        visit = visit_at(counter, Step.PAYOUT)
        counter.acceptance.accept(visit.visit_id, CLERK, UI_CLERK_PIN)
        entered = counter.custody.order(order(), MANAGER, UI_MANAGER_PIN)
        clock.move(days=3 * 366)
        counter.clocks.confirm(MANAGER, UI_MANAGER_PIN)
        counter.retention.run()
        with counter.record.read() as view:
            assert counter.record.holds.of_act(view, entered.seq) == []
        assert counter.ledger.rebuild_faults() == []


def test_what_is_held_here_is_not_taken_in_again_while_it_is_held(counter: Counter) -> None:
    desks = Desks(counter)
    counter.accept(counter.signed())
    [line] = counter.lines()
    again = counter.signed()
    custody = desks.enter(order(line.number.running))

    before = counter.small.size()
    with pytest.raises(Refused, match="custody_offered") as told:
        counter.accept(again)
    assert told.value.facts == {"number": line.number, "until": UNTIL}
    assert counter.small.size() == before
    desks.custody.end(custody.seq, "解除", MANAGER, MANAGER_PIN)
    assert counter.accept(again).acceptance is not None


@pytest.mark.parametrize(
    "again",
    [
        article(imei="352099001761481", imei2=IMEI),
        article(imei="", serial="ｓｎ－１"),
        article(goods="camera", imei="", serial="SN-2"),
    ],
)
def test_what_is_held_is_known_by_its_other_numbers_too(counter: Counter, again: Article) -> None:
    """The second SIM's IMEI, or the serial: of a camera there is no other number."""
    counter = counter.with_settings(permit_categories=None)
    desks = Desks(counter)
    held = appraised()
    camera = replace(held, article=article(goods="camera", imei="", serial="SN-2"))
    phone = replace(held, article=article(imei=IMEI, serial="SN-1"))
    counter.accept(counter.signed(phone, camera))
    custody = desks.enter(order(1, 2))
    desks.correct(1)

    other = replace(held, article=article(goods="pc", imei="", serial="SN-2"))
    assert counter.accept(counter.signed(other)).acceptance is not None  # another maker's number
    visit_id = counter.signed(replace(held, article=again))
    with pytest.raises(Refused, match="custody_offered"):
        counter.accept(visit_id)
    desks.custody.end(custody.seq, "解除", MANAGER, MANAGER_PIN)
    assert counter.accept(visit_id).acceptance is not None


@pytest.mark.parametrize("first", [date(2027, 11, 22), date(9999, 12, 31)])
def test_a_first_day_to_come_makes_no_order_longer_than_thirty_days(
    desks: Desks, first: date
) -> None:
    """A mistyped year would keep the article for a year and more (Act art. 21)."""
    with pytest.raises(WrongInput, match="custody_days") as told:
        desks.enter(order(1, first=first, last=first))
    assert told.value.facts == {"latest": UNTIL}
    desks.enter(order(1, first=TODAY + timedelta(days=1), last=UNTIL))
    with pytest.raises(Refused, match="custody_ordered"):
        desks.sell()
