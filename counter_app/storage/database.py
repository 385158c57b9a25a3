"""An encrypted SQLite file: SQLCipher through SQLAlchemy, made so that a power cut loses nothing.

WAL with synchronous=FULL (with NORMAL acknowledged deals are lost when the power goes), writers
begin immediately, readers are deferred and cannot write. A wrong key or a missing file is an error,
never an empty database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, Refused

_PRAGMAS = (
    "cipher_log_level = NONE",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cell_size_check = ON",
)
_PATIENCE = 10.0
"""Seconds to wait until nobody reads or writes."""
_SQLITE_OK, _SQLITE_DENY, _SQLITE_ATTACH = 0, 1, 24
_PLAIN_HEADER = b"SQLite format 3\x00"


class Database:
    """One SQLCipher file, with a writer and a few readers."""

    def __init__(self, path: Path, key: bytes, *, fresh: bool = False) -> None:
        """Open an existing file; `create` makes one.

        Raises:
            Refused: `store_missing` or `store_key_wrong`.
            IntegrityFault: `store_damaged`: the file is empty; `store_not_encrypted`.
        """
        if not path.exists():
            raise Refused("store_missing")
        if not fresh and path.stat().st_size == 0:  # SQLite would take it for a new database
            raise IntegrityFault("store_damaged")
        self.path = path
        self._gate = Condition()
        self._in_use = 0
        self._connect(key)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Database:
        """Make a new, empty file.

        Raises:
            Refused: `store_exists`: a file is never written over.
        """
        if path.exists():
            raise Refused("store_exists")
        path.touch(mode=0o600)
        return cls(path, key, fresh=True)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction that may write, begun immediately; committed at the end, or nothing.

        Raises:
            NotPossibleNow: `disk_full` or `store_busy`.
        """
        try:
            with self._used(), self._writer.begin() as connection:
                yield connection
        except DatabaseError as fault:
            raise told(fault) from None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One consistent view; writing in it is an error."""
        try:
            with self._used(), self._reader.begin() as connection:
                yield connection
        except DatabaseError as fault:
            raise told(fault) from None

    def empty_log(self) -> None:
        """Bring the write-ahead log into the file and empty it, if no reader is in the way."""
        with self._used():
            connection = self._writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()

    def rekey(self, key: bytes) -> None:
        """Write the whole file anew and encrypt it anew: the old key opens nothing in it any more.

        secure_delete overwrites a row where it stands; of a row that once moved to another page a
        few bytes can be left in the gap of the old one, and only writing every page anew removes
        them. Its temporary file is encrypted with the same key, and as large as this one.
        Everybody who wants to read or write waits. SQLite's rollback journal makes each step all
        or nothing, whenever the power goes. The present key again changes nothing.

        Raises:
            NotPossibleNow: `store_busy`: somebody does not stop reading, or another program has the
                file open; `disk_full`.
        """
        if key == self._key:
            return
        with self._gate:
            if not self._gate.wait_for(lambda: self._in_use == 0, _PATIENCE):
                raise NotPossibleNow("store_busy")
            self.close()
            key_pragma = f"PRAGMA rekey = \"x'{key.hex()}'\""
            self._alone("PRAGMA temp_store = FILE", "VACUUM", key_pragma)
            self._connect(key)

    def copy_to(self, path: Path) -> None:
        """Copy what is committed into a new file under the same key, by SQLite's backup API.

        Raises:
            Refused: `store_exists`.
            NotPossibleNow: `store_busy` or `disk_full`.
        """
        copy = Database.create(path, self._key)
        try:
            with self._used():
                copy.take_over(self._reader)
        finally:
            copy.close()

    def take_over(self, source: sa.Engine) -> None:
        """Become page by page what another file holds.

        Raises:
            NotPossibleNow: `store_busy` or `disk_full`.
        """
        there, here = source.raw_connection(), self._writer.raw_connection()
        try:
            there.dbapi_connection.backup(here.dbapi_connection)  # type: ignore[union-attr]  # only a closed one has none
        except self._writer.dialect.loaded_dbapi.Error as fault:
            raise told(DatabaseError(None, None, fault)) from None
        finally:
            here.close()
            there.close()

    def opened_beside(self, path: Path) -> Database:
        """Another file under this one's key.

        Raises:
            Refused, IntegrityFault: as opening it.
        """
        return Database(path, self._key)

    def require_alone(self) -> None:
        """Make sure that no other program has the file open.

        Raises:
            NotPossibleNow: `store_busy`.
        """
        with self._gate:
            if not self._gate.wait_for(lambda: self._in_use == 0, _PATIENCE):
                raise NotPossibleNow("store_busy")
            self.close()
            self._alone()

    def _alone(self, *statements: str) -> None:
        """Leave write-ahead logging, which only the last connection can, then run statements."""
        connection = self._writer.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.connection.set_authorizer(None)  # VACUUM attaches its temporary file
            cursor.execute("PRAGMA journal_mode = DELETE").fetchall()
            for statement in statements:
                cursor.execute(statement).fetchall()
        except self._writer.dialect.loaded_dbapi.Error as fault:
            raise told(DatabaseError(None, None, fault)) from None
        finally:
            connection.close()
            self.close()

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()

    def faults(self) -> list[str]:
        """What SQLCipher's and SQLite's own checks find: page damage; empty when all is well."""
        found: list[str] = []
        for check in ("cipher_integrity_check", "quick_check"):
            try:
                with self.read() as connection:
                    told_so = connection.exec_driver_sql(f"PRAGMA {check}").scalars().all()
            except IntegrityFault as fault:  # so damaged that the check itself stops
                found.append(f"{self.path.name}: {fault.code}")
            else:
                found += [f"{self.path.name}: {row}" for row in told_so if row != "ok"]
        return found

    @contextmanager
    def _used(self) -> Iterator[None]:
        """While somebody reads or writes, the file is not encrypted anew."""
        with self._gate:
            self._in_use += 1
        try:
            yield
        finally:
            with self._gate:
                self._in_use -= 1
                self._gate.notify_all()

    def _connect(self, key: bytes) -> None:
        self._key = key
        self._writer = _engine(self.path, key, reader=False)
        self._reader = _engine(self.path, key, reader=True)
        self._prove_key()

    def _prove_key(self) -> None:
        with self.path.open("rb") as file:
            if file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER:
                raise IntegrityFault("store_not_encrypted")
        try:
            with self._writer.connect() as connection:
                version = connection.exec_driver_sql("PRAGMA cipher_version").scalar()
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
        except DatabaseError:
            self.close()
            raise Refused("store_key_wrong") from None
        if not version:  # pragma: no cover - only a build of sqlite3 without SQLCipher gets here
            raise IntegrityFault("store_not_encrypted")


def told(fault: DatabaseError) -> Exception:
    """The error that people are told, or the fault without its parameters."""
    words = str(fault.orig)
    if "disk is full" in words or "disk I/O error" in words:
        return NotPossibleNow("disk_full")
    if "locked" in words:
        return NotPossibleNow("store_busy")
    if "malformed" in words or "not a database" in words:
        return IntegrityFault("store_damaged")
    return fault


def _engine(path: Path, key: bytes, *, reader: bool) -> sa.Engine:
    url = sa.URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path))
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=4 if reader else 1,
        max_overflow=4 if reader else 0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin event speaks BEGIN
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        if reader:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()
        connection.set_authorizer(_no_attach)

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED" if reader else "BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", begin)
    return engine


def _no_attach(action: int, *_about: object) -> int:
    """Refuse ATTACH, by which a running program could be made to export plaintext."""
    return _SQLITE_DENY if action == _SQLITE_ATTACH else _SQLITE_OK
