"""Bundles as HQ signs them, for the tests of every room; and statutory tables that differ."""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.law.tables import law_files, packed_tables
from counter_app.storage.hq_rows import HqState
from counter_app.storage.records import Record
from counter_app.sync.bundle import LAW, Bundle, sign_bundle
from tests.builders import RESOURCES

HQ = Ed25519PrivateKey.from_private_bytes(b"\x0b" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x0c" * 32)
SPRING = date(2027, 4, 1)
SHIPPED_THRESHOLD = "from_yen = 10000\narticle"


def law_payload(threshold: int = 10_000) -> bytes:
    """The shipped tables, with another sum from which on identity is confirmed."""
    files = law_files(RESOURCES / "law")
    identity = files["identity.toml"]
    assert SHIPPED_THRESHOLD in identity
    changed = SHIPPED_THRESHOLD.replace("10000", str(threshold))
    return packed_tables(files | {"identity.toml": identity.replace(SHIPPED_THRESHOLD, changed)})


def law_bundle(
    version: int = 2,
    valid_from: date = SPRING,
    threshold: int = 5_000,
    key: Ed25519PrivateKey = HQ,
) -> bytes:
    """A bundle of statutory tables."""
    return sign_bundle(Bundle(LAW, version, valid_from, law_payload(threshold)), key)


def know_hq(record: Record, key: Ed25519PrivateKey = HQ) -> None:
    """The till knows an HQ by its key, as after an enrolment file."""
    public = key.public_key().public_bytes_raw().hex()
    with record.write() as tx:
        record.hq.put(tx, HqState("https://hq.example", public, "", "", ""))
