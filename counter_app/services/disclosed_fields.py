"""Which fields of which acts a person is told of, and which are somebody else's.

No internal act is ever among a deal's acts, so that what is told is the same whether there are any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.disclosure import (
    HELD_AS_FILE,
    OPENING,
    PROVISION,
    Entry,
    GivenOut,
    value_words,
    without_places,
)
from counter_app.domain.requests import OF_REQUESTS, Requester, RequestRow
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.law.provenance import Source
from counter_app.law.retention import Retention, last_day
from counter_app.services.request_deals import Deal
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

_OF_THE_REQUESTER = (
    *("person.at_counter", "person.contact_phone", "person.email", "person.address"),
    "id_document.",
)
"""What is of a guardian or proxy who asks."""

_CAME = ("person.", "id_document.", "other.signature", "other.written_name", "payment_method.")
"""What is of whoever stood at the counter."""


Named = Callable[[str, Any, date], "tuple[str, str] | None"]
"""A field and its value on a day to the value's words in Japanese and English."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the fields are told by.

    Attributes:
        gone: (act, part) of what is erased, or will be because the person asked for it.
        named: the words of a value that is a key of the law's tables, or None.
    """

    facts: NoticeFacts
    retention: Retention
    sources: Mapping[str, Source]
    gone: AbstractSet[tuple[int, str]]
    today: date
    named: Named


def deal_entries(
    record: Record, view: Reading, deal: Deal, name: str, told: Told
) -> Iterator[Entry]:
    """Every field of a deal's acts, as far as it is the person's own."""
    for stored in deal.acts:
        others = _others(record, deal, stored, name)
        yield from _entries(record, view, stored, str(deal.number), others, told)
    for stored in deal.acts:
        others = _others(record, deal, stored, name)
        yield from _carried(record, view, stored, str(deal.number), others, told)


def request_entries(record: Record, view: Reading, row: RequestRow, told: Told) -> Iterator[Entry]:
    """Every field of a request's acts; what is of a guardian or proxy is left out."""
    first = record.acts.act(view, row.seq)
    way = record.acts.fields_for(view, first, Job.REQUESTS).get("inquiry.way", {})
    own = way.get("requester", Requester.SELF) == Requester.SELF
    others = () if own else _OF_THE_REQUESTER
    for seq in (row.seq, *row.steps):
        stored = record.acts.act(view, seq)
        yield from _entries(record, view, stored, row.number, others, told)


def opening_entries(
    record: Record, view: Reading, stored: StoredAct, deal: Deal, told: Told
) -> Iterator[Entry]:
    """An opening of a deal's image that was written before the deal."""
    yield from _entries(record, view, stored, str(deal.number), (), told)


def opened_file(record: Record, view: Reading, stored: StoredAct) -> str:
    """Which sealed file an opening was of; empty once that is erased."""
    told = record.acts.fields_for(view, stored, Job.DISCLOSURE).get(OPENING, {})
    return str(told.get("file", ""))


def provision_entry(one: GivenOut, told: Told) -> Entry:
    """A record of a provision, told as it is."""
    row = told.retention.fields.need(PROVISION, told.today)
    return Entry(
        item=told.facts.field_items[PROVISION],
        field=PROVISION,
        ja=row.ja,
        en=row.en,
        value=without_places(one.told),
        day=one.day,
        deal="",
        act=Kind.PROVIDED.value,
        source=told.sources[PROVISION],
        until=one.until,
    )


def _others(record: Record, deal: Deal, stored: StoredAct, name: str) -> tuple[str, ...]:
    """Beginnings of the names of fields that are of somebody else than this person."""
    if stored.header.kind is Kind.DISPOSAL:
        return ("person.",)  # of whoever the article went to
    folded = record.folding.folded
    is_party = folded(name) in {folded(one) for one in deal.party}
    others = ("other.guardian",)
    if deal.company:
        return (*others, *_CAME) if is_party else others
    return (*others, "other.principal") if is_party else (*others, *_CAME, "other.consent")


def _entries(
    record: Record,
    view: Reading,
    stored: StoredAct,
    of: str,
    others: tuple[str, ...],
    told: Told,
) -> Iterator[Entry]:
    header = stored.header
    day, kind = _start(record, view, stored), header.kind.value
    values = dict(record.acts.fields_for(view, stored, Job.DISCLOSURE))
    for part in header.parts:
        if part.blob:
            values |= dict.fromkeys(told.facts.parts[part.name].fields, HELD_AS_FILE)
    for part_name, part_facts in told.facts.parts.items():
        if (header.seq, part_name) in told.gone:
            continue
        until = last_day(told.retention.clock_of(kind, part_name, told.today), day)
        if until is not None and until < told.today:
            continue  # a hold alone keeps it, and nobody is told of one
        for field in told.facts.field_items:
            if field not in part_facts.fields or not value_words(values.get(field)):
                continue
            place = _Place(header.kind, day, of, until, others)
            yield _entry(stored, field, values[field], place, told)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a field stands: kind of act, day, deal or request, last day, and what is others'."""

    kind: Kind
    day: date
    of: str
    until: date | None
    others: tuple[str, ...]


def _entry(stored: StoredAct, field: str, value: Any, place: _Place, told: Told) -> Entry:
    row = told.retention.fields.need(field, told.today)
    is_others = field.startswith(place.others) if place.others else False
    return Entry(
        item=told.facts.field_items[field],
        field=field,
        ja=row.ja,
        en=row.en,
        value=None if is_others else _value(place.kind, value),
        day=place.day,
        deal=place.of,
        act=place.kind.value,
        source=told.sources[field],
        until=place.until,
        by=stored.header.staff if place.kind is Kind.IMAGE_OPENED else "",
        words=None if is_others else told.named(field, value, told.today),
    )


def _carried(
    record: Record,
    view: Reading,
    stored: StoredAct,
    of: str,
    others: tuple[str, ...],
    told: Told,
) -> Iterator[Entry]:
    """What the tax books keep of an act that a hold alone still keeps whole.

    Without a hold it was sealed anew by now; told the same, it does not give the hold away.
    """
    kind, start = stored.header.kind.value, business_day(stored.header.at)
    row = told.retention.carried_by(kind, start, told.today)
    if row is None:
        return
    values = record.acts.fields_for(view, stored, Job.DISCLOSURE)
    until = last_day(told.retention.clock(row.clock, told.today), start)
    place = _Place(Kind.CARRIED_OVER, start, of, until, others)
    order = {name: no for no, name in enumerate(told.facts.parts)}
    homes = {name: told.facts.part_of(name) for name in row.fields if name in values}
    for part in sorted({one.name for one in homes.values()}, key=order.__getitem__):
        own = last_day(told.retention.clock_of(kind, part, told.today), start)
        if own is None or own >= told.today:
            continue
        for field in told.facts.field_items:
            if field in homes and homes[field].name == part and value_words(values[field]):
                yield _entry(stored, field, values[field], place, told)


def _start(record: Record, view: Reading, stored: StoredAct) -> date:
    """The day on which the periods of an act start."""
    if stored.header.kind is Kind.CARRIED_OVER and stored.header.ref is not None:
        return business_day(record.acts.act(view, stored.header.ref).header.at)
    return business_day(stored.header.at)


def _value(kind: Kind, value: Any) -> Any:
    return value if kind in OF_REQUESTS else without_places(value)
