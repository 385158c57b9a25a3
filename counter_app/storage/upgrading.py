"""Bringing an existing record to this program's schema, with a verified copy of it beside it first.

The upgrade is one transaction: cut off anywhere, the old schema or the new one is there. The copy
is for what a transaction does not guard against, a fault of the upgrade itself. It is encrypted
under the record's own key and goes as soon as the upgrade has succeeded, or else at the next start:
a record that is open has no copy of itself, so that none outlives an erasure (DESIGN 5).
"""

from __future__ import annotations

from pathlib import Path

from counter_app.domain.errors import IntegrityFault
from counter_app.storage import schema
from counter_app.storage.database import Database
from counter_app.storage.files import sync_folder

COPY = "ledger.db.before-upgrade"
"""The verified copy; with `.part` behind it while it is made."""


def bring_up(database: Database) -> None:
    """Upgrade the schema if it is older; for other programs the record is busy meanwhile.

    Raises:
        Refused: `store_newer_schema`.
        IntegrityFault: `store_damaged`: the tables are gone, or the copy is not like the record.
        NotPossibleNow: `store_busy` or `disk_full`: nothing was upgraded.
    """
    copy = UpgradeCopy(database)
    with database.write() as connection:
        copy.remove()  # of an upgrade that was cut off; the record is whole, and copied anew
        if schema.is_older(connection):
            copy.make()
        schema.upgrade(connection)
    copy.remove()


class UpgradeCopy:
    """The copy of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.path = database.path.with_name(COPY)
        self._part = database.path.with_name(f"{COPY}.part")

    def make(self) -> None:
        """Copy, verify, and only then give it its name.

        Raises:
            IntegrityFault: `store_damaged`: the copy is not like the record.
            NotPossibleNow: `disk_full`.
        """
        self._database.copy_to(self._part)
        self._verify()
        self._part.replace(self.path)
        sync_folder(self.path.parent)

    def remove(self) -> None:
        """Leave no copy behind, whole or half."""
        for path in (self.path, self._part):
            for end in ("", "-wal", "-shm", "-journal"):
                Path(f"{path}{end}").unlink(missing_ok=True)

    def _verify(self) -> None:
        """The copy's pages are whole, and it holds what the record holds."""
        copy = self._database.opened_beside(self._part)
        try:
            faults = copy.faults()
            with copy.read() as here, self._database.read() as there:
                same = schema.contents(here) == schema.contents(there)
        finally:
            copy.close()
        if faults or not same:
            raise IntegrityFault("store_damaged")
