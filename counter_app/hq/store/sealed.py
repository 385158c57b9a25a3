"""What HQ keeps for those who may open: a till's runs, envelopes and blobs, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from counter_app.domain.values import TillCode
from counter_app.hq.store import tables
from counter_app.sync.envelope import Envelope, Run


class TillSealed:
    """Runs, envelopes and blobs of one till."""

    def __init__(self, connection: sa.Connection, till: TillCode) -> None:
        self._connection = connection
        self._till = till

    def run(self, run: bytes) -> Run | None:
        """A run."""
        runs = tables.runs
        row = self._connection.execute(
            sa.select(runs).where(runs.c.till == self._till, runs.c.run == run)
        ).one_or_none()
        return Run(row.run, row.row, row.key_id, row.sealed) if row else None

    def add_runs(self, runs: Iterable[Run]) -> None:
        """Keep runs; one that is here already stays as it is."""
        fresh = {run.run: run for run in runs}
        known = sa.select(tables.runs.c.run).where(
            tables.runs.c.till == self._till, tables.runs.c.run.in_(list(fresh))
        )
        for here in self._connection.execute(known).scalars():
            del fresh[bytes(here)]
        self._add(
            tables.runs,
            [
                {"run": run.run, "row": run.row, "key_id": run.key_id, "sealed": run.sealed}
                for run in fresh.values()
            ],
        )

    def envelope(self, seq: int, row_key: str) -> Envelope | None:
        """The envelope of an act for a row."""
        envelopes = tables.envelopes
        row = self._connection.execute(
            sa.select(envelopes).where(self._one(seq, row_key))
        ).one_or_none()
        return Envelope(row.seq, row.row, row.run, row.sealed) if row else None

    def sealed_for(self, row_key: str) -> list[int]:
        """The acts that have an envelope for a row, in order."""
        envelopes = tables.envelopes
        wanted = sa.select(envelopes.c.seq).where(
            envelopes.c.till == self._till, envelopes.c.row == row_key
        )
        return list(self._connection.execute(wanted.order_by(envelopes.c.seq)).scalars())

    def add_envelopes(self, envelopes: Iterable[Envelope]) -> None:
        """Keep envelopes; one that is here already stays: nothing is overwritten at HQ."""
        fresh = {(one.seq, one.row): one for one in envelopes}
        table = tables.envelopes
        known = sa.select(table.c.seq, table.c.row).where(
            table.c.till == self._till, table.c.seq.in_(sorted({seq for seq, _row in fresh}))
        )
        for here in self._connection.execute(known):
            fresh.pop((here.seq, here.row), None)
        self._add(
            table,
            [
                {"seq": one.seq, "row": one.row, "run": one.run, "sealed": one.sealed}
                for one in fresh.values()
            ],
        )

    def drop_envelopes(self, wishes: Iterable[tuple[int, str]]) -> int:
        """Delete envelopes by (act, row); how many there were."""
        return sum(
            self._connection.execute(sa.delete(tables.envelopes).where(self._one(*wish))).rowcount
            for wish in wishes
        )

    def blobs(self, names: Iterable[str]) -> dict[str, int]:
        """Of these blobs those that this till brought, with their sizes in bytes."""
        blobs = tables.blobs
        wanted = sa.select(blobs.c.sha256, blobs.c.size).where(
            blobs.c.till == self._till, blobs.c.sha256.in_(sorted(set(names)))
        )
        return {row.sha256: row.size for row in self._connection.execute(wanted)}

    def all_blobs(self) -> list[str]:
        """The names of all blobs of this till."""
        blobs = tables.blobs
        wanted = sa.select(blobs.c.sha256).where(blobs.c.till == self._till)
        return list(self._connection.execute(wanted.order_by(blobs.c.sha256)).scalars())

    def add_blob(self, name: str, size: int) -> None:
        """Note that a blob is here."""
        if name not in self.blobs([name]):
            self._add(tables.blobs, [{"sha256": name, "size": size}])

    def drop_blobs(self, names: Sequence[str]) -> list[str]:
        """Forget blobs; the names of those that were here."""
        blobs = tables.blobs
        here = sorted(self.blobs(names))
        self._connection.execute(
            sa.delete(blobs).where(blobs.c.till == self._till, blobs.c.sha256.in_(here))
        )
        return here

    def _one(self, seq: int, row_key: str) -> sa.ColumnElement[bool]:
        envelopes = tables.envelopes
        return sa.and_(
            envelopes.c.till == self._till, envelopes.c.seq == seq, envelopes.c.row == row_key
        )

    def _add(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            whole = [{"till": self._till, **row} for row in rows]
            self._connection.execute(sa.insert(table), whole)
