"""Bundles from HQ: every version that was ever loaded, as HQ signed it.

They are rows and no acts: HQ's signature says more than a clerk's name would, and a lost row can be
loaded again from the same file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from counter_app.domain.acts import moment_text
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A loaded bundle.

    Attributes:
        valid_from: the first day on which it holds.
        file: the whole bundle, with its signature.
        hq_key: Ed25519 public key (hex) of the HQ that it was taken from; empty in a record whose
            program did not note it yet.
    """

    topic: str
    version: int
    valid_from: date
    file: bytes
    hq_key: str = ""


class BundleRows:
    """The loaded bundles of every topic."""

    def add(self, tx: Writing, row: BundleRow, now: datetime) -> None:
        """Keep a bundle; the file itself refuses a version that is there."""
        tx.connection.execute(
            sa.insert(tables.bundles).values(
                topic=row.topic,
                version=row.version,
                valid_from=row.valid_from.isoformat(),
                file=row.file,
                hq_key=row.hq_key,
                loaded_at=moment_text(now),
            )
        )

    def newest(self, view: Reading, topic: str) -> int:
        """The greatest version of a topic, whenever it holds; 0 without any."""
        return self._greatest(view, tables.bundles.c.topic == topic)

    def on(self, view: Reading, topic: str, day: date) -> int:
        """The greatest version that has begun by a day; 0 without any."""
        mine = tables.bundles.c
        return self._greatest(view, (mine.topic == topic) & (mine.valid_from <= day.isoformat()))

    def row(self, view: Reading, topic: str, version: int) -> BundleRow:
        """A version that is there."""
        mine = tables.bundles.c
        wanted = sa.select(tables.bundles).where(mine.topic == topic, mine.version == version)
        return _row(view.connection.execute(wanted).one())

    def all(self, view: Reading) -> Iterator[BundleRow]:
        """Every bundle, by topic and version."""
        mine = tables.bundles.c
        wanted = sa.select(tables.bundles).order_by(mine.topic, mine.version)
        for found in view.connection.execute(wanted):
            yield _row(found)

    def _greatest(self, view: Reading, which: sa.ColumnElement[bool]) -> int:
        wanted = sa.select(sa.func.max(tables.bundles.c.version)).where(which)
        return view.connection.execute(wanted).scalar() or 0


def _row(found: sa.Row[tuple[object, ...]]) -> BundleRow:
    """A row as it lies there; what somebody altered is no bundle, and is for its proof to name."""
    try:
        valid_from = date.fromisoformat(found.valid_from)
    except ValueError:
        valid_from = date.max
    file = found.file if isinstance(found.file, bytes) else b""
    return BundleRow(found.topic, found.version, valid_from, file, found.hq_key or "")
