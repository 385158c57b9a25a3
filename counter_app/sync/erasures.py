"""What HQ is asked to delete: what was erased here, taken back, or may not be used any more.

A batch that brings an act erasure_finished lists the envelopes and files of what was erased; one
that brings consent_withdrawn, the envelopes for which no answer stands any more; one that brings
the answer to a request to cease use, those of every row that no law asks for. All are worked out
from the acts each time: should HQ be restored from a backup, it is asked again. An envelope may
hold keys of other parts too; it is made again without the erased one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from counter_app.domain.acts import Kind
from counter_app.law.notice import NoticeFacts
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading, Writing
from counter_app.sync.sealer import rows_for


@dataclass(frozen=True, slots=True)
class Wishes:
    """What HQ has to delete: envelopes by (act, row), files by name."""

    envelopes: tuple[tuple[int, str], ...] = ()
    blobs: tuple[str, ...] = ()


NOTHING = Wishes()

FactsOf = Callable[[Reading, StoredAct], NoticeFacts]
"""The notice by which an act may be used."""


def wishes_of(record: Record, view: Reading, acts: Iterable[StoredAct]) -> Wishes:
    """What finished erasures, withdrawals and answers among these acts ask of HQ."""
    envelopes: list[tuple[int, str]] = []
    blobs: list[str] = []
    brought = list(acts)
    for finished in brought:
        if finished.header.kind is Kind.CONSENT_WITHDRAWN:
            envelopes += record.consents.gone_by(view, finished.header.seq)
        if finished.header.kind is Kind.REQUEST_ANSWERED:
            envelopes += record.duties.gone_by(view, finished.header)
        if finished.header.kind is not Kind.ERASURE_FINISHED or finished.header.ref is None:
            continue
        begun = record.acts.act(view, finished.header.ref)
        for seq, names in record.erasures.parts_of(view, begun).items():
            envelopes += [(seq, row) for row in record.erasures.rows_of(names)]
            parts = record.acts.act(view, seq).header.parts
            blobs += [part.blob for part in parts if part.blob and part.name in names]
    blobs += _erased_here(record, view, brought)
    return Wishes(tuple(dict.fromkeys(envelopes)), tuple(dict.fromkeys(blobs)))


def _erased_here(record: Record, view: Reading, acts: Sequence[StoredAct]) -> list[str]:
    """Files of these very acts that were erased before HQ had them: it must not wait for them."""
    with_files = [one.header for one in acts if any(part.blob for part in one.header.parts)]
    erased = record.erasures.lawful(view) if with_files else {}
    return [
        part.blob
        for header in with_files
        for part in header.parts
        if part.blob and part.name in erased.get(header.seq, ())
    ]


def owe_again(record: Record, tx: Writing, wishes: Wishes, facts_of: FactsOf) -> None:
    """Note the envelopes that HQ deleted and whose act still has parts for their row."""
    for seq in sorted({seq for seq, _row in wishes.envelopes}):
        stored = record.acts.act(tx, seq)
        header, facts = stored.header, facts_of(tx, stored)
        allowed = set(rows_for(header.kind, record.acts.bases(tx, seq), facts))
        keys = record.acts.keys(tx, seq)
        record.hq.owe(
            tx,
            seq,
            [
                row
                for one, row in wishes.envelopes
                if one == seq and row in allowed and keys.keys() & set(facts.parts_for(row))
            ],
        )
