"""Bulletins beside the acts: stamped once, kept to their last day, and proved by their act."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from counter_app.clock import JAPAN
from counter_app.domain.bulletin import ArrivedBulletin, Bulletin, BulletinItem
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.services.internal_acts import internal_act
from counter_app.storage.bulletin_rows import STAMP_TOLD, stamp_told
from counter_app.storage.proof import rebuild_faults
from counter_app.storage.records import LEDGER
from tests.folder_search import found
from tests.records import CLERK, NOON, SmallRecord, paid, raw_connection

ITEM = BulletinItem("携帯電話機", "アップル", "アイフォン15", ("490154203237518",))
BULLETIN = Bulletin("第12号", date(2026, 11, 20), "見本警察署", (ITEM,))
OTHER = Bulletin("第13号", date(2026, 11, 21), "見本警察署", (ITEM,))
ARRIVED, LAST = date(2026, 11, 22), date(2027, 5, 22)


def keep(till: SmallRecord, bulletin: Bulletin = BULLETIN) -> ArrivedBulletin:
    """Stamp a bulletin as the desk does."""
    told = {STAMP_TOLD: stamp_told(ARRIVED, LAST, bulletin.digest)}
    note = InternalNote(NoteKind.BULLETIN_ARRIVED, told)
    with till.record.write() as tx:
        stored = till.record.write_act(tx, internal_act(note, CLERK, NOON))
        arrived = ArrivedBulletin(stored.header.seq, bulletin, ARRIVED, LAST)
        till.record.bulletins.add(tx, arrived)
    return arrived


def act_on(till: SmallRecord, day: date) -> None:
    """Write any act on a day, so that the record knows that it has come."""
    at = datetime(day.year, day.month, day.day, 0, 30, tzinfo=JAPAN)
    note = InternalNote(NoteKind.SUSPICION, {})
    till.write(internal_act(note, CLERK, at))


def test_it_is_in_force_from_its_arrival_to_its_last_day(till: SmallRecord) -> None:
    first, second = keep(till), keep(till, OTHER)
    days = [ARRIVED - timedelta(1), ARRIVED, LAST, LAST + timedelta(1)]
    with till.record.read() as view:
        rows = till.record.bulletins
        assert [rows.in_force(view, day) for day in days] == [
            [],
            [second, first],
            [second, first],
            [],
        ]
        assert [rows.past(view, day) for day in days] == [[], [], [], [first.seq, second.seq]]
        assert rows.has(view, BULLETIN)
        assert not rows.has(view, Bulletin("第14号", ARRIVED, "見本警察署", (ITEM,)))


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE bulletins SET arrived_on = '2026-11-23'", "not changed"),
        ("UPDATE bulletins SET last_day = '2026-11-23'", "not changed"),
        ("UPDATE bulletins SET bulletin = x'00'", "not changed"),
        ("DELETE FROM bulletins", "kept to its last day"),
        ("REPLACE INTO bulletins VALUES (1, '2026-11-23', '2026-11-24', 'x', x'00')", "once"),
        (
            "REPLACE INTO bulletins SELECT 2, arrived_on, '', digest, bulletin FROM bulletins",
            "once",
        ),
    ],
)
def test_neither_words_nor_stamp_change_and_nothing_goes_early(
    till: SmallRecord, statement: str, why: str
) -> None:
    arrived = keep(till)
    till.write(paid())

    with pytest.raises(IntegrityError, match=why), till.record.write() as tx:
        tx.connection.exec_driver_sql(statement)
    with till.record.read() as view:
        assert till.record.bulletins.in_force(view, ARRIVED) == [arrived]


@pytest.mark.parametrize(("day", "goes"), [(LAST, False), (LAST + timedelta(1), True)])
def test_it_goes_on_the_day_after_its_last_in_japan(
    till: SmallRecord, day: date, *, goes: bool
) -> None:
    arrived = keep(till)
    act_on(till, day)  # half past midnight in Japan, still the day before in UTC

    if goes:
        with till.record.write() as tx:
            till.record.bulletins.forget(tx, [arrived.seq])
    else:
        with pytest.raises(IntegrityError), till.record.write() as tx:
            till.record.bulletins.forget(tx, [arrived.seq])
    with till.record.read() as view:
        assert till.record.bulletins.has(view, BULLETIN) is not goes


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM bulletins", "missing"),
        ("UPDATE bulletins SET arrived_on = '2026-11-23'", "differs from its act"),
        ("UPDATE bulletins SET last_day = '2028-01-01'", "differs from its act"),
        ("UPDATE bulletins SET arrived_on = 'soon'", "differs from its act"),
        ("UPDATE bulletins SET digest = 'x'", "differs from its act"),
        ("UPDATE bulletins SET bulletin = x'00'", "differs from its act"),
        (
            "UPDATE bulletins SET bulletin = CAST(replace(bulletin, '4901', '4902') AS BLOB)",
            "differs from its act",
        ),
    ],
)
def test_a_row_that_was_tampered_with_is_named(
    till: SmallRecord, statement: str, fault: str
) -> None:
    keep(till)
    assert rebuild_faults(till.record) == []  # the control

    till.tamper(statement)

    assert rebuild_faults(till.record) == [f"bulletin of act 1: {fault}"]


def test_a_row_that_no_act_tells_of_is_named(till: SmallRecord) -> None:
    keep(till)
    till.write(paid())
    till.tamper(
        "INSERT INTO bulletins SELECT 2, arrived_on, last_day, 'x', bulletin FROM bulletins"
    )

    assert rebuild_faults(till.record) == ["bulletin of act 2: differs from its act"]


def test_the_words_lie_encrypted(till: SmallRecord) -> None:
    keep(till)
    till.record.close()

    for file in till.folder.glob("ledger.db*"):
        assert "アイフォン".encode() not in file.read_bytes()
    assert found(till.folder, till.keys, ["アイフォン15"]) == {"pages of ledger.db"}  # the control
    till.record = type(till.record)(till.folder, till.keys, till.till, till.record.acts._facts)


def test_a_record_of_the_schema_before_gets_the_table_and_keeps_its_acts(
    till: SmallRecord, tmp_path: Path
) -> None:
    till.write(paid())
    till.record.close()
    with raw_connection(till.folder / LEDGER, till.keys.ledger) as raw:
        for table in ("bulletins", "holds", "requests", "search_lines", "search_marks"):
            raw.execute(f"DROP TABLE {table}")
        raw.execute("ALTER TABLE bundles DROP COLUMN hq_key")
        raw.execute("UPDATE alembic_version SET version_num = '0002'")

    till.reopen()

    assert till.size() == 1
    keep(till)
    assert rebuild_faults(till.record) == []
