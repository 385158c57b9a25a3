"""What was given to third parties of one person, narrowed to them (APPI art. 33(5)).

A record made in bulk names others too; only the person's own part of it is told. Provisions to the
police are no such records and are never among them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.disclosure import GivenOut
from counter_app.domain.third_party import KeptProvision, PersonGiven
from counter_app.law.retention import Retention, last_day
from counter_app.services.disclosure import GivenOutOf
from counter_app.services.provision_records import provisions_of
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def given_out_of(
    record: Record, clock: Clock, retention_on: Callable[[date], Retention]
) -> GivenOutOf:
    """What a disclosure asks: the records of provisions about a person's acts."""

    def given_out(view: Reading, acts: frozenset[int]) -> list[GivenOut]:
        retention = retention_on(business_day(clock.now()))
        return [
            _given(kept, person, retention)
            for kept in provisions_of(record, view, acts)
            for person in kept.record.persons
            if {person.acceptance, person.consent} & acts
        ]

    return given_out


def _given(kept: KeptProvision, person: PersonGiven, retention: Retention) -> GivenOut:
    made = kept.record
    row = retention.told_clock(Kind.PROVIDED.value, made.clock, made.day)
    told = {
        "recipient": made.recipient.name,
        "address": made.recipient.address,
        "representative": made.recipient.representative,
        "basis": made.basis.value if made.basis else "",
        "purpose": made.row,
        "items": list(made.items),
        "fields": list(made.fields),
        "consented_on": person.consented_on.isoformat() if person.consented_on else "",
        "lines": list(person.lines),
    }
    # Of a bulk or a contract the period starts with its last provision, which may be yet to come.
    ends = row is not None and row.starts == "record"
    return GivenOut(made.day, told, last_day(row, made.day) if row and ends else None)
