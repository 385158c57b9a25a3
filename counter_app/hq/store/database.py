"""HQ's database: one transaction for each thing that is done.

Embedded it is one SQLite file (WAL, synchronous=FULL, writers begin immediately); the statements
are SQLAlchemy Core without any dialect's own words, so that a PostgreSQL-compatible engine takes
over by its URL. No statement touches two tills, and no transaction but the anonymiser's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqFault, HqRefused
from counter_app.hq.store import tables
from counter_app.hq.store.desk import Desk
from counter_app.hq.store.log import TillLog
from counter_app.hq.store.sealed import TillSealed
from counter_app.hq.store.statistics import StatisticsLog

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "secure_delete = ON",  # a deleted envelope leaves no bytes behind in its page
    "temp_store = MEMORY",
    "trusted_schema = OFF",
)
_PASSING = ("locked", "disk is full", "disk I/O", "connection")
"""Words of faults after which nothing was written and the till asks again."""
_READERS = 8
_WAIT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Transaction:
    """What can be done within one transaction."""

    _connection: sa.Connection

    def log(self, till: TillCode) -> TillLog:
        """A till's acts, tree and receipts."""
        return TillLog(self._connection, till)

    def sealed(self, till: TillCode) -> TillSealed:
        """A till's runs, envelopes and blobs."""
        return TillSealed(self._connection, till)

    @property
    def desk(self) -> Desk:
        """Tills, codes, directories, bundles and the log of openings."""
        return Desk(self._connection)

    @property
    def statistics(self) -> StatisticsLog:
        """What was asked of the anonymiser."""
        return StatisticsLog(self._connection)


class Store:
    """HQ's database."""

    def __init__(self, url: sa.URL) -> None:
        self._writer = _engine(url, reader=False)
        self._reader = _engine(url, reader=True)

    @classmethod
    def create(cls, path: Path) -> Store:
        """Make the embedded database.

        Raises:
            HqRefused: `hq_exists`: a database is never written over.
        """
        if path.exists():
            raise HqRefused("hq_exists")
        path.touch(mode=0o600)
        store = cls(sa.URL.create("sqlite+pysqlite", database=str(path)))
        store.make_tables()
        return store

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the embedded database.

        Raises:
            HqRefused: `hq_missing`, or `hq_newer` when a newer program made it.
        """
        if not path.exists():
            raise HqRefused("hq_missing")
        store = cls(sa.URL.create("sqlite+pysqlite", database=str(path)))
        with store.read() as tx:
            if tx.desk.about("format") != str(tables.FORMAT):
                raise HqRefused("hq_newer")
        store.add_tables()
        return store

    def make_tables(self) -> None:
        """Make the tables of an empty database."""
        with self._told(), self._writer.begin() as connection:
            tables.metadata.create_all(connection)
            Desk(connection).note("format", str(tables.FORMAT))

    def add_tables(self) -> None:
        """Make the tables that an older program of this format did not know."""
        with self._told(), self._writer.begin() as connection:
            tables.metadata.create_all(connection)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction that may write; committed at the end, or nothing.

        Raises:
            NotPossibleNow: `hq_busy`: nothing was written; ask again.
            HqFault: `hq_store_damaged`.
        """
        with self._told(), self._writer.begin() as connection:
            yield Transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One consistent view."""
        with self._told(), self._reader.begin() as connection:
            yield Transaction(connection)

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as fault:  # two rows of one name: another writer was first
            raise HqOvertaken from fault
        except PoolTimeoutError as fault:
            raise HqBusy from fault
        except DatabaseError as fault:
            passing = any(word in str(fault.orig) for word in _PASSING)
            raise (HqBusy() if passing else HqFault("hq_store_damaged")) from fault


class HqBusy(NotPossibleNow):
    """`hq_busy`: nothing was written; ask again."""

    def __init__(self) -> None:
        super().__init__("hq_busy")


class HqOvertaken(HqBusy):
    """Another request was first: look again; nothing of this one was written."""


def _engine(url: sa.URL, *, reader: bool) -> sa.Engine:
    embedded = url.get_backend_name() == "sqlite"
    single = embedded and not reader
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if single else _READERS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        hide_parameters=True,
        connect_args={"check_same_thread": False} if embedded else {},
        # A reader sees one moment; SQLite's deferred transactions give that by themselves.
        **({"isolation_level": "REPEATABLE READ"} if reader and not embedded else {}),
    )
    if embedded:
        _prepare_sqlite(engine, reader=reader)
    return engine


def _prepare_sqlite(engine: sa.Engine, *, reader: bool) -> None:
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the begin event below speaks BEGIN
        connection.text_factory = _text
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if reader:
            connection.execute("PRAGMA query_only = ON")

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN DEFERRED" if reader else "BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", begin)


def _text(data: bytes) -> str:
    """Text as it lies there; text that somebody altered is for `verify` to name, not to trip on."""
    return data.decode("utf-8", "surrogateescape")
