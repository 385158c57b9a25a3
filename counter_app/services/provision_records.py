"""The records of provisions as they stand in the log, and when each of them has been kept enough.

How long depends on how the record was made (APPI Enforcement Rules art. 21): by itself three years
from its making; in bulk three years, and by a contract one year, from the last provision. A header
in clear says nothing of that: the record itself names its clock, and later acts of the same bulk or
contract refer to the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date

import msgspec

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.third_party import FIELD, KeptProvision, ProvisionRecord
from counter_app.law.jobs import Job
from counter_app.law.retention import Retention, last_day
from counter_app.storage.act_log import StoredAct
from counter_app.storage.erasure import DuePart
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

PART = "9.provision"
"""The part of the act in which the record is sealed."""


def kept_provisions(record: Record, view: Reading) -> Iterator[KeptProvision]:
    """Every record that is not erased, the oldest first; each is opened.

    Raises:
        IntegrityFault: `act_malformed`.
    """
    for stored in record.acts.of_kind(view, Kind.PROVIDED):
        made = _record_of(record, view, stored)
        if made is not None:
            yield KeptProvision(stored.header.seq, _chain(stored), stored.header.staff, made)


def provisions_of(
    record: Record, view: Reading, acts: Collection[int]
) -> tuple[KeptProvision, ...]:
    """What was given of a person, the oldest first, for an answer to them (APPI art. 33(5)).

    A record made in bulk names others too: whoever answers takes from its persons the ones whose
    acceptance or consent is among `acts`.

    Args:
        record: the till's.
        view: of it.
        acts: sequences of their consents and acceptances.
    """
    wanted = set(acts)
    return tuple(
        one
        for one in kept_provisions(record, view)
        if any({person.acceptance, person.consent} & wanted for person in one.record.persons)
    )


def kept_to(
    kept: Iterable[KeptProvision], retention: Retention, today: date
) -> dict[int, date | None]:
    """The last day on which each of all records is kept, by sequence; None where none can be said.

    Args:
        kept: every record: a bulk or contract is kept by its last one.
        retention: the clocks.
        today: the day by whose clocks it is said.
    """
    every, latest = list(kept), dict[int, date]()
    for one in every:
        latest[one.chain] = max(one.record.day, latest.get(one.chain, one.record.day))
    found: dict[int, date | None] = {}
    for one in every:
        clock = retention.told_clock(Kind.PROVIDED.value, one.record.clock, today)
        found[one.seq] = None if clock is None else last_day(clock, latest[one.chain])
    return found


def provisions_due(
    record: Record, view: Reading, retention: Retention, today: date
) -> dict[DuePart, frozenset[int]]:
    """The records that are due by the clock that each names, with the acceptances that it is about.

    A bulk or a contract is kept whole until its time from the last provision has passed. What
    cannot be read is not due, and holds back its chain from its own day.
    """
    starts: dict[int, date] = {}
    made: list[tuple[int, int, ProvisionRecord]] = []
    for stored in record.acts.newest(view, Kind.PROVIDED):
        chain, day = _chain(stored), business_day(stored.header.at)
        starts[chain] = max(day, starts.get(chain, day))
        with suppress(IntegrityFault):
            if (told := _record_of(record, view, stored)) is not None:
                made.append((stored.header.seq, chain, told))
    due: dict[DuePart, frozenset[int]] = {}
    for seq, chain, told in made:
        clock = retention.told_clock(Kind.PROVIDED.value, told.clock, today)
        end = None if clock is None else last_day(clock, starts[chain])
        if clock is not None and end is not None and end < today:
            about = frozenset(person.acceptance for person in told.persons)
            due[DuePart(seq, PART, clock.key)] = about
    return due


def _record_of(record: Record, view: Reading, stored: StoredAct) -> ProvisionRecord | None:
    """What an act tells; None where its key is erased."""
    told = record.acts.fields_for(view, stored, Job.THIRD_PARTY_RECORDS).get(FIELD)
    if told is None:
        return None
    try:
        return msgspec.convert(told, ProvisionRecord)
    except msgspec.ValidationError:  # its text would quote the record
        raise IntegrityFault("act_malformed", seq=stored.header.seq) from None


def _chain(stored: StoredAct) -> int:
    return stored.header.ref or stored.header.seq
