"""The directory of roles: HQ's signed list of the public keys that envelopes are made for.

One key for each row of the notice's tables, and one for recovery. A directory has a version, which
only grows, and a day after which the till raises an alarm (and goes on sealing to the newest keys
that it knows: a deal is never blocked).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from counter_app.domain.errors import IntegrityFault
from counter_app.sync.envelope import MLKEM_PUBLIC_SIZE

RECOVERY_ROW = "recovery"
_LABEL = "trade-in-counter/roles/v1"
_PUBLIC_SIZE = MLKEM_PUBLIC_SIZE + 32
_HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Directory:
    """The newest public key of every role.

    Attributes:
        expires: last day on which it is fresh, in Japan's calendar.
        keys: public key (1,216 bytes) by row.
    """

    version: int
    expires: date
    keys: Mapping[str, bytes]

    def text(self) -> str:
        """The lines that HQ signs."""
        lines = [_LABEL, f"version {self.version}", f"expires {self.expires.isoformat()}"]
        lines += [
            f"{row} {base64.b64encode(key).decode('ascii')}" for row, key in self.keys.items()
        ]
        return "\n".join(lines) + "\n"


def parse_directory(text: str) -> Directory:
    """The directory of a verified text.

    Raises:
        IntegrityFault: `note_malformed`.
    """
    lines = text.splitlines()
    try:
        label, version, expires = lines[:_HEAD_LINES]
        pairs = [line.split(" ") for line in lines[_HEAD_LINES:]]
        keys = {row: base64.b64decode(key, validate=True) for row, key in pairs}
        directory = Directory(
            int(version.removeprefix("version ")),
            date.fromisoformat(expires.removeprefix("expires ")),
            keys,
        )
    except ValueError:
        raise IntegrityFault("note_malformed") from None
    sound = all(row and len(key) == _PUBLIC_SIZE for row, key in keys.items())
    if label != _LABEL or not sound or directory.text() != text:
        raise IntegrityFault("note_malformed")
    return directory
