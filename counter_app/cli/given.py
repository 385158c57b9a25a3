"""Files that are named on the command line: read within a bound, whatever stands under the name."""

from __future__ import annotations

import errno
import os
from pathlib import Path


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
