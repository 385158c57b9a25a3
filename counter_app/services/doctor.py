"""Is this PC fit for the counter: record, clock, disk, keys, devices, the line to HQ.

The report names no person and nothing that a person brought.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import moment_text
from counter_app.domain.errors import CounterError, IntegrityFault
from counter_app.domain.incident import Pending
from counter_app.services.acceptance import ROOM_BEFORE_A_DEAL
from counter_app.services.hq_link import HqDesk
from counter_app.services.record_watch import RecordWatch
from counter_app.services.right_clock import clock_is_right
from counter_app.services.statutes import LawInForce
from counter_app.storage.records import Record

LONG_UNSENT = timedelta(hours=24)
"""A backlog older than this is told: what HQ has not seen, no receipt can prove."""

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
    """Whether what the till needs answers; each tells a name or raises a CounterError.

    Attributes:
        keys: the place where the till's keys are kept, which has to give them at the next start.
    """

    camera: Callable[[], str]
    reader: Callable[[], str]
    keys: Callable[[], str]
    printer: Callable[[], str]


def examine(
    record: Record,
    clock: Clock,
    watch: RecordWatch,
    hq: HqDesk,
    devices: Devices,
    free_bytes: Callable[[], int],
    in_force: Callable[[], LawInForce],
    incidents: Callable[[], Sequence[Pending]],
) -> Iterator[Finding]:
    """Look at everything, the record first.

    Args:
        record: the till's record.
        clock: the PC's.
        watch: proves the record, and remembers what came of it.
        hq: the line to HQ.
        devices: knock at camera, reader, key store and printer.
        free_bytes: how many bytes are free on the record's disk.
        in_force: which law the till goes by today.
        incidents: those of which something is still to be done, the most urgent first.
    """
    yield _record(watch)
    yield _law(in_force())
    yield _clock(record, clock)
    yield _disk(free_bytes())
    yield _device("keys", devices.keys)
    yield _device("camera", devices.camera)
    yield _device("reader", devices.reader)
    yield _command("tesseract", "tesseract")
    yield _device("printer", devices.printer)
    yield _hq(hq, clock)
    yield _incidents(incidents, clock)
    yield _requests(record, clock)


def _record(watch: RecordWatch) -> Finding:
    check = watch.check("demand")
    if not check.whole:
        return Finding("record", "integrity", {"faults": list(check.faults)})
    return Finding("record", "well", {"acts": check.acts, "lines": check.lines})


def _law(law: LawInForce) -> Finding:
    facts: dict[str, object] = {
        "version": law.version,
        "since": law.since.isoformat() if law.since else "",
    }
    if law.coming is not None:
        facts |= {"next": law.coming[0], "next_from": law.coming[1].isoformat()}
    if law.faults:
        return Finding("law", "integrity", {**facts, "faults": list(law.faults)})
    return Finding("law", "well", facts)


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


def _requests(record: Record, clock: Clock) -> Finding:
    """Customers' requests whose day to answer by has passed."""
    today = business_day(clock.now())
    with record.read() as view:
        waiting = record.requests.waiting(view)
    overdue = sum(row.is_overdue(today) for row in waiting)
    facts: dict[str, object] = {"waiting": len(waiting), "overdue": overdue}
    return Finding("requests", "note" if overdue else "well", facts)


def _hq(hq: HqDesk, clock: Clock) -> Finding:
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
    oldest = state.oldest_unsent_at
    late = oldest is not None and clock.now() - oldest > LONG_UNSENT
    if oldest is not None and late and state.enrolled:
        facts["waiting_since"] = moment_text(oldest)
    well = state.enrolled and not state.alarm and not late
    return Finding("hq", "well" if well else "note", facts)


def _incidents(incidents: Callable[[], Sequence[Pending]], clock: Clock) -> Finding:
    """Reports that are due (APPI art. 26): told every morning until they are made."""
    try:
        pending = incidents()
    except IntegrityFault as fault:  # the record's own check names the act
        return Finding("incidents", "note", {"error": fault.code})
    today = business_day(clock.now())
    dues = [one.due for of in pending for one in of.clocks if one.due is not None]
    facts: dict[str, object] = {"open": len(pending), "overdue": sum(due < today for due in dues)}
    if dues:
        facts["next"] = min(dues).isoformat()
    return Finding("incidents", "note" if pending else "well", facts)
