"""What the till knows of HQ, and the envelopes that wait for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_COUNTER = "acts_sealed"
_IS_OWED = (tables.envelopes.c.seq == tables.owed_envelopes.c.seq) & (
    tables.envelopes.c.row == tables.owed_envelopes.c.row
)


@dataclass(frozen=True, slots=True)
class HqState:
    """The line to HQ, as far as it was proved.

    Attributes:
        hq_key: HQ's Ed25519 public key, hex; all that comes down is checked against it.
        code: enrolment code until it was used; empty afterwards.
        certificate: HQ's note that this till is enrolled; empty before.
        directory: HQ's note with the roles' public keys.
        acked: size of the log in the last verified receipt.
        receipt: the last verified receipt's note; empty before the first.
    """

    url: str
    hq_key: str
    code: str
    certificate: str
    directory: str
    acked: int = 0
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class SealedRun:
    """A run key as HQ gets it; the bytes of sync.envelope.Run."""

    run: bytes
    row: str
    key_id: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class SealedEnvelope:
    """An envelope as HQ gets it; the bytes of sync.envelope.Envelope."""

    seq: int
    row: str
    run: bytes
    sealed: bytes


class HqRows:
    """State of the line, runs and envelopes."""

    def state(self, view: Reading) -> HqState | None:
        """The line's state, or None while no HQ is known."""
        row = view.connection.execute(sa.select(tables.hq)).one_or_none()
        if row is None:
            return None
        return HqState(
            row.url, row.hq_key, row.code, row.certificate, row.directory, row.acked, row.receipt
        )

    def put(self, tx: Writing, state: HqState) -> None:
        """Keep the line's state."""
        row = {
            "url": state.url,
            "hq_key": state.hq_key,
            "code": state.code,
            "certificate": state.certificate,
            "directory": state.directory,
            "acked": state.acked,
            "receipt": state.receipt,
        }
        if not tx.connection.execute(sa.update(tables.hq).values(row)).rowcount:
            tx.connection.execute(sa.insert(tables.hq).values(one=1, **row))

    def sealed_through(self, view: Reading) -> int:
        """Up to which act envelopes were made, or noted as owed."""
        last: int = view.connection.execute(
            sa.select(tables.counters.c.value).where(tables.counters.c.name == _COUNTER)
        ).scalar_one()
        return last

    def set_sealed_through(self, tx: Writing, seq: int) -> None:
        """Envelopes were made, or noted as owed, up to this act."""
        counter = tables.counters.c.name == _COUNTER
        tx.connection.execute(sa.update(tables.counters).where(counter).values(value=seq))

    def add_sealed(
        self, tx: Writing, runs: Iterable[SealedRun], envelopes: Iterable[SealedEnvelope]
    ) -> None:
        """Keep new runs and envelopes; what is there already stays as it is."""
        for table, rows in ((tables.runs, runs), (tables.envelopes, envelopes)):
            values = [asdict(row) for row in rows]
            if values:
                tx.connection.execute(sa.insert(table).prefix_with("OR IGNORE"), values)

    def sealed_between(
        self, view: Reading, after: int, last: int
    ) -> tuple[list[SealedRun], list[SealedEnvelope]]:
        """The envelopes of the acts after one sequence up to another, with their runs."""
        mine = tables.envelopes.c
        return _with_runs(
            view,
            sa.select(tables.envelopes)
            .where(mine.seq > after, mine.seq <= last)
            .order_by(mine.seq, mine.row),
        )

    def sealed_late(
        self, view: Reading, last: int, most: int
    ) -> tuple[list[SealedRun], list[SealedEnvelope]]:
        """Envelopes that were owed when their act went to HQ and are there by now, with their runs.

        Args:
            view: of the record.
            last: the last act that HQ has.
            most: how many envelopes at once.
        """
        mine = tables.envelopes.c
        return _with_runs(
            view,
            sa.select(tables.envelopes)
            .join(tables.owed_envelopes, _IS_OWED)
            .where(mine.seq <= last)
            .order_by(mine.seq, mine.row)
            .limit(most),
        )

    def owe(self, tx: Writing, seq: int, rows: Iterable[str]) -> None:
        """Note that an act still needs an envelope for these rows."""
        values = [{"seq": seq, "row": row} for row in rows]
        if values:
            insert = sa.insert(tables.owed_envelopes).prefix_with("OR IGNORE")
            tx.connection.execute(insert, values)

    def owed(self, view: Reading, rows: Iterable[str] | None = None) -> list[tuple[int, str]]:
        """(act, row) of the envelopes that cannot be made yet; all of them, or of these rows."""
        mine = tables.owed_envelopes.c
        made = sa.exists().where(_IS_OWED)
        wanted = sa.select(mine.seq, mine.row).where(~made).order_by(mine.seq, mine.row)
        if rows is not None:
            wanted = wanted.where(mine.row.in_(list(rows)))
        return [(row.seq, row.row) for row in view.connection.execute(wanted)]

    def forget(self, tx: Writing, seq: int, rows: Iterable[str]) -> None:
        """Erase an act's envelopes for these rows; they hold keys that are destroyed."""
        wanted = list(rows)
        for table in (tables.envelopes, tables.owed_envelopes):
            tx.connection.execute(
                sa.delete(table).where(table.c.seq == seq, table.c.row.in_(wanted))
            )

    def keep_only(self, tx: Writing, seq: int, rows: Iterable[str]) -> None:
        """Erase an act's envelopes for every row but these, owed ones too."""
        kept = list(rows)
        for table in (tables.envelopes, tables.owed_envelopes):
            gone = (table.c.seq == seq) & table.c.row.not_in(kept)
            tx.connection.execute(sa.delete(table).where(gone))

    def no_longer_owed(self, tx: Writing, pairs: Iterable[tuple[int, str]]) -> None:
        """These envelopes are at HQ, or there is nothing left to put in them."""
        mine = tables.owed_envelopes.c
        if not tx.connection.execute(sa.select(sa.exists(tables.owed_envelopes))).scalar():
            return
        for seq, row in pairs:
            tx.connection.execute(
                sa.delete(tables.owed_envelopes).where(mine.seq == seq, mine.row == row)
            )


def start_counter(tx: Writing) -> None:
    """Put the counter of sealed acts into a new ledger.db."""
    tx.connection.execute(sa.insert(tables.counters).values(name=_COUNTER, value=0))


def _with_runs(
    view: Reading, wanted: sa.Select[Any]
) -> tuple[list[SealedRun], list[SealedEnvelope]]:
    rows = view.connection.execute(wanted)
    envelopes = [SealedEnvelope(row.seq, row.row, row.run, row.sealed) for row in rows]
    runs = {envelope.run for envelope in envelopes}
    found = view.connection.execute(sa.select(tables.runs).where(tables.runs.c.run.in_(runs)))
    return [SealedRun(row.run, row.row, row.key_id, row.sealed) for row in found], envelopes
