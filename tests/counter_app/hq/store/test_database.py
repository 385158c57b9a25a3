"""HQ's database: transactions whole or not at all, settings that make them last."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from counter_app.domain.merkle import EMPTY_ROOT
from counter_app.hq.errors import HqFault, HqRefused
from counter_app.hq.store import tables
from counter_app.hq.store.database import HqBusy, HqOvertaken, Store
from counter_app.hq.store.log import Head
from tests.counter_app.hq.builders import T01


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "hq.db")
    yield made
    made.close()


def test_the_file_is_made_to_last_and_to_forget(store: Store, tmp_path: Path) -> None:
    with store.write() as tx:
        told = {
            name: tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    assert (tmp_path / "hq.db").stat().st_mode & 0o777 == 0o600


def test_an_existing_database_is_never_written_over(store: Store, tmp_path: Path) -> None:
    with pytest.raises(HqRefused, match="hq_exists"):
        Store.create(tmp_path / "hq.db")


def test_a_missing_or_newer_database_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(HqRefused, match="hq_missing"):
        Store.open(tmp_path / "other.db")
    Store.open(tmp_path / "hq.db").close()  # control
    with closing(sqlite3.connect(tmp_path / "hq.db")) as base, base:
        base.execute("UPDATE about SET value = '2'")
    with pytest.raises(HqRefused, match="hq_newer"):
        Store.open(tmp_path / "hq.db")


def test_a_failing_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as tx:
            tx.log(T01).start()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as tx:
        assert tx._connection.exec_driver_sql("SELECT count(*) FROM heads").scalar() == 0


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(HqFault, match="hq_store_damaged"), store.read() as tx:
        tx.log(T01).start()


def test_a_head_moves_only_from_where_it_stands(store: Store) -> None:
    empty, one, two = Head(0, EMPTY_ROOT), Head(1, b"1" * 32, "c"), Head(2, b"2" * 32)
    with store.write() as tx:
        log = tx.log(T01)
        assert not log.advance(empty, one)  # no row yet: never enrolled
        log.start()
        assert log.advance(empty, one)
        assert not log.advance(empty, two)  # somebody was first
        assert not log.advance(Head(1, b"x" * 32), two)  # same size, another root
        assert log.head() == one
        log.start()  # enrolled again: the log stays
        assert log.head() == one


def test_a_locked_file_is_busy_and_not_damaged(store: Store, tmp_path: Path) -> None:
    with store.write() as tx:
        tx._connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / "hq.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HqBusy), store.write() as tx:
            tx.log(T01).start()
        other.execute("ROLLBACK")
    with store.write() as tx:  # control
        tx.log(T01).start()


def test_another_writer_who_was_first_is_busy(store: Store) -> None:
    with store.write() as tx:
        tx.desk.note("name", "first")
    with pytest.raises(HqOvertaken), store.write() as tx:
        tx.desk.note("name", "second")
    with store.read() as tx:
        assert tx.desk.about("name") == "first"


def test_a_damaged_file_is_a_fault(store: Store, tmp_path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(tmp_path / "hq.db")) as base:
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with (tmp_path / "hq.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 8000)
    with pytest.raises(HqFault, match="hq_store_damaged"):
        Store.open(tmp_path / "hq.db")


def test_every_table_can_be_told_to_postgresql_and_leads_with_the_till() -> None:
    shared = {"about", "bundles", "directories", "openings", "opening_notes", "statistics"}
    for table in tables.metadata.sorted_tables:
        words = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
        assert "CREATE TABLE" in words
        if table.name not in shared:
            assert table.primary_key.columns.keys()[0] == "till"
