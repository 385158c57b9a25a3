"""A wrong PIN: the tries left are told, then the lock, and nothing is lost meanwhile."""

from __future__ import annotations

from counter_app.domain.staff import LOCKED_FOR, TRIES_BEFORE_LOCK
from counter_app.domain.visit import Step
from tests.faults.conftest import MakeTill
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN
from tests.ui.screens.words import words_of

WRONG = "0000"
MINUTES = int(LOCKED_FOR.total_seconds() // 60)


def guess(till: FaultyTill, pin: str = WRONG) -> None:
    till.rest()
    till.clerk.type(pin)


def test_signing_in_tells_the_tries_left_and_then_the_lock(make_till: MakeTill) -> None:
    till = make_till()
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")

    for left in range(TRIES_BEFORE_LOCK - 1, 0, -1):
        guess(till)
        till.clerk_hears(till.error("pin_wrong", left=left))
    guess(till)
    till.clerk_hears(till.error("pin_locked", minutes=MINUTES))
    guess(till, CLERK_PIN)
    till.rest()
    assert till.clerk.page_is("SignInScreen")

    till.clock.move(seconds=LOCKED_FOR.total_seconds())
    guess(till, CLERK_PIN)
    till.until(till.clerk.shows("BoardScreen"))


@ONCE
def test_a_locked_clerk_may_let_a_colleague_go_on(make_till: MakeTill) -> None:
    till = make_till()
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    for _ in range(TRIES_BEFORE_LOCK):
        guess(till)
    till.clerk_hears(till.error("pin_locked", minutes=MINUTES))

    till.sign_in(MANAGER, MANAGER_PIN)


def test_a_wrong_pin_at_the_payout_loses_no_coin_and_tells_the_customer_nothing(
    make_till: MakeTill,
) -> None:
    till = make_till()
    till.resume_at(Step.PAYOUT)
    till.pay(WRONG)

    till.clerk_hears(till.error("pin_wrong", left=TRIES_BEFORE_LOCK - 1))
    till.customer_only_waits()
    assert till.visit.acceptance is None
    assert till.counter.ledger.lines(till.counter.ledger.today, till.counter.ledger.today) == []

    till.clerk.click("back")  # the cash that was counted is still there
    assert till.clerk.find("cash_sum") is not None
    till.clerk.click("primary")
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    till.clerk.type(CLERK_PIN)
    till.until(till.clerk.shows("PapersScreen"))
    assert till.visit.acceptance is not None


@ONCE
def test_the_wrong_pin_of_a_manager_is_counted_for_the_manager_alone(make_till: MakeTill) -> None:
    till = make_till()
    till.resume_at(Step.PAYOUT)
    till.pay(WRONG, MANAGER)

    till.clerk_hears(till.error("pin_wrong", left=TRIES_BEFORE_LOCK - 1))
    failed = {one.code: one.failed for one in till.counter.staff.members()}
    assert failed == {CLERK: 0, MANAGER: 1}
    assert WRONG not in words_of(till.till.clerk)
