"""HQ's data folder: its key, its database, its files, and the notice that it works by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqFault, HqRefused, HqWrongUse
from counter_app.hq.files import read_secret, write_whole
from counter_app.hq.store.database import Store
from counter_app.law.notice import NoticeFacts, load_facts

NOTICES = Path(__file__).resolve().parents[2] / "resources" / "notices"
_KEY, _DATABASE, _BLOBS = "hq.key", "hq.db", "blobs"
_NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class HqData:
    """An open data folder."""

    store: Store
    blobs: BlobFolder
    key: Ed25519PrivateKey
    facts: NoticeFacts


def create_data(folder: Path, notice: str) -> str:
    """Set up HQ: a new Ed25519 key and an empty database. Returns HQ's public key, hex.

    Args:
        folder: made when it is not there.
        notice: folder of the notice below resources/notices.

    Raises:
        HqRefused: `hq_exists`: what is there is never written over.
        HqWrongUse: `notice_unknown`.
    """
    _facts(notice)
    if (folder / _KEY).exists() or (folder / _DATABASE).exists():
        raise HqRefused("hq_exists")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = Ed25519PrivateKey.generate()
    write_whole(folder / _KEY, key.private_bytes_raw().hex().encode("ascii") + b"\n")
    store = Store.create(folder / _DATABASE)
    with store.write() as tx:
        tx.desk.note(_NOTICE, notice)
    store.close()
    return key.public_key().public_bytes_raw().hex()


@contextmanager
def open_data(folder: Path) -> Iterator[HqData]:
    """Open what `create_data` made.

    Raises:
        HqRefused: `hq_missing`, `hq_newer` or `key_file_open`.
        HqFault: `hq_key_damaged`.
    """
    text = read_secret(folder / _KEY, "hq_missing")
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text.decode("ascii").strip()))
    except ValueError:
        raise HqFault("hq_key_damaged") from None
    store = Store.open(folder / _DATABASE)
    try:
        with store.read() as tx:
            notice = tx.desk.about(_NOTICE)
        yield HqData(store, BlobFolder(folder / _BLOBS), key, _facts(notice))
    finally:
        store.close()


def _facts(notice: str) -> NoticeFacts:
    path = NOTICES / notice / "facts.toml"
    if not path.is_file():
        raise HqWrongUse("notice_unknown", notice=notice)
    return load_facts(path)
