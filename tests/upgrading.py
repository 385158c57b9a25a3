"""A record of the first schema, and a child that is killed at any step of its upgrade.

Run as `python -m`, told by one line of JSON: {"folder", "keys", "kill", "after"}: it opens the
record and is killed before (or after) the step that is named.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command

from counter_app.storage import schema
from counter_app.storage.database import Database
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import LEDGER, Record
from counter_app.storage.upgrading import UpgradeCopy
from tests.records import T01, accepted, paid, raw_connection, the_facts

FIRST = "0001"
NAME = "見本 太郎"
CAME_LATER = ("bundles", "bulletins", "holds", "requests", "search_lines", "search_marks")
"""Tables that the first schema had not; their triggers go with them."""

STEPS: dict[str, tuple[Any, str]] = {
    "leftovers removed": (UpgradeCopy, "remove"),
    "copied": (Database, "copy_to"),
    "verified": (UpgradeCopy, "_verify"),
    "named": (UpgradeCopy, "make"),
    "upgraded": (schema, "upgrade"),
    "tables made": (command, "upgrade"),
    "last copy removed": (UpgradeCopy, "remove"),
}
"""What an upgrade does, in its order; the last is the second call of its name."""


def first_record(folder: Path) -> TillKeys:
    """A till of the first schema with two deals, closed; its keys."""
    folder.mkdir(parents=True)
    keys = TillKeys.fresh()
    record = Record.create(folder, keys, T01, the_facts())
    with record.write() as tx:
        record.write_act(tx, accepted(NAME))
        record.write_act(tx, paid())
        record.write_act(tx, accepted("見本 花子", lines=2))
    record.close()
    with raw_connection(folder / LEDGER, keys.ledger) as raw:
        for table in CAME_LATER:
            raw.execute(f"DROP TABLE {table}")
        raw.execute("DELETE FROM counters WHERE name = 'search_form'")
        raw.execute("UPDATE alembic_version SET version_num = ?", (FIRST,))
    return keys


def version_of(folder: Path, keys: TillKeys, name: str = LEDGER) -> str:
    """The schema of a file, asked for below the program."""
    with raw_connection(folder / name, keys.ledger) as raw:
        (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(version)


def told(keys: TillKeys) -> dict[str, str]:
    """Keys as a line of JSON carries them."""
    return {"ledger": keys.ledger.hex(), "vault": keys.vault.hex(), "seed": keys.seed.hex()}


def _killed(real: Callable[..., Any], *, after: bool, call: int) -> Callable[..., Any]:
    calls = 0

    def step(*args: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls < call:
            return real(*args, **named)
        result = real(*args, **named) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return step


def main() -> None:
    """Open the record until the step at which this process dies."""
    asked = json.loads(sys.stdin.readline())
    keys = TillKeys(*(bytes.fromhex(asked["keys"][name]) for name in ("ledger", "vault", "seed")))
    if asked["kill"]:
        owner, name = STEPS[asked["kill"]]
        call = 2 if asked["kill"] == "last copy removed" else 1
        setattr(owner, name, _killed(getattr(owner, name), after=asked["after"], call=call))
    Record(Path(asked["folder"]), keys, T01, the_facts()).close()


if __name__ == "__main__":
    main()
