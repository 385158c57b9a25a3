"""The sealed files that acts name: one folder a till, each file named by the SHA-256 of its bytes.

HQ cannot read them. A file that is erased is gone from the folder; the act's leaf stays valid,
because it holds the name only.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqFault, Rejected
from counter_app.hq.files import write_whole

MAX_BLOB = 8 << 20
"""Bytes; a masked card image has about 300 KB."""


class BlobFolder:
    """Sealed files of all tills; no file is shared between two tills."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, till: TillCode, name: str, cipher: bytes) -> None:
        """Keep a file; one that is there already stays.

        Raises:
            Rejected: `blob_name`: these bytes have another SHA-256.
        """
        if hashlib.sha256(cipher).hexdigest() != name:
            raise Rejected("blob_name")
        path = self._path(till, name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(path, cipher)

    def has(self, till: TillCode, name: str) -> bool:
        """Whether a file is there."""
        return self._path(till, name).exists()

    def read(self, till: TillCode, name: str) -> bytes:
        """A file's bytes, checked against its name.

        Raises:
            HqFault: `blob_missing` or `blob_altered`.
        """
        try:
            cipher = self._path(till, name).read_bytes()
        except FileNotFoundError:
            raise HqFault("blob_missing", blob=name) from None
        if hashlib.sha256(cipher).hexdigest() != name:
            raise HqFault("blob_altered", blob=name)
        return cipher

    def remove(self, till: TillCode, name: str) -> None:
        """Erase a file; nothing happens when it is gone already."""
        self._path(till, name).unlink(missing_ok=True)

    def _path(self, till: TillCode, name: str) -> Path:
        return self._folder / till / name[:2] / name
