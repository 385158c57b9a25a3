"""Every column of every line and act, edited, cut short, emptied, removed or swapped.

The line is named, and whether the sealed act can still tell what it said.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from counter_app.domain.loss import RESTORABLE, DamagedLine, Harm
from counter_app.domain.values import TillCode
from counter_app.storage.line_check import damaged_lines
from counter_app.storage.proof import prove, rebuild_faults
from tests.records import NOON, SmallRecord, accepted, paid

DAY = date(2026, 11, 22)


@pytest.fixture
def full(till: SmallRecord) -> SmallRecord:
    """Four acts with five ledger lines: 1 and 2 by act 1, 3 by act 3, 4 and 5 by act 4."""
    till.write(accepted(lines=2))
    till.write(paid())
    till.write(accepted(at=NOON + timedelta(hours=1), imei="356938035643809"))
    till.write(accepted(lines=2, at=NOON + timedelta(hours=2)))
    return till


def found(full: SmallRecord) -> dict[int, Harm]:
    """The damaged lines with their harm; that the proof finds something as well is asserted."""
    assert [*prove(full.record).faults, *rebuild_faults(full.record)]
    return {one.running: one.harm for one in damaged_lines(full.record)}


def test_an_untouched_ledger_has_no_damaged_line(full: SmallRecord) -> None:
    assert damaged_lines(full.record) == ()
    assert prove(full.record).holds
    assert rebuild_faults(full.record) == []


def test_an_empty_ledger_has_none(till: SmallRecord) -> None:
    assert damaged_lines(till.record) == ()


EDITS = {
    "running": "running = 77",
    "act_seq": "act_seq = 1",
    "act_seq of no acceptance": "act_seq = 2",
    "day": "day = '2026-11-21'",
    "day that is none": "day = 'x'",
    "imei": "imei = '490154203237518'",
    "line edited": ("line = CAST(replace(CAST(line AS TEXT), '45000', '45001') AS BLOB)"),
    "line cut short": "line = substr(line, 1, length(line) - 1)",
    "line cut in a sign": "line = substr(line, 1, 200)",
    "line emptied": "line = zeroblob(0)",
    "line of zeros": "line = zeroblob(300)",
    "line of other bytes": "line = x'fffe00'",
    "line of another": "line = (SELECT o.line FROM ledger_lines o WHERE o.running = 4)",
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS.keys())
def test_every_column_of_a_line(full: SmallRecord, change: str) -> None:
    full.tamper(f"UPDATE ledger_lines SET {change} WHERE running = 3")  # noqa: S608 - tampering on purpose

    harmed = found(full)
    assert harmed.pop(3) in RESTORABLE  # act 3 is whole and still tells what line 3 said
    # Renumbered, the row stands under a number that no act ever gave, and those between are gone.
    assert all(running > 5 for running in harmed)


NAMES = ("number", "day", "at", "item", "features", "price", "name", "address", "age", "method")


@pytest.mark.parametrize("name", NAMES)
def test_every_field_within_a_line(full: SmallRecord, name: str) -> None:
    """A line that still reads well, in another field each time."""
    values = {
        "number": """'{"till":"T01","running":9}'""",
        **dict.fromkeys(("price", "age"), "1"),
        "day": "'\"2026-11-23\"'",
        "at": "'\"2026-11-22T04:00:01Z\"'",
    }
    value = values.get(name, "'\"x\"'")
    full.tamper(
        f"UPDATE ledger_lines SET line = CAST(json_set(CAST(line AS TEXT), '$.{name}',"  # noqa: S608 - tampering on purpose
        f" json({value if value.startswith(chr(39)) else repr(value)})) AS BLOB) WHERE running = 3"
    )

    assert found(full) == {3: Harm.ALTERED}


@pytest.mark.parametrize("running", [1, 2, 3, 4, 5])
def test_a_removed_line(full: SmallRecord, running: int) -> None:
    full.tamper(f"DELETE FROM ledger_lines WHERE running = {running}")  # noqa: S608 - tampering on purpose

    seq = {1: 1, 2: 1, 3: 3, 4: 4, 5: 4}[running]
    assert damaged_lines(full.record) == (DamagedLine(running, Harm.MISSING, seq, DAY),)
    assert found(full)


def test_two_lines_swapped(full: SmallRecord) -> None:
    full.tamper(
        "UPDATE ledger_lines SET running = -1 WHERE running = 2",
        "UPDATE ledger_lines SET running = 2 WHERE running = 3",
        "UPDATE ledger_lines SET running = 3 WHERE running = -1",
    )

    assert found(full) == {2: Harm.ALTERED, 3: Harm.ALTERED}


def test_two_contents_swapped(full: SmallRecord) -> None:
    full.tamper(
        "CREATE TABLE beside AS SELECT * FROM ledger_lines WHERE running IN (2, 3)",
        "UPDATE ledger_lines SET (act_seq, day, imei, line) ="
        " (SELECT b.act_seq, b.day, b.imei, b.line FROM beside b"
        "  WHERE b.running = 5 - ledger_lines.running) WHERE running IN (2, 3)",
        "DROP TABLE beside",
    )

    assert found(full) == {2: Harm.ALTERED, 3: Harm.ALTERED}


ACTS = {
    "kind": "kind = 'paid'",
    "header edited": "header = CAST(replace(CAST(header AS TEXT), 'C01', 'C02') AS BLOB)",
    "header cut short": "header = substr(header, 1, length(header) - 1)",
    "header as text": "header = CAST(header AS TEXT)",
    "content cut short": "content = substr(content, 1, length(content) - 1)",
    "content emptied": "content = zeroblob(0)",
    "content of zeros": "content = zeroblob(length(content))",
    "commitments of zeros": "commitments = zeroblob(length(commitments))",
    "commitments cut short": "commitments = substr(commitments, 1, 31)",
    "leaf": "leaf = zeroblob(32)",
    "leaf cut short": "leaf = substr(leaf, 1, 31)",
}


@pytest.mark.parametrize("change", ACTS.values(), ids=ACTS.keys())
@pytest.mark.parametrize(("seq", "lines"), [(1, (1, 2)), (3, (3,)), (4, (4, 5))])
def test_every_column_of_an_act(
    full: SmallRecord, change: str, seq: int, lines: tuple[int, ...]
) -> None:
    full.tamper(f"UPDATE acts SET {change} WHERE seq = {seq}")  # noqa: S608 - tampering on purpose

    assert found(full) == dict.fromkeys(lines, Harm.ACT_DAMAGED)


def test_an_act_whose_tree_says_other(full: SmallRecord) -> None:
    full.tamper("UPDATE tree SET hash = zeroblob(32) WHERE level = 0 AND place = 2")

    assert found(full) == {3: Harm.ACT_DAMAGED}


def test_a_key_that_is_not_the_acts(full: SmallRecord) -> None:
    full.tamper("UPDATE act_keys SET salt = zeroblob(16) WHERE seq = 3")

    assert found(full) == {3: Harm.ACT_DAMAGED}


def drop(seq: int, *tables: str) -> list[str]:
    """SQL that removes an act and the rows that name it."""
    return [f"DELETE FROM {table} WHERE seq = {seq}" for table in (*tables, "acts")]  # noqa: S608 - tampering on purpose


def test_an_act_removed_beneath_its_line(full: SmallRecord) -> None:
    full.tamper("PRAGMA foreign_keys = OFF", *drop(3, "act_keys", "act_bases"))

    assert found(full) == {3: Harm.ACT_MISSING}


def test_an_act_removed_with_its_line(full: SmallRecord) -> None:
    full.tamper("DELETE FROM ledger_lines WHERE running = 3", *drop(3, "act_keys", "act_bases"))

    assert damaged_lines(full.record) == (DamagedLine(3, Harm.ACT_MISSING, None, None),)
    assert found(full)


def cut_off(full: SmallRecord, *beside: str) -> None:
    full.tamper(
        "DELETE FROM ledger_lines WHERE running > 3", *drop(4, "act_keys", "act_bases"), *beside
    )


def test_acts_cut_off_at_the_end_are_counted_still(full: SmallRecord) -> None:
    cut_off(full)

    assert found(full) == {4: Harm.ACT_MISSING, 5: Harm.ACT_MISSING}


def test_a_ledger_cut_off_with_every_trace_is_not_found_by_the_till_alone(
    full: SmallRecord,
) -> None:
    """The limit: such a record is one that was shorter. Only HQ's receipt and paper know better."""
    cut_off(
        full,
        "UPDATE counters SET value = 3 WHERE name = 'ledger_lines'",
        "DELETE FROM tree WHERE (level = 0 AND place = 3) OR (level = 1 AND place = 1)"
        " OR level = 2",
        "DELETE FROM search_lines WHERE place % 100000000 > 3",  # day and running number in one
        "DELETE FROM search_marks WHERE place % 100000000 > 3",
    )

    assert damaged_lines(full.record) == ()
    assert prove(full.record).holds
    assert rebuild_faults(full.record) == []


def test_a_counter_that_was_changed_makes_nothing_endless(full: SmallRecord) -> None:
    full.tamper("UPDATE counters SET value = 1000000000000 WHERE name = 'ledger_lines'")

    assert len(damaged_lines(full.record)) == 100_000


def test_acts_of_another_till_are_none_of_ours(full: SmallRecord) -> None:
    full.record.till = TillCode("T02")

    assert set(found(full).values()) == {Harm.ACT_DAMAGED}


@pytest.mark.parametrize(
    "damage",
    [
        lambda full: full.tamper("UPDATE ledger_lines SET line = zeroblob(9) WHERE running = 3"),
        lambda full: full.tamper("UPDATE acts SET header = zeroblob(9) WHERE seq = 3"),
    ],
    ids=["row", "act"],
)
def test_the_intact_lines_can_be_read_beside_the_damaged_one(
    full: SmallRecord, damage: Callable[[SmallRecord], None]
) -> None:
    damage(full)

    with full.record.read() as view:
        running = [one.number.running for one in full.record.ledger.between(view, DAY, DAY)]
    assert set(running) >= {1, 2, 4, 5}
