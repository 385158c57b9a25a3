"""Acts: the append-only list that everything else follows from, and the bytes that prove it.

The header stands in clear and names no person. The content is cut into parts (law.notice), each
sealed under its own key; the leaf commits to the header, to the ciphertexts and to the keys, never
to plaintext, so that an erased key leaves the log intact. docs/formats.md states the bytes, with
test vectors.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import StaffCode, TillCode
from counter_app.law.notice import NoticeFacts

FORMAT = 1
HASH_SIZE = 32
INTERNAL_STEP = 4096
"""Bytes to whose multiples each part of an internal act is padded: its size tells nothing."""

_LEAF = b"trade-in-counter/leaf/v1\n"
_COMMITMENT = b"trade-in-counter/key/v1\n"


class Kind(StrEnum):
    """What happened. Suspicion, hold, police provision, fraud and staff note share `internal`."""

    TILL_SET_UP = "till_set_up"
    STAFF_CHANGED = "staff_changed"
    NOTICE_APPROVED = "notice_approved"
    CONSENT_GIVEN = "consent_given"
    COPY_GIVEN = "copy_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    EXTRA_CONSENT = "extra_consent"
    EXTRA_USE = "extra_use"
    ARTICLE_ACCEPTED = "article_accepted"
    PAID = "paid"
    CORRECTION = "correction"
    DISPOSAL = "disposal"
    MOVED = "moved"
    INTERNAL = "internal"
    IMAGE_OPENED = "image_opened"
    REQUEST_TAKEN = "request_taken"
    REQUEST_STEP = "request_step"
    REQUEST_ANSWERED = "request_answered"
    PROVIDED = "provided"
    INCIDENT = "incident"
    ERASURE_BEGUN = "erasure_begun"
    ERASURE_FINISHED = "erasure_finished"
    CARRIED_OVER = "carried_over"
    CLOCK_CONFIRMED = "clock_confirmed"
    DAY_CLOSED = "day_closed"


_CAPS: Mapping[Kind, frozenset[str]] = {
    Kind.INTERNAL: frozenset({"provide", "screening"}),
    Kind.CARRIED_OVER: frozenset({"provide"}),
    Kind.IMAGE_OPENED: frozenset({"provide"}),
    Kind.STAFF_CHANGED: frozenset({"provide"}),
    Kind.TILL_SET_UP: frozenset({"provide"}),
    Kind.NOTICE_APPROVED: frozenset({"provide"}),
    Kind.CLOCK_CONFIRMED: frozenset({"provide"}),
    Kind.DAY_CLOSED: frozenset({"provide"}),
    Kind.PROVIDED: frozenset({"provide", "inquiry"}),
    Kind.COPY_GIVEN: frozenset({"provide", "inquiry"}),
    Kind.INCIDENT: frozenset({"provide"}),
}


def may_open(kind: Kind, row: str) -> bool:
    """Whether an envelope of this row may be made for an act of this kind at all."""
    cap = _CAPS.get(kind)
    return cap is None or row in cap


DUTY = "duty"
"""The basis of what the law alone keeps, after the person asked that its use cease."""

ON_DUTY = frozenset({"provide", "inquiry"})
"""The rows that it opens: keeping what the law wants kept, and answering the person."""


def stands_on(bases: Collection[str], row: str, basis: str) -> bool:
    """Whether these bases of an act let a row be used.

    Args:
        bases: of the act.
        row: of the notice.
        basis: what the notice wants for this row.
    """
    return row in ON_DUTY if DUTY in bases else basis in bases


def duty_narrows(kind: Kind) -> bool:
    """Whether an act of this kind opens less on the duty than on the notice."""
    cap = _CAPS.get(kind)
    return cap is None or not cap <= ON_DUTY


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One part of an act as it stands in the header.

    Attributes:
        name: such as "1.identity".
        size: bytes of the ciphertext.
        blob: SHA-256 (hex) of the ciphertext when it is kept as a file, else empty.
    """

    name: str
    size: int
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The clear part of an act.

    Attributes:
        seq: running number of the act in its till, from 1.
        at: the moment, UTC, to the millisecond.
        ledger: first ledger number and how many, or None.
        ref: sequence of the act that this one belongs to (a payout to its acceptance, an acceptance
            to its consent, a withdrawal to the consent, a step of a request to the request, a
            correction to what it corrects, a disposal to its receipt), or None.
    """

    till: TillCode
    seq: int
    kind: Kind
    at: datetime
    staff: StaffCode
    parts: tuple[SealedPart, ...] = ()
    ledger: tuple[int, int] | None = None
    ref: int | None = None

    def to_bytes(self) -> bytes:
        """The bytes that are hashed and sent: JSON, keys sorted, no blanks, UTF-8."""
        return canonical(
            {
                "v": FORMAT,
                "till": self.till,
                "seq": self.seq,
                "kind": self.kind.value,
                "at": moment_text(self.at),
                "staff": self.staff,
                "parts": [[part.name, part.size, part.blob] for part in self.parts],
                "ledger": list(self.ledger) if self.ledger else None,
                "ref": self.ref,
            }
        )


@dataclass(frozen=True, slots=True)
class Act:
    """A whole sealed act.

    Attributes:
        header: the header's bytes, as hashed.
        content: the ciphertexts of the parts that are not blobs, one after the other.
        commitments: 32 bytes for each part, blobs too, in the header's order.
    """

    header: bytes
    content: bytes
    commitments: bytes

    def leaf(self) -> bytes:
        """The leaf's preimage, to be hashed by merkle.leaf_hash.

        Raises:
            IntegrityFault: `act_malformed` when sizes and bytes do not fit each other.
        """
        header = parse_header(self.header)
        ciphers = part_ciphers(header, self.content)
        if len(self.commitments) != HASH_SIZE * len(header.parts):
            raise IntegrityFault("act_malformed", seq=header.seq)
        digests = [
            bytes.fromhex(part.blob) if part.blob else hashlib.sha256(ciphers[part.name]).digest()
            for part in header.parts
        ]
        starts = range(0, len(self.commitments), HASH_SIZE)
        commitments = [self.commitments[start : start + HASH_SIZE] for start in starts]
        return leaf_preimage(self.header, list(zip(digests, commitments, strict=True)))


def leaf_preimage(header: bytes, parts: Sequence[tuple[bytes, bytes]]) -> bytes:
    """What a leaf commits to.

    Args:
        header: the header's bytes.
        parts: digest of the ciphertext and commitment to the key, 32 bytes each, in the header's
            order.
    """
    start = _LEAF + hashlib.sha256(header).digest()
    return start + b"".join(digest + committed for digest, committed in parts)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, UTF-8: one value, one text."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def moment_text(moment: datetime) -> str:
    """RFC 3339 in UTC, to the millisecond: 2026-11-22T05:00:00.000Z."""
    return (
        moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    )


def moment_from(text: str) -> datetime:
    """The moment of a header's text."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def parse_header(data: bytes) -> Header:
    """The header of these bytes.

    Raises:
        IntegrityFault: `act_malformed` when they are not a header of this format, or not canonical.
    """
    try:
        raw = json.loads(data)
        header = Header(
            till=TillCode(raw["till"]),
            seq=raw["seq"],
            kind=Kind(raw["kind"]),
            at=moment_from(raw["at"]),
            staff=StaffCode(raw["staff"]),
            parts=tuple(SealedPart(name, size, blob) for name, size, blob in raw["parts"]),
            ledger=(raw["ledger"][0], raw["ledger"][1]) if raw["ledger"] else None,
            ref=raw["ref"],
        )
        same = raw["v"] == FORMAT and header.to_bytes() == data
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise IntegrityFault("act_malformed") from None
    if not same:
        raise IntegrityFault("act_malformed")
    return header


