"""Files that are there whole or not at all: written beside, synced, renamed, folder synced."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from counter_app.domain.errors import NotPossibleNow

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_file(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write a file so that a power cut leaves the old one or the new one, never half.

    Raises:
        NotPossibleNow: `disk_full`; nothing stands at `path` that was not there before.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        if fault.errno in FULL:
            raise NotPossibleNow("disk_full") from None
        raise


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last; Windows syncs it with the file."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
