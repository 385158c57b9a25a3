"""Sealed files: a masked ID image or an article photo, each under a key of its own.

A blob's key number is drawn and its row written in a committed transaction before its file is, so
that a crash between the two wastes a number and never uses one twice, and a file without a row is
nobody's. The file's name is the SHA-256 of what is in it.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from counter_app.domain.errors import IntegrityFault, Refused
from counter_app.domain.values import VisitId
from counter_app.storage import tables
from counter_app.storage.database import Database
from counter_app.storage.files import write_file
from counter_app.storage.sealing import open_blob, seal_blob
from counter_app.storage.transactions import Reading, Writing
from counter_app.storage.vault import Vault


class Blobs:
    """The till's sealed files."""

    def __init__(self, folder: Path, database: Database, vault: Vault) -> None:
        self._folder = folder
        self._database = database
        self._vault = vault

    def keep(self, plaintext: bytes, part: str, visit_id: VisitId) -> str:
        """Seal and keep a file for a visit; its name.

        Raises:
            NotPossibleNow: `disk_full`; nothing is kept then.
        """
        with self._database.write() as connection:
            [drawn] = self._vault.draw(Writing(connection), 1)
            name, cipher = seal_blob(plaintext, drawn.key, part)
            row = {
                "sha256": name,
                "part": part,
                "key_no": drawn.no,
                "salt": drawn.salt,
                "size": len(cipher),
                "visit_id": visit_id,
                "at_hq": False,
            }
            connection.execute(sa.insert(tables.blobs).values(row))
        try:
            write_file(self.path(name), cipher)
        except BaseException:
            with self._database.write() as connection:
                connection.execute(sa.delete(tables.blobs).where(tables.blobs.c.sha256 == name))
            raise
        return name

    def open(self, name: str) -> bytes:
        """The plaintext of a blob, while the till still has its key.

        Raises:
            Refused: `image_not_here`: it was sent to HQ, or was never kept.
            IntegrityFault: `blob_damaged`.
        """
        part, key = self._part_and_key(name)
        if key is None or not self.path(name).exists():
            raise Refused("image_not_here")
        return open_blob(self.path(name).read_bytes(), key, part)

    def is_here(self, name: str) -> bool:
        """Whether a blob could be opened here; nothing is opened."""
        return self._part_and_key(name)[1] is not None and self.path(name).exists()

    def forget(self, tx: Writing, visit_id: VisitId) -> list[str]:
        """Erase the keys and rows of a visit's blobs that are in no act.

        Returns:
            The names; the files go after the commit. Keys go first: whatever happens then, what was
            read cannot be opened any more.
        """
        mine = tables.blobs
        loose = (mine.c.visit_id == visit_id) & mine.c.seq.is_(None)
        rows = tx.connection.execute(sa.select(mine.c.sha256, mine.c.key_no).where(loose)).all()
        self._vault.erase(row.key_no for row in rows)
        tx.connection.execute(sa.delete(mine).where(loose))
        return [row.sha256 for row in rows]

    def loose_visits(self, view: Reading) -> list[VisitId]:
        """The visits that are gone and whose blobs are in no act."""
        mine = tables.blobs.c
        there = sa.select(tables.drafts.c.visit_id)
        wanted = sa.select(mine.visit_id).where(mine.seq.is_(None), mine.visit_id.not_in(there))
        return [VisitId(one) for one in view.connection.execute(wanted.distinct()).scalars()]

    def sweep(self) -> int:
        """Remove the files that no row names, whole or half-written; how many."""
        there = [path for path in self._folder.iterdir() if path.is_file()]
        # Rows are read after the files: what another program keeps meanwhile has its row by then.
        with self._database.read() as connection:
            known = set(connection.execute(sa.select(tables.blobs.c.sha256)).scalars())
        gone = [path for path in there if path.name.removeprefix(".").split(".")[0] not in known]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def remove_files(self, names: list[str]) -> None:
        """Remove these files."""
        for name in names:
            self.path(name).unlink(missing_ok=True)

    def cipher(self, name: str) -> bytes:
        """A blob's bytes as they go to HQ.

        Raises:
            IntegrityFault: `blob_missing`.
        """
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            raise IntegrityFault("blob_missing") from None

    def not_at_hq(self, view: Reading) -> list[str]:
        """The blobs of acts that HQ has not confirmed with all their envelopes."""
        wanted = tables.blobs.c.seq.is_not(None) & ~tables.blobs.c.at_hq
        return list(
            view.connection.execute(sa.select(tables.blobs.c.sha256).where(wanted)).scalars()
        )

    def settle(self, acked: int) -> list[str]:
        """Erase the till's keys of the blobs that HQ has with every envelope of their act.

        The files stay: should HQ lose them, they are brought again. Keys go first, so that after a
        crash it is done again and nothing is left over.

        Args:
            acked: size of the log in HQ's last receipt.

        Returns:
            The names of the blobs that only HQ can open from now on.
        """
        mine = tables.blobs
        owed = sa.select(tables.owed_envelopes.c.seq)
        wanted = (mine.c.seq <= acked) & ~mine.c.at_hq & mine.c.seq.not_in(owed)
        with self._database.read() as connection:
            rows = connection.execute(sa.select(mine.c.sha256, mine.c.key_no).where(wanted)).all()
        if not rows:
            return []
        names = [row.sha256 for row in rows]
        self._vault.erase(row.key_no for row in rows)
        with self._database.write() as connection:
            connection.execute(sa.update(mine).where(mine.c.sha256.in_(names)).values(at_hq=True))
        return names

    def _part_and_key(self, name: str) -> tuple[str, bytes | None]:
        with self._database.read() as connection:
            row = connection.execute(
                sa.select(tables.blobs).where(tables.blobs.c.sha256 == name)
            ).one_or_none()
        if row is None:
            return "", None
        return row.part, self._vault.keys({row.key_no: row.salt}).get(row.key_no)

    def path(self, name: str) -> Path:
        """Where a blob lies."""
        return self._folder / name
