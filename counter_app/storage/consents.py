"""What a consent stands for now, and the bases and envelopes that follow from it.

A consent, what was accepted on it, its payouts, corrections and withdrawals hang together by their
references. Which answers stand is told by the acts alone; bases and envelopes are made to agree
with it in the transaction of the act that changes it. The acts and their leaves stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.domain.acts import Kind, may_open
from counter_app.domain.answers import CONSENT_FIELD, NONE, Answers, after, bases_of
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.storage import tables
from counter_app.storage.act_log import ActLog, StoredAct
from counter_app.storage.deal_acts import homes_of
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.transactions import Reading, Writing

ON_ANSWERS = frozenset({"marketing", "group"})
"""The bases that an answer of the customer gives, and that can be taken back."""

LimitsOf = Callable[[Reading, StoredAct], NoticeFacts]
"""By which facts of the notice an act may be used."""

_ANSWERING = (Kind.CONSENT_GIVEN, Kind.CONSENT_WITHDRAWN)
_CARRYING = frozenset({Kind.CONSENT_GIVEN, Kind.ARTICLE_ACCEPTED, Kind.PAID, Kind.CORRECTION})
"""What a later consent reaches: a disposal or movement never stood on an answer."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a later consent reached.

    Attributes:
        acts: sequences of the acts that more may be read of now.
        closed: those of them of which the till has not every key any more: the envelopes get what
            is left, and HQ's own purpose has to give the rest.
    """

    acts: tuple[int, ...] = ()
    closed: tuple[int, ...] = ()


class Consents:
    """Consents and what hangs on them."""

    def __init__(self, facts: NoticeFacts, acts: ActLog) -> None:
        self._versions: tuple[NoticeFacts, ...] = (facts,)
        self._limits: LimitsOf = lambda _view, _stored: facts
        self._acts = acts
        self._hq = HqRows()

    def go_by(self, versions: Iterable[NoticeFacts], limits: LimitsOf) -> None:
        """From now on envelopes may have been made under any of these versions of the notice.

        Args:
            versions: whose rows may hang on an answer.
            limits: what each act may be used for, by the version that its customer consented to.
        """
        self._versions = tuple(versions)
        self._limits = limits

    def root_of(self, view: Reading, seq: int) -> int | None:
        """The consent that an act stands on by its references; None where there is none."""
        found: int | None = None
        step: int | None = seq
        while step is not None and step > 0:
            header = self._acts.act(view, step).header
            if header.kind is Kind.CONSENT_GIVEN:
                found = step
            step = header.ref if header.ref is not None and header.ref < step else None
        return found

    def belonging(self, view: Reading, consent: int) -> list[int]:
        """The consent and every act that refers to it, or to one that does, in order."""
        return sorted(homes_of(view, [consent]))

    def answers(self, view: Reading, consent: int) -> Answers:
        """Which answers stand now; none of a consent whose key was erased.

        Raises:
            IntegrityFault: an act of it does not open.
        """
        return self._answers(view, self.belonging(view, consent))

    def is_erased(self, view: Reading, consent: int) -> bool:
        """Whether nobody can say any more what was agreed to."""
        fields = self._acts.fields_for(view, self._acts.act(view, consent), Job.CONSENT_ANSWERS)
        return CONSENT_FIELD not in fields

    def take_back(self, tx: Writing, consent: int) -> list[tuple[int, str]]:
        """Remove bases and envelopes for which no answer stands any more; done again, nothing.

        Returns:
            (act, row) of everything that nobody may hold an envelope of.
        """
        mine = self.belonging(tx, consent)
        gone = ON_ANSWERS - bases_of(self._answers(tx, mine))
        bases = tables.act_bases
        ended: list[tuple[int, str]] = []
        for seq in mine:
            which = (bases.c.seq == seq) & bases.c.basis.in_(sorted(gone))
            tx.connection.execute(sa.delete(bases).where(which))
            closed = self._rows(tx, self._acts.act(tx, seq), gone)
            self._hq.forget(tx, seq, closed)
            ended += [(seq, row) for row in closed]
        return ended

    def give(self, tx: Writing, consent: int) -> Reached:
        """Put the bases that a later consent gives; envelopes already due are owed and made next.

        Returns:
            The acts that it reached, and those of which keys are gone.
        """
        mine = self.belonging(tx, consent)
        stand = bases_of(self._answers(tx, mine))
        sealed = self._hq.sealed_through(tx)
        reached: list[int] = []
        closed: list[int] = []
        for seq in mine:
            stored = self._acts.act(tx, seq)
            header = stored.header
            new = stand - self._acts.bases(tx, seq)
            if not new or header.kind not in _CARRYING:
                continue
            keys = self._acts.keys(tx, seq).keys()
            if not keys:  # all of it is erased: there is nothing that a basis could open
                continue
            self._add(tx, seq, new)
            facts = self._limits(tx, stored)
            rows = [row for row in self._rows(tx, stored, new) if row in facts.rows]
            rows = [row for row in rows if may_open(header.kind, row)]
            wanted = {name for row in rows for name in facts.parts_for(row)}
            if wanted & {part.name for part in header.parts} - keys:
                closed.append(seq)
            if seq <= sealed:
                self._hq.owe(tx, seq, [row for row in rows if keys & set(facts.parts_for(row))])
            reached.append(seq)
        return Reached(tuple(reached), tuple(closed))

    def gone_by(self, view: Reading, withdrawn: int) -> Iterator[tuple[int, str]]:
        """(act, row) of the envelopes that a withdrawal asks HQ to delete, by the bases of now.

        What was agreed to again meanwhile is not among them: the till would make it again.
        """
        consent = self.root_of(view, withdrawn)
        if consent is None:
            return
        for seq in self.belonging(view, consent):
            if seq < withdrawn:
                stored = self._acts.act(view, seq)
                closed = self._rows(view, stored, ON_ANSWERS - self._acts.bases(view, seq))
                yield from ((seq, row) for row in closed if may_open(stored.header.kind, row))

    def _answers(self, view: Reading, mine: Iterable[int]) -> Answers:
        answers = NONE
        for seq in mine:
            stored = self._acts.act(view, seq)
            if stored.header.kind in _ANSWERING:
                fields = self._acts.fields_for(view, stored, Job.CONSENT_ANSWERS)
                if stored.header.kind is Kind.CONSENT_WITHDRAWN and not fields:
                    answers = NONE  # erased: what it took back is not known, so it was everything
                else:
                    answers = after(answers, fields)
        return answers

    def _rows(self, view: Reading, stored: StoredAct, bases: frozenset[str]) -> list[str]:
        """The rows of an act that hang on these answers.

        By the limits of its own consent; a row that they do not know any more hangs on them by
        whichever version knew it: an envelope of that time may be here or at HQ.
        """
        own = self._limits(view, stored).rows
        found = [
            row.key
            for facts in self._versions
            for row in facts.rows.values()
            if own.get(row.key, row).consent in bases
        ]
        return list(dict.fromkeys(found))

    def _add(self, tx: Writing, seq: int, bases: frozenset[str]) -> None:
        for basis in sorted(bases):
            tx.connection.execute(sa.insert(tables.act_bases).values(seq=seq, basis=basis))
