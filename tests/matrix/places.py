"""The three places at which the notice's table is held to: gate, envelopes on the till, HQ.

Each check takes the facts that are in force there, compares with the table written by hand, both
ways, and gives what does not fit. So the same checks that hold for the shipped facts can be shown
to see any other table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter_app.domain.acts import Kind
from counter_app.domain.errors import CounterError
from counter_app.domain.provision import fields_for_police
from counter_app.domain.values import VisitId
from counter_app.hq.openings import Openings
from counter_app.law.notice import NoticeFacts
from counter_app.storage.act_log import ActLog, NewAct
from counter_app.sync.directory import Directory
from counter_app.sync.envelope import Envelope, Run, open_envelope, open_run
from counter_app.sync.inbox import Inbox
from counter_app.sync.sealer import Sealer
from tests.counter_app.sync.links import Link, small_link
from tests.matrix import by_hand
from tests.records import ALL_BASES, CLERK, NOON, T01, the_facts

Faults = list[str]


def gate_faults(facts: NoticeFacts) -> Faults:
    """The gate of the law: what `parts_for` and `matrix` say of every row."""
    faults: Faults = []
    told = facts.matrix()
    if [row.key for row in (*facts.purposes, *facts.group)] != list(by_hand.ROWS):
        faults.append("rows")
    for row in by_hand.ROWS:
        if set(facts.parts_for(row)) != by_hand.parts_of(row):
            faults.append(f"gate: parts of {row}")
        said = {**told["purposes"], **told["group"]}[row]
        if said != sorted(by_hand.items_of(row)):
            faults.append(f"gate: items of {row}")
    return faults


def narrowing_faults(facts: NoticeFacts) -> Faults:
    """The parts: which there are, what is narrowed, to whom, and what is in it."""
    known = by_hand.WHOLE_PARTS | by_hand.NARROWED.keys()
    faults = [f"part {name}" for name in sorted(facts.parts.keys() ^ known)]
    for name, part in facts.parts.items():
        fields, rows = by_hand.NARROWED.get(name, (set(part.fields), None))
        if part.only_for != rows or part.fields != fields:
            faults.append(f"narrowing of {name}")
        if any(by_hand.ITEM_OF[field.split(".")[0]] != part.item for field in part.fields):
            faults.append(f"item of {name}")
    return faults


def police_faults(facts: NoticeFacts) -> Faults:
    """The row for the police: as it is told, and what may be given without a written demand."""
    wanted = {
        field
        for field in facts.field_items
        if field in by_hand.POLICE or field.startswith("id_document.")
    }
    faults: Faults = []
    if facts.matrix()["other"] != {"police": by_hand.POLICE}:
        faults.append("police row")
    if set(fields_for_police(facts, written=False)) != wanted:
        faults.append("police fields")
    return faults


@dataclass(repr=False)
class Places:
    """A till and its HQ, and acts that fill all nine items and all parts."""

    link: Link

    @property
    def directory(self) -> Directory:
        """The roles' public keys."""
        return Inbox(self.link.state().hq_key).directory(self.link.state().directory)

    def write(self, kind: Kind = Kind.ARTICLE_ACCEPTED) -> int:
        """Write an act with a value in every field of every part, files too; its sequence."""
        record, facts = self.link.till.record, the_facts()
        blobs = {
            part: record.blobs.keep(f"no picture of {part}".encode(), part, VisitId("0" * 32))
            for part in by_hand.BLOBS
        }
        fields = {name: f"見本 {name}" for name in every_field(facts) - {*by_hand.BLOBS.values()}}
        new = NewAct(kind, CLERK, NOON, fields, bases=ALL_BASES, blobs=blobs)
        with record.write() as tx:
            return record.acts.append(tx, new).header.seq

    def seal(self, facts: NoticeFacts) -> None:
        """Make the envelopes of every act that has none yet by these facts."""
        Sealer(T01, facts).seal(self.link.till.record, self.directory, NOON)

    def read_faults(self, facts: NoticeFacts, seq: int, *rows: str) -> Faults:
        """What the till's own reading gives of an act, for these rows or for each."""
        record = self.link.till.record
        log = ActLog(T01, facts, record._vault)
        written = every_field(facts) - {*by_hand.BLOBS.values()}
        faults: Faults = []
        with record.read() as view:
            stored = log.act(view, seq)
            for row in rows or by_hand.ROWS:
                if log.fields(view, stored, row).keys() != by_hand.fields_of(row, written):
                    faults.append(f"reading: {row}")
        return faults

    def envelope_faults(self, seq: int, kind: Kind = Kind.ARTICLE_ACCEPTED, *rows: str) -> Faults:
        """The keys in the envelopes that were made on the till, opened with the roles' keys."""
        record = self.link.till.record
        with record.read() as view:
            runs, envelopes = record.hq.sealed_between(view, seq - 1, seq)
            leaf = record.acts.act(view, seq).leaf
        by_run = {run.run: run for run in runs}
        made: dict[str, set[str]] = {}
        for one in (one for one in envelopes if not rows or one.row in rows):
            run = Run(**vars_of(by_run[one.run]))
            private = self.link.hq.roles.private(run.row, run.key_id)
            assert private is not None
            key = open_run(T01, run, private)
            made[one.row] = set(open_envelope(T01, leaf, Envelope(**vars_of(one)), key))
        wanted = {row: by_hand.parts_of(row) for row in by_hand.ROWS if row in by_hand.CAPS[kind]}
        return [
            f"envelope: {row}"
            for row in rows or by_hand.ROWS
            if made.get(row, set()) != wanted.get(row, set())
        ]

    def opening_faults(
        self, facts: NoticeFacts, seq: int, kind: Kind = Kind.ARTICLE_ACCEPTED, *rows: str
    ) -> Faults:
        """What HQ opens for these rows or for each."""
        data, hq = self.link.hq.data, self.link.hq
        openings = Openings(data.store, data.blobs, facts, hq.clock, hq.roles)
        faults: Faults = []
        for row in rows or by_hand.ROWS:
            try:
                told = openings.open(T01, seq, row, "officer")
            except CounterError as error:
                if row in by_hand.CAPS[kind] or error.code != "no_envelope":
                    faults.append(f"hq: {row} {error.code}")
                continue
            if row not in by_hand.CAPS[kind]:
                faults.append(f"hq: {row} opens a {kind.value}")
            faults += answer_faults(row, told, every_field(facts))
        return faults


def answer_faults(row: str, told: Mapping[str, Any], fields: set[str]) -> Faults:
    """What an answer of `counter-hq open` holds that it should not, or misses."""
    faults: Faults = []
    if set(told["items"]) != {str(item) for item in by_hand.items_of(row)}:
        faults.append(f"hq: items of {row}")
    found = {name for values in told["items"].values() for name in values}
    if found != by_hand.fields_of(row, fields):
        faults.append(f"hq: fields of {row}")
    if told.get("closed"):
        faults.append(f"hq: {row} misses keys")
    return faults


def every_field(facts: NoticeFacts) -> set[str]:
    """Every field that an act may hold."""
    return set(facts.field_items) - {"application.passcode"}


def vars_of(row: Any) -> dict[str, Any]:
    """A frozen row's values by name."""
    return {name: getattr(row, name) for name in row.__slots__}


@contextmanager
def small_places(folder: Path) -> Iterator[Places]:
    """A fresh till that HQ knows."""
    with small_link(folder) as link:
        link.sync()
        yield Places(link)
