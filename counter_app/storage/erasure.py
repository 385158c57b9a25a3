"""Which parts of which acts are due, and their erasure: keys first, then every row that they fed.

Erasing a part means destroying its key: the act and its leaf stay, and the log still proves itself.
What was erased is told by an act erasure_begun; the keys' being gone is lawful once an act
erasure_finished refers to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from counter_app.clock import JAPAN
from counter_app.domain.acts import Header, Kind, moment_text
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.requests import OF_REQUESTS
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.law.retention import DueRule
from counter_app.storage import tables
from counter_app.storage.act_log import ActLog, StoredAct
from counter_app.storage.hold_rows import HoldRows
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.ledger_lines import LedgerLines, lines_of
from counter_app.storage.ledger_marks import OF_THE_LEDGER, LedgerMarks
from counter_app.storage.request_rows import RequestRows
from counter_app.storage.search_index import SearchIndex, SearchRow
from counter_app.storage.transactions import Reading, Writing
from counter_app.storage.vault import Vault

NOTE = "other.staff_note"
"""The field in which an act erasure_begun says what it erases."""

_MARKING = "6.facts"
"""The part that tells what became of a line."""

_ASKED = "7.inquiry"
"""The part that tells what a request is about."""

Parts = Mapping[int, frozenset[str]]
"""Parts of acts, by sequence."""
FoundBy = Callable[[Header, Mapping[str, Any], list[LedgerLine]], list[SearchRow]]

_ACTS, _KEYS = tables.acts, tables.act_keys
_ORIGIN = tables.acts.alias("origin")


def _told(acts: Any, name: str) -> sa.ColumnElement[Any]:
    """A value of an act's header."""
    return sa.func.json_extract(sa.cast(acts.c.header, sa.Text), f"$.{name}")


@dataclass(frozen=True, slots=True)
class DuePart:
    """One part whose time has passed."""

    seq: int
    part: str
    clock: str


class Erasures:
    """What has to be erased, and the rows and keys that go."""

    def __init__(self, facts: NoticeFacts, vault: Vault, acts: ActLog, found_by: FoundBy) -> None:
        """Nothing is erased yet.

        Args:
            facts: of the notice.
            vault: has the keys.
            acts: the log.
            found_by: what the lines of an act are found by, as far as it is not erased.
        """
        self._versions: tuple[NoticeFacts, ...] = (facts,)
        self._vault = vault
        self._acts = acts
        self._found_by = found_by
        self._ledger = LedgerLines()
        self._search = SearchIndex()
        self._marks = LedgerMarks()
        self._holds = HoldRows()
        self._requests = RequestRows()
        self._hq = HqRows()

    def due(self, view: Reading, rules: Iterable[DueRule]) -> list[DuePart]:
        """The parts that are due by these rules and have keys, in the order of the log.

        A carried-over act's period starts with the deal that it was carried over from.
        """
        return sorted(
            (
                DuePart(row.seq, row.part, rule.clock)
                for rule in rules
                for row in view.connection.execute(_due(rule))
            ),
            key=lambda due: (due.seq, due.part),
        )

    def deal_of(self, view: Reading, seq: int) -> int:
        """The first act of the deal that an act belongs to, by its references."""
        while (ref := self._acts.act(view, seq).header.ref) is not None and ref < seq:
            seq = ref
        return seq

    def numbered_parts(self, view: Reading, seq: int) -> frozenset[str]:
        """The parts of an act that were not erased here."""
        return frozenset(_numbers(view, seq))

    def unfinished(self, view: Reading) -> list[StoredAct]:
        """The acts erasure_begun that no act erasure_finished refers to."""
        done = {act.header.ref for act in self._acts.of_kind(view, Kind.ERASURE_FINISHED)}
        begun = self._acts.of_kind(view, Kind.ERASURE_BEGUN)
        return [act for act in begun if act.header.seq not in done]

    def parts_of(self, view: Reading, begun: StoredAct) -> dict[int, frozenset[str]]:
        """What an act erasure_begun says is erased."""
        return erased_parts(self.note_of(view, begun))

    def note_of(self, view: Reading, begun: StoredAct) -> dict[str, Any]:
        """The note of an act erasure_begun.

        Raises:
            IntegrityFault: `act_malformed`: it cannot be read, or is none.
        """
        note = self._acts.fields_for(view, begun, Job.ERASURE_NOTES).get(NOTE)
        if not isinstance(note, dict):
            raise IntegrityFault("act_malformed", seq=begun.header.seq)
        return note

    def lawful(self, view: Reading) -> dict[int, frozenset[str]]:
        """Every part whose erasure was finished."""
        found: dict[int, frozenset[str]] = defaultdict(frozenset)
        for finished in self._acts.of_kind(view, Kind.ERASURE_FINISHED):
            if finished.header.ref is not None:
                begun = self._acts.act(view, finished.header.ref)
                with suppress(IntegrityFault):  # one that cannot be read allows nothing
                    for seq, parts in self.parts_of(view, begun).items():
                        found[seq] |= parts
        return found

    def keyless(self, view: Reading) -> Iterator[tuple[int, str]]:
        """The parts whose key is missing without leave.

        It is lawfully missing when a finished erasure tells of it, or of a file that HQ has.
        """
        gone, lawful = self._vault.erased(), self.lawful(view)
        sent = sa.select(tables.blobs.c.sha256).where(tables.blobs.c.at_hq)
        at_hq = set(view.connection.execute(sent).scalars())
        for stored in self._acts.readable(view):
            seq = stored.header.seq
            numbers = _numbers(view, seq)
            for part in stored.header.parts:
                here = numbers.get(part.name, 0) not in gone | {0}
                if not (here or part.blob in at_hq or part.name in lawful.get(seq, ())):
                    yield seq, part.name

    def destroy(self, view: Reading, parts: Parts) -> None:
        """Destroy the keys; done again it changes nothing."""
        numbers: list[int] = []
        for seq, names in parts.items():
            known = _numbers(view, seq)
            numbers += [known[name] for name in names if name in known]
        self._vault.erase(numbers)

    def forget(self, tx: Writing, parts: Parts) -> list[str]:
        """Erase what was made from these parts: lines, their search, envelopes, bases, files' rows.

        Returns:
            The names of the files, which go after the commit.
        """
        files: list[str] = []
        for seq, names in parts.items():
            stored = self._acts.act(tx, seq)
            files += [part.blob for part in stored.header.parts if part.name in names and part.blob]
            tx.connection.execute(
                sa.delete(_KEYS).where(_KEYS.c.seq == seq, _KEYS.c.part.in_(sorted(names)))
            )
            self._hq.forget(tx, seq, self.rows_of(names))
            if stored.header.kind in OF_THE_LEDGER and _MARKING in names:
                self._marks.forget(tx, stored.header)
            if stored.header.kind is Kind.INTERNAL:
                self._holds.forget(tx, seq)
            if stored.header.kind in OF_REQUESTS:
                self._forget_request(tx, stored, names)
            if not _numbers(tx, seq):
                bases = tables.act_bases
                tx.connection.execute(sa.delete(bases).where(bases.c.seq == seq))
            if stored.header.ledger:
                fields = self._acts.fields_for(tx, stored, Job.LEDGER_ROWS)
                lines = lines_of(stored.header, fields)
                self._ledger.write_anew(tx, lines)
                self._search.write_anew(tx, self._found_by(stored.header, fields, lines))
        tx.connection.execute(sa.delete(tables.blobs).where(tables.blobs.c.sha256.in_(files)))
        return files

    def _forget_request(self, tx: Writing, stored: StoredAct, names: Collection[str]) -> None:
        if _ASKED in names:
            self._holds.forget(tx, stored.header.seq)
        if stored.header.kind is Kind.REQUEST_TAKEN:
            fields = self._acts.fields_for(tx, stored, Job.REQUEST_ROWS)
            self._requests.forget(tx, stored.header, fields)

    def rows_of(self, parts: Collection[str]) -> list[str]:
        """The rows whose envelopes may hold a key of these parts, by whichever version."""
        found = (
            row
            for facts in self._versions
            for row in facts.rows
            if set(parts) & set(facts.parts_for(row))
        )
        return list(dict.fromkeys(found))

    def go_by(self, versions: Iterable[NoticeFacts]) -> None:
        """From now on envelopes may have been made under any of these versions of the notice."""
        self._versions = tuple(versions)


