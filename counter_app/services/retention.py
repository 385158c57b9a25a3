"""Retention: what is kept no longer than the law and its use ask for, and its erasure.

An erasure is told before and after by an act. Between them the order is: keys destroyed, vault
encrypted anew, rows and files erased, ledger encrypted anew, the old keys forgotten. Whatever cuts
it off, the next start completes what was begun (APPI art. 22; Secondhand Articles Dealer Act
art. 18(1)).
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.bulletin import KEPT_AS
from counter_app.domain.erasure import Erased
from counter_app.domain.errors import IntegrityFault, NotPossibleNow
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.law.retention import Retention
from counter_app.services.abandoned import AbandonedVisits
from counter_app.services.provision_records import provisions_due
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.bulletin_rows import BULLETINS_TOLD
from counter_app.storage.erasure import NOTE, DuePart, erasure_note
from counter_app.storage.keys import KeyStore, TillKeys
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing

BY_ITSELF = StaffCode("AUTO")
"""Who acts when nobody pressed anything: the clock ran out."""

MOST_ACTS = 1000
"""Acts that one erasure is about: what HQ is asked to delete fits into one batch."""

Held = Callable[[Reading], frozenset[int]]
"""The acts under a lawful hold (custody order, inquiry, request): their whole deal is kept."""

Asked = Callable[[Reading], list[DuePart]]
"""The parts that persons asked to be erased, whatever their clocks say (APPI art. 35)."""


def nothing_held(_view: Reading) -> frozenset[int]:
    """No hold."""
    return frozenset()


def nothing_asked(_view: Reading) -> list[DuePart]:
    """Nobody asked."""
    return []


def by_any_clock(_now: datetime) -> None:
    """No moment is refused."""


@dataclass(frozen=True, slots=True)
class RetentionStatus:
    """What a run would do now.

    Attributes:
        due: how many acts have something due, by clock; held: how many a hold keeps.
        visits: visits without a deal, left over from an earlier day.
        unfinished: erasures that were begun and cut off.
        last: when the last erasure was finished.
    """

    today: date
    due: dict[str, int]
    held: int
    visits: int
    unfinished: int
    last: datetime | None


class RetentionDesk:
    """Erases what is due."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        retention_on: Callable[[date], Retention],
        store: KeyStore,
        held: Held = nothing_held,
        require_sure: Callable[[datetime], None] = by_any_clock,
        asked: Asked = nothing_asked,
    ) -> None:
        """Nothing is erased yet.

        Args:
            record: the till's record.
            clock: says what day it is.
            retention_on: the clocks that hold on a day.
            store: takes the new keys.
            held: the acts that are kept whatever their clocks say.
            require_sure: refuses a moment by which nothing may be erased.
            asked: what persons asked to be erased; a hold keeps that, too.
        """
        self._record = record
        self._clock = clock
        self._retention_on = retention_on
        self._store = store
        self._held = held
        self._require_sure = require_sure
        self._asked = asked
        self._abandoned = AbandonedVisits(record, clock)

    def retention_on(self, day: date) -> Retention:
        """Every clock, as it holds on a day."""
        return self._retention_on(day)

    def status(self) -> RetentionStatus:
        """What is due, without erasing anything."""
        today = business_day(self._clock.now())
        with self._record.read() as view:
            due, held = self._due(view, today)
            bulletins = self._record.bulletins.past(view, today)
            finished = self._record.acts.last_of(view, Kind.ERASURE_FINISHED)
            return RetentionStatus(
                today,
                self._kinds(due, bulletins, today),
                len({one.seq for one in held}),
                self._abandoned.count(view),
                len(self._record.erasures.unfinished(view)),
                finished.header.at if finished else None,
            )

    def run(self, by: StaffCode = BY_ITSELF) -> Erased | None:
        """Erase all that is due; visits without a deal too.

        Returns:
            What was erased today, or None when nothing had to be.

        Raises:
            Refused: `clock_jumped`: nothing is erased by a clock that may be ahead.
            NotPossibleNow: `store_busy`: another program has the record open; `disk_full`. What was
                begun is completed at the next start.
        """
        self._require_sure(self._clock.now())
        self._record.require_alone()
        self.forget_abandoned()
        self._begin(by)
        if not self.complete():
            return None
        return self.erased_on(business_day(self._clock.now()))

    def forget_abandoned(self) -> int:
        """Erase the visits without a deal of earlier days; how many. It encrypts nothing anew."""
        return self._abandoned.forget()

    def complete(self) -> bool:
        """Do what was begun, to its end; whether anything was."""
        with self._record.read() as view:
            begun = self._record.erasures.unfinished(view)
            parts = [self._record.erasures.parts_of(view, act) for act in begun]
            notes = [self._record.erasures.note_of(view, act) for act in begun]
            for one in parts:
                self._record.erasures.destroy(view, one)
        if not begun:
            return False
        keys = self._new_keys()
        self._record.rekey_vault(keys)
        files: list[str] = []
        with self._record.write() as tx:
            for one in parts:
                files += self._record.erasures.forget(tx, one)
                self._record.drafts.forget_accepted(tx, one)
            for note in notes:
                self._record.bulletins.forget(tx, note.get(BULLETINS_TOLD, ()))
            self._record.drafts.count_anew(tx)
        self._record.blobs.remove_files(files)
        self._record.rekey_ledger(keys)
        self._store.finish_change()
        with self._record.write() as tx:
            for act in begun:
                self._finish(tx, act)
        return True

    def complete_if_possible(self) -> None:
        """At a start: complete what was begun, unless another program has the record open."""
        try:
            self.complete()
        except (NotPossibleNow, IntegrityFault):  # it waits; `status` and the proof tell of it
            return

    def erased_on(self, day: date) -> Erased | None:
        """The erasures that were finished on a day, or None."""
        with self._record.read() as view:
            done = [
                (self._record.acts.act(view, one.header.ref or 0), one)
                for one in self._record.acts.of_kind(view, Kind.ERASURE_FINISHED)
                if business_day(one.header.at) == day
            ]
            notes = [self._record.erasures.note_of(view, begun) for begun, _finished in done]
        if not done:
            return None
        kinds: Tally[str] = Tally()
        for note in notes:
            kinds.update(note["kinds"])
        return Erased(
            begun=tuple(begun.header.seq for begun, _finished in done),
            by=done[0][0].header.staff,
            begun_at=done[0][0].header.at,
            finished_at=done[-1][1].header.at,
            kinds=dict(kinds),
            files=sum(note["files"] for note in notes),
            visits=sum(note["visits"] for note in notes),
            carried=sum(note["carried"] for note in notes),
        )

    def _due(self, view: Reading, today: date) -> tuple[list[DuePart], list[DuePart]]:
        """What is due: what may be erased, and what a hold keeps."""
        retention = self._retention_on(today)
        told = provisions_due(self._record, view, retention, today)
        due = [*self._record.erasures.due(view, retention.due(today)), *told]
        by_clock = {(one.seq, one.part) for one in due}
        due += [one for one in self._asked(view) if (one.seq, one.part) not in by_clock]
        due.sort(key=lambda one: (one.seq, one.part))
        held = {self._record.erasures.deal_of(view, seq) for seq in self._held(view)}
        if not held:
            return due, []
        about = {one.seq: acts for one, acts in told.items()}
        kept = {
            seq
            for seq in {one.seq for one in due}
            if {self._record.erasures.deal_of(view, of) for of in (seq, *about.get(seq, ()))} & held
        }
        free = [one for one in due if one.seq not in kept]
        return free, [one for one in due if one.seq in kept]

    def _begin(self, by: StaffCode) -> None:
        """Write down what will be erased, and seal anew what is kept longer, all at once."""
        now = self._clock.now()
        today = business_day(now)
        with self._record.write() as tx:
            due, _held = self._due(tx, today)
            visits = self._record.drafts.erased(tx)
            bulletins = self._record.bulletins.past(tx, today)
            seqs = sorted({one.seq for one in due})
            for start in range(0, len(seqs) or min(visits + len(bulletins), 1), MOST_ACTS):
                some = seqs[start : start + MOST_ACTS]
                chosen = [one for one in due if one.seq in set(some)]
                kept = {seq: found for seq in some if (found := self._outlives(tx, seq, chosen))}
                note = {
                    "parts": erasure_note(chosen),
                    "kinds": self._kinds(chosen, [] if start else bulletins, today),
                    BULLETINS_TOLD: [] if start else bulletins,
                    "files": self._files(tx, chosen),
                    "visits": 0 if start else visits,
                    "carried": len(kept),
                }
                begun = NewAct(Kind.ERASURE_BEGUN, by, now, {NOTE: note}, bases=_NOTICE)
                self._record.write_act(tx, begun)
                for seq, fields in kept.items():
                    new = NewAct(Kind.CARRIED_OVER, by, now, fields, ref=seq, bases=_NOTICE)
                    self._record.write_act(tx, new)

    def _kinds(self, due: list[DuePart], bulletins: list[int], today: date) -> dict[str, int]:
        """How much is due by each clock: acts of which something is, and whole bulletins."""
        kinds = _by_clock(due)
        if bulletins:
            kinds[self._retention_on(today).beside.need(KEPT_AS, today).clock] = len(bulletins)
        return kinds

    def _outlives(self, view: Reading, seq: int, due: list[DuePart]) -> dict[str, Any]:
        """What of the due parts of an act is kept longer, by field."""
        stored = self._record.acts.act(view, seq)
        day, today = business_day(stored.header.at), business_day(self._clock.now())
        retention = self._retention_on(today)
        row = retention.carried_by(stored.header.kind.value, day, today)
        if row is None:
            return {}
        parts = {one.part for one in due if one.seq == seq}
        dying = {field for part in parts for field in retention.parts[part]}
        fields = self._record.acts.fields_for(view, stored, Job.CARRY_OVER)
        return {name: fields[name] for name in row.fields if name in fields and name in dying}

    def _files(self, view: Reading, due: list[DuePart]) -> int:
        """How many of these parts are sealed files."""
        blobs = {
            (seq, part.name)
            for seq in {one.seq for one in due}
            for part in self._record.acts.act(view, seq).header.parts
            if part.blob
        }
        return sum((one.seq, one.part) in blobs for one in due)

    def _new_keys(self) -> TillKeys:
        """The keys of the change that goes on, or new ones; of two programs one draws them."""
        with self._record.write():
            fresh = TillKeys.fresh()
            now = self._store.load()
            return self._store.begin_change(TillKeys(fresh.ledger, fresh.vault, now.seed))

    def _finish(self, tx: Writing, begun: StoredAct) -> None:
        seq, by = begun.header.seq, begun.header.staff
        done = NewAct(Kind.ERASURE_FINISHED, by, self._clock.now(), ref=seq, bases=_NOTICE)
        self._record.write_act(tx, done)


_NOTICE = frozenset({"notice"})


def _by_clock(due: list[DuePart]) -> dict[str, int]:
    """How many acts have something due, by clock."""
    return dict(sorted(Tally(clock for clock, _seq in {(o.clock, o.seq) for o in due}).items()))
