"""Reports of suspicion: one internal act; no visit and no header tells of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.suspicion import SuspicionReport
from counter_app.domain.visit import Ending
from counter_app.services.suspicion import SuspicionDesk
from counter_app.services.visit_rules import PLAIN_CODES
from tests.builders import CLERK, CLERK_PIN
from tests.counter_app.services.counters import Counter
from tests.counter_app.services.police_desks import Desks
from tests.law_desks import law_tables
from tests.records import NOON

REPORT = SuspicionReport(
    ("many_boxed", "third_person_orders"),
    "見本警察署",
    "見本 巡査",
    NOON,
    "箱入りの端末が12台",
    "phone",
)


@pytest.fixture
def desk(counter: Counter) -> SuspicionDesk:
    small = counter.small
    proving = (counter.staff, counter.clocks)
    return SuspicionDesk(small.record, small.clock, lambda _day: law_tables(), *proving)


def test_the_list_has_what_the_trade_knows_and_says_its_article(desk: SuspicionDesk) -> None:
    reasons = {row.key: row for row in desk.reasons()}
    assert set(reasons) >= {
        "network_restricted",
        "price_unlike_goods",
        "many_boxed",
        "new_contract",
        "third_person_orders",
        "identity_doubt",
        "locked_device",
        "other",
    }
    assert {row.article for row in reasons.values()} == {"法第15条第3項"}


def test_a_report_of_a_visit_leaves_the_visit_as_it_is(
    counter: Counter, desk: SuspicionDesk
) -> None:
    visit_id = counter.agreed()
    before = counter.visits.get(visit_id)
    told = replace(REPORT, visit=before.number, step="offer")

    assert desk.report(told, CLERK, CLERK_PIN) == told

    assert counter.visits.get(visit_id) == before
    [note] = Desks(counter).notes()
    assert note == {
        "kind": "suspicion",
        "reasons": ["many_boxed", "third_person_orders"],
        "station": "見本警察署",
        "officer": "見本 巡査",
        "reported_at": "2026-11-22T03:00:00.000Z",
        "told": "箱入りの端末が12台",
        "way": "phone",
        "visit": before.number,
        "step": "offer",
    }
    header = counter.headers()[-1]
    assert (header.kind, header.ref, [part.name for part in header.parts]) == (
        Kind.INTERNAL,
        None,
        ["9.note"],
    )


def test_without_a_visit_too_but_never_without_a_pin(counter: Counter, desk: SuspicionDesk) -> None:
    with pytest.raises(Refused, match="pin_wrong"):
        desk.report(REPORT, CLERK, "0000")
    with pytest.raises(WrongInput, match="suspicion_reason"):
        desk.report(replace(REPORT, reasons=()), CLERK, CLERK_PIN)
    assert Desks(counter).notes() == []
    desk.report(REPORT, CLERK, CLERK_PIN)
    assert len(Desks(counter).notes()) == 1


def test_only_who_may_read_internal_acts_reads_it(counter: Counter, desk: SuspicionDesk) -> None:
    desk.report(REPORT, CLERK, CLERK_PIN)
    seq = counter.headers()[-1].seq
    rows = {"provide", "inquiry", "screening", "fraud", "marketing", "improve", "g_screening"}
    readers = {row for row in rows if counter.small.fields(seq, row)}
    assert readers == {"provide", "screening"}


def test_a_refused_visit_has_no_code_that_the_customer_is_told(counter: Counter) -> None:
    ended = counter.visits.end(counter.agreed(), Ending.REFUSED, "suspicion")
    assert ended.ending_code not in PLAIN_CODES


def test_a_clock_that_cannot_be_right_writes_nothing(counter: Counter, desk: SuspicionDesk) -> None:
    desk.report(REPORT, CLERK, CLERK_PIN)
    counter.small.clock.move(days=-1)
    early = replace(REPORT, reported_at=counter.small.clock.now())
    with pytest.raises(Refused, match="clock_backwards"):
        desk.report(early, CLERK, CLERK_PIN)
