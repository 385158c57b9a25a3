"""The acts of one till: appended, never changed, and opened only for a purpose (act_gate).

An act, its leaf, the nodes of the tree, the numbers of its keys and the bases on which envelopes
may be made for it are written in the transaction of the rows that it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from counter_app.domain import merkle
from counter_app.domain.acts import (
    Act,
    Header,
    Kind,
    parse_header,
    split_fields,
)
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import StaffCode, TillCode
from counter_app.law.notice import NoticeFacts
from counter_app.storage import tables
from counter_app.storage.act_gate import ActGate
from counter_app.storage.act_gate import StoredAct as StoredAct  # noqa: PLC0414 - for its readers
from counter_app.storage.sealing import BlobPart, seal_act
from counter_app.storage.transactions import Reading, Writing
from counter_app.storage.vault import Vault

LEDGER_COUNTER = "ledger_lines"
_MOMENT_COUNTER = "latest_moment"
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class NewAct:
    """What is to be written down.

    Attributes:
        fields: values by field name of the notice's facts; empty ones are left out.
        lines: how many ledger numbers the act takes.
        bases: on what it may be used: "notice", "marketing", "group"; or "duty" alone.
        blobs: SHA-256 names of sealed files, by part.
    """

    kind: Kind
    staff: StaffCode
    at: datetime
    fields: Mapping[str, Any] = field(default_factory=dict)
    lines: int = 0
    ref: int | None = None
    bases: frozenset[str] = frozenset()
    blobs: Mapping[str, str] = field(default_factory=dict)


class ActLog(ActGate):
    """Append and read the acts of one till; what they say is opened through the gate."""

    def __init__(self, till: TillCode, facts: NoticeFacts, vault: Vault) -> None:
        super().__init__(facts, vault)
        self._till = till

    def append(self, tx: Writing, new: NewAct) -> StoredAct:
        """Seal an act and write it with everything that proves it."""
        connection = tx.connection
        seq = self.size(tx) + 1
        parts = split_fields(new.fields, self._facts)
        drawn = self._vault.draw(tx, len(parts))
        keys = {name: one.key for name, one in zip(parts, drawn, strict=True)}
        header = Header(
            till=self._till,
            seq=seq,
            kind=new.kind,
            at=new.at,
            staff=new.staff,
            ledger=self._take_numbers(tx, new.lines),
            ref=new.ref,
        )
        act = seal_act(header, parts, keys, self._blob_parts(tx, new.blobs))
        stored = StoredAct(parse_header(act.header), act, merkle.leaf_hash(act.leaf()))
        connection.execute(
            sa.insert(tables.acts).values(
                seq=seq,
                kind=new.kind.value,
                header=act.header,
                content=act.content,
                commitments=act.commitments,
                leaf=stored.leaf,
            )
        )
        for name, one in zip(parts, drawn, strict=True):
            row = {"seq": seq, "part": name, "key_no": one.no, "salt": one.salt}
            connection.execute(sa.insert(tables.act_keys).values(row))
        self.set_bases(tx, seq, new.bases)
        self._bind_blobs(tx, seq, new.blobs)
        self._grow(tx, seq - 1, stored.leaf)
        _note_moment(tx, stored.header)
        return stored

    def size(self, view: Reading) -> int:
        """How many acts there are."""
        last = view.connection.execute(sa.select(sa.func.max(tables.acts.c.seq))).scalar()
        return last or 0

    def latest_moment(self, view: Reading) -> datetime | None:
        """The latest time of any act since a manager last confirmed the clock; None before any.

        It is not the last act's: an act that a wrong clock dated back must not make it right.
        """
        return _EPOCH + value * _MILLISECOND if (value := _latest(view)) else None

    def root(self, view: Reading, size: int | None = None) -> bytes:
        """The log's root, now or at an earlier size, 32 bytes."""

        def node(level: int, place: int) -> bytes:
            return _node(view, level, place)

        return merkle.root(self.size(view) if size is None else size, node)

    def inclusion_path(self, view: Reading, seq: int, size: int) -> list[bytes]:
        """The hashes that lead from an act's leaf to the root of the log at a size."""

        def node(level: int, place: int) -> bytes:
            return _node(view, level, place)

        return merkle.inclusion_path(seq - 1, size, node)

    def nodes(self, view: Reading) -> Iterator[tuple[int, int, bytes]]:
        """Every stored node of the tree: (level, place, hash)."""
        for row in view.connection.execute(sa.select(tables.tree)):
            yield row.level, row.place, row.hash

    def acts(self, view: Reading, after: int = 0, most: int | None = None) -> Iterator[StoredAct]:
        """The acts after a sequence, in order.

        Raises:
            IntegrityFault: `act_malformed`: also when a row says other than its header.
        """
        wanted = sa.select(tables.acts).where(tables.acts.c.seq > after).order_by("seq")
        for row in view.connection.execute(wanted.limit(most) if most else wanted):
            yield _stored(row)

    def readable(self, view: Reading) -> Iterator[StoredAct]:
        """Every act in order, passing over what is none any more: the proof names those."""
        for row in view.connection.execute(sa.select(tables.acts).order_by("seq")):
            try:
                yield _stored(row)
            except IntegrityFault:
                continue

    def act(self, view: Reading, seq: int) -> StoredAct:
        """One act.

        Raises:
            IntegrityFault: `act_missing`.
        """
        for stored in self.acts(view, after=seq - 1, most=1):
            if stored.header.seq == seq:
                return stored
        raise IntegrityFault("act_missing", seq=seq)

    def last_of(self, view: Reading, kind: Kind) -> StoredAct | None:
        """The last act of a kind, or None when there is none."""
        last = view.connection.execute(
            sa.select(sa.func.max(tables.acts.c.seq)).where(tables.acts.c.kind == kind.value)
        ).scalar()
        return None if last is None else self.act(view, last)

    def headers_back(self, view: Reading) -> Iterator[Header]:
        """Every header from the last act backwards, passing over what is none any more."""
        wanted = sa.select(tables.acts.c.header).order_by(tables.acts.c.seq.desc())
        for header in view.connection.execute(wanted).scalars():
            try:
                yield parse_header(header)
            except IntegrityFault:
                continue

    def of_kind(self, view: Reading, kind: Kind, after: int = 0) -> Iterator[StoredAct]:
        """The acts of a kind after a sequence, in order."""
        for seq in self._sequences(view, kind):
            if seq > after:
                yield self.act(view, seq)

    def newest(self, view: Reading, kind: Kind) -> Iterator[StoredAct]:
        """The acts of a kind from the last one backwards, passing over what is none any more."""
        for seq in reversed(self._sequences(view, kind)):
            try:
                yield self.act(view, seq)
            except IntegrityFault:
                continue

    def _sequences(self, view: Reading, kind: Kind) -> list[int]:
        numbers = view.connection.execute(
            sa.select(tables.acts.c.seq).where(tables.acts.c.kind == kind.value).order_by("seq")
        ).scalars()
        return list(numbers)

    def _take_numbers(self, tx: Writing, count: int) -> tuple[int, int] | None:
        if count == 0:
            return None
        counter = tables.counters.c.name == LEDGER_COUNTER
        last: int = tx.connection.execute(
            sa.select(tables.counters.c.value).where(counter)
        ).scalar_one()
        tx.connection.execute(sa.update(tables.counters).where(counter).values(value=last + count))
        return last + 1, count

    def _blob_parts(self, tx: Writing, blobs: Mapping[str, str]) -> dict[str, BlobPart]:
        found: dict[str, BlobPart] = {}
        for part, name in blobs.items():
            row = tx.connection.execute(
                sa.select(tables.blobs).where(tables.blobs.c.sha256 == name)
            ).one()
            [key] = self._vault.keys({row.key_no: row.salt}).values()
            found[part] = BlobPart(name, row.size, key)
        return found

    def _bind_blobs(self, tx: Writing, seq: int, blobs: Mapping[str, str]) -> None:
        for part, name in blobs.items():
            mine = tables.blobs.c.sha256 == name
            blob = tx.connection.execute(sa.select(tables.blobs).where(mine)).one()
            tx.connection.execute(sa.update(tables.blobs).where(mine).values(seq=seq))
            row = {"seq": seq, "part": part, "key_no": blob.key_no, "salt": blob.salt}
            tx.connection.execute(sa.insert(tables.act_keys).values(row))

    def _grow(self, tx: Writing, size: int, leaf: bytes) -> None:
        def node(level: int, place: int) -> bytes:
            return _node(tx, level, place)

        for level, place, value in merkle.added_nodes(size, leaf, node):
            tx.connection.execute(
                sa.insert(tables.tree).values(level=level, place=place, hash=value)
            )


