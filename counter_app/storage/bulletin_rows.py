"""Police bulletins beside the acts: as they were written, with the day of arrival.

The act that tells of the arrival proves the stamp and what stood on the paper; the row holds the
words, and goes when its last day has passed (Secondhand Articles Dealer Act art. 19(2)).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from counter_app.domain.bulletin import ArrivedBulletin, Bulletin
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

STAMP_TOLD = "stamp"
"""Where the act of an arrival tells the proof of its stamp."""

BULLETINS_TOLD = "bulletins"
"""Where an act erasure_begun lists the bulletins that it is about, by the acts of their arrival."""

_MINE = tables.bulletins.c


class BulletinRows:
    """The bulletins that are kept."""

    def add(self, tx: Writing, arrived: ArrivedBulletin) -> None:
        """Keep a bulletin with its stamp; the file itself refuses one that is there."""
        tx.connection.execute(
            sa.insert(tables.bulletins).values(
                act_seq=arrived.seq,
                arrived_on=arrived.arrived_on.isoformat(),
                last_day=arrived.last_day.isoformat(),
                digest=arrived.bulletin.digest,
                bulletin=msgspec.json.encode(arrived.bulletin),
            )
        )

    def has(self, view: Reading, bulletin: Bulletin) -> bool:
        """Whether a bulletin that says the very same is kept."""
        same = sa.select(_MINE.act_seq).where(_MINE.digest == bulletin.digest)
        return view.connection.execute(same).first() is not None

    def in_force(self, view: Reading, day: date) -> list[ArrivedBulletin]:
        """The bulletins with which articles of a day are matched, the latest arrival first."""
        text = day.isoformat()
        which = (_MINE.arrived_on <= text) & (_MINE.last_day >= text)
        wanted = sa.select(tables.bulletins).where(which).order_by(_MINE.act_seq.desc())
        return [
            ArrivedBulletin(
                row.act_seq,
                msgspec.json.decode(row.bulletin, type=Bulletin),
                date.fromisoformat(row.arrived_on),
                date.fromisoformat(row.last_day),
            )
            for row in view.connection.execute(wanted)
        ]

    def past(self, view: Reading, today: date) -> list[int]:
        """The acts whose bulletins' last day has passed."""
        which = _MINE.last_day < today.isoformat()
        wanted = sa.select(_MINE.act_seq).where(which).order_by(_MINE.act_seq)
        return list(view.connection.execute(wanted).scalars())

    def forget(self, tx: Writing, acts: Collection[int]) -> None:
        """Erase bulletins; the file itself refuses while their days are not over."""
        tx.connection.execute(sa.delete(tables.bulletins).where(_MINE.act_seq.in_(list(acts))))

    def faults(
        self, view: Reading, told: Mapping[int, Any], gone: Collection[int]
    ) -> Iterator[str]:
        """One line for each bulletin that is other than its act tells.

        Args:
            view: the record.
            told: `stamp_told` of the acts of arrival, by sequence.
            gone: acts whose bulletins were erased.
        """
        there = {row.act_seq: _stamp(row) for row in view.connection.execute(_ALL)}
        for seq in sorted(there.keys() | told.keys()):
            if seq not in there and seq not in gone:
                yield f"bulletin of act {seq}: missing"
            elif seq in there and (seq not in told or there[seq] != told[seq]):
                yield f"bulletin of act {seq}: differs from its act"


_ALL = sa.select(tables.bulletins).order_by(_MINE.act_seq)


def stamp_told(arrived_on: date, last_day: date, digest: str) -> dict[str, str]:
    """What the act of an arrival tells as the proof of its stamp."""
    return {
        "arrived_on": arrived_on.isoformat(),
        "last_day": last_day.isoformat(),
        "digest": digest,
    }


def _stamp(row: sa.Row[Any]) -> dict[str, str] | None:
    """The same of a row; None for one that is no bulletin any more."""
    try:
        bulletin = msgspec.json.decode(row.bulletin, type=Bulletin)
        days = date.fromisoformat(row.arrived_on), date.fromisoformat(row.last_day)
    except (msgspec.MsgspecError, UnicodeDecodeError, TypeError, ValueError):
        return None
    told = stamp_told(*days, bulletin.digest)
    return told if row.digest == bulletin.digest else None
