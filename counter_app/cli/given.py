"""Files named on the command line, read within a bound, and PINs, which never stand there."""

from __future__ import annotations

import errno
import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

MOST_PIN = 1 << 10


def read_given(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Args:
        path: as named.
        most: bytes; of a device there may be no end.

    Raises:
        OSError: it is not there, or is larger.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def given_pin(args: Namespace) -> str:
    """The PIN from `--pin-file`, else from the keyboard or standard input."""
    if args.pin_file:
        return read_given(args.pin_file, MOST_PIN).decode("utf-8", "replace").strip()
    if sys.stdin.isatty():
        return getpass.getpass("PIN: ")  # not shown while it is typed
    return sys.stdin.readline(MOST_PIN).strip()
