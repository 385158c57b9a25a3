"""What HQ checks of each act before it believes anything in it.

The bytes came from outside. The shape is checked strictly first (types, sizes, no part twice: a
part that stands twice would leave one of its ciphertexts out of the leaf), then the header must be
the canonical text of itself, stand in its place, and give a leaf.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

from counter_app.domain import merkle
from counter_app.domain.acts import Act, Header, parse_header
from counter_app.domain.errors import IntegrityFault
from counter_app.hq.errors import Rejected
from counter_app.sync.batch import MAX_PARTS, Batch, Sequence, Size, TillText

_PartName = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,2}\.[a-z][a-z0-9_]{0,31}\Z")]
_Short = Annotated[str, msgspec.Meta(max_length=32)]
_BlobName = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
_Part = tuple[_PartName, Size, _BlobName]


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The form of a header, docs/formats.md, section 1."""

    v: Literal[1]
    till: TillText
    seq: Sequence
    kind: _Short
    at: _Short
    staff: _Short
    parts: Annotated[list[_Part], msgspec.Meta(max_length=MAX_PARTS)]
    ledger: tuple[Sequence, Sequence] | None
    ref: Sequence | None


@dataclass(frozen=True, slots=True)
class CheckedAct:
    """An act that is of its form and stands in its place; `leaf` is its leaf hash."""

    header: Header
    act: Act
    leaf: bytes


def checked_acts(batch: Batch) -> list[CheckedAct]:
    """The acts of a batch.

    Raises:
        Rejected: `act_malformed` or `act_out_of_place`, with the sequence that was expected.
    """
    return [
        _checked(wire.act(), batch, seq) for seq, wire in enumerate(batch.acts, batch.before + 1)
    ]


def _checked(act: Act, batch: Batch, seq: int) -> CheckedAct:
    try:
        shape = msgspec.json.decode(act.header, type=_Shape)
        header = parse_header(act.header)
        leaf = merkle.leaf_hash(act.leaf())
    except (msgspec.MsgspecError, UnicodeDecodeError, IntegrityFault):
        raise Rejected("act_malformed", seq=seq) from None
    names = [name for name, _size, _blob in shape.parts]
    if len(set(names)) != len(names):
        raise Rejected("act_malformed", seq=seq)
    if header.seq != seq or header.till != batch.code:
        raise Rejected("act_out_of_place", seq=seq)
    if header.ref is not None and header.ref >= seq:
        raise Rejected("act_out_of_place", seq=seq)
    return CheckedAct(header, act, leaf)
