"""vault.db: the data keys (DEKs), apart from what they seal.

Keys are drawn by number from a pool that the vault committed ahead; the counter is a row of
ledger.db and moves in the transaction that uses the key. So a deal costs one synced commit, no
number is drawn twice, and an erased key is gone from the one small file that is rekeyed afterwards.

A data key is derived from the drawn one and a random salt (HKDF, RFC 5869) that stands beside its
number in ledger.db: two copies of a till that draw the same number still seal under two keys.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter_app.storage import tables
from counter_app.storage.database import Database
from counter_app.storage.sealing import KEY_SIZE
from counter_app.storage.transactions import Writing

POOL = 512
"""Keys committed at a time: some forty deals."""

REFILL_BELOW = 128
_COUNTER = "keys_drawn"
_ERASED = b""
SALT_SIZE = 16
_INFO = b"trade-in-counter/data-key/v1"


@dataclass(frozen=True, slots=True)
class DrawnKey:
    """A fresh data key, and what it is found again by.

    Attributes:
        no: number in the vault; salt: 16 random bytes; both stand in ledger.db.
        key: 32 bytes.
    """

    no: int
    salt: bytes
    key: bytes = field(repr=False)


_metadata = sa.MetaData()
_keys = sa.Table(
    "keys",
    _metadata,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.LargeBinary, nullable=False),
)


class Vault:
    """The till's data keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def create(cls, path: Path, key: bytes) -> Vault:
        """Make the vault with a first pool of keys."""
        database = Database.create(path, key)
        with database.write() as connection:
            _metadata.create_all(connection)
        vault = cls(database)
        vault.refill()
        return vault

    def refill(self, least: int = 0) -> None:
        """Commit more keys, so that at least number `least` is there; for idle moments."""
        with self._database.write() as connection:
            last = connection.execute(sa.select(sa.func.max(_keys.c.no))).scalar() or 0
            wanted = max(last + POOL, least)
            connection.execute(
                sa.insert(_keys),
                [
                    {"no": no, "key": secrets.token_bytes(KEY_SIZE)}
                    for no in range(last + 1, wanted + 1)
                ],
            )

    def top_up(self, drawn: int) -> bool:
        """Refill when few undrawn keys are left; whether it did."""
        if self._last() - drawn >= REFILL_BELOW:
            return False
        self.refill()
        return True

    def draw(self, tx: Writing, count: int) -> list[DrawnKey]:
        """Fresh keys with their numbers and salts, drawn in the caller's transaction.

        An empty pool costs a second commit, never a refusal.
        """
        if count == 0:
            return []
        drawn = drawn_so_far(tx)
        numbers = range(drawn + 1, drawn + count + 1)
        if self._last() < numbers[-1]:
            self.refill(numbers[-1])
        tx.connection.execute(
            sa.update(tables.counters)
            .where(tables.counters.c.name == _COUNTER)
            .values(value=numbers[-1])
        )
        salts = {number: secrets.token_bytes(SALT_SIZE) for number in numbers}
        keys = self.keys(salts)
        return [DrawnKey(number, salts[number], keys[number]) for number in numbers]

    def keys(self, salts: Mapping[int, bytes]) -> dict[int, bytes]:
        """The data keys of these numbers with their salts; an erased one is left out."""
        with self._database.read() as connection:
            rows = connection.execute(sa.select(_keys).where(_keys.c.no.in_(list(salts))))
            drawn = {row.no: row.key for row in rows if row.key != _ERASED}
        return {number: data_key(key, salts[number]) for number, key in drawn.items()}

    def erase(self, numbers: Iterable[int]) -> None:
        """Destroy keys, so that nothing sealed under them opens at this till again.

        The number stays, without a key, and is never given a new one. secure_delete overwrites the
        key in its page; older copies of the page go with the write-ahead log.
        """
        gone = list(numbers)
        if not gone:
            return
        with self._database.write() as connection:
            connection.execute(sa.update(_keys).where(_keys.c.no.in_(gone)).values(key=_ERASED))
        self._database.empty_log()

    def erased(self) -> frozenset[int]:
        """The numbers of every key that was destroyed."""
        with self._database.read() as connection:
            gone = connection.execute(sa.select(_keys.c.no).where(_keys.c.key == _ERASED))
            return frozenset(gone.scalars())

    def rekey(self, key: bytes) -> None:
        """Encrypt the vault anew, so that an older copy of it opens no more with today's key.

        Raises:
            NotPossibleNow: `store_busy` or `disk_full`.
        """
        self._database.rekey(key)

    def close(self) -> None:
        """Close the vault."""
        self._database.close()

    def faults(self) -> list[str]:
        """Page damage; empty when all is well."""
        return self._database.faults()

    def _last(self) -> int:
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.max(_keys.c.no))).scalar() or 0


def data_key(drawn: bytes, salt: bytes) -> bytes:
    """The data key (32 bytes) of a drawn key and a salt: HKDF-SHA256, RFC 5869."""
    return HKDF(SHA256(), KEY_SIZE, salt=salt, info=_INFO).derive(drawn)


def start_counter(tx: Writing) -> None:
    """Put the counter of drawn keys into a new ledger.db."""
    tx.connection.execute(sa.insert(tables.counters).values(name=_COUNTER, value=0))


def drawn_so_far(tx: Writing) -> int:
    """The highest number drawn."""
    value: int = tx.connection.execute(
        sa.select(tables.counters.c.value).where(tables.counters.c.name == _COUNTER)
    ).scalar_one()
    return value
