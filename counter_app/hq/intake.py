"""Taking a till's batch: checked whole, written whole, answered with a signed receipt.

The order of the checks is the order of the answers in docs/formats.md, section 7. One transaction
moves the till's head by compare-and-swap and writes everything that came; a batch that is already
here is answered again and changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.clock import Clock
from counter_app.domain import merkle
from counter_app.domain.acts import Kind, may_open, parse_header
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.hq.act_check import CheckedAct, checked_acts
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import Rejected
from counter_app.hq.store.database import HqBusy, HqOvertaken, Store, Transaction
from counter_app.hq.store.log import Head, KeptAct, KeptReceipt, TillLog
from counter_app.law.notice import NoticeFacts
from counter_app.sync.batch import Batch, decode_batch
from counter_app.sync.checkpoint import (
    HQ_NAME,
    Checkpoint,
    Receipt,
    parse_checkpoint,
    sign_note,
    verified_text,
)

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """The acts stand at HQ; `note` is the receipt."""

    note: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """HQ's head is another than the batch thought; `note` tells it."""

    note: str


@dataclass(frozen=True, slots=True)
class BlobsMissing:
    """These files have to come first."""

    names: tuple[str, ...]


Answer = Taken | Elsewhere | BlobsMissing


@dataclass(frozen=True, slots=True)
class _Claim:
    """A batch whose own bytes hold together; whether it fits HQ's head is another question."""

    digest: str
    batch: Batch
    acts: list[CheckedAct]
    checkpoint: Checkpoint


