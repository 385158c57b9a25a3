"""The purpose gate at the record: what of a sealed act is opened, for whom, and by which keys.

An act's content is opened for a row of the notice or for a job of the till; what rests on a basis
that no longer stands stays closed.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from counter_app.domain.acts import DUTY, ON_DUTY, Act, Header, part_fields
from counter_app.domain.errors import Refused
from counter_app.law.jobs import Job, Reads
from counter_app.law.notice import NoticeFacts
from counter_app.storage import tables
from counter_app.storage.sealing import open_part
from counter_app.storage.transactions import Reading, Writing
from counter_app.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class StoredAct:
    """An act as it stands in the log."""

    header: Header
    act: Act
    leaf: bytes


class ActGate:
    """Opens acts, part by part."""

    def __init__(self, facts: NoticeFacts, vault: Vault) -> None:
        self._facts = facts
        self._vault = vault

    def go_by(self, facts: NoticeFacts) -> None:
        """From now on these facts say what each purpose may read."""
        self._facts = facts

    def keys(self, view: Reading, seq: int) -> dict[str, bytes]:
        """The keys of an act's parts, blobs too; erased ones are left out."""
        rows = view.connection.execute(
            sa.select(tables.act_keys).where(tables.act_keys.c.seq == seq)
        ).all()
        numbers: dict[str, int] = {row.part: row.key_no for row in rows}
        keys = self._vault.keys({row.key_no: row.salt for row in rows})
        return {part: keys[number] for part, number in numbers.items() if number in keys}

    def fields(self, view: Reading, stored: StoredAct, purpose: str) -> dict[str, Any]:
        """All that a row of the notice may use of an act: the ceiling, for proofs and tests.

        Whoever does a job at the till reads by `fields_for`. Parts whose key is erased are left
        out.
        """
        parts = frozenset(self._facts.parts_for(purpose))
        return self._opened(view, stored, self._on_bases(view, stored, purpose, parts))

    def fields_for(self, view: Reading, stored: StoredAct, job: Job) -> dict[str, Any]:
        """The fields of an act that a job needs, within its row of the notice; never another.

        Parts whose key is erased are left out; of a part that it needs nothing of no key is drawn.
        Of an act that is kept for the legal duty alone another purpose's job gets nothing.

        Raises:
            Refused: `read_not_allowed`: the job stands in no table, or opens no acts of this kind.
        """
        reads = self._reads(stored, job)
        parts = self._on_bases(view, stored, reads.purpose, reads.parts)
        opened = self._opened(view, stored, parts)
        return {name: value for name, value in opened.items() if name in reads.fields}

    def _reads(self, stored: StoredAct, job: Job) -> Reads:
        reads = self._facts.jobs.of(job)
        if reads is None or stored.header.kind.value not in reads.kinds:
            raise Refused("read_not_allowed", job=job, kind=stored.header.kind.value)
        return reads

    def keys_for(self, view: Reading, stored: StoredAct, job: Job) -> dict[str, bytes]:
        """The keys of the parts that a job reads, for whoever hands the parts themselves over.

        Raises:
            Refused: as `fields_for`.
        """
        reads = self._reads(stored, job)
        parts = self._on_bases(view, stored, reads.purpose, reads.parts)
        keys = self.keys(view, stored.header.seq)
        return {name: key for name, key in keys.items() if name in parts}

    def _on_bases(
        self, view: Reading, stored: StoredAct, purpose: str, parts: frozenset[str]
    ) -> frozenset[str]:
        """The parts that a purpose may open of this very act; none beside the duty."""
        if purpose in ON_DUTY or not self.is_for_duty(view, stored.header.seq):
            return parts
        return frozenset()

    def _opened(self, view: Reading, stored: StoredAct, parts: AbstractSet[str]) -> dict[str, Any]:
        opened: dict[str, Any] = {}
        keys = self.keys(view, stored.header.seq)
        for part in stored.header.parts:
            if part.name in parts and not part.blob and part.name in keys:
                opened |= part_fields(open_part(stored.act, part.name, keys[part.name]))
        return opened

    def fields_of_items(
        self, view: Reading, stored: StoredAct, items: frozenset[int]
    ) -> dict[str, Any]:
        """The fields of whole items, for a use to which the person agreed by itself.

        Parts that the notice keeps for a few purposes stay with them, and files stay closed; what
        is erased, or kept for the legal duty alone, is left out.
        """
        if self.is_for_duty(view, stored.header.seq):
            return {}
        allowed = {
            name
            for name, part in self._facts.parts.items()
            if part.item in items and part.only_for is None and not part.blob
        }
        opened: dict[str, Any] = {}
        for name, key in self.keys(view, stored.header.seq).items():
            if name in allowed:
                opened |= part_fields(open_part(stored.act, name, key))
        return opened

    def bases(self, view: Reading, seq: int) -> frozenset[str]:
        """On what envelopes may be made for an act."""
        rows = view.connection.execute(
            sa.select(tables.act_bases.c.basis).where(tables.act_bases.c.seq == seq)
        )
        return frozenset(rows.scalars())

    def set_bases(self, tx: Writing, seq: int, bases: frozenset[str]) -> None:
        """Let an act stand on these bases and on no other."""
        mine = tables.act_bases
        tx.connection.execute(sa.delete(mine).where(mine.c.seq == seq))
        for basis in sorted(bases):
            tx.connection.execute(sa.insert(mine).values(seq=seq, basis=basis))

    def is_for_duty(self, view: Reading, seq: int) -> bool:
        """Whether an act is kept for the legal duty alone, and may be used for nothing else."""
        return DUTY in self.bases(view, seq)
