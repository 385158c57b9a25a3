"""Loaded bundles: every version is kept, none is changed, and none comes after a greater one."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from counter_app.storage.bundle_rows import BundleRow
from counter_app.storage.records import LEDGER
from tests.records import NOON, SmallRecord, paid, raw_connection
from tests.upgrading import CAME_LATER

SECOND = BundleRow("law", 2, date(2027, 4, 1), b"two")
THIRD = BundleRow("law", 3, date(2027, 1, 1), b"three")
OTHER = BundleRow("bulletins", 9, date(2026, 1, 1), b"nine")


def add(till: SmallRecord, *rows: BundleRow) -> None:
    for row in rows:
        with till.record.write() as tx:
            till.record.bundles.add(tx, row, NOON)


def test_an_empty_record_has_none(till: SmallRecord) -> None:
    with till.record.read() as view:
        assert till.record.bundles.newest(view, "law") == 0
        assert till.record.bundles.on(view, "law", date(2026, 11, 22)) == 0
        assert list(till.record.bundles.all(view)) == []


def test_of_all_that_have_begun_the_greatest_version_holds(till: SmallRecord) -> None:
    add(till, OTHER, SECOND)
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31), date(2027, 4, 1)]
    with till.record.read() as view:
        assert [till.record.bundles.on(view, "law", day) for day in days] == [0, 0, 0, 2]

    add(till, THIRD)

    with till.record.read() as view:
        assert [till.record.bundles.on(view, "law", day) for day in days] == [0, 3, 3, 3]
        assert till.record.bundles.newest(view, "law") == 3
        assert till.record.bundles.row(view, "law", 2) == SECOND
        assert list(till.record.bundles.all(view)) == [OTHER, SECOND, THIRD]


@pytest.mark.parametrize("version", [1, 2])
def test_the_file_itself_never_goes_backwards(till: SmallRecord, version: int) -> None:
    add(till, SECOND)

    with pytest.raises(IntegrityError, match="forwards"):
        add(till, BundleRow("law", version, date(2020, 1, 1), b"older"))
    add(till, THIRD)  # the control


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE bundles SET valid_from = '2000-01-01'",
        "DELETE FROM bundles",
        "REPLACE INTO bundles VALUES ('law', 2, '2000-01-01', x'00', '', '')",
    ],
)
def test_a_loaded_version_is_kept_as_it_is(till: SmallRecord, statement: str) -> None:
    add(till, SECOND)

    with pytest.raises(IntegrityError), till.record.write() as tx:
        tx.connection.exec_driver_sql(statement)
    with till.record.read() as view:
        assert list(till.record.bundles.all(view)) == [SECOND]


def test_a_record_of_the_first_schema_gets_the_table_and_keeps_its_acts(till: SmallRecord) -> None:
    till.write(paid())
    till.record.close()
    with raw_connection(till.folder / LEDGER, till.keys.ledger) as raw:
        for table in CAME_LATER:
            raw.execute(f"DROP TABLE {table}")
        raw.execute("DELETE FROM counters WHERE name = 'search_form'")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")

    till.reopen()

    assert till.size() == 1
    add(till, SECOND)
    with till.record.read() as view:
        assert till.record.bundles.newest(view, "law") == 2
