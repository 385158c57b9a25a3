"""Envelopes: which reader at HQ may open which parts of which act.

For each row of the notice's tables that has a basis, an envelope holds the keys of just the parts
that the row may use. It is sealed under a run key, which is random, lives in the till's memory
only, and is itself sealed once by HPKE (RFC 9180, X-Wing) to the role's public key. The bytes:
docs/formats.md.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
RUN_ID_SIZE = 16
KEY_SIZE = 32
NONCE_SIZE = 12
MLKEM_PUBLIC_SIZE = 1184
MLKEM_SEED_SIZE = 64

PrivateRoleKey = hpke.MLKEM768X25519PrivateKey
PublicRoleKey = hpke.MLKEM768X25519PublicKey


@dataclass(frozen=True, slots=True)
class Run:
    """A run key, sealed to one role: what HQ needs to open this run's envelopes.

    Attributes:
        run: 16 random bytes.
        key_id: first 8 bytes of SHA-256 of the role's public key.
    """

    run: bytes
    row: str
    key_id: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """The keys of one act's parts for one row.

    Attributes:
        sealed: nonce (12 bytes) and ciphertext.
    """

    seq: int
    row: str
    run: bytes
    sealed: bytes


def new_role_key() -> tuple[bytes, bytes]:
    """A role's key pair as bytes: private seed (96: ML-KEM 64, X25519 32) and public (1,216)."""
    kem, curve = mlkem.MLKEM768PrivateKey.generate(), x25519.X25519PrivateKey.generate()
    private = kem.private_bytes_raw() + curve.private_bytes_raw()
    public = kem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    return private, public


def private_role_key(seed: bytes) -> PrivateRoleKey:
    """The private key of a seed of 96 bytes."""
    return hpke.MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(seed[:MLKEM_SEED_SIZE]),
        x25519.X25519PrivateKey.from_private_bytes(seed[MLKEM_SEED_SIZE:]),
    )


def public_role_key(public: bytes) -> PublicRoleKey:
    """The public key of 1,216 bytes: ML-KEM-768 first, then X25519."""
    return hpke.MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:MLKEM_PUBLIC_SIZE]),
        x25519.X25519PublicKey.from_public_bytes(public[MLKEM_PUBLIC_SIZE:]),
    )


def role_key_id(public: bytes) -> bytes:
    """What names a role's public key: 8 bytes."""
    return hashlib.sha256(public).digest()[:8]


def run_info(till: TillCode, run: bytes, row: str, key_id: bytes) -> bytes:
    """The HPKE info of a run key: binds it to till, run, row and the role's key."""
    return f"trade-in-counter/run/v1\n{till}\n{run.hex()}\n{row}\n{key_id.hex()}\n".encode("ascii")


def envelope_context(till: TillCode, seq: int, row: str, leaf: bytes) -> bytes:
    """The associated data of an envelope: binds it to the act's leaf hash and the row."""
    return f"trade-in-counter/envelope/v1\n{till}\n{seq}\n{row}\n{leaf.hex()}\n".encode("ascii")


def seal_run(till: TillCode, row: str, public: bytes) -> tuple[bytes, Run]:
    """A fresh run key (kept in memory) and its sealed form for HQ."""
    key, run, key_id = secrets.token_bytes(KEY_SIZE), secrets.token_bytes(RUN_ID_SIZE), b""
    key_id = role_key_id(public)
    sealed = SUITE.encrypt(key, public_role_key(public), info=run_info(till, run, row, key_id))
    return key, Run(run, row, key_id, sealed)


def open_run(till: TillCode, run: Run, private: PrivateRoleKey) -> bytes:
    """The run key, for whoever holds the role's private key.

    Raises:
        IntegrityFault: `envelope_not_for_this_key`.
    """
    try:
        return SUITE.decrypt(run.sealed, private, info=run_info(till, run.run, run.row, run.key_id))
    except (InvalidTag, ValueError):
        raise IntegrityFault("envelope_not_for_this_key") from None


def seal_envelope(
    till: TillCode, seq: int, leaf: bytes, keys: Mapping[str, bytes], run: tuple[bytes, Run]
) -> Envelope:
    """An envelope with the keys of these parts.

    Args:
        till: whose act it is.
        seq: the act's sequence.
        leaf: the act's leaf hash, 32 bytes.
        keys: 32-byte keys by part name, only those that the row may have.
        run: the run key and the run that it belongs to; its row is the envelope's.
    """
    run_key, about = run
    nonce = secrets.token_bytes(NONCE_SIZE)
    context = envelope_context(till, seq, about.row, leaf)
    sealed = nonce + AESGCM(run_key).encrypt(nonce, pack_keys(keys), context)
    return Envelope(seq, about.row, about.run, sealed)


def open_envelope(
    till: TillCode, leaf: bytes, envelope: Envelope, run_key: bytes
) -> dict[str, bytes]:
    """The keys by part name.

    Raises:
        IntegrityFault: `envelope_damaged`: also when it was moved from another act or row.
    """
    context = envelope_context(till, envelope.seq, envelope.row, leaf)
    nonce, cipher = envelope.sealed[:NONCE_SIZE], envelope.sealed[NONCE_SIZE:]
    try:
        return unpack_keys(AESGCM(run_key).decrypt(nonce, cipher, context))
    except (InvalidTag, ValueError):
        raise IntegrityFault("envelope_damaged", seq=envelope.seq) from None


def pack_keys(keys: Mapping[str, bytes]) -> bytes:
    """Part names and keys as bytes: length of the name (1), name, key (32), part after part."""
    return b"".join(
        bytes([len(name)]) + name.encode("ascii") + key for name, key in sorted(keys.items())
    )


def unpack_keys(data: bytes) -> dict[str, bytes]:
    """The keys by part name.

    Raises:
        ValueError: the bytes are cut or malformed.
    """
    keys: dict[str, bytes] = {}
    place = 0
    while place < len(data):
        end = place + 1 + data[place]
        name, key = data[place + 1 : end].decode("ascii"), data[end : end + KEY_SIZE]
        if not name or len(key) != KEY_SIZE:
            raise ValueError("cut")
        keys[name] = key
        place = end + KEY_SIZE
    return keys
