"""A batch: what a till sends to HQ in one request, as MessagePack (docs/formats.md, section 7).

The same schema writes and reads it; whatever is not exactly of this form is refused, typed, before
anything else looks at it. What is signed and hashed are the bytes as sent, never a second encoding.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from counter_app.domain.acts import HASH_SIZE, Act
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import TillCode
from counter_app.sync.envelope import NONCE_SIZE, RUN_ID_SIZE, Envelope, Run

MAX_BODY = 1 << 20
"""Bytes of one batch's body."""
MAX_ACTS = 500
MAX_HEADER = 16 << 10
MAX_PARTS = 64
_MAX_SEALED = 8 << 10
_MAX_NOTE = 2 << 10

TillText = Annotated[str, msgspec.Meta(pattern=r"\A[A-Z][A-Z0-9]{1,7}\Z")]
Sha256Text = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
RowText = Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z0-9_]{0,31}\Z")]
Sequence = Annotated[int, msgspec.Meta(ge=1, lt=1 << 53)]
Size = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
_RunId = Annotated[bytes, msgspec.Meta(min_length=RUN_ID_SIZE, max_length=RUN_ID_SIZE)]


class WireFault(WrongInput):
    """What came, or was to go, over the line is not of its form: `batch_malformed`, `..._large`."""


class WireAct(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A sealed act; its leaf is computed from these bytes at both ends."""

    header: Annotated[bytes, msgspec.Meta(min_length=2, max_length=MAX_HEADER)]
    content: bytes
    commitments: Annotated[bytes, msgspec.Meta(max_length=HASH_SIZE * MAX_PARTS)]

    @classmethod
    def of(cls, act: Act) -> WireAct:
        """An act as it goes over the line."""
        return cls(act.header, act.content, act.commitments)

    def act(self) -> Act:
        """The act."""
        return Act(self.header, self.content, self.commitments)


class WireRun(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A run key, sealed to one row's role."""

    run: _RunId
    row: RowText
    key_id: Annotated[bytes, msgspec.Meta(min_length=8, max_length=8)]
    sealed: Annotated[bytes, msgspec.Meta(max_length=_MAX_SEALED)]

    @classmethod
    def of(cls, run: Run) -> WireRun:
        """A run as it goes over the line."""
        return cls(run.run, run.row, run.key_id, run.sealed)

    def to_run(self) -> Run:
        """The run."""
        return Run(self.run, self.row, self.key_id, self.sealed)


class WireEnvelope(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The keys of one act for one row."""

    seq: Sequence
    row: RowText
    run: _RunId
    sealed: Annotated[bytes, msgspec.Meta(min_length=NONCE_SIZE, max_length=_MAX_SEALED)]

    @classmethod
    def of(cls, envelope: Envelope) -> WireEnvelope:
        """An envelope as it goes over the line."""
        return cls(envelope.seq, envelope.row, envelope.run, envelope.sealed)

    def envelope(self) -> Envelope:
        """The envelope."""
        return Envelope(self.seq, self.row, self.run, self.sealed)


class Batch(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One batch.

    Attributes:
        before: size of the till's log before these acts; HQ's head must stand there.
        acts: the acts before + 1, before + 2, ...; may be none.
        drop_envelopes: (act, row) of the envelopes that HQ has to delete.
        drop_blobs: names of the files that HQ has to delete.
        checkpoint: the till's signed note over the log after these acts.
    """

    v: Literal[1]
    till: TillText
    before: Size
    acts: Annotated[list[WireAct], msgspec.Meta(max_length=MAX_ACTS)]
    runs: list[WireRun]
    envelopes: list[WireEnvelope]
    drop_envelopes: list[tuple[Sequence, RowText]]
    drop_blobs: list[Sha256Text]
    checkpoint: Annotated[str, msgspec.Meta(max_length=_MAX_NOTE)]

    @property
    def code(self) -> TillCode:
        """Whose batch it says it is."""
        return TillCode(self.till)

    @property
    def after(self) -> int:
        """Size of the till's log after these acts."""
        return self.before + len(self.acts)


def encode_batch(batch: Batch) -> bytes:
    """A batch's body.

    Raises:
        WireFault: `batch_too_large`: over 500 acts or 1 MiB; send fewer acts.
    """
    body = msgspec.msgpack.encode(batch)
    if len(batch.acts) > MAX_ACTS or len(body) > MAX_BODY:
        raise WireFault("batch_too_large", acts=len(batch.acts), size=len(body))
    return body


def decode_batch(body: bytes) -> Batch:
    """The batch of a body; every byte of it has its place.

    Raises:
        WireFault: `batch_too_large` or `batch_malformed`.
    """
    if len(body) > MAX_BODY:
        raise WireFault("batch_too_large", size=len(body))
    try:
        return msgspec.msgpack.decode(body, type=Batch)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise WireFault("batch_malformed") from None
