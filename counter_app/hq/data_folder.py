"""HQ's data folder: its key, its database, its files, and the notice that it works by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import business_day
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqFault, HqRefused, HqWrongUse
from counter_app.hq.files import read_secret, write_whole
from counter_app.hq.store.database import Store
from counter_app.law.notice import FILE, NoticeFacts
from counter_app.law.notice_bundle import parse_notice_bundle
from counter_app.law.notice_family import NoticeFamily, family_of
from counter_app.law.notice_version import read_version, version_files
from counter_app.sync.bundle import NOTICE, open_bundle

NOTICES = Path(__file__).resolve().parents[2] / "resources" / "notices"
_KEY, _DATABASE, _BLOBS = "hq.key", "hq.db", "blobs"
_NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class HqData:
    """An open data folder.

    Attributes:
        notices: the versions of the notice: those that the program brings and those that HQ signed.
    """

    store: Store
    blobs: BlobFolder
    key: Ed25519PrivateKey
    notices: NoticeFamily

    @property
    def facts(self) -> NoticeFacts:
        """What any version of the notice allows: which rows and parts there are."""
        return self.notices.widest

    def notice_of(self, at: datetime, now: datetime) -> tuple[NoticeFacts, NoticeFacts]:
        """The notice of an act's day, and what of it the versions since then leave."""
        then = self.notices.on(business_day(at)).facts
        return then, self.notices.limits(then.revised.isoformat(), business_day(now))


def create_data(folder: Path, notice: str) -> str:
    """Set up HQ: a new Ed25519 key and an empty database. Returns HQ's public key, hex.

    Args:
        folder: made when it is not there.
        notice: folder of the notice below resources/notices.

    Raises:
        HqRefused: `hq_exists`: what is there is never written over.
        HqWrongUse: `notice_unknown`.
    """
    _shipped(notice)
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
        HqFault: `hq_key_damaged`, or `notice_not_usable`: a version of the notice that was signed.
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
        yield HqData(store, BlobFolder(folder / _BLOBS), key, _notices(store, key, notice))
    finally:
        store.close()


def _shipped(notice: str) -> NoticeFamily:
    """The versions that the program brings; a version behind the notice's name pins nothing."""
    if not (NOTICES / notice).is_dir():
        raise HqWrongUse("notice_unknown", notice=notice)
    family = NOTICES / notice.partition("/")[0]
    folders = sorted(path.parent for path in family.glob(f"*/{FILE}"))
    if not folders:
        raise HqWrongUse("notice_unknown", notice=notice)
    return family_of(read_version(version_files(folder)) for folder in folders)


def _notices(store: Store, key: Ed25519PrivateKey, notice: str) -> NoticeFamily:
    """The same, and every version that HQ signed, from the day of its bundle.

    Raises:
        HqFault: `notice_not_usable`: this program cannot use a version that was signed.
    """
    family, version = _shipped(notice), 0
    with store.read() as tx:
        while file := tx.desk.bundle_above(NOTICE, version):
            bundle = open_bundle(file, key.public_key())
            version = bundle.version
            try:
                if brought := parse_notice_bundle(bundle.payload).notice:
                    family = family.with_version(brought.held_from(bundle.valid_from))
            except ValueError:
                raise HqFault("notice_not_usable", version=version) from None
    return family
