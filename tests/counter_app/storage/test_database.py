"""One encrypted file: its pragmas are really on, and there is no way in or out beside them."""

from __future__ import annotations

import secrets
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlcipher3

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused
from counter_app.storage.database import Database
from counter_app.storage.keys import DATABASE_KEY_SIZE
from tests.records import raw_connection

KEY = bytes(range(DATABASE_KEY_SIZE))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one row in it."""
    place = tmp_path / "some.db"
    database = Database.create(place, KEY)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES ('見本 太郎')")
    database.close()
    return place


def rows(connection: sa.Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM t").scalar() or 0)


def test_only_its_owner_may_read_the_file(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
    ],
)
@pytest.mark.parametrize("side", ["write", "read"])
def test_pragmas_are_really_on(path: Path, pragma: str, value: object, side: str) -> None:
    database = Database(path, KEY)
    with database.write() if side == "write" else database.read() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()


def test_it_is_sqlcipher_and_readers_only_read(path: Path) -> None:
    database = Database(path, KEY)
    with database.read() as connection:
        assert str(connection.exec_driver_sql("PRAGMA cipher_version").scalar()).startswith("4.")
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 1
    with pytest.raises(sa.exc.OperationalError, match="readonly"), database.read() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
    with database.read() as connection:
        assert rows(connection) == 1
    database.close()


@pytest.mark.parametrize(
    "statement", ["ATTACH ':memory:' AS plain KEY ''", "VACUUM INTO 'plain.db'"]
)
@pytest.mark.parametrize("side", ["write", "read"])
def test_nothing_leaves_by_attach(
    path: Path, statement: str, side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    database = Database(path, KEY)
    with (
        pytest.raises(sa.exc.DatabaseError),
        database.write() if side == "write" else database.read() as connection,
    ):
        connection.exec_driver_sql(statement)
    database.close()
    assert not (path.parent / "plain.db").exists()
    # The control: a connection without the guard can.
    with raw_connection(path, KEY) as raw:
        raw.execute("ATTACH ':memory:' AS plain KEY ''")


def test_a_wrong_key_opens_nothing_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="store_key_wrong"):
        Database(path, secrets.token_bytes(DATABASE_KEY_SIZE))
    assert path.read_bytes() == before
    database = Database(path, KEY)
    with database.read() as connection:
        assert rows(connection) == 1
    database.close()


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="store_missing"):
        Database(tmp_path / "none.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_file_is_not_taken_for_a_new_one(path: Path) -> None:
    path.write_bytes(b"")
    for beside in path.parent.glob("some.db-*"):
        beside.unlink()
    with pytest.raises(IntegrityFault, match="store_damaged"):
        Database(path, KEY)
    assert path.read_bytes() == b""


def test_an_existing_file_is_not_written_over(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Refused, match="store_exists"):
        Database.create(path, KEY)
    assert path.read_bytes() == before


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE t (x TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(IntegrityFault, match="store_not_encrypted"):
        Database(plain, KEY)


def test_a_transaction_is_kept_whole_or_not_at_all(path: Path) -> None:
    database = Database(path, KEY)

    def broken_off() -> None:
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        broken_off()
    with database.read() as connection:
        assert rows(connection) == 1
    database.close()


def test_a_reader_sees_one_moment(path: Path) -> None:
    database = Database(path, KEY)
    with database.read() as view:
        assert rows(view) == 1
        with database.write() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
        assert rows(view) == 1
    with database.read() as view:
        assert rows(view) == 2
    database.close()


def test_a_writer_that_waits_in_vain_is_told(path: Path) -> None:
    database = Database(path, KEY)
    other = sqlcipher3.connect(str(path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    raw = database._writer.raw_connection()
    raw.cursor().execute("PRAGMA busy_timeout = 1")
    raw.close()
    with pytest.raises(NotPossibleNow, match="store_busy"), database.write():
        pass
    other.execute("ROLLBACK")
    other.close()
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
    database.close()


def test_errors_tell_no_values(path: Path) -> None:
    database = Database(path, KEY)
    with pytest.raises(sa.exc.OperationalError) as caught, database.write() as connection:
        connection.execute(sa.text("INSERT INTO nowhere VALUES (:x)"), {"x": "見本 太郎"})
    assert "見本" not in str(caught.value)
    assert KEY.hex() not in repr(database._writer) + str(database._writer.url)
    database.close()


def test_a_damaged_page_is_found(path: Path) -> None:
    database = Database(path, KEY)
    assert database.faults() == []
    database.empty_log()
    database.close()
    data = bytearray(path.read_bytes())
    data[5_000] ^= 1  # the second page
    path.write_bytes(data)
    database = Database(path, KEY)
    with pytest.raises(IntegrityFault, match="store_damaged"), database.read() as connection:
        rows(connection)
    database.close()


def test_the_log_is_emptied_into_the_file(path: Path) -> None:
    database = Database(path, KEY)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
    log = path.with_name("some.db-wal")
    assert log.stat().st_size > 0
    database.empty_log()
    assert log.stat().st_size == 0
    with database.read() as connection:
        assert rows(connection) == 2
    database.close()
