"""Inspection mode: the asked days and nothing else, on one paper, under the officer's number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_app.app import Counter
from counter_app.clock import HeldClock
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Step
from counter_app.services.internal_acts import internal_notes
from counter_app.services.ledger import Question
from tests import builders
from tests.counter_app.documents.builders import words_of
from tests.counter_app.services.police_desks import number, order
from tests.ui.counters import (
    AFTERNOON,
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    open_small_counter,
)
from tests.ui.screens.conftest import visit_at

FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (22, 23, 24))
BY = (StaffCode(MANAGER), MANAGER_PIN)
CLERKS = (StaffCode(CLERK), CLERK_PIN)
OFFICER = "警視庁 第12345号"


@dataclass
class Till:
    """A till with lines on three days, on the third of them."""

    counter: Counter
    clock: HeldClock

    def notes(self) -> list[dict[str, object]]:
        """What every internal act tells."""
        record = self.counter.record
        with record.read() as view:
            return [note.field() for _stored, note in internal_notes(record, view)]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    clock = HeldClock(AFTERNOON)
    with open_small_counter(tmp_path, clock=clock) as counter:
        made = Till(counter, clock)
        for _day in range(3):
            visit = visit_at(counter, Step.PAYOUT)
            counter.acceptance.accept(visit.visit_id, *CLERKS)
            counter.visits.finish(visit.visit_id)
            clock.move(days=1)
        clock.move(days=-1)
        yield made


def test_the_officers_number_and_the_days_are_written_at_both_ends(till: Till) -> None:
    counter = till.counter
    begun = counter.inspections.begin(OFFICER, FIRST, SECOND, *BY)
    seen = [counter.inspections.now_on]
    counter.inspections.end(*BY)
    assert [*seen, counter.inspections.now_on] == [begun, None]
    first, second = till.notes()
    assert first == {
        "kind": "inspection",
        "step": "begun",
        "officer": OFFICER,
        "first": "2026-11-22",
        "last": "2026-11-23",
    }
    assert second["step"] == "ended"
    with counter.record.read() as view:
        [act, _end] = [stored for stored, _note in internal_notes(counter.record, view)]
    assert second["begun"] == act.header.seq
    assert counter.ledger.prove().holds


def test_while_it_is_on_nothing_of_other_days_is_seen_or_found(till: Till) -> None:
    ledger = till.counter.ledger
    everything = Question(imei=builders.IMEI)

    def running() -> list[int]:
        return [line.number.running for line in ledger.found(everything).lines]

    assert running() == [1, 2, 3]  # the control: before, all is there
    assert len(ledger.lines(FIRST, THIRD)) == 3
    assert len(ledger.days(FIRST, THIRD)) == 3
    till.counter.inspections.begin(OFFICER, SECOND, SECOND, *BY)

    assert running() == [2]
    assert [one.number.running for one in ledger.seen_before(builders.IMEI)] == [2]
    by_name = ledger.found(Question(person="見本", first=FIRST, last=THIRD))
    assert [line.number.running for line in by_name.lines] == [2]
    for look in (
        lambda: ledger.day(FIRST),
        lambda: ledger.day(THIRD),
        lambda: ledger.days(SECOND, THIRD),
        lambda: ledger.lines(FIRST, SECOND),
        lambda: ledger.range(SECOND, THIRD),
    ):
        with pytest.raises(Refused, match="inspection_range") as told:
            look()
        assert told.value.facts == {"first": SECOND, "last": SECOND}
    assert len(ledger.day(SECOND).lines) == 1

    till.counter.inspections.end(*BY)
    assert running() == [1, 2, 3]
    assert len(ledger.days(FIRST, THIRD)) == 3


def test_one_paper_has_ledger_and_stock_of_the_asked_days(till: Till) -> None:
    counter = till.counter
    counter.disposals.dispose(number(1), DisposalKind.SALE, 30_000, None, *CLERKS)
    counter.custody.order(order(2, first=THIRD, last=THIRD + timedelta(days=30)), *BY)
    counter.corrections.correct(number(2), {"price": "12345"}, "打ち間違い", *BY)
    counter.inspections.begin(OFFICER, FIRST, SECOND, *BY)

    [line] = counter.inspections.stock()
    assert (line.number, line.price, line.day) == (number(2), 12_345, SECOND)
    paper = counter.inspections.paper()
    assert paper.name == "inspection_2026-11-22_2026-11-23.pdf"
    text = words_of(paper.pdf)
    assert "期間:2026年11月22日〜2026年11月23日" in text
    assert "在庫:2026年11月22日〜2026年11月23日に受け入れ、まだ払い出していない品物" in text
    assert "差止め" in text
    assert text.count("T01-000001") >= 1
    assert "12,345" in text
    assert "T01-000003" not in text  # of the third day
    assert text.index("T01-000001") < text.index("在庫:")
    assert "T01-000001" not in text[text.index("在庫:") :]  # it is gone


def test_what_was_cancelled_is_no_stock_and_what_moved_is(till: Till) -> None:
    counter = till.counter
    counter.corrections.cancel(number(1), "重複", *BY)
    counter.corrections.correct(number(2), {"price": "12345"}, "直し", *BY)
    counter.corrections.cancel(number(5), "直しの取消", *BY)
    counter.disposals.move(number(3), "本部倉庫", *CLERKS)
    counter.inspections.begin(OFFICER, FIRST, THIRD, *BY)
    assert [one.number for one in counter.inspections.stock()] == [number(3)]


def test_a_command_makes_the_paper_without_the_mode(till: Till) -> None:
    paper = till.counter.inspections.one_paper(OFFICER, THIRD, THIRD, *BY)
    assert "T01-000003" in words_of(paper.pdf)
    assert "T01-000002" not in words_of(paper.pdf)
    assert till.counter.inspections.now_on is None
    [note] = till.notes()
    assert (note["step"], note["officer"]) == ("begun", OFFICER)


def test_days_without_a_line_print_too(till: Till) -> None:
    day = date(2026, 11, 1)
    paper = till.counter.inspections.one_paper(OFFICER, day, day, *BY)
    assert "在庫:2026年11月1日〜2026年11月1日" in words_of(paper.pdf)


def test_a_missing_number_within_the_days_is_told(till: Till) -> None:
    counter = till.counter
    whole = counter.ledger.book([counter.ledger.range(FIRST, THIRD)])
    assert "欠番" not in words_of(whole.pdf)
    day = counter.ledger.range(FIRST, THIRD)
    gap = counter.ledger.book([replace(day, lines=day.lines[::2])])
    assert "T01-000002" in words_of(gap.pdf)


@pytest.mark.parametrize(
    ("officer", "first", "last", "code"),
    [
        (" ", FIRST, FIRST, "inspection_officer"),
        ("1\n2", FIRST, FIRST, "inspection_officer"),
        (OFFICER, SECOND, FIRST, "inspection_days"),
        (OFFICER, date(2026, 11, 25), date(2026, 11, 26), "inspection_days"),
    ],
)
def test_what_cannot_be_inspected(
    till: Till, officer: str, first: date, last: date, code: str
) -> None:
    with pytest.raises(WrongInput, match=code):
        till.counter.inspections.begin(officer, first, last, *BY)
    assert till.notes() == []


def test_only_a_manager_begins_and_ends_it_and_one_at_a_time(till: Till) -> None:
    desk = till.counter.inspections
    with pytest.raises(Refused, match="inspection_off"):
        desk.end(*BY)
    for look in (desk.paper, desk.stock):
        with pytest.raises(Refused, match="inspection_off"):
            look()
    with pytest.raises(Refused, match="not_a_manager"):
        desk.begin(OFFICER, FIRST, FIRST, *CLERKS)
    desk.begin(OFFICER, FIRST, FIRST, *BY)
    with pytest.raises(Refused, match="inspection_on"):
        desk.begin(OFFICER, FIRST, THIRD, *BY)
    with pytest.raises(Refused, match="not_a_manager"):
        desk.end(*CLERKS)
    with pytest.raises(Refused, match="pin_wrong"):
        desk.end(BY[0], "0000")
    assert desk.now_on is not None