def _stored(row: sa.Row[Any]) -> StoredAct:
    header = parse_header(row.header)
    if (header.seq, header.kind.value) != (row.seq, row.kind):
        raise IntegrityFault("act_malformed", seq=row.seq)
    return StoredAct(header, Act(row.header, row.content, row.commitments), row.leaf)


def start_counter(tx: Writing) -> None:
    """Put the counter of ledger numbers and the latest moment into a new ledger.db."""
    for name in (LEDGER_COUNTER, _MOMENT_COUNTER):
        tx.connection.execute(sa.insert(tables.counters).values(name=name, value=0))


def _latest(view: Reading) -> int:
    value: int = view.connection.execute(
        sa.select(tables.counters.c.value).where(tables.counters.c.name == _MOMENT_COUNTER)
    ).scalar_one()
    return value


def _note_moment(tx: Writing, header: Header) -> None:
    at = (header.at - _EPOCH) // _MILLISECOND
    latest = at if header.kind is Kind.CLOCK_CONFIRMED else max(at, _latest(tx))
    tx.connection.execute(
        sa.update(tables.counters)
        .where(tables.counters.c.name == _MOMENT_COUNTER)
        .values(value=latest)
    )


def _node(view: Reading, level: int, place: int) -> bytes:
    found = view.connection.execute(
        sa.select(tables.tree.c.hash).where(
            tables.tree.c.level == level, tables.tree.c.place == place
        )
    ).scalar()
    if found is None:
        raise IntegrityFault("tree_node_missing", level=level, place=place)
    return bytes(found)
