"""The private keys of the roles: one for each row of the notice, and one for recovery.

They lie in one file that only its owner can read, best on another machine than HQ's database: who
has both can open whatever the notice allows. Renewing adds keys and keeps the old ones, for a key
opens the runs that were sealed to it; which key that is, a run says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from counter_app.hq.errors import HqFault
from counter_app.hq.files import read_secret, write_whole
from counter_app.sync.envelope import (
    PrivateRoleKey,
    new_role_key,
    private_role_key,
    role_key_id,
)


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    row: str
    key_id: str
    private: str
    made: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    v: Literal[1]
    keys: list[_Entry]


class RoleKeys:
    """The role keys of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def renew(self, rows: Iterable[str], made: str) -> Mapping[str, bytes]:
        """Add a fresh key pair for each row; the public keys by row.

        Raises:
            HqRefused: `key_file_open`.
            HqFault: `role_keys_damaged`.
        """
        kept = self._read() if self._path.exists() else []
        fresh: dict[str, bytes] = {}
        for row in rows:
            private, public = new_role_key()
            kept.append(_Entry(row, role_key_id(public).hex(), private.hex(), made))
            fresh[row] = public
        write_whole(self._path, msgspec.json.encode(_File(1, kept)) + b"\n")
        return fresh

    def private(self, row: str, key_id: bytes) -> PrivateRoleKey | None:
        """The private key of a row that a run names; None when it is not in the file.

        Raises:
            HqRefused: `role_keys_missing` or `key_file_open`.
            HqFault: `role_keys_damaged`.
        """
        for entry in self._read():
            if (entry.row, entry.key_id) == (row, key_id.hex()):
                try:
                    return private_role_key(bytes.fromhex(entry.private))
                except ValueError:
                    raise HqFault("role_keys_damaged") from None
        return None

    def _read(self) -> list[_Entry]:
        data = read_secret(self._path, "role_keys_missing")
        try:
            return msgspec.json.decode(data, type=_File).keys
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise HqFault("role_keys_damaged") from None
