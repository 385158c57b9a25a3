"""Bringing the acts to HQ: one pass that sends all that waits, and believes only proved receipts.

HQ takes a till's log as it grows: a batch begins where HQ's head stands. Whatever is lost on the
way may be sent again, for HQ knows each act by its place. What the till calls received is the size
in a receipt under HQ's key over the till's own root at that size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import blob_names
from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused
from counter_app.domain.values import TillCode
from counter_app.storage.hq_rows import HqState
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.batch import (
    MAX_ACTS,
    Batch,
    WireAct,
    WireEnvelope,
    WireFault,
    WireRun,
    encode_batch,
)
from counter_app.sync.checkpoint import Checkpoint, Receipt, sign_note
from counter_app.sync.client import HqLine
from counter_app.sync.envelope import Envelope, Run
from counter_app.sync.erasures import NOTHING, FactsOf, Wishes, owe_again, wishes_of
from counter_app.sync.inbox import NO_BATCH, Inbox
from counter_app.sync.sealer import Sealer

FIRST_WAIT, LONGEST_WAIT = 1.0, 600.0
"""Seconds."""

_DOUBLINGS = 10
_MOST_DETOURS = 5
"""Answers without a receipt in a row, until HQ is taken for one that cannot be talked to."""

_MOST_LATE = 500
"""Envelopes of earlier acts that one batch brings."""


@dataclass(frozen=True, slots=True)
class TillSigner:
    """Who speaks to HQ: the till and its device key."""

    till: TillCode
    key: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Synced:
    """What one pass came to.

    Attributes:
        receipt: the last one, over everything that was sent.
        sent: how many acts were brought.
    """

    receipt: Receipt
    sent: int


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One batch, ready to go."""

    body: bytes = field(repr=False)
    before: int
    after: int
    blobs: tuple[str, ...]
    envelopes: tuple[tuple[int, str], ...]
    wishes: Wishes

    @property
    def digest(self) -> str:
        """What the receipt must name."""
        return hashlib.sha256(self.body).hexdigest()


def next_wait(failures: int, random: Random) -> float:
    """Seconds until the next try: full jitter, its ceiling doubling from 1 second to 10 minutes.

    Args:
        failures: passes in a row that failed, from 1.
        random: so that the tills of a chain do not all come back at once.
    """
    ceiling = FIRST_WAIT * 2 ** min(failures - 1, _DOUBLINGS)
    return random.uniform(0, min(LONGEST_WAIT, ceiling))


def sync_once(
    record: Record, line: HqLine, signer: TillSigner, sealer: Sealer, clock: Clock
) -> Synced:
    """Seal and send all that waits; enrol first when a code is waiting.

    Envelopes are made even while HQ cannot be reached. With nothing to send HQ is asked all the
    same whether it still has everything.

    Raises:
        Refused: `hq_not_known`, `enrolment_code_refused` or `hq_refused`.
        NotPossibleNow: `hq_unreachable`; also when a reply was lost: nothing is known then.
        IntegrityFault: `log_forked`, or HQ's answer does not prove itself; nothing was believed.
    """
    state = _known(record)
    inbox = Inbox(state.hq_key)
    _renew_directory(record, line, inbox, clock)
    sealer.seal(record, inbox.directory(_known(record).directory), clock.now())
    if state.code:
        _enrol(record, line, inbox, signer)
    return _Sending(record, line, inbox, signer, sealer.facts_of).send_all()


def _known(record: Record) -> HqState:
    with record.read() as view:
        state = record.hq.state(view)
    if state is None:
        raise Refused("hq_not_known")
    return state


def _renew_directory(record: Record, line: HqLine, inbox: Inbox, clock: Clock) -> None:
    """Ask for the roles' keys when they are old or not all there; the old ones serve till then."""
    note = _known(record).directory
    with record.read() as view:
        owing = bool(record.hq.owed(view))
    if not owing and business_day(clock.now()) <= inbox.directory(note).expires:
        return
    try:
        note = inbox.newer_directory(note, line.roles())
    except (NotPossibleNow, Refused):
        return
    with record.write() as tx:
        record.hq.put(tx, replace(_present(record, tx), directory=note))


def _enrol(record: Record, line: HqLine, inbox: Inbox, signer: TillSigner) -> None:
    try:
        note = line.enrol(_known(record).code)
    except Refused as refused:
        if str(refused.facts.get("why", "")).startswith("code_"):
            raise Refused("enrolment_code_refused") from None
        raise
    inbox.certificate(note, signer.till, signer.key.public_key().public_bytes_raw())
    with record.write() as tx:
        record.hq.put(tx, replace(_present(record, tx), certificate=note, code=""))


def _present(record: Record, view: Reading) -> HqState:
    state = record.hq.state(view)
    if state is None:  # pragma: no cover - nothing ever takes HQ away again
        raise Refused("hq_not_known")
    return state