def erasure_note(due: Iterable[DuePart]) -> list[list[list[Any]]]:
    """What an act erasure_begun lists: [[part names], [sequences]] of acts with the same parts.

    It names no person, and is kept as long as the log.
    """
    by_act: dict[int, set[str]] = defaultdict(set)
    for one in due:
        by_act[one.seq].add(one.part)
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for seq, names in by_act.items():
        alike[tuple(sorted(names))].append(seq)
    return [[list(names), seqs] for names, seqs in alike.items()]


def erased_parts(note: Mapping[str, Any]) -> dict[int, frozenset[str]]:
    """The parts of a note, by sequence.

    Raises:
        IntegrityFault: `act_malformed`.
    """
    try:
        return {int(seq): frozenset(names) for names, seqs in note["parts"] for seq in seqs}
    except (TypeError, ValueError, KeyError):
        raise IntegrityFault("act_malformed") from None


def _due(rule: DueRule) -> sa.Select[Any]:
    """The parts with keys that a rule is about, whose period started on its day or before."""
    before = datetime.combine(rule.started_by + timedelta(days=1), time(), JAPAN)
    carried = rule.kind == Kind.CARRIED_OVER.value
    joined = _KEYS.join(_ACTS, _ACTS.c.seq == _KEYS.c.seq)
    if carried:
        joined = joined.join(_ORIGIN, _ORIGIN.c.seq == _told(_ACTS, "ref"))
    started = _told(_ORIGIN if carried else _ACTS, "at")
    which = (
        _ACTS.c.kind == rule.kind
        if rule.kind
        else _KEYS.c.part.in_(rule.parts) & _ACTS.c.kind.not_in(rule.but)
    )
    return (
        sa.select(_KEYS.c.seq, _KEYS.c.part)
        .select_from(joined)
        .where(which, started < moment_text(before))
    )


def _numbers(view: Reading, seq: int) -> dict[str, int]:
    rows = view.connection.execute(
        sa.select(_KEYS.c.part, _KEYS.c.key_no).where(_KEYS.c.seq == seq)
    )
    return {row.part: row.key_no for row in rows}
