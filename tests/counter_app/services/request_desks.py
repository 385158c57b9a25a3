"""The requests desk of a test's own till, with deals to ask about."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from counter_app.domain.requests import Confirmed, NewRequest, Request, RequestKind
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.law.requests import FILE, RequestRules, load_request_rules
from counter_app.services.requests import RequestDesk
from tests.builders import CLERK, CLERK_PIN, RESOURCES, the_clocks
from tests.counter_app.services.counters import Counter

NAME = "見本 太郎"


@cache
def the_rules() -> RequestRules:
    """The shipped rules of the desk."""
    return load_request_rules(RESOURCES / "law" / FILE, the_clocks())


def number(running: int) -> LedgerNumber:
    """A ledger number of T01."""
    return LedgerNumber(TillCode("T01"), running)


def asked(kind: RequestKind = RequestKind.DISCLOSURE, *lines: int, **other: Any) -> NewRequest:
    """A request as it is typed."""
    told = NewRequest(kind, "私の情報について", NAME, lines=tuple(number(one) for one in lines))
    return replace(told, **other)


def request_desk(counter: Counter) -> RequestDesk:
    """The desk of a till."""
    record, clock = counter.small.record, counter.small.clock
    return RequestDesk(record, clock, the_rules(), counter.staff, counter.clocks)


def taken(desk: RequestDesk, told: NewRequest, *, checked: bool = True) -> Request:
    """A request that was taken, its requester confirmed by a licence."""
    request = desk.take(told, CLERK, CLERK_PIN)
    if not checked:
        return request
    how = (Confirmed.DOCUMENT, "driving_licence")
    return desk.check(request.number, *how, CLERK, CLERK_PIN)
