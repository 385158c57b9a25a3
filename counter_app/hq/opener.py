"""Opens an act's parts with the keys of one role, in memory.

What can be opened is decided by which envelopes exist, not by this code. It still looks that an
envelope holds no more than the notice's table allows, and that every key is the one that the act
commits to. Nothing is written down here: whoever opens for a person does that first (openings).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counter_app.domain.acts import Header, SealedPart, may_open, parse_header, part_fields
from counter_app.domain.values import TillCode
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqFault, HqRefused
from counter_app.hq.role_keys import RoleKeys
from counter_app.hq.store.database import Store, Transaction
from counter_app.hq.store.log import KeptAct
from counter_app.law.notice import NoticeFacts
from counter_app.storage.sealing import check_key, open_blob, open_part
from counter_app.sync.envelope import Envelope, Run, open_envelope, open_run

NoticeOf = Callable[[datetime], tuple[NoticeFacts, NoticeFacts]]
"""The notice of a moment's act: as it was in force then, and what of it may be used today.

An envelope that is wider than the first is no till's of ours; what it holds besides the second is
closed by now.
"""


@dataclass(frozen=True, slots=True)
class OpenedAct:
    """What a purpose may see of an act.

    Attributes:
        items: for every item of the purpose's row (its number as text) the fields by name.
        closed: parts that the row could have, but whose key is not in the envelope.
    """

    header: Header
    items: dict[str, dict[str, Any]]
    closed: tuple[str, ...]

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of all items."""
        return {name: value for fields in self.items.values() for name, value in fields.items()}


class ActOpener:
    """Opens acts with the role keys of one file."""

    def __init__(
        self,
        store: Store,
        blobs: BlobFolder,
        facts: NoticeFacts,
        role_keys: RoleKeys,
        notice_of: NoticeOf | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            store: acts and envelopes.
            blobs: sealed files.
            facts: which rows and parts there are.
            role_keys: of the officers.
            notice_of: the notice of an act's day; the facts alone when not given.
        """
        self._store = store
        self._blobs = blobs
        self._facts = facts
        self._role_keys = role_keys
        self._notice_of = notice_of
        self._run_keys: dict[tuple[TillCode, bytes, str], bytes] = {}

    def open(self, till: TillCode, seq: int, purpose: str) -> OpenedAct:
        """An act as a purpose may see it.

        Raises:
            HqRefused: `act_not_here`, `no_envelope`, or the role's key is not at hand.
            IntegrityFault: envelope, key or part does not prove itself.
        """
        with self._store.read() as tx:
            kept, envelope, run = _found(tx, till, seq, purpose)
        header = parse_header(kept.act.header)
        then, now = self._notice(header)
        allowed = _allowed(now, purpose, header)
        own = self._keys(till, kept, envelope, run, _allowed(then, purpose, header))
        keys = {name: key for name, key in own.items() if name in allowed}
        items = self._items(now, purpose, kept, keys)
        return OpenedAct(header, items, tuple(sorted(allowed - keys.keys())))

    def _notice(self, header: Header) -> tuple[NoticeFacts, NoticeFacts]:
        return (self._facts, self._facts) if self._notice_of is None else self._notice_of(header.at)

    def _keys(
        self, till: TillCode, kept: KeptAct, envelope: Envelope, run: Run, allowed: set[str]
    ) -> dict[str, bytes]:
        if run.row != envelope.row:
            raise HqFault("run_of_another_row", seq=kept.seq, row=envelope.row)
        keys = open_envelope(till, kept.leaf, envelope, self._run_key(till, run))
        if not keys.keys() <= allowed:
            raise HqFault("envelope_too_wide", seq=kept.seq, row=envelope.row)
        for name, key in keys.items():
            check_key(kept.act, name, key)
        return keys

    def _run_key(self, till: TillCode, run: Run) -> bytes:
        """The key of a run; one run serves many acts."""
        known = self._run_keys.get((till, run.run, run.row))
        if known is None:
            private = self._role_keys.private(run.row, run.key_id)
            if private is None:
                raise HqRefused("role_key_not_here", row=run.row)
            known = self._run_keys[till, run.run, run.row] = open_run(till, run, private)
        return known

    def _items(
        self, facts: NoticeFacts, purpose: str, kept: KeptAct, keys: dict[str, bytes]
    ) -> dict[str, dict[str, Any]]:
        header = parse_header(kept.act.header)
        row = facts.rows.get(purpose)
        items: dict[str, dict[str, Any]] = {str(no): {} for no in sorted(row.items if row else ())}
        for part in header.parts:
            if part.name in keys:
                item = str(self._facts.parts[part.name].item)
                items[item] |= self._fields(kept, header, part, keys[part.name])
        return items

    def _fields(
        self, kept: KeptAct, header: Header, part: SealedPart, key: bytes
    ) -> dict[str, Any]:
        if not part.blob:
            return part_fields(open_part(kept.act, part.name, key))
        with self._store.read() as tx:
            here = part.blob in tx.sealed(header.till).blobs([part.blob])
        if not here:  # erased by its own clock; the act still names it
            return {}
        size = len(open_blob(self._blobs.read(header.till, part.blob), key, part.name))
        [field] = self._facts.parts[part.name].fields
        return {field: {"blob": part.blob, "bytes": size}}


def _allowed(facts: NoticeFacts, purpose: str, header: Header) -> set[str]:
    """The act's parts that the row may have: by the notice, and by the kind's cap."""
    if purpose not in facts.rows or not may_open(header.kind, purpose):
        return set()
    return {part.name for part in header.parts} & set(facts.parts_for(purpose))


def _found(tx: Transaction, till: TillCode, seq: int, row: str) -> tuple[KeptAct, Envelope, Run]:
    kept = next(iter(tx.log(till).acts(after=seq - 1, last=seq)), None)
    if kept is None:
        raise HqRefused("act_not_here", till=till, seq=seq)
    envelope = tx.sealed(till).envelope(seq, row)
    run = tx.sealed(till).run(envelope.run) if envelope else None
    if envelope is None or run is None:
        raise HqRefused("no_envelope", till=till, seq=seq, purpose=row)
    return kept, envelope, run
