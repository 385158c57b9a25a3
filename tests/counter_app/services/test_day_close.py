"""Closing the day: once, by a manager, with sums that name nobody, and a summary to print again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from counter_app.app import Counter
from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.day_close import DrawerCount
from counter_app.domain.errors import CounterError
from counter_app.domain.values import StaffCode, Yen
from counter_app.domain.visit import Step
from counter_app.services.acceptance import Payout
from counter_app.services.day_close import closings
from tests.ui.counters import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, open_small_counter
from tests.ui.screens.conftest import visit_at

TODAY = date(2026, 11, 22)
PRICE = 23_000
EVEN = DrawerCount(Yen(100_000), Yen(100_000 - PRICE))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_small_counter(tmp_path) as opened:
        yield opened


def buy(counter: Counter, payout: Payout = "cash") -> None:
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN, payout)


def later(counter: Counter, **by: int) -> None:
    assert isinstance(counter.clock, HeldClock)
    counter.clock.move(**by)


def close(
    counter: Counter,
    drawer: DrawerCount = EVEN,
    day: date = TODAY,
    by: str = MANAGER,
    pin: str = MANAGER_PIN,
) -> int:
    return counter.days.close(day, drawer, StaffCode(by), pin).act_seq


def test_the_sums_are_those_of_the_ledger_and_of_the_cash(counter: Counter) -> None:
    buy(counter)
    buy(counter, "transfer")

    sums = counter.days.state().sums

    assert (sums.day, sums.lines, sums.bought, sums.paid) == (TODAY, 2, 2 * PRICE, PRICE)


def test_the_act_holds_plain_sums_and_names_nobody(counter: Counter) -> None:
    buy(counter)
    seq = close(counter, DrawerCount(Yen(100_000), Yen(76_500), "つり銭の渡し間違い"))

    with counter.record.read() as view:
        stored = counter.record.acts.act(view, seq)
        fields = counter.record.acts.fields(view, stored, "provide")
        root = counter.record.acts.root(view, seq - 1).hex()
    assert stored.header.kind is Kind.DAY_CLOSED
    assert stored.header.staff == MANAGER
    assert fields == {
        "other.staff_note": {
            "day": "2026-11-22",
            "lines": 1,
            "bought": PRICE,
            "paid": PRICE,
            "before": 100_000,
            "counted": 76_500,
            "reason": "つり銭の渡し間違い",
            "size": seq - 1,
            "root": root,
            "whole": True,
        }
    }
    assert counter.watch.check("demand").whole


def test_a_day_is_closed_once(counter: Counter) -> None:
    buy(counter)
    assert counter.days.state().closing is None
    seq = close(counter)
    closing = counter.days.state().closing
    assert closing is not None
    assert (closing.act_seq, closing.difference, closing.by) == (seq, 0, MANAGER)
    size = counter.hq.state().size

    with pytest.raises(CounterError, match="day_closed_already"):
        close(counter)

    assert counter.hq.state().size == size


@pytest.mark.parametrize(
    ("drawer", "by", "pin", "code"),
    [
        (EVEN, CLERK, CLERK_PIN, "not_a_manager"),
        (EVEN, MANAGER, "0000", "pin_wrong"),
        (DrawerCount(Yen(100_000), Yen(0)), MANAGER, MANAGER_PIN, "difference_reason_missing"),
        (DrawerCount(Yen(-1), Yen(0)), MANAGER, MANAGER_PIN, "drawer_form"),
    ],
)
def test_what_is_refused_writes_nothing(
    counter: Counter, drawer: DrawerCount, by: str, pin: str, code: str
) -> None:
    buy(counter)
    size = counter.hq.state().size

    with pytest.raises(CounterError, match=code):
        close(counter, drawer, by=by, pin=pin)

    assert counter.hq.state().size == size
    assert counter.days.state().closing is None


def test_a_day_to_come_is_not_closed(counter: Counter) -> None:
    with pytest.raises(CounterError, match="day_not_over"):
        close(counter, day=date(2026, 11, 23))


def test_a_clock_that_cannot_be_right_closes_nothing(counter: Counter) -> None:
    buy(counter)
    later(counter, days=-1)

    with pytest.raises(CounterError, match="clock_backwards"):
        close(counter, DrawerCount(Yen(0), Yen(0)), day=date(2026, 11, 21))


def test_a_day_without_a_purchase_may_be_closed(counter: Counter) -> None:
    close(counter, DrawerCount(Yen(5_000), Yen(5_000)))

    closing = counter.days.state().closing
    assert closing is not None
    assert (closing.sums.lines, closing.sums.paid) == (0, 0)


def test_yesterday_that_nobody_closed_is_due_first(counter: Counter) -> None:
    buy(counter)
    later(counter, days=1)
    state = counter.days.state()
    assert (state.due, state.open_days, state.sums.lines) == (TODAY, (TODAY,), 1)

    close(counter)

    after = counter.days.state()
    assert (after.due, after.open_days) == (date(2026, 11, 23), ())
    assert after.last is not None
    assert after.last.sums.day == TODAY
    assert after.closing is None  # today is still open


def test_days_without_purchases_are_not_asked_for(counter: Counter) -> None:
    buy(counter)
    close(counter)
    later(counter, days=3)

    assert counter.days.state().open_days == ()


def test_what_is_accepted_after_the_closing_is_counted(counter: Counter) -> None:
    buy(counter)
    close(counter)
    assert counter.days.state().since == 0
    buy(counter)

    assert counter.days.state().since == 1


def test_the_summary_can_be_printed_again_and_is_the_same(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(CounterError, match="day_not_closed"):
        counter.days.summary(TODAY)
    buy(counter)
    close(counter)
    first = counter.days.summary(TODAY)
    later(counter, days=1)

    again = counter.days.summary(TODAY)
    counter.days.print(again)

    assert first == again
    assert (tmp_path / "papers" / "day_2026-11-22.pdf").read_bytes() == first.pdf


def test_a_damaged_record_is_closed_as_such(counter: Counter) -> None:
    buy(counter)
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("UPDATE ledger_lines SET imei = 'x'")

    close(counter)

    closing = counter.days.state().closing
    assert closing is not None
    assert not closing.whole
    assert not counter.watch.is_whole


def test_a_closing_that_cannot_be_read_is_left_out(counter: Counter) -> None:
    seq = close(counter, DrawerCount(Yen(0), Yen(0)))
    with counter.record._database.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER acts_are_not_changed")
        connection.exec_driver_sql(f"UPDATE acts SET content = zeroblob(9) WHERE seq = {seq}")  # noqa: S608 - tampering on purpose

    with counter.record.read() as view:
        assert closings(counter.record, view, 5) == []
