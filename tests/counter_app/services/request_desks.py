"""The requests desk of a test's own till, with everything that answers by doing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from counter_app.domain.requests import Confirmed, NewRequest, Request, RequestKind
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.law.provenance import FILE as SOURCES_FILE
from counter_app.law.provenance import load_provenance
from counter_app.law.requests import FILE, RequestRules, load_request_rules
from counter_app.services.disclosure import DisclosureDesk, DisclosureRules
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.services.given_out import given_out_of
from counter_app.services.holds import holds_of
from counter_app.services.letters import LetterDesk
from counter_app.services.note_release import ReleaseDesk
from counter_app.services.papers import PaperFolder
from counter_app.services.press import Press
from counter_app.services.request_erasure import RequestErasureDesk, asked_of
from counter_app.services.request_provision import RequestProvisionDesk
from counter_app.services.requests import RequestDesk
from counter_app.services.retention import RetentionDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.keys import FileKeyStore
from tests.builders import CLERK, CLERK_PIN, RESOURCES, clocks_on, facts, the_clocks
from tests.counter_app.documents.builders import SHOP, fonts, texts
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


@dataclass
class Desks:
    """Everything that answers requests at one till."""

    counter: Counter

    def __post_init__(self) -> None:
        small, counter = self.counter.small, self.counter
        record, clock, rules = small.record, small.clock, the_rules()
        key_file = small.folder.parent / "desks.key"
        if not key_file.exists():
            FileKeyStore.create(key_file, small.folder).save(small.keys)
        self.store = FileKeyStore(key_file, small.folder)
        asked_for = asked_of(record, clock, rules, clocks_on)
        self.retention = RetentionDesk(
            record, clock, clocks_on, self.store, holds_of(record, clock), asked=asked_for
        )
        self.requests = request_desk(counter)
        press = Press(SHOP, counter.notices, fonts, texts(), demo=True, law=counter.law)
        sources = load_provenance(RESOURCES / "requests" / SOURCES_FILE, facts())
        tables = DisclosureRules(sources, rules, clocks_on, given_out_of(record, clock, clocks_on))
        self.disclosures = DisclosureDesk(record, clock, self.requests, tables, press)
        self.folder = small.folder.parent / "papers"
        printer = PaperFolder(self.folder)
        self.letters = LetterDesk(record, clock, self.requests, (rules, clocks_on), press, printer)
        self.withdrawals = WithdrawalDesk(record, clock, counter.staff, counter.clocks)
        self.extra = ExtraPurposeDesk(record, clock, counter.staff, counter.clocks)
        consents = (self.withdrawals, self.extra)
        self.erasures = RequestErasureDesk(
            record, clock, self.requests, self.retention, rules, consents
        )
        self.provision = RequestProvisionDesk(record, clock, self.requests, self.withdrawals)
        self.releases = ReleaseDesk(record, clock, counter.staff, counter.clocks)
        self.taken = partial(taken, self.requests)

    def at(self, day: date) -> None:
        """Go to a later day."""
        today = self.requests.today
        self.counter.small.clock.move(days=(day - today).days)