class _Sending:
    """One pass."""

    def __init__(
        self, record: Record, line: HqLine, inbox: Inbox, signer: TillSigner, facts_of: FactsOf
    ) -> None:
        self._facts_of = facts_of
        self._record = record
        self._line = line
        self._inbox = inbox
        self._signer = signer
        self._most = MAX_ACTS

    def send_all(self) -> Synced:
        """Send batch after batch, at least one; stop when nothing waits."""
        sent = detours = 0
        while detours <= _MOST_DETOURS:
            parcel = self._pack()
            self._bring(parcel.blobs)
            answer = self._line.send(parcel.body)
            if not answer.receipt:
                detours += 1
                if answer.head:
                    self._go_on_from(answer.head)
                elif not self._bring_anyway(parcel, answer.missing):
                    break
                continue
            detours = 0
            receipt = self._take(parcel, answer.receipt)
            sent += parcel.after - parcel.before
            if not self._anything_waits():
                return Synced(receipt, sent)
        raise NotPossibleNow("hq_unreachable", why="no receipt")

    def _pack(self) -> _Parcel:
        """The next batch: as many acts as one may hold."""
        while True:
            with self._record.read() as view:
                batch, parcel = self._batch(view)
            try:
                return replace(parcel, body=encode_batch(batch))
            except WireFault:
                if self._most == 1:
                    raise IntegrityFault("act_too_large", seq=batch.after) from None
                self._most //= 2

    def _batch(self, view: Reading) -> tuple[Batch, _Parcel]:
        before = _present(self._record, view).acked
        acts = list(self._record.acts.acts(view, after=before, most=self._most))
        after = before + len(acts)
        runs, envelopes = self._record.hq.sealed_between(view, before, after)
        late_runs, late = self._record.hq.sealed_late(view, before, min(self._most, _MOST_LATE))
        known = {run.run: run for run in (*runs, *late_runs)}
        every = [*late, *envelopes]
        till, wishes = self._signer.till, wishes_of(self._record, view, acts)
        batch = Batch(
            v=1,
            till=till,
            before=before,
            acts=[WireAct.of(stored.act) for stored in acts],
            runs=[
                WireRun.of(Run(run.run, run.row, run.key_id, run.sealed)) for run in known.values()
            ],
            envelopes=[
                WireEnvelope.of(Envelope(one.seq, one.row, one.run, one.sealed)) for one in every
            ],
            drop_envelopes=list(wishes.envelopes),
            drop_blobs=list(wishes.blobs),
            checkpoint=sign_note(
                Checkpoint(till, after, self._record.acts.root(view, after)).text(),
                till,
                self._signer.key,
            ),
        )
        names = blob_names([stored.header for stored in acts])
        blobs = tuple(name for name in names if name not in wishes.blobs)
        brought = tuple((one.seq, one.row) for one in every)
        return batch, _Parcel(b"", before, after, blobs, brought, wishes)

    def _bring(self, names: Iterable[str]) -> None:
        """Bring the blobs that HQ does not have; those that it confirmed are not asked for."""
        with self._record.read() as view:
            open_ones = set(self._record.blobs.not_at_hq(view))
        self._put([name for name in names if name in open_ones])

    def _put(self, names: list[str]) -> None:
        for name in self._line.missing_blobs(names):
            self._line.put_blob(name, self._record.blobs.cipher(name))

    def _bring_anyway(self, parcel: _Parcel, missing: Iterable[str]) -> bool:
        """HQ lacks blobs, perhaps some that it had confirmed; whether any of them is ours."""
        wanted = set(missing)
        ours = [name for name in parcel.blobs if name in wanted]
        self._put(ours)
        return bool(ours)

    def _take(self, parcel: _Parcel, note: str) -> Receipt:
        """Believe a receipt, if it proves itself; then only does the till call acts received."""
        receipt = self._inbox.receipt(note, self._signer.till, parcel.digest)
        if receipt.checkpoint.size < parcel.after:
            raise IntegrityFault("receipt_of_another")
        self._believe(receipt, note, parcel.envelopes, parcel.wishes)
        self._record.blobs.settle(receipt.checkpoint.size)
        return receipt

    def _go_on_from(self, note: str) -> None:
        """HQ's head is elsewhere: a reply was lost, or HQ was restored from a backup."""
        self._believe(self._inbox.receipt(note, self._signer.till, NO_BATCH), note)

    def _believe(
        self,
        receipt: Receipt,
        note: str,
        arrived: Iterable[tuple[int, str]] = (),
        deleted: Wishes = NOTHING,
    ) -> None:
        """Move the acked head.

        Raises:
            IntegrityFault: `log_forked`: HQ's log is not a beginning of ours.
        """
        size, root = receipt.checkpoint.size, receipt.checkpoint.root
        with self._record.write() as tx:
            own = self._record.acts.size(tx)
            if size > own or self._record.acts.root(tx, size) != root:
                raise IntegrityFault("log_forked", size=size)
            state = replace(_present(self._record, tx), acked=size, receipt=note)
            self._record.hq.put(tx, state)
            self._record.hq.no_longer_owed(tx, arrived)
            owe_again(self._record, tx, deleted, self._facts_of)

    def _anything_waits(self) -> bool:
        with self._record.read() as view:
            acked = _present(self._record, view).acked
            _runs, late = self._record.hq.sealed_late(view, acked, 1)
            return bool(late) or acked < self._record.acts.size(view)
