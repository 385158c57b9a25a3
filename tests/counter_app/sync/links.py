"""A real record, a real HQ, and the line between them: what a sync needs, in one place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from counter_app.clock import HeldClock
from counter_app.domain.values import VisitId
from counter_app.hq.data_folder import open_data
from counter_app.hq.role_keys import RoleKeys
from counter_app.storage.hq_rows import HqState
from counter_app.sync.outbox import Synced, TillSigner, sync_once
from counter_app.sync.sealer import Sealer
from tests.counter_app.hq.builders import SmallHq, small_hq
from tests.counter_app.hq.lines import DirectLine, Fault
from tests.records import NOON, T01, SmallRecord, small_record, the_facts

URL = "http://127.0.0.1:1"


@dataclass(repr=False)
class Link:
    """A till and its HQ."""

    till: SmallRecord
    hq: SmallHq
    sealer: Sealer = field(default_factory=lambda: Sealer(T01, the_facts()))

    @property
    def signer(self) -> TillSigner:
        """Who speaks."""
        return TillSigner(T01, self.till.device)

    def line(self, *script: Fault) -> DirectLine:
        """A line that goes wrong as the script says."""
        return DirectLine(self.hq.app, T01, self.till.device, self.till.clock, script)

    def know_hq(self) -> None:
        """Take an enrolment file; the next sync enrols."""
        file = self.hq.enrolment.new_code(T01, URL)
        self.put(HqState(file.url, file.hq_key, file.code, "", file.directory))

    def sync(self, *script: Fault) -> Synced:
        """One pass over such a line."""
        return self.sync_by(self.line(*script))

    def sync_by(self, line: DirectLine) -> Synced:
        """One pass over this line."""
        return sync_once(self.till.record, line, self.signer, self.sealer, self.till.clock)

    def state(self) -> HqState:
        """The line's state."""
        with self.till.record.read() as view:
            state = self.till.record.hq.state(view)
        assert state is not None
        return state

    def put(self, state: HqState) -> None:
        """Keep the line's state."""
        with self.till.record.write() as tx:
            self.till.record.hq.put(tx, state)

    def change(self, **changes: object) -> None:
        """Put a field of the line's state in another way."""
        self.put(replace(self.state(), **changes))  # type: ignore[arg-type]  # by name

    def own(self) -> list[bytes]:
        """The leaves of the till."""
        with self.till.record.read() as view:
            return [stored.leaf for stored in self.till.record.acts.acts(view)]

    def at_hq(self) -> list[bytes]:
        """The leaves at HQ, in order, each with its number checked."""
        with self.hq.data.store.read() as tx:
            kept = list(tx.log(T01).acts())
        assert [act.seq for act in kept] == list(range(1, len(kept) + 1))
        return [act.leaf for act in kept]

    def root(self, size: int | None = None) -> bytes:
        """The root of the till's log."""
        with self.till.record.read() as view:
            return self.till.record.acts.root(view, size)

    def envelopes(self) -> dict[int, set[str]]:
        """The rows that have an envelope at the till, by act."""
        with self.till.record.read() as view:
            record = self.till.record
            _runs, every = record.hq.sealed_between(view, 0, record.acts.size(view))
        by_act: dict[int, set[str]] = {}
        for one in every:
            by_act.setdefault(one.seq, set()).add(one.row)
        return by_act

    def keep_image(self, plain: bytes = b"no picture, but bytes") -> str:
        """Keep a sealed image, as a visit does before its acceptance."""
        return self.till.record.blobs.keep(plain, "2.image", VisitId("0" * 32))


@contextmanager
def small_link(folder: Path) -> Iterator[Link]:
    """A fresh till that knows a fresh HQ."""
    with small_hq(folder) as hq, small_record(folder / "till") as till:
        link = Link(till, hq)
        link.know_hq()
        yield link


@contextmanager
def hq_from(folder: Path, *, like: SmallHq) -> Iterator[SmallHq]:
    """The HQ of a data folder, such as a backup, with the role keys of another."""
    with open_data(folder) as data:
        roles = RoleKeys(like.folder.parent / "hq.role-keys")
        yield SmallHq(folder, data, HeldClock(NOON), roles, like.public)


def backup_of(hq: SmallHq, to: Path) -> Path:
    """A copy of HQ's folder as it is now."""
    return Path(shutil.copytree(hq.folder, to))


def clone_of(till: SmallRecord, to: Path) -> None:
    """A copy of the till's folder as it is now."""
    till.record.close()
    shutil.copytree(till.folder, to)
    till.reopen()
