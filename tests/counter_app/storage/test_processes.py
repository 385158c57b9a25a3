"""Two processes on one record, a process that is killed, and a disk that is full."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from counter_app.storage.proof import prove, rebuild_faults
from counter_app.storage.records import LEDGER
from tests.records import CHECKOUT, SmallRecord, accepted, paid

PATIENCE = 60


@contextmanager
def worker(till: SmallRecord, do: str, **about: object) -> Iterator[subprocess.Popen[str]]:
    """A process on the till's record, ended in any case."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.counter_app.storage.workers"],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdin is not None
            told = {"do": do, "folder": str(till.folder), "keys": till.keys.to_text(), **about}
            process.stdin.write(json.dumps(told) + "\n")
            process.stdin.flush()
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def answer(process: subprocess.Popen[str]) -> Any:
    """What a worker said, once it has ended well."""
    said, _nothing = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return json.loads(said)


def key_numbers(till: SmallRecord) -> list[int]:
    """The numbers of all keys in use, of acts and of files, a file in an act once."""
    with till.record.read() as view:
        return list(
            view.connection.exec_driver_sql(
                "SELECT key_no FROM act_keys UNION ALL"
                " SELECT key_no FROM blobs WHERE seq IS NULL ORDER BY 1"
            ).scalars()
        )


def test_two_processes_leave_no_gap_and_draw_no_key_twice(till: SmallRecord) -> None:
    with (
        worker(till, "accept", times=40) as one,
        worker(till, "accept", times=40) as other,
        worker(till, "keep", times=20) as files,
    ):
        numbers = answer(one) + answer(other)
        names = answer(files)

    assert sorted(numbers) == list(range(1, 81))
    assert len(set(names)) == 20
    used = key_numbers(till)
    assert len(used) == len(set(used)) > 20
    assert used == list(range(1, len(used) + 1))  # nothing was wasted either
    keys = till.record._vault.keys(dict.fromkeys(used, bytes(16)))  # as if of one salt
    assert len(set(keys.values())) == len(used)
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []
    assert all(till.record.blobs.open(name) == b"no picture" for name in names)


def test_a_process_killed_between_draw_and_commit_leaves_nothing(till: SmallRecord) -> None:
    till.write(accepted())
    before = key_numbers(till)
    with worker(till, "hold") as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == "drawn"
        process.kill()
        process.wait(PATIENCE)

    assert till.size() == 1
    stored = till.write(accepted())
    assert stored.header.ledger == (2, 1)
    used = key_numbers(till)
    assert used == list(range(1, len(used) + 1))
    assert len(used) == 2 * len(before)
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []
    assert till.record.page_faults() == []


def test_a_full_disk_is_told_and_changes_nothing(till: SmallRecord) -> None:
    till.write(accepted())
    till.record.close()
    limit = (till.folder / LEDGER).stat().st_size + 200_000
    with worker(till, "fill", limit=limit) as process:
        codes = answer(process)
    till.reopen()

    assert codes == ["disk_full", "disk_full", "kept", "kept"]
    assert till.size() == 4  # the one before, and the three of the attempt that had room
    with till.record.read() as view:
        lines = [line.number.running for line in till.record.ledger.all(view)]
    assert lines == [1, 2, 3]
    assert prove(till.record).holds
    assert rebuild_faults(till.record) == []
    assert len(list((till.folder / "blobs").iterdir())) == 1
    till.write(paid())