class Intake:
    """Takes batches."""

    def __init__(
        self,
        store: Store,
        blobs: BlobFolder,
        facts: NoticeFacts,
        key: Ed25519PrivateKey,
        clock: Clock,
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._facts = facts
        self._key = key
        self._clock = clock

    def take(self, till: TillCode, device: Ed25519PublicKey, body: bytes) -> Answer:
        """Take a batch that this till signed.

        Raises:
            WireFault: the body is not a batch.
            Rejected: it contradicts itself, or its root does not follow.
            HqBusy: nothing was written; ask again.
        """
        claim = self._claim(till, device, body)
        for _attempt in range(_ATTEMPTS):
            try:
                with self._store.write() as tx:
                    return self._decide(tx, claim)
            except HqOvertaken:
                continue
        raise HqBusy

    def _claim(self, till: TillCode, device: Ed25519PublicKey, body: bytes) -> _Claim:
        batch = decode_batch(body)
        if batch.code != till:
            raise Rejected("batch_of_another_till")
        acts = checked_acts(batch)
        _check_envelopes(batch, self._facts)
        try:
            text = verified_text(batch.checkpoint, till, device)
            checkpoint = parse_checkpoint(text)
        except IntegrityFault:
            raise Rejected("checkpoint_not_signed") from None
        if checkpoint.text() != text or (checkpoint.till, checkpoint.size) != (till, batch.after):
            raise Rejected("checkpoint_malformed")
        return _Claim(hashlib.sha256(body).hexdigest(), batch, acts, checkpoint)

    def _decide(self, tx: Transaction, claim: _Claim) -> Answer:
        log = tx.log(claim.batch.code)
        head = log.head()
        before = log.receipt_of(claim.digest)
        if before is not None:
            return Taken(self._signed(claim.batch.code, head, claim.digest, before.deleted))
        if _stands_already(tx, claim, head):
            return self._write(tx, claim, head, [])
        if head.size != claim.batch.before:
            return Elsewhere(self._signed(claim.batch.code, head, "-", 0))
        return self._write(tx, claim, head, claim.acts)

    def _write(self, tx: Transaction, claim: _Claim, head: Head, fresh: list[CheckedAct]) -> Answer:
        batch = claim.batch
        log, sealed = tx.log(batch.code), tx.sealed(batch.code)
        tree = _Growing(log, head.size)
        for act in fresh:
            tree.append(act.leaf)
        if tree.root() != claim.checkpoint.root:
            raise Rejected("root_does_not_follow", size=batch.after)
        self._check_older(tx, claim)
        if missing := self._missing_blobs(tx, batch, fresh):
            return BlobsMissing(missing)
        after = Head(batch.after, claim.checkpoint.root, batch.checkpoint)
        if not log.advance(head, after):
            raise HqOvertaken
        log.add_acts([KeptAct(act.header.seq, act.act, act.leaf) for act in fresh])
        log.add_nodes((level, place, value) for (level, place), value in tree.added.items())
        sealed.add_runs(wire.to_run() for wire in batch.runs)
        sealed.add_envelopes(wire.envelope() for wire in batch.envelopes)
        deleted = self._delete(tx, batch)
        note = self._signed(batch.code, after, claim.digest, deleted)
        log.add_receipt(KeptReceipt(claim.digest, after.size, deleted, batch.checkpoint, note))
        return Taken(note)

    def _missing_blobs(
        self, tx: Transaction, batch: Batch, fresh: list[CheckedAct]
    ) -> tuple[str, ...]:
        """The files that have to come first; what the till erased, this batch says is to go."""
        till, erased = batch.code, set(batch.drop_blobs)
        named = {part.blob: part for act in fresh for part in act.header.parts if part.blob}
        here = tx.sealed(till).blobs(named)
        for name, size in here.items():
            if size != named[name].size:
                raise Rejected("blob_size", blob=name)
        wanted = [name for name in named if name not in erased]
        return tuple(name for name in wanted if name not in here or not self._blobs.has(till, name))

    def _check_older(self, tx: Transaction, claim: _Claim) -> None:
        """Envelopes of acts that came earlier, and the runs that all envelopes are made under."""
        kinds = {act.header.seq: act.header.kind for act in claim.acts}
        older = {wire.seq for wire in claim.batch.envelopes} - kinds.keys()
        headers = tx.log(claim.batch.code).headers(older)
        kinds |= {seq: parse_header(header).kind for seq, header in headers.items()}
        brought = {wire.run: wire.row for wire in claim.batch.runs}
        rows: dict[bytes, str | None] = {}
        for wire in claim.batch.envelopes:
            _check_cap(kinds.get(wire.seq), wire.row, wire.seq)
            if wire.run not in rows:  # a run that is here already stays what it is
                known = tx.sealed(claim.batch.code).run(wire.run)
                rows[wire.run] = known.row if known else brought.get(wire.run)
            if rows[wire.run] != wire.row:
                raise Rejected("envelope_without_run", seq=wire.seq)

    def _delete(self, tx: Transaction, batch: Batch) -> int:
        sealed = tx.sealed(batch.code)
        count = sealed.drop_envelopes(batch.drop_envelopes)
        gone = sealed.drop_blobs(batch.drop_blobs)
        for name in gone:  # before the commit: should that fail, the till wishes again
            self._blobs.remove(batch.code, name)
        return count + len(gone)

    def _signed(self, till: TillCode, head: Head, batch: str, deleted: int) -> str:
        checkpoint = Checkpoint(till, head.size, head.root)
        receipt = Receipt(checkpoint, self._clock.now(), batch, deleted)
        return sign_note(receipt.text(), HQ_NAME, self._key)


def _check_envelopes(batch: Batch, facts: NoticeFacts) -> None:
    rows = facts.rows
    for wire in batch.envelopes:
        if wire.row not in rows or wire.seq > batch.after:
            raise Rejected("envelope_not_allowed", seq=wire.seq)


def _check_cap(kind: Kind | None, row: str, seq: int) -> None:
    if kind is None or not may_open(kind, row):
        raise Rejected("envelope_not_allowed", seq=seq)


def _stands_already(tx: Transaction, claim: _Claim, head: Head) -> bool:
    """Whether HQ's log ends with just these acts: the reply had been lost."""
    if not claim.acts or head.size != claim.batch.after:
        return False
    log, batch = tx.log(claim.batch.code), claim.batch
    leaves = [kept.leaf for kept in log.acts(after=batch.before, last=batch.after)]
    return leaves == [act.leaf for act in claim.acts]


class _Growing:
    """A till's tree as it will be: what is kept, and what these acts add."""

    def __init__(self, log: TillLog, size: int) -> None:
        self._log = log
        self._size = size
        self.added: dict[tuple[int, int], bytes] = {}

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        for level, place, value in merkle.added_nodes(self._size, leaf, self._node):
            self.added[level, place] = value
        self._size += 1

    def root(self) -> bytes:
        """The root with everything that was added."""
        return merkle.root(self._size, self._node)

    def _node(self, level: int, place: int) -> bytes:
        known = self.added.get((level, place))
        return self._log.node(level, place) if known is None else known
