"""A real encrypted record in the test's own folder, a clock that stands, and ways to tamper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.folding import Folding
from counter_app.domain.rights import Rights, read_rights
from counter_app.domain.values import StaffCode, TillCode
from counter_app.law.notice import NoticeFacts, load_facts
from counter_app.services.names import load_folding
from counter_app.services.staff import PinHasher
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.keys import TillKeys
from counter_app.storage.records import LEDGER, VAULT, Record

CHECKOUT = Path(__file__).parents[1]
NOTICE_FOLDER = CHECKOUT / "resources/notices/rakuten-mobile-secondhand/2023-02-01"
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
"""Noon in Japan."""

T01 = TillCode("T01")
CLERK = StaffCode("C01")
NAME = "見本 太郎"
ALL_BASES = frozenset({"notice", "marketing", "group"})


def the_facts() -> NoticeFacts:
    """The facts of the shipped notice."""
    return load_facts(NOTICE_FOLDER / "facts.toml")


@cache
def the_folding() -> Folding:
    """How names are compared, by the shipped table."""
    return load_folding(CHECKOUT / "resources/names")


def the_rights() -> Rights:
    """The shipped table of rights."""
    return read_rights((CHECKOUT / "resources/staff/rights.toml").read_text(encoding="utf-8"))


def noon_clock() -> HeldClock:
    """A clock that stands at noon."""
    return HeldClock(NOON)


def cheap_hasher() -> PinHasher:
    """Argon2id as weak as it goes: tests type many PINs."""
    return PinHasher(memory_kib=8, passes=1)


@dataclass(repr=False)
class SmallRecord:
    """A till's folder with its record open."""

    folder: Path
    keys: TillKeys
    record: Record
    clock: HeldClock = field(default_factory=noon_clock)
    till: TillCode = T01

    @property
    def device(self) -> Ed25519PrivateKey:
        """The key that signs for the till."""
        return Ed25519PrivateKey.from_private_bytes(self.keys.seed)

    def reopen(self) -> Record:
        """Close the record and open it again, as a new start of the program does."""
        self.record.close()
        self.record = Record(self.folder, self.keys, self.till, the_facts(), the_folding())
        return self.record

    def write(self, new: NewAct) -> StoredAct:
        """Write one act in a transaction of its own."""
        with self.record.write() as tx:
            return self.record.write_act(tx, new)

    def write_many(self, count: int) -> None:
        """Write small acts in one transaction."""
        with self.record.write() as tx:
            for place in range(count):
                self.record.write_act(tx, paid(place + 1))

    def fields(self, seq: int, purpose: str = "provide") -> dict[str, Any]:
        """The fields of an act that a purpose may use."""
        with self.record.read() as view:
            stored = self.record.acts.act(view, seq)
            return self.record.acts.fields(view, stored, purpose)

    def size(self) -> int:
        """How many acts there are."""
        with self.record.read() as view:
            return self.record.acts.size(view)

    def tamper(self, *statements: str, file: str = LEDGER) -> None:
        """Change rows below the program: with the key, and with every trigger dropped first.

        The record has to be reopened afterwards.
        """
        self.record.close()
        key = self.keys.vault if file == VAULT else self.keys.ledger
        with raw_connection(self.folder / file, key) as connection:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in connection.execute(triggers).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                changed = connection.execute(statement).rowcount
                assert changed != 0, statement
        self.record = Record(self.folder, self.keys, self.till, the_facts(), the_folding())


@contextmanager
def small_record(folder: Path, till: TillCode = T01) -> Iterator[SmallRecord]:
    """A fresh record in `folder`, closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = TillKeys.fresh()
    record = Record.create(folder, keys, till, the_facts(), the_folding())
    made = SmallRecord(folder, keys, record, till=till)
    try:
        yield made
    finally:
        made.record.close()


@contextmanager
def raw_connection(path: Path, key: bytes) -> Iterator[Any]:
    """A connection past every guard of the program; committed and closed at the end."""
    connection = sqlcipher3.connect(str(path))
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield connection
        connection.commit()
    finally:
        connection.close()


def paid(amount: int = 45_000, *, bases: frozenset[str] = frozenset({"notice"})) -> NewAct:
    """A small act: a payout."""
    return NewAct(Kind.PAID, CLERK, NOON, {"billing.amount": amount}, bases=bases)


def accepted(
    name: str = NAME,
    lines: int = 1,
    *,
    bases: frozenset[str] = frozenset({"notice"}),
    blobs: Mapping[str, str] | None = None,
    at: datetime = NOON,
    imei: str = "490154203237518",
) -> NewAct:
    """An acceptance with ledger lines, in the fields that the counter writes."""
    fields: dict[str, Any] = {
        "person.name": name,
        "person.address": "東京都千代田区見本1-2-3",
        "person.birth_date": "1990-01-15",
        "person.occupation": "会社員",
        "id_document.kind": "driving_licence",
        "id_document.number": "012345678900",
        "id_document.method": "運転免許証の提示",
        "application.product": ["スマートフォン"] * lines,
        "application.visit_id": "0" * 32,
        "application.visit_number": "T01-0001",
        "payment_method.kind": "cash",
        "billing.amount": 45_000 * lines,
        "article.goods": ["smartphone"] * lines,
        "article.category": [[9, "道具類"]] * lines,
        "article.features": ["見本電話 128GB 黒"] * lines,
        "article.imei": [imei] * lines,
        "article.serial": [""] * lines,
        "article.price": [45_000] * lines,
    }
    return NewAct(
        Kind.ARTICLE_ACCEPTED, CLERK, at, fields, lines=lines, bases=bases, blobs=dict(blobs or {})
    )


def everything(*, bases: frozenset[str] = ALL_BASES, kind: Kind = Kind.CORRECTION) -> NewAct:
    """An act with a value in every field of every part that is not a file."""
    facts = the_facts()
    fields = {
        name: f"見本 {name}"
        for part in facts.parts.values()
        if not part.blob
        for name in sorted(part.fields)
    }
    return NewAct(kind, CLERK, NOON, fields, bases=bases)
