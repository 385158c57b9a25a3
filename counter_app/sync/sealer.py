"""Making envelopes: for every act, the rows of the notice that may read it, and nothing more.

A row gets an envelope when its basis is there (the notice was shown; the customer agreed) and the
act's kind lets it, with the keys of just the parts that the row may use. The key of a run lives in
this object only; after 500 acts, an hour or the end of the process nobody at the till can make or
open another envelope under it.

A role without a key in HQ's directory never blocks: its envelopes are owed, and made when HQ sends
the key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from counter_app.domain.acts import Kind, may_open, stands_on
from counter_app.domain.values import TillCode
from counter_app.law.notice import NoticeFacts
from counter_app.storage.act_log import StoredAct
from counter_app.storage.hq_rows import SealedEnvelope, SealedRun
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing
from counter_app.sync.act_limits import ActLimits
from counter_app.sync.directory import Directory
from counter_app.sync.envelope import Run, role_key_id, seal_envelope, seal_run

RUN_ACTS = 500
RUN_LIFE = timedelta(hours=1)
_AT_ONCE = 20
"""Acts sealed in one transaction: a deal that is saved meanwhile waits for milliseconds."""


def rows_for(kind: Kind, bases: frozenset[str], facts: NoticeFacts) -> list[str]:
    """The rows that an act's envelopes are made for, in the notice's order.

    Args:
        kind: what happened; caps the rows.
        bases: what the act may be read on: "notice", "marketing", "group"; or "duty" alone.
        facts: the notice.
    """
    return [
        row.key
        for row in facts.rows.values()
        if stands_on(bases, row.key, row.consent or row.basis) and may_open(kind, row.key)
    ]


@dataclass
class _OpenRun:
    """The runs that are open now, one a row."""

    began: datetime
    acts: int = 0
    by_row: dict[str, tuple[bytes, Run]] = field(default_factory=dict, repr=False)

    def goes_on(self, now: datetime) -> bool:
        """Whether one more act may be sealed in it."""
        return self.acts < RUN_ACTS and self.began <= now < self.began + RUN_LIFE


class Sealer:
    """Makes the envelopes of one till, for as long as the process lives."""

    def __init__(self, till: TillCode, facts: NoticeFacts, limits: ActLimits | None = None) -> None:
        """Nothing is sealed yet.

        Args:
            till: whose acts.
            facts: the notice by which rows get their parts.
            limits: says so for each act, where there are several versions of the notice.
        """
        self._till = till
        self._facts = facts
        self._limits = limits
        self._run: _OpenRun | None = None

    def facts_of(self, view: Reading, stored: StoredAct) -> NoticeFacts:
        """The notice by which an act's rows get their parts: that of its consent."""
        return self._facts if self._limits is None else self._limits.facts_of(view, stored)

    def seal(self, record: Record, directory: Directory, now: datetime) -> int:
        """Make the envelopes of every act that has none yet, and those owed whose key has come.

        Returns:
            How many envelopes were made; each act's are kept together, at once.
        """
        made = self._seal_owed(record, directory.keys, now)
        while (more := self._seal_next(record, directory.keys, now)) is not None:
            made += more
        return made

    def _seal_next(self, record: Record, public: Mapping[str, bytes], now: datetime) -> int | None:
        """Seal the next few acts; how many envelopes, or None when no act is left."""
        with record.read() as view:
            if record.hq.sealed_through(view) >= record.acts.size(view):
                return None
        made = 0
        with record.write() as tx:
            done = record.hq.sealed_through(tx)
            for stored in record.acts.acts(tx, after=done, most=_AT_ONCE):
                done = stored.header.seq
                facts = self.facts_of(tx, stored)
                rows = rows_for(stored.header.kind, record.acts.bases(tx, done), facts)
                sealed, owed = self._seal_act(tx, record, stored, rows, (public, now))
                record.hq.owe(tx, done, owed)
                made += len(sealed)
            record.hq.set_sealed_through(tx, done)
        return made

    def _seal_owed(self, record: Record, public: Mapping[str, bytes], now: datetime) -> int:
        with record.read() as view:
            waiting = record.hq.owed(view, public)
        by_act = [
            (seq, [row for _seq, row in rows]) for seq, rows in groupby(waiting, itemgetter(0))
        ]
        made = 0
        for start in range(0, len(by_act), _AT_ONCE):
            with record.write() as tx:
                for seq, rows in by_act[start : start + _AT_ONCE]:
                    stored = record.acts.act(tx, seq)
                    bases = record.acts.bases(tx, seq)
                    facts = self.facts_of(tx, stored)
                    rows_now = set(rows_for(stored.header.kind, bases, facts)) & set(rows)
                    sealed, owed = self._seal_act(tx, record, stored, rows_now, (public, now))
                    empty = set(rows) - sealed - owed
                    record.hq.no_longer_owed(tx, [(seq, row) for row in empty])
                    made += len(sealed)
        return made

    def _seal_act(
        self,
        tx: Writing,
        record: Record,
        stored: StoredAct,
        rows: Iterable[str],
        to: tuple[Mapping[str, bytes], datetime],
    ) -> tuple[set[str], set[str]]:
        """Make and keep an act's envelopes for these rows.

        Returns:
            The rows that got one, and those whose role has no key. A row that may have none of the
            act's parts is in neither.
        """
        keys = record.acts.keys(tx, stored.header.seq)
        facts = self.facts_of(tx, stored)
        wanted = {row: parts for row in rows if (parts := _parts_of(row, keys, facts))}
        if not wanted:
            return set(), set()
        public, now = to
        runs, envelopes = [], []
        open_run = self._open(now)
        for row, parts in wanted.items():
            run = self._run_of(open_run, row, public.get(row, b""))
            if run is not None:
                envelope = seal_envelope(self._till, stored.header.seq, stored.leaf, parts, run)
                runs.append(SealedRun(**asdict(run[1])))
                envelopes.append(SealedEnvelope(**asdict(envelope)))
        record.hq.add_sealed(tx, runs, envelopes)
        sealed = {envelope.row for envelope in envelopes}
        return sealed, set(wanted) - sealed

    def _open(self, now: datetime) -> _OpenRun:
        if self._run is None or not self._run.goes_on(now):
            self._run = _OpenRun(now)
        self._run.acts += 1
        return self._run

    def _run_of(self, open_run: _OpenRun, row: str, public: bytes) -> tuple[bytes, Run] | None:
        """The row's run, a new one when HQ has renewed the role's key; None without a sound key."""
        known = open_run.by_row.get(row)
        if known is None or known[1].key_id != role_key_id(public):
            try:
                known = open_run.by_row[row] = seal_run(self._till, row, public)
            except ValueError:  # no key, or bytes that are none
                return None
        return known


def _parts_of(row: str, keys: Mapping[str, bytes], facts: NoticeFacts) -> dict[str, bytes]:
    """The keys that a row may have; none when the act's version of the notice has no such row."""
    if row not in facts.rows:
        return {}
    return {name: keys[name] for name in facts.parts_for(row) if name in keys}
