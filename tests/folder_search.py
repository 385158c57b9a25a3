"""Is a person in a data folder: every byte of every file, and of what these keys open.

Databases are decrypted page by page, without SQLite, so that free pages, slack and write-ahead logs
are looked at too; acts and files are opened with every data key that the vault still has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from counter_app.domain.acts import parse_header, part_ciphers, part_context
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import LEDGER, VAULT
from counter_app.storage.vault import data_key
from tests.records import raw_connection

PAGE, TAIL, SALT = 4096, 80, 16
"""SQLCipher 4: after the data of a page come 16 bytes of IV and 64 of HMAC-SHA512."""
_FRAME, _WAL_HEAD = 24, 32
_BLOB = b"trade-in-counter/blob/v1\n"


def found(folder: Path, keys: TillKeys, words: Iterable[str]) -> set[str]:
    """Where something of a person is found: file names, and what was opened."""
    needles = [word.encode(form) for word in words for form in ("utf-8", "utf-16-le")]
    return {
        where for where, data in _everything(folder, keys) if any(one in data for one in needles)
    }


def _everything(folder: Path, keys: TillKeys) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()
    for name, key in ((LEDGER, keys.ledger), (VAULT, keys.vault)):
        path = folder / name
        yield f"pages of {name}", b"".join(_pages(path.read_bytes(), key))
        log = path.with_name(f"{name}-wal")
        if log.exists():
            yield f"log of {name}", b"".join(_frames(log.read_bytes(), key))
    yield from _opened(folder, keys)


def _pages(data: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PAGE):
        yield _page(data[start : start + PAGE], key, first=start == 0)


def _frames(data: bytes, key: bytes) -> Iterator[bytes]:
    for start in range(_WAL_HEAD, len(data), _FRAME + PAGE):
        frame = data[start : start + _FRAME + PAGE]
        if len(frame) == _FRAME + PAGE:
            yield _page(frame[_FRAME:], key, first=frame[:4] == b"\x00\x00\x00\x01")


def _page(page: bytes, key: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : PAGE - TAIL]
    iv = page[PAGE - TAIL : PAGE - TAIL + 16]
    opener = Cipher(algorithms.AES(key[:32]), modes.CBC(iv)).decryptor()
    return opener.update(body) + opener.finalize()


def _opened(folder: Path, keys: TillKeys) -> Iterator[tuple[str, bytes]]:
    """The plaintext of every part and file whose key the vault has, by any number and salt."""
    try:
        with raw_connection(folder / VAULT, keys.vault) as vault:
            drawn = dict(vault.execute("SELECT no, key FROM keys WHERE key <> x''").fetchall())
        with raw_connection(folder / LEDGER, keys.ledger) as ledger:
            rows = ledger.execute("SELECT seq, part, key_no, salt FROM act_keys").fetchall()
            acts = dict(ledger.execute("SELECT seq, header FROM acts").fetchall())
            contents = dict(ledger.execute("SELECT seq, content FROM acts").fetchall())
            blobs = ledger.execute("SELECT sha256, part, key_no, salt FROM blobs").fetchall()
    except sqlcipher3.dbapi2.DatabaseError:  # these keys do not open it
        return
    for seq, part, number, salt in rows:
        header = parse_header(acts[seq])
        ciphers = part_ciphers(header, contents[seq])
        if number in drawn and part in ciphers:
            context = part_context(header.till, seq, part)
            yield f"act {seq}: {part}", _plain(ciphers[part], drawn[number], salt, context)
    for name, part, number, salt in blobs:
        path = folder / "blobs" / name
        if number in drawn and path.exists():
            data = _plain(path.read_bytes(), drawn[number], salt, _BLOB + part.encode())
            yield f"file of {part}", data


def _plain(cipher: bytes, drawn: Any, salt: bytes, context: bytes) -> bytes:
    try:
        return AESGCM(data_key(drawn, salt)).decrypt(bytes(12), cipher, context)
    except InvalidTag:
        return b""
