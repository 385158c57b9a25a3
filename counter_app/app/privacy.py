"""What answers customers about their data: requests, disclosures, erasure, letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from counter_app.app.world import Resources
from counter_app.clock import Clock
from counter_app.devices.printer import Printer
from counter_app.law.provenance import FILE as SOURCES_FILE
from counter_app.law.provenance import load_provenance
from counter_app.law.requests import FILE as REQUESTS_FILE
from counter_app.law.requests import load_request_rules
from counter_app.law.retention import Retention
from counter_app.services.disclosure import DisclosureDesk, DisclosureRules
from counter_app.services.extra_purposes import ExtraPurposeDesk
from counter_app.services.given_out import given_out_of
from counter_app.services.holds import holds_of
from counter_app.services.letters import LetterDesk
from counter_app.services.note_release import ReleaseDesk
from counter_app.services.press import Press
from counter_app.services.request_erasure import RequestErasureDesk, asked_of
from counter_app.services.request_provision import RequestProvisionDesk
from counter_app.services.requests import RequestDesk
from counter_app.services.retention import RetentionDesk
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.services.withdrawals import WithdrawalDesk
from counter_app.storage.keys import KeyStore
from counter_app.storage.records import Record


@dataclass(frozen=True, slots=True)
class PrivacyGround:
    """What these desks stand on.

    Attributes:
        store: where the till's keys are kept: an erasure makes them anew.
        retention_on: the clocks that hold on a day.
    """

    record: Record
    clock: Clock
    staff: StaffDesk
    clocks: ClockDesk
    store: KeyStore
    retention_on: Callable[[date], Retention]


@dataclass(frozen=True, slots=True)
class PrivacyDesks:
    """Every desk that answers customers about their data."""

    retention: RetentionDesk
    requests: RequestDesk
    withdrawals: WithdrawalDesk
    extra_purposes: ExtraPurposeDesk
    disclosures: DisclosureDesk
    request_erasures: RequestErasureDesk
    request_provision: RequestProvisionDesk
    letters: LetterDesk
    releases: ReleaseDesk


def privacy_desks(
    ground: PrivacyGround,
    shipped: Resources,
    clocks: Retention,
    press: Press,
    printer: Printer,
) -> PrivacyDesks:
    """The desks, built on each other.

    Args:
        ground: what they stand on.
        shipped: the data that the program ships.
        clocks: the shipped clocks, by which the shipped rules are read.
        press: makes letters and disclosures.
        printer: where they go.
    """
    record, clock, retention_on = ground.record, ground.clock, ground.retention_on
    proving = (ground.staff, ground.clocks)
    rules = load_request_rules(shipped.folder / "law" / REQUESTS_FILE, clocks)
    sources = load_provenance(shipped.folder / "requests" / SOURCES_FILE, press.notices.facts)
    retention = RetentionDesk(
        *(record, clock, retention_on, ground.store),
        holds_of(record, clock),
        ground.clocks.require_sure,
        asked_of(record, clock, rules, retention_on),
    )
    requests = RequestDesk(record, clock, rules, *proving)
    withdrawals = WithdrawalDesk(record, clock, *proving)
    extra = ExtraPurposeDesk(record, clock, *proving)
    given = given_out_of(record, clock, retention_on)
    tables = DisclosureRules(sources, rules, retention_on, given)
    return PrivacyDesks(
        retention=retention,
        requests=requests,
        withdrawals=withdrawals,
        extra_purposes=extra,
        disclosures=DisclosureDesk(record, clock, requests, tables, press),
        request_erasures=RequestErasureDesk(
            record, clock, requests, retention, rules, (withdrawals, extra)
        ),
        request_provision=RequestProvisionDesk(record, clock, requests, withdrawals),
        letters=LetterDesk(record, clock, requests, (rules, retention_on), press, printer),
        releases=ReleaseDesk(record, clock, *proving),
    )
