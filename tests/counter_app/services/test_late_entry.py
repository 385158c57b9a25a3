"""A late entry says both times and why, and is judged by the law of the day of the receipt."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from counter_app.clock import JAPAN
from counter_app.domain.errors import CounterError, Refused, WrongInput
from counter_app.domain.ledger import LateEntry
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, consent
from tests.counter_app.services.counters import MINOR_BORN, Counter

RECEIVED = datetime(2026, 11, 20, 11, 0, tzinfo=JAPAN)
LATE = LateEntry(RECEIVED, "停電のため")


def test_both_times_and_the_reason_stand_in_the_line(counter: Counter) -> None:
    counter.accept(counter.signed())
    counter.accept(counter.signed(), MANAGER, MANAGER_PIN, late=LATE)
    first, line = counter.lines()

    assert (first.late, line.late) == (None, LATE)
    assert line.day == date(2026, 11, 22)  # the book's order is that of the writing
    assert line.at == counter.small.clock.now()
    assert str(line.number) == "T01-000002"
    assert counter.small.fields(line.act_seq)["application.date"] == "2026-11-20"
    assert line.staff == MANAGER
    assert prove(counter.small.record).holds
    assert rebuild_faults(counter.small.record) == []


def test_the_age_is_that_of_the_receipt(counter: Counter) -> None:
    visit_id = counter.agreed(visit_id=counter.identified(birth_date=date(1990, 11, 21)))
    counter.visits.sign(visit_id, consent())
    counter.accept(visit_id, MANAGER, MANAGER_PIN, late=LATE)
    assert counter.lines()[0].age == 35  # 36 on the day of the writing


def test_the_law_of_the_day_of_the_receipt_holds(counter: Counter) -> None:
    """Eighteen tomorrow: whoever waits until then and dates the receipt back is still refused."""
    visit_id = counter.agreed(visit_id=counter.identified(birth_date=MINOR_BORN))
    counter.visits.sign(visit_id, consent())
    counter.small.clock.move(days=1)
    with pytest.raises(Refused, match="minor_without_guardian"):
        counter.accept(visit_id, MANAGER, MANAGER_PIN, late=LATE)
    assert counter.lines() == []
    counter.accept(visit_id, MANAGER, MANAGER_PIN)  # today, of age
    assert len(counter.lines()) == 1


@pytest.mark.parametrize(
    ("late", "code"),
    [
        (LateEntry(RECEIVED, " "), "reason_missing"),
        (LateEntry(RECEIVED + timedelta(days=30), "停電のため"), "late_not_past"),
    ],
)
def test_a_late_entry_is_of_the_past_and_has_a_reason(
    late: LateEntry, code: str, counter: Counter
) -> None:
    with pytest.raises(WrongInput, match=code):
        counter.accept(counter.signed(), MANAGER, MANAGER_PIN, late=late)
    assert counter.lines() == []


def test_only_a_manager_enters_late(counter: Counter) -> None:
    with pytest.raises(CounterError, match="not_a_manager"):
        counter.accept(counter.signed(), CLERK, CLERK_PIN, late=LATE)
    assert counter.lines() == []
