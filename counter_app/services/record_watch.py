"""Is the record whole: looked at when the till starts, on demand, and by what HQ's receipt says.

While it is known to be damaged nothing is accepted: the next ledger line would stand in a book that
does not prove itself. An old copy that was put back proves itself; only HQ's receipt tells it, at
the next contact, or the root on a printed ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from counter_app.clock import Clock
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.loss import By, DamagedLine, Harm, RecordCheck
from counter_app.services.hq_link import HqDesk
from counter_app.storage.line_check import damaged_lines
from counter_app.storage.proof import Proof, prove, rebuild_faults
from counter_app.storage.records import Record

T = TypeVar("T")

_LINE = re.compile(r"ledger line (\d+): ")
_UNREAD = Proof(0, 0, b"", ())
"""What is known of a record whose pages cannot be read."""


class RecordWatch:
    """Checks the record and remembers what came of it.

    Attributes:
        latest: the last check since the program started, or None before the first.
    """

    def __init__(self, record: Record, clock: Clock, hq: HqDesk) -> None:
        self._record = record
        self._clock = clock
        self._hq = hq
        self.latest: RecordCheck | None = None

    def check(self, by: By) -> RecordCheck:
        """Look at pages, log, numbering, rows and HQ's receipt; for a job, as it takes its time."""
        faults = list(self._record.page_faults())
        proof = self._asked(lambda: prove(self._record), faults) or _UNREAD
        faults += proof.faults
        faults += self._asked(lambda: rebuild_faults(self._record), faults) or []
        faults += self._asked(self._contradiction, faults) or []
        damaged: tuple[DamagedLine, ...] = ()
        if faults:
            damaged = self._asked(lambda: damaged_lines(self._record), faults) or ()
            damaged = (*damaged, *_named_only(faults, damaged))
        told = tuple(dict.fromkeys(faults))  # the proof and the rows tell of a missing line alike
        at, by = self._found(by, damaged=bool(told))
        self.latest = RecordCheck(at, by, proof.acts, proof.lines, proof.root, told, damaged)
        return self.latest

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known against the record; before the first check nothing is."""
        known = self.latest is None or self.latest.whole
        return known and not self._hq.state().contradicted

    def damaged(self) -> tuple[DamagedLine, ...]:
        """The lines that the last check found damaged or missing."""
        return self.latest.damaged if self.latest else ()

    def require_whole(self) -> None:
        """Refuse to write a ledger line into a damaged book.

        Raises:
            IntegrityFault: `record_damaged`.
        """
        if not self.is_whole:
            raise IntegrityFault("record_damaged")

    def _found(self, by: By, *, damaged: bool) -> tuple[datetime, By]:
        """When and how this came to light: damage that was known already keeps its moment."""
        known = self.latest
        if damaged and known is not None and not known.whole:
            return known.at, known.by
        return self._clock.now(), by

    def _contradiction(self) -> list[str]:
        state = self._hq.state()
        return [f"HQ's receipt: {state.alarm}"] if state.contradicted else []

    def _asked(self, ask: Callable[[], T], faults: list[str]) -> T | None:
        """What a check says; one that damaged pages stop is a fault itself."""
        try:
            return ask()
        except IntegrityFault as fault:
            faults.append(f"record: {fault.code}")
            return None


def _named_only(faults: Iterable[str], damaged: Iterable[DamagedLine]) -> list[DamagedLine]:
    """Lines that a fault names although row and act agree: a key that is gone unlawfully."""
    known = {one.running for one in damaged}
    named = {int(match[1]) for fault in faults if (match := _LINE.match(fault))}
    return [DamagedLine(running, Harm.ACT_DAMAGED, None, None) for running in sorted(named - known)]
