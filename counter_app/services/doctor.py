"""Is this PC fit for the counter: the record, the clock, the disk, the devices, the line to HQ.

The report names no person and nothing that a person brought.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from counter_app.clock import Clock, business_day
from counter_app.domain.errors import CounterError, IntegrityFault
from counter_app.services.acceptance import ROOM_BEFORE_A_DEAL
from counter_app.services.hq_link import HqDesk
from counter_app.services.ledger import LedgerDesk
from counter_app.services.right_clock import clock_is_right
from counter_app.storage.records import Record

Weight = Literal["well", "note", "stop", "integrity"]
"""A note is told and work goes on; a stop holds up deals; integrity: the record is not sound."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        code: what was looked at.
        facts: numbers and names of devices; nothing personal.
    """

    code: str
    weight: Weight
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Devices:
    """Whether what is attached answers; each tells a name or raises a CounterError."""

    camera: Callable[[], str]
    reader: Callable[[], str]


def examine(
    record: Record,
    clock: Clock,
    ledger: LedgerDesk,
    hq: HqDesk,
    devices: Devices,
    free_bytes: Callable[[], int],
) -> Iterator[Finding]:
    """Look at everything, the record first.

    Args:
        record: the till's record.
        clock: the PC's.
        ledger: proves the record.
        hq: the line to HQ.
        devices: knock at camera and reader.
        free_bytes: how many bytes are free on the record's disk.
    """
    yield _record(record, ledger)
    yield _clock(record, clock)
    yield _disk(free_bytes())
    yield _device("camera", devices.camera)
    yield _device("reader", devices.reader)
    yield _command("tesseract", "tesseract")
    yield _command("printer", "lp")
    yield _hq(hq)


def _record(record: Record, ledger: LedgerDesk) -> Finding:
    faults = [*record.page_faults(), *ledger.prove().faults, *ledger.rebuild_faults()]
    if faults:
        return Finding("record", "integrity", {"faults": faults})
    proof = ledger.prove()
    return Finding("record", "well", {"acts": proof.acts, "lines": proof.lines})


def _clock(record: Record, clock: Clock) -> Finding:
    now = clock.now()
    try:
        right = clock_is_right(record, clock, now)
    except IntegrityFault as fault:  # the last receipt's time cannot be believed
        return Finding("clock", "stop", {"error": fault.code})
    return Finding("clock", "well" if right else "stop", {"day": business_day(now).isoformat()})


def _disk(free: int) -> Finding:
    weight: Weight = "well" if free >= ROOM_BEFORE_A_DEAL else "stop"
    return Finding("disk", weight, {"free_mib": free // 2**20})


def _device(code: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(code, "well", {"name": look()})
    except CounterError as error:
        return Finding(code, "note", {"error": error.code, **error.facts})


def _command(code: str, name: str) -> Finding:
    found = shutil.which(name)
    return Finding(code, "well" if found else "note", {"command": name})


def _hq(hq: HqDesk) -> Finding:
    state = hq.state()
    facts: dict[str, object] = {
        "enrolled": state.enrolled,
        "acked": state.acked,
        "unsent": state.unsent,
    }
    if state.alarm:
        facts["alarm"] = state.alarm
    if state.contradicted:
        return Finding("hq", "integrity", facts)
    well = state.enrolled and not state.alarm
    return Finding("hq", "well" if well else "note", facts)
