"""Opening an act at HQ for a purpose: who asks is written down before it is tried.

Of the purposes improve and investment people see statistics only (hq.anonymiser). Whoever opens
a single act for one of them looks whether the keys still fit: a test-opening, logged as such.
"""

from __future__ import annotations

from typing import Any

from counter_app.clock import Clock
from counter_app.domain.acts import moment_text
from counter_app.domain.values import TillCode
from counter_app.hq.blobs import BlobFolder
from counter_app.hq.errors import HqWrongUse
from counter_app.hq.opener import ActOpener, NoticeOf
from counter_app.hq.role_keys import ANONYMISED, RoleKeys
from counter_app.hq.store.database import Store
from counter_app.hq.store.desk import Opening
from counter_app.law.notice import NoticeFacts


class Openings:
    """Opens acts for HQ's officers."""

    def __init__(
        self,
        store: Store,
        blobs: BlobFolder,
        facts: NoticeFacts,
        clock: Clock,
        role_keys: RoleKeys,
        notice_of: NoticeOf | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            store: acts and envelopes.
            blobs: sealed files.
            facts: which rows and parts there are.
            clock: for the log of openings.
            role_keys: of the officers.
            notice_of: the notice of an act's day; the facts alone when not given.
        """
        self._store = store
        self._facts = facts
        self._clock = clock
        self._opener = ActOpener(store, blobs, facts, role_keys, notice_of)

    def open(
        self, till: TillCode, seq: int, purpose: str, operator: str, reason: str = ""
    ) -> dict[str, Any]:
        """The parts of an act that a purpose may use.

        Args:
            till: whose act.
            seq: its number.
            purpose: a row of the notice.
            operator: who opens.
            reason: why, in their words.

        Returns:
            till, seq, kind, purpose, items: for every item of the notice's row (as text) the fields
            by name, {} for an item without any. A file stands as its name and its size. `closed`
            names parts that the row could have, but whose key is not in the envelope (erased).
            `test_opening` is true where people see statistics only.

        Raises:
            HqWrongUse: `purpose_unknown`.
            HqRefused: `act_not_here`, `no_envelope`, or the role's key is not at hand.
            IntegrityFault: envelope, key or part does not prove itself.
        """
        if purpose not in self._facts.rows:
            raise HqWrongUse("purpose_unknown", purpose=purpose)
        test = purpose in ANONYMISED
        at = moment_text(self._clock.now())
        with self._store.write() as tx:
            tx.desk.log_opening(Opening(at, till, seq, purpose, operator, reason, test))
        act = self._opener.open(till, seq, purpose)
        opened: dict[str, Any] = {
            "till": till,
            "seq": seq,
            "kind": act.header.kind.value,
            "purpose": purpose,
            "items": act.items,
        }
        if act.closed:
            opened["closed"] = list(act.closed)
        if test:
            opened["test_opening"] = True
        return opened
