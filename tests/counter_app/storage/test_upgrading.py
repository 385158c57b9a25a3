"""An older record is copied, upgraded and opened whole, wherever the upgrade is cut off."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused
from counter_app.storage import schema
from counter_app.storage.database import Database
from counter_app.storage.keys import TillKeys
from counter_app.storage.proof import prove, rebuild_faults
from counter_app.storage.records import LEDGER, Record
from counter_app.storage.upgrading import COPY, UpgradeCopy
from tests.records import CHECKOUT, T01, raw_connection, the_facts
from tests.upgrading import FIRST, NAME, STEPS, first_record, told, version_of

PATIENCE = 60
BEFORE_THE_COMMIT = {
    (step, after) for step in STEPS for after in (False, True) if step != "last copy removed"
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


def killed(folder: Path, keys: TillKeys, step: str, *, after: bool) -> int:
    """Open the record in a child that dies at a step; its exit code."""
    asked = {"folder": str(folder), "keys": told(keys), "kill": step, "after": after}
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrading"],
        cwd=CHECKOUT,
        input=json.dumps(asked) + "\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done.returncode


def assert_whole(folder: Path, keys: TillKeys) -> None:
    """The record opens, proves itself, has the newest schema, and no copy lies beside it."""
    record = Record(folder, keys, T01, the_facts())
    try:
        proof = prove(record)
        assert (proof.acts, proof.lines, proof.faults) == (3, 3, ())
        assert rebuild_faults(record) == []
        with record.read() as view:
            assert next(record.ledger.all(view)).name == NAME
            assert not schema.is_older(view.connection)
            assert list(record.bundles.all(view)) == []  # the table of the second schema is there
    finally:
        record.close()
    assert copies(folder) == []


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if COPY in path.name)


def test_the_record_is_one_of_the_first_schema(folder: Path) -> None:
    keys = first_record(folder)  # control: what the tests below upgrade is really old
    assert version_of(folder, keys) == FIRST
    with raw_connection(folder / LEDGER, keys.ledger) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master WHERE name = 'bundles'").fetchall()
    assert tables == []


def test_it_is_upgraded_and_whole(folder: Path) -> None:
    keys = first_record(folder)
    assert killed(folder, keys, "", after=False) == 0
    assert version_of(folder, keys) != FIRST
    assert_whole(folder, keys)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_it_opens_whole_afterwards(
    folder: Path, step: str, *, after: bool
) -> None:
    keys = first_record(folder)

    assert killed(folder, keys, step, after=after) == -signal.SIGKILL

    if (step, after) in BEFORE_THE_COMMIT:  # all or nothing
        assert version_of(folder, keys) == FIRST
    else:
        assert version_of(folder, keys) != FIRST
    assert_whole(folder, keys)


def test_the_copy_is_the_record_as_it_was_and_opens_with_its_key_alone(folder: Path) -> None:
    keys = first_record(folder)
    before = _contents(folder / LEDGER, keys.ledger)

    assert killed(folder, keys, "tables made", after=True) == -signal.SIGKILL

    assert copies(folder) == [COPY]
    assert version_of(folder, keys, COPY) == FIRST
    assert _contents(folder / COPY, keys.ledger) == before
    data = (folder / COPY).read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert NAME.encode() not in data
    with pytest.raises(Refused, match="store_key_wrong"):
        Database(folder / COPY, TillKeys.fresh().ledger)


def test_no_copy_outlives_the_opening_and_so_none_an_erasure(folder: Path) -> None:
    keys = first_record(folder)
    killed(folder, keys, "tables made", after=True)
    assert copies(folder) == [COPY]  # control: it is there, with the seller's name
    assert any(NAME in row for row in _lines(folder / COPY, keys.ledger))

    record = Record(folder, keys, T01, the_facts())
    try:
        assert copies(folder) == []  # before anything could be erased
    finally:
        record.close()


@pytest.mark.parametrize("name", [COPY, f"{COPY}.part", f"{COPY}.part-wal"])
def test_half_a_copy_is_no_hindrance(folder: Path, name: str) -> None:
    keys = first_record(folder)
    (folder / name).write_bytes(bytes(5000))
    assert_whole(folder, keys)


def test_a_copy_that_is_not_like_the_record_stops_the_upgrade(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = first_record(folder)
    real = Database.copy_to

    def spoiled(database: Database, path: Path) -> None:
        real(database, path)
        with raw_connection(path, keys.ledger) as raw:
            raw.execute("DELETE FROM ledger_lines WHERE running = 3")

    monkeypatch.setattr(Database, "copy_to", spoiled)
    with pytest.raises(IntegrityFault, match="store_damaged"):
        Record(folder, keys, T01, the_facts())
    assert version_of(folder, keys) == FIRST
    monkeypatch.undo()
    assert_whole(folder, keys)


def test_without_room_for_the_copy_nothing_is_upgraded(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = first_record(folder)

    def full(_database: Database, _path: Path) -> None:
        raise NotPossibleNow("disk_full")

    monkeypatch.setattr(Database, "copy_to", full)
    with pytest.raises(NotPossibleNow, match="disk_full"):
        Record(folder, keys, T01, the_facts())
    assert version_of(folder, keys) == FIRST
    monkeypatch.undo()
    assert_whole(folder, keys)


def test_a_record_of_today_is_not_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = first_record(folder)
    Record(folder, keys, T01, the_facts()).close()
    made: list[Path] = []
    monkeypatch.setattr(UpgradeCopy, "make", lambda copy: made.append(copy.path))
    Record(folder, keys, T01, the_facts()).close()
    assert made == []


def _contents(path: Path, key: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and what the tables are."""
    with raw_connection(path, key) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        names = [name for name, sql in made if sql and sql.startswith("CREATE TABLE")]
        rows = {
            name: raw.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()  # noqa: S608 - a table's name
            for name in names
        }
    return rows | {"": made}


def _lines(path: Path, key: bytes) -> list[str]:
    with raw_connection(path, key) as raw:
        rows = raw.execute("SELECT CAST(line AS TEXT) FROM ledger_lines").fetchall()
    return [row[0] for row in rows]
