"""Holds follow from internal acts, at the writing and again from the log; a look opens no act."""

from __future__ import annotations

from datetime import date

from counter_app.domain.acts import Kind
from counter_app.domain.holds import Hold, HoldKind
from counter_app.domain.internal import NoteKind
from counter_app.storage.act_log import NewAct
from counter_app.storage.hold_rows import Holds, follow
from tests.records import CLERK, NOON, SmallRecord, accepted

TODAY, LAST = date(2026, 11, 22), date(2026, 12, 22)
ORDER = {
    "kind": NoteKind.CUSTODY_ORDERED.value,
    "articles": [1, 2],
    "reference": "station\nno",
    "last": "2026-12-22",
}
ASKED = {"kind": NoteKind.POLICE_PROVISION.value, "step": "asked", "articles": [2]}


def write(till: SmallRecord, **told: object) -> int:
    fields = {"other.staff_note": told}
    return till.write(NewAct(Kind.INTERNAL, CLERK, NOON, fields)).header.seq


def rebuilt(till: SmallRecord) -> Holds:
    """What the log tells, from its first act on."""
    holds: Holds = {}
    record = till.record
    with record.read() as view:
        for stored in record.acts.of_kind(view, Kind.INTERNAL):
            follow(holds, stored.header, record.acts.fields(view, stored, "provide"))
    return holds


def test_what_is_written_is_what_the_log_tells(till: SmallRecord) -> None:
    till.write(accepted(lines=2))
    order, asked = write(till, **ORDER), write(till, **ASKED)
    ended = write(till, kind=NoteKind.CUSTODY_ENDED.value, ends=order, reason="解除")
    write(till, kind=NoteKind.SUSPICION.value, told="12台")

    one = Hold(order, 1, HoldKind.CUSTODY, "station\nno", LAST, ended)
    other = Hold(order, 2, HoldKind.CUSTODY, "station\nno", LAST, ended)
    waits = Hold(asked, 2, HoldKind.INQUIRY, "", None)
    with till.record.read() as view:
        assert till.record.holds.of_act(view, order) == [one, other]
        assert till.record.holds.known(view, "station\nno") == [one, other]
        assert till.record.holds.standing(view, TODAY) == [waits]
        assert till.record.holds.on(view, [1, 2, 3], TODAY) == {2: [waits]}
        assert till.record.holds.faults(view, rebuilt(till)) == []
        assert till.record.holds.faults(view, {}) != []  # the control


def test_the_acts_that_are_kept_are_those_of_the_lines_and_those_that_tell(
    till: SmallRecord,
) -> None:
    deal = till.write(accepted(lines=2)).header.seq
    till.write(accepted())
    order = write(till, **ORDER)
    with till.record.read() as view:
        assert till.record.holds.acts(view, LAST) == {deal, order}
        assert till.record.holds.acts(view, date(2026, 12, 23)) == frozenset()


def test_many_lines_are_looked_up_in_parts(till: SmallRecord) -> None:
    till.write(accepted(lines=2))
    write(till, **ORDER)
    with till.record.read() as view:
        assert sorted(till.record.holds.on(view, range(1, 1202), TODAY)) == [1, 2]


def test_a_note_that_is_erased_begins_nothing(till: SmallRecord) -> None:
    holds: Holds = {}
    header = till.write(NewAct(Kind.INTERNAL, CLERK, NOON)).header
    follow(holds, header, {})
    assert holds == {}


def test_it_holds_until_it_is_over_or_ended() -> None:
    hold = Hold(3, 1, HoldKind.CUSTODY, "x", LAST)
    assert [hold.holds_on(day) for day in (LAST, date(2026, 12, 23))] == [True, False]
    assert Hold(3, 1, HoldKind.INQUIRY, "", None).holds_on(date.max)
    assert not Hold(3, 1, HoldKind.INQUIRY, "", None, ended=4).holds_on(TODAY)
