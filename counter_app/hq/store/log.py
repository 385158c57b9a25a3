"""A till's log at HQ: its head, acts, tree and receipts, within one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.domain.acts import Act
from counter_app.domain.merkle import EMPTY_ROOT
from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqFault
from counter_app.hq.store import tables


@dataclass(frozen=True, slots=True)
class Head:
    """Where a till's log stands at HQ.

    Attributes:
        root: 32 bytes.
        checkpoint: the till's own signed note; empty before the first act.
        receipt: HQ's last receipt; empty before the first.
    """

    size: int
    root: bytes
    checkpoint: str = ""
    receipt: str = ""


EMPTY_HEAD = Head(0, EMPTY_ROOT)


@dataclass(frozen=True, slots=True)
class KeptAct:
    """An act as HQ keeps it."""

    seq: int
    act: Act
    leaf: bytes


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """What HQ answered to a batch, kept for ever.

    Attributes:
        batch: SHA-256 of the batch's body, hex.
        size: of the log after it.
        deleted: envelopes and blobs that were deleted at its wish.
    """

    batch: str
    size: int
    deleted: int
    checkpoint: str
    receipt: str


class TillLog:
    """The log of one till."""

    def __init__(self, connection: sa.Connection, till: TillCode) -> None:
        self._connection = connection
        self._till = till

    def start(self) -> None:
        """Give a newly enrolled till an empty log; one that has a log keeps it."""
        if self._row(sa.select(tables.heads).where(self._mine(tables.heads))) is None:
            self._connection.execute(
                sa.insert(tables.heads).values(
                    till=self._till, size=0, root=EMPTY_ROOT, checkpoint="", receipt=""
                )
            )

    def head(self) -> Head:
        """The head; that of an empty log when the till never enrolled."""
        row = self._row(sa.select(tables.heads).where(self._mine(tables.heads)))
        return Head(row.size, _raw(row.root), row.checkpoint, row.receipt) if row else EMPTY_HEAD

    def advance(self, old: Head, new: Head) -> bool:
        """Move the head, if it still stands where it stood: the compare-and-swap of intake.

        It comes before everything else that is written: where two requests can read one head, the
        second waits here for the first, and then finds it moved.
        """
        heads = tables.heads
        moved = self._connection.execute(
            sa.update(heads)
            .where(self._mine(heads), heads.c.size == old.size, heads.c.root == old.root)
            .values(size=new.size, root=new.root, checkpoint=new.checkpoint)
        )
        return moved.rowcount == 1

    def add_acts(self, acts: Sequence[KeptAct]) -> None:
        """Add acts."""
        rows = [
            {
                "till": self._till,
                "seq": kept.seq,
                "header": kept.act.header,
                "content": kept.act.content,
                "commitments": kept.act.commitments,
                "leaf": kept.leaf,
            }
            for kept in acts
        ]
        if rows:
            self._connection.execute(sa.insert(tables.acts), rows)

    def add_nodes(self, nodes: Iterable[tuple[int, int, bytes]]) -> None:
        """Add complete subtrees: (level, place, hash)."""
        rows = [
            {"till": self._till, "level": level, "place": place, "hash": value}
            for level, place, value in nodes
        ]
        if rows:
            self._connection.execute(sa.insert(tables.nodes), rows)

    def node(self, level: int, place: int) -> bytes:
        """A complete subtree's hash.

        Raises:
            HqFault: `hq_store_damaged`.
        """
        nodes = tables.nodes
        row = self._row(
            sa.select(nodes.c.hash).where(
                self._mine(nodes), nodes.c.level == level, nodes.c.place == place
            )
        )
        if row is None:
            raise HqFault("hq_store_damaged", till=self._till, level=level, place=place)
        return _raw(row.hash)

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """All complete subtrees, by level and place."""
        wanted = sa.select(tables.nodes).where(self._mine(tables.nodes))
        for row in self._connection.execute(wanted.order_by("level", "place")):
            yield row.level, row.place, _raw(row.hash)

    def acts(self, after: int = 0, last: int | None = None) -> Iterator[KeptAct]:
        """The acts after a sequence, up to another, in order."""
        acts = tables.acts
        wanted = sa.select(acts).where(self._mine(acts), acts.c.seq > after)
        if last is not None:
            wanted = wanted.where(acts.c.seq <= last)
        for row in self._connection.execute(wanted.order_by(acts.c.seq)):
            act = Act(_raw(row.header), _raw(row.content), _raw(row.commitments))
            yield KeptAct(row.seq, act, _raw(row.leaf))

    def headers(self, seqs: Iterable[int]) -> dict[int, bytes]:
        """The headers of these acts, as far as they are here."""
        acts = tables.acts
        wanted = sa.select(acts.c.seq, acts.c.header).where(
            self._mine(acts), acts.c.seq.in_(sorted(set(seqs)))
        )
        return {row.seq: _raw(row.header) for row in self._connection.execute(wanted)}

    def receipt_of(self, batch: str) -> KeptReceipt | None:
        """What was answered to a batch, if it was ever taken."""
        receipts = tables.receipts
        row = self._row(sa.select(receipts).where(self._mine(receipts), receipts.c.batch == batch))
        return _kept(row) if row else None

    def receipts(self) -> Iterator[KeptReceipt]:
        """All receipts, by size."""
        wanted = sa.select(tables.receipts).where(self._mine(tables.receipts)).order_by("size")
        for row in self._connection.execute(wanted):
            yield _kept(row)

    def add_receipt(self, kept: KeptReceipt) -> None:
        """Keep a receipt; it is the head's from now on."""
        heads = tables.heads
        self._connection.execute(
            sa.update(heads).where(self._mine(heads)).values(receipt=kept.receipt)
        )
        self._connection.execute(
            sa.insert(tables.receipts).values(
                till=self._till,
                batch=kept.batch,
                size=kept.size,
                deleted=kept.deleted,
                checkpoint=kept.checkpoint,
                receipt=kept.receipt,
            )
        )

    def _mine(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.till == self._till

    def _row(self, wanted: sa.Select[tuple[object, ...]]) -> sa.Row[tuple[object, ...]] | None:
        return self._connection.execute(wanted).one_or_none()


def _kept(row: sa.Row[tuple[object, ...]]) -> KeptReceipt:
    return KeptReceipt(row.batch, row.size, row.deleted, row.checkpoint, row.receipt)


def _raw(value: object) -> bytes:
    """Bytes, even where somebody put text in their place."""
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return bytes(value) if isinstance(value, (bytes, memoryview)) else b""
