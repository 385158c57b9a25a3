"""Files at HQ that are there whole or not at all: written beside, synced, renamed."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from counter_app.hq.errors import HqRefused


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, mode 0600, so that a power cut leaves the old one or the new one."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def read_secret(path: Path, missing: str) -> bytes:
    """A file that only its owner can read.

    Raises:
        HqRefused: the code `missing`, or `key_file_open`: others could have read it.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        data = path.read_bytes()
    except FileNotFoundError:
        raise HqRefused(missing) from None
    if os.name == "posix" and mode & 0o077:
        raise HqRefused("key_file_open", file=path.name)
    return data


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # Windows syncs the entry with the file
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
