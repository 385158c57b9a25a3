"""Signing what goes down to the tills: topic, version, first day, payload (docs/formats.md, 8).

Versions of a topic only grow. Statutory tables, notices and bulletins are read before they are
signed: HQ signs nothing that a till would not take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.bulletin_files import require_bulletins
from counter_app.hq.errors import HqRefused, HqWrongUse
from counter_app.hq.files import write_whole
from counter_app.hq.store.database import Store
from counter_app.law.notice_bundle import packed_notice, parse_notice_bundle
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.notice_version import version_files
from counter_app.law.tables import (
    law_files,
    load_tables,
    packed_tables,
    unpacked_retention,
    unpacked_tables,
)
from counter_app.sync.bundle import BULLETINS, LAW, MOST_BYTES, NOTICE, TOPICS, Bundle, sign_bundle

SHIPPED_LAW = Path(__file__).resolve().parents[2] / "resources" / "law"
_LARGEST_VERSION = 999_999_999
_ROOM_FOR_HEAD = 4096


def _packed_law(folder: Path) -> bytes:
    return packed_tables(law_files(folder))


def _packed_notice(folder: Path) -> bytes:
    return packed_notice(version_files(folder))


_PACKED: Mapping[str, Callable[[Path], bytes]] = {LAW: _packed_law, NOTICE: _packed_notice}
"""Topics that are signed from a folder of files."""


def payload_of(topic: str, path: Path, notices: NoticeFamily) -> bytes:
    """What is to be signed.

    Args:
        topic: of TOPICS.
        path: the payload itself; for the law, also a folder of its tables, and for the notice one
            of a version.
        notices: the versions of the notice that are known: which fields need a clock.

    Raises:
        HqWrongUse: `bundle_topic_unknown`, `bundle_payload` or `bundle_too_large`.
        OSError: the file cannot be read.
    """
    if topic not in TOPICS:
        raise HqWrongUse("bundle_topic_unknown", topic=topic)
    try:
        payload = _PACKED[topic](path) if topic in _PACKED and path.is_dir() else path.read_bytes()
        _require_usable(topic, payload, notices)
    except ValueError as fault:
        raise HqWrongUse("bundle_payload", why=str(fault)) from None
    if len(payload) > MOST_BYTES - _ROOM_FOR_HEAD:
        raise HqWrongUse("bundle_too_large")
    return payload


def _require_usable(topic: str, payload: bytes, notices: NoticeFamily) -> None:
    """Take a payload apart as a till would; ValueError says why one would not take it."""
    if topic == LAW:
        unpacked_retention(payload, notices.widest, unpacked_tables(payload, 1))
    elif topic == BULLETINS:
        require_bulletins(payload, 1)
    elif topic == NOTICE and (brought := parse_notice_bundle(payload).notice):
        notices.with_version(brought)


def publish_bundle(
    store: Store,
    key: Ed25519PrivateKey,
    output: Path,
    topic: str,
    payload: bytes,
    valid_from: date,
    version: int | None = None,
) -> Bundle:
    """Sign a bundle, keep it, and write its file.

    Args:
        store: remembers which versions were signed.
        key: HQ's.
        output: the file, for a stick or a share; it holds nothing secret.
        topic: of TOPICS.
        payload: as payload_of gives it.
        valid_from: the first day on which it holds.
        version: the next one unless said otherwise.

    Raises:
        HqRefused: `bundle_not_newer`: this version or a greater one was signed or is shipped.
        HqWrongUse: `bundle_version_form`.
        OSError: the file cannot be written; nothing was signed then.
    """
    with store.write() as tx:
        newest = max(tx.desk.newest_bundle(topic), _shipped(topic))
        wanted = newest + 1 if version is None else version
        if not 0 < wanted <= _LARGEST_VERSION:
            raise HqWrongUse("bundle_version_form")
        if wanted <= newest:
            raise HqRefused("bundle_not_newer", newest=newest)
        bundle = Bundle(topic, wanted, valid_from, payload)
        file = sign_bundle(bundle, key)
        tx.desk.add_bundle(topic, wanted, file)
        write_whole(output, file)
    return bundle


def bundle_above(store: Store, topic: str, version: int) -> bytes | None:
    """The bundle of a topic that a till with this version takes next; None when it has the last."""
    with store.read() as tx:
        return tx.desk.bundle_above(topic, version)


def _shipped(topic: str) -> int:
    return load_tables(SHIPPED_LAW).version if topic == LAW else 0
