"""A till whose deals are years old, its retention desk, and a child that is killed at any step.

Run as `python -m`, told by one line of JSON: {"folder", "key_file", "now", "kill", "after"}: it
runs the retention and is killed before (or after) the step that is named.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from counter_app.clock import HeldClock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.values import VisitId
from counter_app.law.retention import FILE, Retention, load_retention
from counter_app.services.retention import Held, RetentionDesk, nothing_held
from counter_app.storage.blobs import Blobs
from counter_app.storage.erasure import Erasures
from counter_app.storage.keys import FileKeyStore, TillKeys
from counter_app.storage.records import Record, keys_that_open
from tests.records import CHECKOUT, NOON, T01, accepted, noon_clock, paid, the_facts

THREE_YEARS_ON = datetime(2029, 11, 23, 3, 0, tzinfo=UTC)
"""The day after the last of the three years of a line of NOON's day (LAW 1.7, 8.2)."""
LATELY = datetime(2029, 11, 20, 3, 0, tzinfo=UTC)
OLD, NEW = "見本 太郎", "見本 次郎"
NEW_FIELDS = {"person.birth_date": "1985-05-05", "id_document.number": "309012345620"}
IN_THE_SEARCH = ("見本太郎", "815732302451094")
"""How the older seller's name and the article's number stand in the search index, nowhere else."""
PERSON = (OLD, "490154203237518", "012345678900", "1990-01-15", *IN_THE_SEARCH)
"""What is searched for of the older seller; the address is the younger one's too."""
ADDRESS = "東京都千代田区見本1-2-3"
PICTURE = "不鮮明な写真".encode() * 20

STEPS: dict[str, tuple[type, str]] = {
    "begun": (RetentionDesk, "_begin"),
    "keys destroyed": (Erasures, "destroy"),
    "new keys kept": (FileKeyStore, "begin_change"),
    "vault encrypted anew": (Record, "rekey_vault"),
    "rows forgotten": (Erasures, "forget"),
    "files removed": (Blobs, "remove_files"),
    "ledger encrypted anew": (Record, "rekey_ledger"),
    "old keys forgotten": (FileKeyStore, "finish_change"),
    "finished": (RetentionDesk, "_finish"),
}
"""What an erasure does, in its order."""


def the_table() -> Retention:
    """The shipped clocks."""
    return load_retention(CHECKOUT / "resources/law" / FILE, the_facts())


def table_on(_day: date) -> Retention:
    """The shipped clocks on any day."""
    return the_table()


@dataclass(repr=False)
class OldTill:
    """A till on its own folder and key file, with whatever opens it today."""

    folder: Path
    key_file: Path
    clock: HeldClock = field(default_factory=noon_clock)
    held: Held = nothing_held

    def __post_init__(self) -> None:
        self.open()

    @property
    def store(self) -> FileKeyStore:
        """Where its keys are."""
        return FileKeyStore(self.key_file, self.folder)

    @property
    def keys(self) -> TillKeys:
        """The keys that open its databases now."""
        return keys_that_open(self.folder, self.store)

    @property
    def desk(self) -> RetentionDesk:
        """Erases what is due."""
        return RetentionDesk(self.record, self.clock, table_on, self.store, self.held)

    def open(self) -> None:
        """Open its record as a start of the program does."""
        self.record = Record(self.folder, self.keys, T01, the_facts())

    def close(self) -> None:
        """Close it."""
        self.record.close()

    def reopen(self) -> None:
        """Close, open, and complete what was begun, as a new start does."""
        self.close()
        self.open()
        self.desk.complete_if_possible()
        self.record.blobs.sweep()

    def at(self, moment: datetime) -> None:
        """Go to a moment."""
        self.clock = HeldClock(moment)

    def deal(self, name: str = OLD, at: datetime = NOON, imei: str = "490154203237518") -> int:
        """A deal with a picture of the document and its payout; the acceptance's sequence."""
        picture = self.record.blobs.keep(name.encode() + PICTURE, "2.image", VisitId("0" * 32))
        with self.record.write() as tx:
            new = accepted(name, at=at, imei=imei, blobs={"2.image": picture})
            own = {} if name == OLD else NEW_FIELDS
            stored = self.record.write_act(tx, replace(new, fields={**new.fields, **own}))
            self.record.write_act(tx, replace(paid(), at=at, ref=stored.header.seq))
        return stored.header.seq


def new_till(tmp: Path) -> OldTill:
    """An empty till below a folder, its key file beside its data."""
    folder, key_file = tmp / "till", tmp / "till.key"
    folder.mkdir(parents=True)
    keys = TillKeys.fresh()
    Record.create(folder, keys, T01, the_facts()).close()
    FileKeyStore.create(key_file, folder).save(keys)
    return OldTill(folder, key_file)


def _killed(real: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    def step(*args: Any, **named: Any) -> Any:
        result = real(*args, **named) if after else None
        os.kill(os.getpid(), signal.SIGKILL)
        return result

    return step


def main() -> None:
    """Run the retention until the step at which this process dies."""
    told = json.loads(sys.stdin.readline())
    till = OldTill(
        Path(told["folder"]),
        Path(told["key_file"]),
        HeldClock(datetime.fromisoformat(told["now"])),
    )
    if told["kill"]:
        owner, name = STEPS[told["kill"]]
        setattr(owner, name, _killed(getattr(owner, name), after=told["after"]))
    try:
        till.desk.run()
    except NotPossibleNow as busy:
        sys.stdout.write(busy.code)
    till.close()


if __name__ == "__main__":
    main()
