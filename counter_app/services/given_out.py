"""What was given to third parties of one person, narrowed to them (APPI art. 33(5)).

A record made in bulk names others too; only the person's own part of it is told. Provisions to the
police are no such records and are never among them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from counter_app.clock import Clock, business_day
from counter_app.domain.disclosure import GivenOut
from counter_app.domain.third_party import KeptProvision, Method, PersonGiven
from counter_app.law.retention import Retention
from counter_app.services.disclosure import GivenOutOf
from counter_app.services.provision_records import kept_provisions, kept_to
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def given_out_of(
    record: Record, clock: Clock, retention_on: Callable[[date], Retention]
) -> GivenOutOf:
    """What a disclosure asks: the records of provisions about a person's acts."""

    def given_out(view: Reading, acts: frozenset[int]) -> list[GivenOut]:
        today = business_day(clock.now())
        every = tuple(kept_provisions(record, view))
        until = kept_to(every, retention_on(today), today)
        return [
            _given(kept, person, until[kept.seq])
            for kept in every
            for person in kept.record.persons
            if {person.acceptance, person.consent} & acts and _is_told(until[kept.seq], today)
        ]

    return given_out


def _is_told(until: date | None, today: date) -> bool:
    """Whether the record's own time runs still; of what a hold alone keeps nobody is told."""
    return until is None or until >= today


def _given(kept: KeptProvision, person: PersonGiven, until: date | None) -> GivenOut:
    made = kept.record
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
    return GivenOut(made.day, told, until if made.method is Method.SINGLE else None)
