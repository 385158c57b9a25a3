"""Does HQ's store prove itself: every act, every tree, every head, every receipt, every file.

Everything is computed again from the bytes that are kept. An act that was altered is named by its
sequence; if somebody rewrote act, tree and head together, the till's own signed checkpoints no
longer fit, and the first that does not is named by its size.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain import merkle
from counter_app.domain.acts import parse_header
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqFault
from counter_app.hq.store.database import Store, Transaction
from counter_app.hq.store.log import Head, KeptAct, KeptReceipt
from counter_app.sync.checkpoint import (
    HQ_NAME,
    Checkpoint,
    parse_checkpoint,
    parse_receipt,
    verified_text,
)
from counter_app.sync.enrolment import parse_certificate

_TALLEST = 62
"""Levels of the largest tree that sequences can number; a level beyond it was altered."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit; `seq` is the act, or the log's size, that it was found at."""

    till: TillCode
    seq: int
    code: str


@dataclass(frozen=True, slots=True)
class TillState:
    """A till's log, as it was computed."""

    till: TillCode
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Report:
    """What verification found; it holds when there are no faults."""

    tills: tuple[TillState, ...]
    faults: tuple[Fault, ...]


def verify(store: Store, blobs: BlobFolder, hq_key: Ed25519PublicKey) -> Report:
    """Check every till; grows linearly with the number of acts."""
    states: list[TillState] = []
    faults: list[Fault] = []
    with store.read() as tx:
        for till in tx.desk.tills():
            check = _TillCheck(tx, blobs, hq_key, till)
            faults += check.run()
            states.append(TillState(till, check.tree.size, check.tree.root().hex()))
    return Report(tuple(states), tuple(faults))


class _TillCheck:
    """The check of one till."""

    def __init__(
        self, tx: Transaction, blobs: BlobFolder, hq_key: Ed25519PublicKey, till: TillCode
    ) -> None:
        self._log = tx.log(till)
        self._sealed = tx.sealed(till)
        self._enrolled = tx.desk.devices(till)
        self._blobs = blobs
        self._hq_key = hq_key
        self._till = till
        self._devices = [
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(one.device)) for one in self._enrolled
        ]
        self._blob_acts: dict[str, int] = {}
        self._faults: list[Fault] = []
        self.tree = merkle.Tree()

    def run(self) -> list[Fault]:
        """Everything that does not fit, in the order in which it was looked at."""
        self._check_certificates()
        self._check_acts()
        self._check_nodes()
        self._check_head(self._log.head())
        for kept in self._log.receipts():
            self._check_receipt(kept)
        self._check_blobs()
        return self._faults

    def _tell(self, seq: int, code: str) -> None:
        self._faults.append(Fault(self._till, seq, code))

    def _check_certificates(self) -> None:
        for one in self._enrolled:
            try:
                text = verified_text(one.certificate, HQ_NAME, self._hq_key)
                told = parse_certificate(text)
                fits = (told.till, told.device.hex()) == (self._till, one.device)
            except IntegrityFault:
                fits = False
            if not fits:
                self._tell(0, "certificate_altered")

    def _check_acts(self) -> None:
        for kept in self._log.acts():
            if kept.seq != self.tree.size + 1:
                break
            if not self._proves_itself(kept):
                self._tell(kept.seq, "act_altered")
            self.tree.append(kept.leaf)
        size = self._log.head().size
        if self.tree.size < size:
            self._tell(self.tree.size + 1, "act_missing")
        elif self.tree.size > size:
            self._tell(size + 1, "act_not_signed")

    def _proves_itself(self, kept: KeptAct) -> bool:
        try:
            header = parse_header(kept.act.header)
            leaf = merkle.leaf_hash(kept.act.leaf())
        except IntegrityFault:
            return False
        self._blob_acts |= {part.blob: kept.seq for part in header.parts if part.blob}
        return leaf == kept.leaf and (header.till, header.seq) == (self._till, kept.seq)

    def _check_nodes(self) -> None:
        seen = 0
        for level, place, value in self._log.nodes():
            last = (place + 1) << min(max(level, 0), _TALLEST)
            unknown = not 0 <= level <= _TALLEST or place < 0 or last > self.tree.size
            if unknown or value != self.tree.node(level, place):
                self._tell(last, "tree_altered")
            seen += 1
        # A tree of n leaves has 2n - (ones in n's binary digits) complete subtrees.
        if seen < 2 * self.tree.size - self.tree.size.bit_count():
            self._tell(self.tree.size, "tree_incomplete")

    def _check_head(self, head: Head) -> None:
        fits = head.size <= self.tree.size and head.root == self.tree.root(head.size)
        if fits and head.checkpoint:
            fits = self._is_checkpoint(head.checkpoint, head.size)
        elif fits:
            fits = head.size == 0
        if fits and head.receipt:
            fits = self._is_receipt(head.receipt, head.size)
        if not fits:
            self._tell(head.size, "head_altered")

    def _check_receipt(self, kept: KeptReceipt) -> None:
        if not self._is_checkpoint(kept.checkpoint, kept.size):
            self._tell(kept.size, "checkpoint_altered")
        if not self._is_receipt(kept.receipt, kept.size, kept.batch):
            self._tell(kept.size, "receipt_altered")

    def _is_checkpoint(self, note: str, size: int) -> bool:
        for device in self._devices:
            try:
                return self._fits(parse_checkpoint(verified_text(note, self._till, device)), size)
            except IntegrityFault:
                continue  # another of this till's devices may have signed it
        return False

    def _is_receipt(self, note: str, size: int, batch: str | None = None) -> bool:
        try:
            receipt = parse_receipt(verified_text(note, HQ_NAME, self._hq_key))
        except IntegrityFault:
            return False
        same = batch is None or receipt.batch == batch
        return same and self._fits(receipt.checkpoint, size)

    def _fits(self, told: Checkpoint, size: int) -> bool:
        if size > self.tree.size:
            return False
        return told == Checkpoint(self._till, size, self.tree.root(size))

    def _check_blobs(self) -> None:
        for name in self._sealed.all_blobs():
            try:
                self._blobs.read(self._till, name)
            except HqFault as fault:
                self._tell(self._blob_acts.get(name, 0), fault.code)
