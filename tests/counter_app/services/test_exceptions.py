"""The report of exceptions: each way that is not the ordinary one, with who and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app.app import Counter
from counter_app.clock import JAPAN, HeldClock
from counter_app.domain.day_close import DrawerCount
from counter_app.domain.errors import CounterError, WrongInput
from counter_app.domain.exceptions import CounterException, ExceptionKind
from counter_app.domain.ledger import LateEntry
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode, Yen
from counter_app.domain.visit import Step
from tests.ui.counters import AFTERNOON, CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

TODAY = date(2026, 11, 22)
DEAR = "sample-phone-x-128"
BOSS = StaffCode(MANAGER)
FIRST = LedgerNumber(TillCode("T01"), 1)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_small_counter(tmp_path) as opened:
        yield opened


def later(counter: Counter, **by: int) -> None:
    assert isinstance(counter.clock, HeldClock)
    counter.clock.move(**by)


def buy(counter: Counter, model: str = "sample-phone-mini-64", **other: object) -> None:
    step = Step.APPROVAL if model == DEAR else Step.PAYOUT
    visit = visit_at(counter, step, model)
    if model == DEAR:
        counter.visits.approve(visit.visit_id, BOSS, MANAGER_PIN)
    by, pin = (MANAGER, MANAGER_PIN) if other else (CLERK, CLERK_PIN)
    counter.acceptance.accept(visit.visit_id, StaffCode(by), pin, **other)  # type: ignore[arg-type]  # late alone
    counter.visits.finish(visit.visit_id)


def close(counter: Counter, off: int = 0, reason: str = "") -> None:
    state = counter.days.state()
    drawer = DrawerCount(Yen(200_000), Yen(200_000 - state.sums.paid + off), reason)
    counter.days.close(state.due, drawer, BOSS, MANAGER_PIN)


def told(counter: Counter, *days: date | None) -> list[CounterException]:
    first, last = days or (None, None)
    return counter.exceptions.between(first, last)


def test_an_ordinary_day_has_no_exception(counter: Counter) -> None:
    buy(counter)
    close(counter)
    assert told(counter) == []


def test_an_approval_names_the_manager_and_the_clerk(counter: Counter) -> None:
    buy(counter, DEAR)
    [one] = told(counter)
    assert (one.kind, one.at, one.by) == (ExceptionKind.APPROVAL, AFTERNOON, MANAGER)
    assert one.facts == {"line": "T01-000001", "yen": 72_000, "clerk": CLERK}


def test_corrections_cancellations_and_late_entries_have_their_reasons(counter: Counter) -> None:
    buy(counter)
    counter.corrections.correct(FIRST, {"price": "20000"}, "打ち間違い", BOSS, MANAGER_PIN)
    second = LedgerNumber(TillCode("T01"), 2)
    counter.corrections.cancel(second, "返品", BOSS, MANAGER_PIN)
    received = datetime(2026, 11, 20, 11, 0, tzinfo=JAPAN)
    buy(counter, late=LateEntry(received, "停電のため"))

    assert [(one.kind.value, one.by, dict(one.facts)) for one in told(counter)] == [
        ("correction", MANAGER, {"line": "T01-000002", "of": "T01-000001", "reason": "打ち間違い"}),
        ("cancellation", MANAGER, {"line": "T01-000003", "of": "T01-000002", "reason": "返品"}),
        (
            "late_entry",
            MANAGER,
            {
                "line": "T01-000004",
                "received_at": "2026-11-20T02:00:00.000Z",
                "reason": "停電のため",
            },
        ),
    ]


def test_a_confirmed_clock_is_told(counter: Counter) -> None:
    counter.clocks.confirm(BOSS, MANAGER_PIN)
    assert told(counter) == [CounterException(ExceptionKind.CLOCK_CONFIRMED, AFTERNOON, MANAGER)]


def test_a_pin_that_was_tried_too_often_stays_told_after_the_right_one(counter: Counter) -> None:
    for _try in range(4):
        with pytest.raises(CounterError, match="pin_wrong"):
            counter.staff.prove(StaffCode(CLERK), "0000")
    assert told(counter) == []  # control: four wrong ones are no lock
    with pytest.raises(CounterError, match="pin_locked"):
        counter.staff.prove(StaffCode(CLERK), "0000")
    with pytest.raises(CounterError, match="pin_locked"):
        counter.staff.prove(StaffCode(CLERK), CLERK_PIN)  # locked: no second note
    later(counter, seconds=16 * 60)
    counter.staff.prove(StaffCode(CLERK), CLERK_PIN)

    assert told(counter) == [CounterException(ExceptionKind.PIN_LOCKED, AFTERNOON, CLERK)]


def test_a_day_with_purchases_that_nobody_closed_is_told_from_the_next_day(
    counter: Counter,
) -> None:
    buy(counter)
    assert told(counter) == []  # today can still be closed
    later(counter, days=1)
    [one] = told(counter)
    assert (one.kind, one.at, one.by) == (ExceptionKind.DAY_NOT_CLOSED, None, "")
    assert one.facts == {"day": "2026-11-22"}
    close(counter)
    assert told(counter) == []


def test_a_drawer_that_did_not_agree_is_told_with_its_reason(counter: Counter) -> None:
    buy(counter)
    close(counter, off=-500, reason="つり銭の渡し間違い")
    [one] = told(counter)
    assert (one.kind, one.by) == (ExceptionKind.DAY_DIFFERENCE, MANAGER)
    assert one.facts == {"day": "2026-11-22", "yen": -500, "reason": "つり銭の渡し間違い"}


def test_only_the_days_that_were_asked_for_are_told_in_their_order(counter: Counter) -> None:
    buy(counter, DEAR)
    later(counter, days=1)
    counter.clocks.confirm(BOSS, MANAGER_PIN)
    kinds = ["approval", "day_not_closed", "clock_confirmed"]
    assert [one.kind.value for one in told(counter)] == kinds
    monday = TODAY + timedelta(days=1)
    assert [one.kind.value for one in told(counter, monday, monday)] == kinds[2:]
    assert [one.kind.value for one in told(counter, TODAY, TODAY)] == kinds[:2]
    later(counter, days=40)
    assert told(counter) == []  # the last 31 days unless said otherwise


@pytest.mark.parametrize("days", [(TODAY, TODAY - timedelta(days=1)), (date(2024, 1, 1), TODAY)])
def test_days_that_are_none_are_refused(counter: Counter, days: tuple[date, date]) -> None:
    with pytest.raises(WrongInput, match="days_form"):
        told(counter, *days)


def test_no_customer_is_named(counter: Counter) -> None:
    buy(counter, DEAR)
    assert "見本 太郎" not in repr(told(counter))


def test_a_damaged_act_hides_no_other(counter: Counter) -> None:
    buy(counter, DEAR)
    counter.clocks.confirm(BOSS, MANAGER_PIN)
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER acts_are_not_changed")
        connection.exec_driver_sql(
            "UPDATE acts SET content = zeroblob(length(content)) WHERE kind = 'article_accepted'"
        )
    assert [one.kind.value for one in told(counter)] == ["clock_confirmed"]
