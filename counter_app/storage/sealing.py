"""Seal and open the parts of acts and the blobs: AES-256-GCM, one key for one plaintext.

Each key (DEK) seals exactly one plaintext in its life, so a fixed nonce is safe; the place of the
part (till, act, part) is bound in as associated data. HQ opens with the same functions.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter_app.domain.acts import (
    INTERNAL_STEP,
    Act,
    Header,
    Kind,
    SealedPart,
    commitment,
    parse_header,
    part_ciphers,
    part_context,
    part_plaintext,
)
from counter_app.domain.errors import IntegrityFault

KEY_SIZE = 32
TAG_SIZE = 16
_NONCE = bytes(12)
_BLOB = b"trade-in-counter/blob/v1\n"


@dataclass(frozen=True, slots=True)
class BlobPart:
    """A part that was sealed as a file before the act: its name, size and key."""

    sha256: str
    size: int
    key: bytes


def seal_act(
    header: Header,
    parts: Mapping[str, Mapping[str, object]],
    keys: Mapping[str, bytes],
    blobs: Mapping[str, BlobPart] | None = None,
) -> Act:
    """Seal the parts of an act.

    Args:
        header: without parts; they are filled in here.
        parts: the fields of each part that is not a blob, none of them empty.
        keys: a fresh 32-byte key for each of these parts.
        blobs: the parts that are files.

    Returns:
        The act, with sizes in its header and a commitment to every key.
    """
    pad = INTERNAL_STEP if header.kind is Kind.INTERNAL else 0
    sealed: list[SealedPart] = []
    content = bytearray()
    commitments = bytearray()
    for name, fields in parts.items():
        context = part_context(header.till, header.seq, name)
        cipher = AESGCM(keys[name]).encrypt(_NONCE, part_plaintext(fields, pad), context)
        sealed.append(SealedPart(name, len(cipher)))
        content += cipher
        commitments += commitment(keys[name], context)
    for name, blob in (blobs or {}).items():
        sealed.append(SealedPart(name, blob.size, blob.sha256))
        commitments += commitment(blob.key, part_context(header.till, header.seq, name))
    whole = Header(
        header.till,
        header.seq,
        header.kind,
        header.at,
        header.staff,
        tuple(sealed),
        header.ledger,
        header.ref,
    )
    return Act(whole.to_bytes(), bytes(content), bytes(commitments))


def open_part(act: Act, name: str, key: bytes) -> bytes:
    """The plaintext of one part that is not a blob.

    Raises:
        IntegrityFault: `key_not_committed` or `part_damaged`.
        KeyError: the act has no such part.
    """
    header = parse_header(act.header)
    check_key(act, name, key)
    return open_cipher(part_ciphers(header, act.content)[name], key, header, name)


def open_cipher(cipher: bytes, key: bytes, header: Header, name: str) -> bytes:
    """The plaintext of one part's ciphertext, for whoever has no more of the act than its header.

    Raises:
        IntegrityFault: `part_damaged`: also when it is of another place.
    """
    try:
        return AESGCM(key).decrypt(_NONCE, cipher, part_context(header.till, header.seq, name))
    except InvalidTag:
        raise IntegrityFault("part_damaged", seq=header.seq, part=name) from None


def check_key(act: Act, name: str, key: bytes) -> None:
    """Make sure that this is the key that the act commits to for this part.

    Raises:
        IntegrityFault: `key_not_committed`.
        KeyError: the act has no such part.
    """
    header = parse_header(act.header)
    names = [part.name for part in header.parts]
    if name not in names:
        raise KeyError(name)
    place = names.index(name) * KEY_SIZE
    context = part_context(header.till, header.seq, name)
    if act.commitments[place : place + KEY_SIZE] != commitment(key, context):
        raise IntegrityFault("key_not_committed", seq=header.seq, part=name)


def seal_blob(plaintext: bytes, key: bytes, part: str) -> tuple[str, bytes]:
    """A file's ciphertext and its name: SHA-256 of the ciphertext, in hex."""
    cipher = AESGCM(key).encrypt(_NONCE, plaintext, _BLOB + part.encode("ascii"))
    return hashlib.sha256(cipher).hexdigest(), cipher


def open_blob(cipher: bytes, key: bytes, part: str) -> bytes:
    """The plaintext of a blob.

    Raises:
        IntegrityFault: `blob_damaged`.
    """
    try:
        return AESGCM(key).decrypt(_NONCE, cipher, _BLOB + part.encode("ascii"))
    except InvalidTag:
        raise IntegrityFault("blob_damaged") from None