def part_ciphers(header: Header, content: bytes) -> dict[str, bytes]:
    """The ciphertext of each part that is not a blob.

    Raises:
        IntegrityFault: `act_malformed` when the content is longer or shorter than the sizes say.
    """
    ciphers: dict[str, bytes] = {}
    start = 0
    for part in header.parts:
        if part.blob:
            continue
        ciphers[part.name] = content[start : start + part.size]
        start += part.size
    if start != len(content) or any(part.size < 0 for part in header.parts):
        raise IntegrityFault("act_malformed", seq=header.seq)
    return ciphers


def part_context(till: TillCode, seq: int, part: str) -> bytes:
    """What binds a part's key and ciphertext to their place: till, act and part."""
    return f"{till}\n{seq}\n{part}\n".encode("ascii")


def commitment(key: bytes, context: bytes) -> bytes:
    """The commitment to a part's key, 32 bytes: the till cannot show two readers two texts."""
    return hashlib.sha256(_COMMITMENT + context + key).digest()


def split_fields(fields: Mapping[str, Any], facts: NoticeFacts) -> dict[str, dict[str, Any]]:
    """The fields of an act, gathered by part in the notice's order; empty values are left out.

    Raises:
        NoticeFactsFault: a field belongs to no part.
    """
    gathered: dict[str, dict[str, Any]] = {}
    for field, value in fields.items():
        part = facts.part_of(field)
        if value not in (None, "", [], {}):
            gathered.setdefault(part.name, {})[field] = value
    return {name: gathered[name] for name in facts.parts if name in gathered}


def part_plaintext(fields: Mapping[str, Any], pad_to: int = 0) -> bytes:
    """The plaintext of one part, filled up with blanks to a multiple of `pad_to` bytes."""
    data = canonical(dict(fields))
    return data + b" " * (-len(data) % pad_to) if pad_to else data


def part_fields(plaintext: bytes) -> dict[str, Any]:
    """The fields of an opened part.

    Raises:
        IntegrityFault: `act_malformed`.
    """
    try:
        fields = json.loads(plaintext)
    except ValueError:
        raise IntegrityFault("act_malformed") from None
    if not isinstance(fields, dict):
        raise IntegrityFault("act_malformed")
    return fields


def blob_names(headers: Sequence[Header]) -> list[str]:
    """The names of every blob that these acts refer to."""
    return [part.blob for header in headers for part in header.parts if part.blob]
