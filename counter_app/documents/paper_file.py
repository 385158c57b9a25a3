"""A paper on the disk: whole or not there.

Written beside its place under the name of an unfinished file, synced, renamed, and the folder
synced: whatever happens, the final name holds a whole paper or none. Papers hold personal data, so
only their owner may read them.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import Protocol

from counter_app.domain.errors import NotPossibleNow

UNFINISHED = ".unfinished"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Disk(Protocol):
    """Writing to the disk; tests hand in one that fails."""

    def write(self, path: Path, data: bytes) -> None:
        """Make a file that only its owner may read, with its bytes on the disk."""
        ...

    def rename(self, source: Path, target: Path) -> None:
        """Give a file its final name, and put the folder's entry on the disk."""
        ...


class RealDisk:
    """The PC's disk."""

    def write(self, path: Path, data: bytes) -> None:
        """Write and sync one file of mode 0600; what stood under its name goes first.

        A file that somebody put there would keep its owner and its mode, and a link its target.
        """
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Rename in one step, then sync the folder where the system can."""
        source.replace(target)
        if os.name == "nt":
            return  # Windows opens no folder for syncing; NTFS journals the rename itself
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def save_paper(path: Path, pdf: bytes, disk: Disk | None = None) -> None:
    """Put a paper under its final name, whole.

    Args:
        path: the final name; its folder is there.
        pdf: the paper's bytes.
        disk: where to write; the PC's disk when not given.

    Raises:
        NotPossibleNow: `disk_full`, or `paper_not_written` for any other fault of the disk; an
            earlier paper of the name is untouched and no half-written one is left.
    """
    disk = disk if disk is not None else RealDisk()
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        disk.write(unfinished, pdf)
        disk.rename(unfinished, path)
    except OSError as fault:
        with contextlib.suppress(OSError):  # the fault itself is told below
            unfinished.unlink(missing_ok=True)
        code = "disk_full" if fault.errno in _FULL else "paper_not_written"
        raise NotPossibleNow(code) from None  # an OSError's text may name a path with a person's


def sweep_unfinished(folder: Path) -> int:
    """Remove what a crash left half-written; returns how many files."""
    left = sorted(folder.glob(f"*{UNFINISHED}"))
    for path in left:
        path.unlink()
    return len(left)
