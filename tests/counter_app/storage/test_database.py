"""One encrypted file: its pragmas are really on, and there is no way in or out beside them."""

from __future__ import annotations

import secrets
import sqlite3
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread  # noqa: TID251 - looks on while the database works

import pytest
import sqlalchemy as sa
import sqlcipher3
from typing_extensions import override

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


NEW_KEY = bytes(range(1, DATABASE_KEY_SIZE + 1))


def test_encrypted_anew_only_the_new_key_opens_it(path: Path) -> None:
    database = Database(path, KEY)
    database.rekey(NEW_KEY)
    database.rekey(NEW_KEY)  # again changes nothing
    with database.read() as connection:
        assert rows(connection) == 1
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('見本 次郎')")
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert database.faults() == []
    database.close()
    with pytest.raises(Refused, match="store_key_wrong"):
        Database(path, KEY)
    opened = Database(path, NEW_KEY)
    with opened.read() as connection:
        assert rows(connection) == 2
    opened.close()


class OpenFiles(Thread):
    """Looks at every file that SQLite opens beside a database and unlinks at once."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = b""
        self.ends = Event()

    @override
    def run(self) -> None:
        while not self.ends.wait(0.005):
            for entry in Path("/proc/self/fd").iterdir():
                with suppress(OSError):  # closed meanwhile
                    if "etilqs" in str(entry.readlink()):
                        self.seen = max(self.seen, entry.read_bytes(), key=len)


@pytest.mark.skipif(sys.platform != "linux", reason="open files are looked at in /proc")
@pytest.mark.parametrize("plain", [False, True])
def test_the_temporary_file_of_writing_it_anew_is_encrypted(path: Path, plain: bool) -> None:  # noqa: FBT001 - a parameter
    """The control: what a temporary table would leave there is found by the same look."""
    database = Database(path, KEY)
    with database.write() as connection:
        filled = "INSERT INTO t SELECT x || '見本 太郎' FROM t"
        connection.exec_driver_sql(
            "UPDATE t SET x = replace(hex(zeroblob(400)), '00', '見本 太郎')"
        )
        for _twice in range(12):
            connection.exec_driver_sql(filled)
    looks = OpenFiles()
    looks.start()
    try:
        if plain:
            raw = sqlcipher3.connect(str(path), isolation_level=None)
            raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
            raw.execute("PRAGMA temp_store = FILE")
            raw.execute("CREATE TEMP TABLE copied AS SELECT x FROM t")
            looks.ends.wait(0.2)
            raw.close()
        else:
            database.rekey(NEW_KEY)
    finally:
        looks.ends.set()
        looks.join()
    database.close()

    assert len(looks.seen) > 1_000_000
    assert ("見本 太郎".encode() in looks.seen) is plain


def test_while_another_program_has_it_open_it_stays_as_it_is(path: Path) -> None:
    database, other = Database(path, KEY), Database(path, KEY)
    with other.read() as connection:
        assert rows(connection) == 1
    for ask in (database.require_alone, lambda: database.rekey(NEW_KEY)):
        with pytest.raises(NotPossibleNow, match="store_busy"):
            ask()
    with database.read() as connection:
        assert rows(connection) == 1
    other.close()
    database.require_alone()
    database.rekey(NEW_KEY)
    database.close()


def test_who_reads_is_waited_for_and_who_does_not_stop_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.storage.database._PATIENCE", 0.01)
    database = Database(path, KEY)
    with database.read() as connection:
        for ask in (database.require_alone, lambda: database.rekey(NEW_KEY)):
            with pytest.raises(NotPossibleNow, match="store_busy"):
                ask()
        assert rows(connection) == 1
    database.rekey(NEW_KEY)
    database.close()


def test_a_kill_while_it_is_encrypted_anew_leaves_one_key_that_opens_everything(
    path: Path,
) -> None:
    """SQLite's journal: the old key or the new one, never a file in between."""
    database = Database(path, KEY)
    with database.write() as connection:
        for _row in range(400):
            connection.exec_driver_sql("INSERT INTO t VALUES (hex(randomblob(4000)))")
    database.close()
    program = (
        "import os, sys, sqlcipher3\n"
        "c = sqlcipher3.connect(sys.argv[1], isolation_level=None)\n"
        'c.execute(f"PRAGMA key = \\"x\'{sys.argv[2]}\'\\"")\n'
        "c.execute('PRAGMA journal_mode = DELETE').fetchall()\n"
        "c.execute('PRAGMA temp_store = FILE')\n"
        "print('on it', flush=True)\n"
        "c.execute('VACUUM')\n"
        'c.execute(f"PRAGMA rekey = \\"x\'{sys.argv[3]}\'\\"")\n'
    )
    half_done = 0
    for bytes_written in (1, 200_000, 1_000_000):
        command = [sys.executable, "-c", program, str(path), KEY.hex(), NEW_KEY.hex()]
        with subprocess.Popen(  # noqa: S603 - our own interpreter
            command, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "on it\n"
            journal = path.with_name(path.name + "-journal")
            while process.poll() is None:
                if journal.exists() and journal.stat().st_size >= bytes_written:
                    process.kill()
                    break
        half_done += journal.exists()
        opening = [key for key in (KEY, NEW_KEY) if opens(path, key)]
        assert len(opening) == 1
        database = Database(path, opening[0])
        with database.read() as connection:
            assert rows(connection) == 401
        assert database.faults() == []
        database.rekey(KEY)
        database.close()
    assert half_done  # the kill did come in the middle


def opens(path: Path, key: bytes) -> bool:
    try:
        Database(path, key).close()
    except Refused:
        return False
    return True
