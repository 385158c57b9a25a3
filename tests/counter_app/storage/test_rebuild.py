"""Rows made anew from the acts: whatever was done to them, they equal the acts afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.staff import Role
from counter_app.services.internal_acts import internal_act
from counter_app.services.rebuilding import rebuild_rows
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.proof import prove, rebuild_faults
from counter_app.storage.rebuild import Rebuilt
from tests.erasing import THREE_YEARS_ON, new_till
from tests.records import CLERK, NOON, SmallRecord, accepted, cheap_hasher, paid


@pytest.fixture
def full(till: SmallRecord) -> SmallRecord:
    """A manager, two deals, a correction, a movement and a custody order."""
    desk = StaffDesk(till.record, till.clock, cheap_hasher())
    desk.add("M01", "見本 店長", Role.MANAGER, "2468", CLERK)
    given = {"email": True, "group_provision": False}
    consent = NewAct(
        Kind.CONSENT_GIVEN, CLERK, NOON, {"other.consent": {"choices": given}}, bases=BASES
    )
    first = till.write(consent).header.seq
    deal = till.write(replace(accepted(lines=2, bases=BASES), ref=first)).header.seq
    till.write(replace(paid(), ref=deal))
    correction = {"article.corrects": {"line": 1, "cancels": True}, "other.correction": "見本"}
    till.write(NewAct(Kind.CORRECTION, CLERK, NOON, correction, lines=1, ref=deal, bases=NOTICE))
    moved = {"article.movement": {"line": 2, "to": "倉庫"}}
    till.write(NewAct(Kind.MOVED, CLERK, NOON, moved, ref=deal, bases=NOTICE))
    order = {"reference": "見本警察署 12", "last": "2026-12-01", "articles": [2]}
    till.write(internal_act(InternalNote(NoteKind.CUSTODY_ORDERED, order), CLERK, NOON))
    return till


NOTICE, BASES = frozenset({"notice"}), frozenset({"notice", "marketing"})


def rebuilt(full: SmallRecord) -> Rebuilt:
    return rebuild_rows(full.record, cheap_hasher())


def rows(full: SmallRecord) -> dict[str, list[tuple[object, ...]]]:
    """Every row that follows from acts."""
    asked = {
        "ledger_lines": "SELECT * FROM ledger_lines ORDER BY running",
        "counters": "SELECT * FROM counters ORDER BY name",
        "act_bases": "SELECT * FROM act_bases ORDER BY seq, basis",
        "holds": "SELECT * FROM holds ORDER BY seq, running",
        "staff": "SELECT code, name, role FROM staff ORDER BY code",
    }
    with full.record.read() as view:
        return {
            name: [tuple(row) for row in view.connection.exec_driver_sql(sql)]
            for name, sql in asked.items()
        }


def test_true_rows_stay_as_they_are(full: SmallRecord) -> None:
    before = rows(full)
    assert rebuilt(full) == Rebuilt((), ())
    assert rows(full) == before


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM ledger_lines",
        "DELETE FROM ledger_lines WHERE running = 2",
        "UPDATE ledger_lines SET line = replace(CAST(line AS TEXT), ':45000', ':4500')",
        "UPDATE ledger_lines SET line = '{}' WHERE running = 1",
        "UPDATE ledger_lines SET day = '2026-11-01'",
        "UPDATE ledger_lines SET imei = '0' WHERE running = 1",
        "DELETE FROM counters WHERE name LIKE 'line:%'",
        "UPDATE counters SET value = 99 WHERE name LIKE 'line:%moved'",
        "INSERT INTO counters VALUES ('line:2:disposed', 3)",
        "UPDATE staff SET role = 'clerk'",
        "UPDATE staff SET name = 'x'",
        "INSERT INTO staff VALUES ('X99', 'x', 'manager', 'x', 0, NULL)",
        "INSERT INTO act_bases VALUES (3, 'group')",
        "DELETE FROM holds",
        "UPDATE holds SET last = '2026-11-23'",
    ],
)
def test_whatever_was_done_to_a_row_is_undone(full: SmallRecord, harm: str) -> None:
    before = rows(full)
    full.tamper(harm)
    found = rebuild_faults(full.record)
    assert found  # control: the harm is seen before

    assert rebuilt(full).repaired == tuple(found)

    assert rows(full) == before
    assert rebuild_faults(full.record) == []
    assert prove(full.record).holds


def test_a_person_whose_row_was_lost_comes_back_without_a_pin(full: SmallRecord) -> None:
    desk = StaffDesk(full.record, full.clock, cheap_hasher())
    desk.prove(desk.members()[0].code, "2468")  # control
    full.tamper("DELETE FROM staff")

    assert rebuilt(full).without_pin == ("M01",)
    desk = StaffDesk(full.record, full.clock, cheap_hasher())
    [member] = desk.members()
    assert (member.name, member.role) == ("見本 店長", Role.MANAGER)
    with pytest.raises(Refused, match="pin_wrong"):
        desk.prove(member.code, "2468")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("UPDATE acts SET content = zeroblob(length(content)) WHERE seq = 3", "act 3: altered"),
        ("DELETE FROM tree WHERE level = 1", "tree: a node is missing"),
        ("DELETE FROM act_keys WHERE seq = 3 AND part = '1.identity'", "act 3: no key"),
        ("INSERT INTO ledger_lines VALUES (9, 3, '2026-11-22', '', '{}')", "ledger line 9: no act"),
        ("UPDATE counters SET value = 9 WHERE name = 'ledger_lines'", "ledger line 9: no act"),
    ],
)
def test_where_the_acts_are_not_whole_no_row_is_touched(
    full: SmallRecord, harm: str, why: str
) -> None:
    full.tamper(harm, "UPDATE ledger_lines SET day = '2026-11-01' WHERE running = 1")
    before = rows(full)
    with pytest.raises(IntegrityFault, match="rebuild_refused") as told:
        rebuilt(full)
    assert str(told.value.facts["why"]).startswith(why)
    assert rows(full) == before


def test_a_log_that_was_cut_off_keeps_the_rows_that_tell_of_it(full: SmallRecord) -> None:
    full.tamper(
        "PRAGMA foreign_keys = OFF",
        *(f"DELETE FROM {table} WHERE seq > 4" for table in ("act_bases", "act_keys", "acts")),  # noqa: S608 - names of tables
        "DELETE FROM tree WHERE level = 0 AND place > 3",
        "DELETE FROM tree WHERE level = 1 AND place > 1",
    )
    before = rows(full)["ledger_lines"]
    with pytest.raises(IntegrityFault, match="rebuild_refused"):
        rebuilt(full)
    assert rows(full)["ledger_lines"] == before


def test_erased_lines_stay_erased(tmp_path_factory: pytest.TempPathFactory) -> None:
    old = new_till(tmp_path_factory.mktemp("old"))
    old.deal()
    old.at(THREE_YEARS_ON)
    assert old.desk.run() is not None
    with old.record.write() as tx:
        tx.connection.exec_driver_sql("DELETE FROM ledger_lines")

    rebuild_rows(old.record, cheap_hasher())

    with old.record.read() as view:
        [line] = old.record.ledger.all(view)
    assert (line.name, line.erased, line.number.running) == ("", True, 1)
    assert rebuild_faults(old.record) == []
    old.close()
