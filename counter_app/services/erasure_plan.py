"""What of a person's deals is erased because they asked, and what the law keeps until when.

The plan is made from the deals' own acts and the tables alone. A hold does not change it: a letter
says the same whether there is one, and what is held goes when the hold ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from counter_app.clock import business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.domain.requests import KeptPart, Request, RequestKind
from counter_app.law.jobs import Job
from counter_app.law.requests import RequestRules
from counter_app.law.retention import Retention, last_day
from counter_app.services.request_deals import Deal
from counter_app.services.request_reading import opened_request
from counter_app.storage.act_log import StoredAct
from counter_app.storage.deal_acts import acts_of_deals
from counter_app.storage.erasure import DuePart
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

ASKED = "asked"
"""The clock of what goes because the person asked (resources/law/retention.toml)."""


@dataclass(frozen=True, slots=True)
class PartOfAct:
    """One part of an act of a deal, with the row that keeps it; without one it is erased."""

    stored: StoredAct
    part: str
    rule: str
    until: date | None


def parts_of(
    acts: Iterable[StoredAct], rules: RequestRules, retention: Retention, today: date
) -> Iterator[PartOfAct]:
    """Every part of the acts of one deal, and what keeps it.

    What has been kept enough is passed over: it is due by its own clock, and if it is there still,
    a hold keeps it, of which nobody is told.
    """
    days: dict[int, date] = {}
    for stored in acts:
        header = stored.header
        kind, day = header.kind.value, business_day(header.at)
        start = days.get(header.ref or 0, day) if header.kind is Kind.CARRIED_OVER else day
        days[header.seq] = day
        for part in header.parts:
            clock = retention.clock_of(kind, part.name, today)
            until = last_day(clock, start)
            if until is not None and until < today:
                yield from _carried(stored, part.name, rules, retention, today)
            else:
                row = rules.keeps(part.name, clock.key, today)
                yield PartOfAct(
                    stored,
                    part.name,
                    row.key if row is not None else "",
                    until if row is not None else None,
                )


def _carried(
    stored: StoredAct, part: str, rules: RequestRules, retention: Retention, today: date
) -> Iterator[PartOfAct]:
    """What of a part that was kept enough the tax books keep longer, sealed anew or not yet."""
    start = business_day(stored.header.at)
    carried = retention.carried_by(stored.header.kind.value, start, today)
    if carried is not None and retention.parts[part] & set(carried.fields):
        row = rules.keeps(part, carried.clock, today)
        until = last_day(retention.clock(carried.clock, today), start)
        yield PartOfAct(stored, part, row.key if row is not None else carried.clock, until)


def planned(
    deals: Iterable[Deal],
    gone: frozenset[tuple[int, str]],
    rules: RequestRules,
    retention: Retention,
    today: date,
) -> tuple[KeptPart, ...]:
    """What is erased and what is kept, each part once for each row; the last day of all deals.

    Args:
        deals: that the request is about.
        gone: (act, part) of what is erased already, or was asked to be.
        rules: which parts a duty or a proof keeps.
        retention: the clocks.
        today: the business day.
    """
    found: dict[tuple[str, str], date | None] = {}
    every = (parts_of(deal.acts, rules, retention, today) for deal in deals)
    for one in chain.from_iterable(every):
        if (one.stored.header.seq, one.part) in gone:
            continue
        place = (one.part, one.rule)
        days = [day for day in (found.get(place), one.until) if day is not None]
        found[place] = max(days, default=None)
    order = list(retention.parts)
    return tuple(
        KeptPart(part, rule, until)
        for (part, rule), until in sorted(
            found.items(), key=lambda one: (order.index(one[0][0]), one[0][1])
        )
    )


def require_settled(record: Record, view: Reading, deals: Iterable[Deal]) -> None:
    """Refuse to erase where somebody was to be paid and is not yet.

    Raises:
        Refused: `request_deal_unsettled` with the ledger number.
    """
    for deal in deals:
        paid = any(act.header.kind is Kind.PAID for act in deal.acts)
        promised = any(
            record.acts.fields_for(view, act, Job.REQUEST_DEALS).get("payment_method.kind")
            for act in deal.acts
            if act.header.kind is Kind.ARTICLE_ACCEPTED
        )
        if promised and not paid:
            raise Refused("request_deal_unsettled", number=deal.number)


def asked_parts(
    record: Record, view: Reading, rules: RequestRules, retention: Retention, today: date
) -> list[DuePart]:
    """The parts that persons asked to be erased and that have their keys still.

    A part of an act that was written after the answer is no part of it.
    """
    asked = [
        opened_request(record, view, row.number)
        for row in record.requests.answered(view, RequestKind.CEASE_USE)
        if row.ends_use
    ]
    found: dict[tuple[int, str], DuePart] = {}
    roots = {request.number: _roots(record, view, request) for request in asked}
    acts = acts_of_deals(view, record.acts, {root for some in roots.values() for root in some})
    for request in asked:
        answer = request.answer
        if answer is None:
            continue
        free = {one.part for one in answer.parts if not one.rule}
        mine = [acts.get(root, []) for root in roots[request.number]]
        every = (parts_of(deal, rules, retention, today) for deal in mine)
        for one in chain.from_iterable(every):
            seq = one.stored.header.seq
            if one.part in free and not one.rule and seq < answer.seq:
                found[seq, one.part] = DuePart(seq, one.part, ASKED)
    return [one for place, one in sorted(found.items()) if _has_key(record, view, *place)]


def _roots(record: Record, view: Reading, request: Request) -> list[int]:
    lines = record.ledger.numbered(view, [one.running for one in request.deals])
    return [record.erasures.deal_of(view, line.act_seq) for line in lines.values()]


def _has_key(record: Record, view: Reading, seq: int, part: str) -> bool:
    return part in record.erasures.numbered_parts(view, seq)
