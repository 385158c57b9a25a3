"""The private keys of the roles: one for each row of the notice, and one for recovery.

They are made in one file that only its owner can read, best on another machine than HQ's database:
who has both can open whatever the notice allows. From it each holder gets a file of their own, with
the keys of one role and no other. Renewing adds keys and keeps the old ones, for a key opens the
runs that were sealed to it; which key that is, a run says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from counter_app.hq.errors import HqFault, HqRefused, HqWrongUse
from counter_app.hq.files import read_secret, write_whole
from counter_app.sync.envelope import (
    PrivateRoleKey,
    new_role_key,
    private_role_key,
    role_key_id,
)

ANONYMISED = ("improve", "investment")
"""Purposes of whose acts people see statistics only."""

ANONYMISER = "anonymiser"
"""Holds the keys of those purposes; nobody else gets them."""


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

    def holders(self) -> tuple[str, ...]:
        """Who gets a file: every role that has a key here; the anonymiser for its two purposes.

        Raises:
            HqRefused, HqFault: as `private`.
        """
        rows = dict.fromkeys(entry.row for entry in self._read())
        return tuple(dict.fromkeys(ANONYMISER if row in ANONYMISED else row for row in rows))

    def hand_out(self, holder: str, to: Path) -> None:
        """Write the keys of one holder, and no others, into a file of their own, mode 0600.

        Args:
            holder: a role, `recovery`, or the anonymiser.
            to: the file; an older one is replaced by what is known now, old keys included.

        Raises:
            HqWrongUse: `role_unknown`: no key of that role is here.
            HqRefused: `only_by_anonymiser`: its keys go to nobody else; or as `private`.
        """
        if holder in ANONYMISED:
            raise HqRefused("only_by_anonymiser", role=holder)
        rows = ANONYMISED if holder == ANONYMISER else (holder,)
        entries = [entry for entry in self._read() if entry.row in rows]
        if not entries:
            raise HqWrongUse("role_unknown", role=holder)
        write_whole(to, msgspec.json.encode(_File(1, entries)) + b"\n")

    def _read(self) -> list[_Entry]:
        data = read_secret(self._path, "role_keys_missing")
        try:
            return msgspec.json.decode(data, type=_File).keys
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise HqFault("role_keys_damaged") from None
