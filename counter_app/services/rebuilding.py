"""Rebuilding the rows of the record from its acts: a job for when a check found them other."""

from __future__ import annotations

import secrets

from counter_app.services.staff import PinHasher
from counter_app.storage.rebuild import Rebuilt, rebuild
from counter_app.storage.records import Record

_DIGITS = 32


def rebuild_rows(record: Record, hasher: PinHasher) -> Rebuilt:
    """Make the rows equal to what the acts give.

    Raises:
        IntegrityFault: `rebuild_refused`; nothing was changed.
        NotPossibleNow: `store_busy` or `disk_full`.
    """
    nobodys = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    return rebuild(record, hasher.hash(nobodys))
