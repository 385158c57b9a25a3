"""The schema: what the upgrades make is what the tables say, and nothing newer is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from counter_app.domain.errors import Refused
from counter_app.storage import tables
from counter_app.storage.records import LEDGER, Record
from tests.records import T01, SmallRecord, paid, raw_connection, the_facts


def test_the_upgrades_make_exactly_the_tables(till: SmallRecord) -> None:
    with till.record.read() as view:
        context = MigrationContext.configure(view.connection)
        assert compare_metadata(context, tables.metadata) == []


def test_a_missing_column_would_be_seen(till: SmallRecord) -> None:
    till.tamper("CREATE TABLE extra (x INTEGER)", "ALTER TABLE staff DROP COLUMN failed")
    with till.record.read() as view:
        context = MigrationContext.configure(view.connection)
        assert len(compare_metadata(context, tables.metadata)) == 2


def test_acts_are_guarded_by_the_file_itself(till: SmallRecord) -> None:
    with till.record.read() as view:
        names = view.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'acts'"
        ).scalars()
        assert set(names) == {"acts_are_not_changed", "acts_are_not_deleted", "acts_are_appended"}


def test_a_newer_schema_is_refused_and_left_alone(till: SmallRecord) -> None:
    till.write(paid())
    till.record.close()
    with raw_connection(till.folder / LEDGER, till.keys.ledger) as raw:
        (head,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = (till.folder / LEDGER).read_bytes()

    with pytest.raises(Refused, match="store_newer_schema"):
        Record(till.folder, till.keys, T01, the_facts())

    assert (till.folder / LEDGER).read_bytes() == before
    with raw_connection(till.folder / LEDGER, till.keys.ledger) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (head,))
    till.record = Record(till.folder, till.keys, T01, the_facts())
    assert till.size() == 1


def test_opening_again_upgrades_nothing(till: SmallRecord) -> None:
    till.write(paid())
    for _start in range(2):
        till.reopen()
        assert till.size() == 1


def test_upgrades_are_numbered_without_gaps() -> None:
    folder = Path(tables.__file__).parent / "migrations" / "versions"
    numbers = sorted(path.name[:4] for path in folder.glob("[0-9]*.py"))
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]
