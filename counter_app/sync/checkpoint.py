"""Checkpoints and receipts: signed notes over a till's log.

A checkpoint is the text of C2SP tlog-checkpoint (origin, size, root in base64), signed by the
till's Ed25519 key as a C2SP signed note. A receipt is the same three lines with HQ's extension
lines and HQ's signature: what the till shows as "received" is the last receipt that it verified
itself.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.domain.acts import moment_from, moment_text
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode

_ALGORITHM = b"\x01"  # Ed25519 in C2SP signed-note
_KEY_HASH_SIZE = 4
HQ_NAME = "hq"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log of a till at one size.

    Attributes:
        root: 32 bytes, RFC 6962.
    """

    till: TillCode
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{origin(self.till)}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What HQ signed: the log as received, when, for which batch.

    Attributes:
        batch: SHA-256 of the batch's body, hex: the deletions that it asked for are done.
        deleted: how many envelopes and blobs HQ deleted at the batch's wish.
    """

    checkpoint: Checkpoint
    at: datetime
    batch: str
    deleted: int

    def text(self) -> str:
        """The lines that are signed: the checkpoint's three and HQ's three."""
        return (
            self.checkpoint.text()
            + f"time {moment_text(self.at)}\nbatch {self.batch}\ndeleted {self.deleted}\n"
        )


def origin(till: TillCode) -> str:
    """The name of a till's log."""
    return f"trade-in-counter/till/{till}"


def sign_note(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """A signed note: the text, an empty line, one signature line."""
    signature = _key_hash(name, key.public_key()) + key.sign(text.encode("utf-8"))
    return f"{text}\n— {name} {base64.b64encode(signature).decode('ascii')}\n"


def verified_text(note: str, name: str, key: Ed25519PublicKey) -> str:
    """The text of a note that this key signed.

    Raises:
        IntegrityFault: `note_not_signed`.
    """
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        if not line.startswith(f"— {name} "):
            continue
        try:
            blob = base64.b64decode(line.rpartition(" ")[2], validate=True)
            if blob[:_KEY_HASH_SIZE] == _key_hash(name, key):
                key.verify(blob[_KEY_HASH_SIZE:], text.encode("utf-8"))
                return text
        except (ValueError, InvalidSignature):
            continue
    raise IntegrityFault("note_not_signed")


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the first three lines of a verified text.

    Raises:
        IntegrityFault: `note_malformed`.
    """
    try:
        name, size, root = text.split("\n")[:3]
        prefix, _, till = name.rpartition("/")
        raw = base64.b64decode(root, validate=True)
        if prefix != "trade-in-counter/till" or len(raw) != hashlib.sha256().digest_size:
            raise IntegrityFault("note_malformed")
        return Checkpoint(TillCode(till), int(size), raw)
    except ValueError:
        raise IntegrityFault("note_malformed") from None


def parse_receipt(text: str) -> Receipt:
    """The receipt in a verified text.

    Raises:
        IntegrityFault: `note_malformed`.
    """
    checkpoint = parse_checkpoint(text)
    try:
        rest = dict(line.split(" ", 1) for line in text.splitlines()[3:])
        return Receipt(checkpoint, moment_from(rest["time"]), rest["batch"], int(rest["deleted"]))
    except (ValueError, KeyError):
        raise IntegrityFault("note_malformed") from None


def _key_hash(name: str, key: Ed25519PublicKey) -> bytes:
    data = name.encode("utf-8") + b"\n" + _ALGORITHM + key.public_bytes_raw()
    return hashlib.sha256(data).digest()[:_KEY_HASH_SIZE]
