"""What is remembered beside the ledger: found at once, and proved against the acts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from counter_app.domain.acts import Kind
from counter_app.storage.act_log import NewAct
from counter_app.storage.ledger_marks import LineMarks, marks_of
from tests.records import CLERK, NOON, SmallRecord, accepted, paid

DAY = date(2026, 11, 22)


def moved(line: int) -> NewAct:
    return NewAct(Kind.MOVED, CLERK, NOON, {"article.movement": {"line": line, "to": "本部"}})


def test_marks_of_many_lines_are_found(till: SmallRecord) -> None:
    till.write(accepted(lines=1200))
    first, last = till.write(moved(1)), till.write(moved(1200))

    with till.record.read() as view:
        found = till.record.marks.of_lines(view, range(1, 1201))
    assert found == {
        1: LineMarks(moved=first.header.seq),
        1200: LineMarks(moved=last.header.seq),
    }


def test_the_latest_movement_is_the_one_that_counts(till: SmallRecord) -> None:
    till.write(accepted())
    till.write(moved(1))
    again = till.write(moved(1))
    with till.record.read() as view:
        assert till.record.marks.of_lines(view, [1]) == {1: LineMarks(moved=again.header.seq)}


def test_other_acts_make_no_marks(till: SmallRecord) -> None:
    for new in (accepted(), paid(), NewAct(Kind.CORRECTION, CLERK, NOON)):
        stored = till.write(new)
        assert marks_of(stored.header, till.fields(stored.header.seq)) == {}


def test_a_print_is_remembered_to_the_second_and_is_no_fault(till: SmallRecord) -> None:
    at = datetime(2026, 11, 22, 5, 0, 1, 999, tzinfo=UTC)
    with till.record.write() as tx:
        till.record.marks.note_print(tx, DAY, at)
    with till.record.read() as view:
        assert till.record.marks.printed(view, DAY) == at.replace(microsecond=0)
        assert till.record.marks.printed(view, date(2026, 11, 23)) is None
        assert till.record.marks.faults(view, {}) == []
        assert till.record.marks.faults(view, {"line:7:moved": 3}) == [
            "what became of line 7: differs from its acts"
        ]
