"""A clock that was set back: nothing is accepted until it is right or a manager says that it is."""

from __future__ import annotations

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.staff import TRIES_BEFORE_LOCK
from counter_app.domain.visit import Step
from counter_app.services.japan_time import time_words
from tests.faults.conftest import MakeTill
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK_PIN, MANAGER


def wrong_clock(till: FaultyTill) -> str:
    now = till.clock.now()
    return till.say("clerk.clock.wrong", day=business_day(now), at=time_words(now))


def pay_again(till: FaultyTill) -> None:
    till.until(till.clerk.ready("primary"))
    till.clerk.click("primary")
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    till.clerk.type(CLERK_PIN)


def test_a_clock_set_back_holds_the_deal_until_it_is_set_right(make_till: MakeTill) -> None:
    till = make_till()
    till.resume_at(Step.PAYOUT)
    till.clock.move(days=-1)
    till.pay()

    till.clerk_hears(till.error("clock_backwards"))
    till.customer_only_waits()
    assert till.visit.acceptance is None

    till.clock.move(days=1)
    pay_again(till)
    till.until(till.clerk.shows("PapersScreen"))


def test_a_manager_confirms_the_clock_and_the_deal_goes_on(make_till: MakeTill) -> None:
    till = make_till()
    till.resume_at(Step.PAYOUT)
    visit = till.visit
    till.clock.move(days=-1)
    till.pay()
    till.clerk_hears(till.error("clock_backwards"))

    till.clerk.click("switch_staff")  # nothing is lost: the visit waits on the board
    till.sign_in()
    till.clerk_hears(wrong_clock(till))
    assert till.customer.page_is("IdlePage")
    till.clerk.click("clock")
    till.until(till.clerk.shows("ClockScreen"))
    till.confirm_clock(MANAGER, "0000")
    till.clerk_hears(till.error("pin_wrong", left=TRIES_BEFORE_LOCK - 1))
    till.confirm_clock(MANAGER)
    till.until(till.clerk.shows("BoardScreen"))
    till.until(till.clerk.ready("resume_0"))
    assert till.clerk.find("clock") is None

    till.clerk.click("resume_0")
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    assert till.counter.visits.get(visit.visit_id).acceptance is not None
    with till.counter.record.read() as view:
        confirmed = till.counter.record.acts.last_of(view, Kind.CLOCK_CONFIRMED)
    assert confirmed is not None
    assert confirmed.header.staff == MANAGER


@ONCE
def test_a_right_clock_offers_nothing_to_confirm(make_till: MakeTill) -> None:
    till = make_till()
    till.sign_in()

    assert till.clerk.find("clock") is None
    assert not till.clerk_is_told(wrong_clock(till))


@ONCE
def test_a_clock_need_not_be_confirmed(make_till: MakeTill) -> None:
    till = make_till()
    till.clock.move(days=-1)
    till.sign_in()
    till.until(till.clerk.ready("clock"))
    till.clerk.click("clock")
    till.until(till.clerk.shows("ClockScreen"))
    till.until(till.clerk.ready("back"))

    till.clerk.click("back")
    till.until(till.clerk.shows("BoardScreen"))
    till.clerk_hears(wrong_clock(till))
