"""Deals that are kept for the legal duty alone, because the person asked that their use cease.

Such an answer takes the basis of every act of the deal and leaves "duty" in its place, which opens
the purposes `provide` and `inquiry` and nothing else (APPI art. 35). The envelopes of every other
row go in the transaction of the answer, owed ones too; what is written of the deal later stands on
the duty as well. Holds are not asked: it is the same with one and without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from counter_app.domain.acts import DUTY, ON_DUTY, Header, Kind, may_open
from counter_app.domain.ledger import LedgerLine
from counter_app.law.jobs import Job
from counter_app.storage.act_log import ActLog, NewAct
from counter_app.storage.deal_acts import acts_of_deals
from counter_app.storage.erasure import Erasures
from counter_app.storage.hq_rows import HqRows
from counter_app.storage.ledger_lines import LedgerLines
from counter_app.storage.request_rows import RequestRows
from counter_app.storage.transactions import Reading, Writing


class Duties:
    """What answers to cease of use leave of a deal."""

    def __init__(
        self, acts: ActLog, ledger: LedgerLines, requests: RequestRows, erasures: Erasures
    ) -> None:
        self._acts = acts
        self._ledger = ledger
        self._requests = requests
        self._erasures = erasures
        self._hq = HqRows()

    def inherited(self, view: Reading, new: NewAct) -> NewAct:
        """A new act, on the duty alone where what it refers to is kept for nothing else."""
        if new.ref is None or not new.bases or DUTY not in self._acts.bases(view, new.ref):
            return new
        return replace(new, bases=frozenset({DUTY}))

    def follow(self, tx: Writing, header: Header) -> None:
        """Do what follows from an act of a request, in its transaction."""
        self.keep(tx, self._roots(tx, header))

    def keep(self, tx: Writing, roots: Iterable[int]) -> None:
        """Leave the duty as the only basis of these deals; done again, it changes nothing.

        An act that has no basis gets none: nobody may read it at HQ as it is.
        """
        for acts in acts_of_deals(tx, self._acts, roots).values():
            for stored in acts:
                seq = stored.header.seq
                if self._acts.bases(tx, seq):
                    self._acts.set_bases(tx, seq, frozenset({DUTY}))
                self._hq.keep_only(tx, seq, ON_DUTY)

    def gone_by(self, view: Reading, answered: Header) -> Iterator[tuple[int, str]]:
        """(act, row) of the envelopes that an answer asks HQ to delete, by whichever version."""
        deals = acts_of_deals(view, self._acts, self._roots(view, answered))
        for acts in deals.values():
            for header in (one.header for one in acts if one.header.seq < answered.seq):
                rows = self._erasures.rows_of([part.name for part in header.parts])
                yield from (
                    (header.seq, row)
                    for row in rows
                    if row not in ON_DUTY and may_open(header.kind, row)
                )

    def _roots(self, view: Reading, answered: Header) -> list[int]:
        """The first acts of the deals whose use an act ends; none where it ends nothing."""
        if answered.kind is not Kind.REQUEST_ANSWERED or answered.ref is None:
            return []
        row = self._requests.taken_by(view, answered.ref)
        if row is None or not row.ends_use:
            return []
        concerned = [
            running
            for seq in (row.seq, *row.steps)
            for running in self._acts.fields_for(
                view, self._acts.act(view, seq), Job.REQUEST_ROWS
            ).get("inquiry.concerns", [])
        ]
        lines: Iterable[LedgerLine] = self._ledger.numbered(view, concerned).values()
        return [self._erasures.deal_of(view, line.act_seq) for line in lines]
