"""Bulletins are stamped on arrival, once each, and the ledger is looked through at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.bulletin import Bulletin, BulletinItem
from counter_app.domain.bulletin_match import Strength
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.errors import CounterError, IntegrityFault, Refused, WrongInput
from counter_app.domain.internal import NoteKind
from counter_app.domain.values import StaffCode
from counter_app.services.bundles import BundleDesk
from counter_app.services.disposals import DisposalDesk
from counter_app.services.police_bulletins import BulletinsDesk, Entered, bulletins_topic
from counter_app.services.retention import BY_ITSELF
from counter_app.storage.proof import rebuild_faults
from counter_app.sync.bundle import BULLETINS, Bundle, sign_bundle
from tests.builders import (
    CLERK,
    CLERK_PIN,
    MANAGER,
    MANAGER_PIN,
    SIMILAR,
    bulletin,
    clocks_on,
    match_table,
)
from tests.counter_app.services.counters import Counter, corrections_of
from tests.law_desks import law_tables
from tests.records import small_record
from tests.signed_bundles import HQ, know_hq

TODAY = date(2026, 11, 22)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with small_record(tmp_path / "till") as small:
        yield Counter(small)


def enter(counter: Counter, told: Bulletin) -> Entered:
    return counter.bulletins.enter(told, MANAGER, MANAGER_PIN)


def bought(counter: Counter) -> None:
    """A line of the specimen phone."""
    counter.accept(counter.signed())


def test_a_bulletin_is_stamped_with_today_and_kept_six_months(counter: Counter) -> None:
    entered = enter(counter, bulletin())

    arrived = entered.bulletin
    assert (arrived.arrived_on, arrived.last_day) == (TODAY, date(2027, 5, 22))
    assert counter.bulletins.in_force() == (arrived,)
    assert entered.found == ()
    [note] = counter.notes()
    assert note.kind is NoteKind.BULLETIN_ARRIVED
    assert (note.told["number"], note.told["station"]) == ("第12号", "見本警察署")
    assert note.told["stamp"] == {
        "arrived_on": "2026-11-22",
        "last_day": "2027-05-22",
        "digest": bulletin().digest,
    }
    assert rebuild_faults(counter.small.record) == []


def test_the_day_of_arrival_is_japans(counter: Counter) -> None:
    counter.small.clock = HeldClock(datetime(2026, 11, 22, 15, 0, tzinfo=UTC))
    counter._build()

    assert enter(counter, bulletin()).bulletin.arrived_on == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("by", "pin", "code"),
    [(CLERK, CLERK_PIN, "not_a_manager"), (MANAGER, "0000", "pin_wrong")],
)
def test_a_manager_enters_it(counter: Counter, by: StaffCode, pin: str, code: str) -> None:
    with pytest.raises(Refused) as told:
        counter.bulletins.enter(bulletin(), by, pin)

    assert told.value.code == code
    assert (counter.bulletins.in_force(), counter.notes()) == ((), [])


def test_what_cannot_be_kept_is_said_before_a_pin_is_counted(counter: Counter) -> None:
    with pytest.raises(WrongInput, match="bulletin_incomplete"):
        counter.bulletins.enter(bulletin(number=""), MANAGER, "0000")
    enter(counter, bulletin())
    with pytest.raises(Refused, match="bulletin_known"):
        counter.bulletins.enter(bulletin(), MANAGER, "0000")
    enter(counter, bulletin(number="第13号"))  # the control: another one is no second
    assert [one.bulletin.number for one in counter.bulletins.in_force()] == ["第13号", "第12号"]


def test_a_clock_that_cannot_be_right_stamps_nothing(counter: Counter) -> None:
    bought(counter)
    counter.small.clock = HeldClock(counter.small.clock.now() - timedelta(days=1))
    counter._build()

    with pytest.raises(Refused, match="clock_backwards"):
        enter(counter, bulletin())
    assert counter.notes() == []


def test_what_is_here_on_arrival_is_found_and_noted(counter: Counter) -> None:
    bought(counter)

    [one] = enter(counter, bulletin()).found

    assert (one.line.number.running, one.match.strength, one.disposed) == (
        1,
        Strength.EXACT,
        False,
    )
    arrived, found = counter.notes()
    assert (arrived.kind, found.kind) == (NoteKind.BULLETIN_ARRIVED, NoteKind.MATCH_FOUND)
    assert found.told == {
        "bulletin": one.bulletin.seq,
        "number": "第12号",
        "station": "見本警察署",
        "item": 0,
        "by": ["imei"],
        "strength": "exact",
        "line": 1,
    }
    assert counter.bulletins.matches() == (one,)


def test_what_is_like_it_is_shown_and_not_noted(counter: Counter) -> None:
    bought(counter)

    [one] = enter(counter, bulletin(SIMILAR)).found

    assert one.match.strength is Strength.SIMILAR
    assert [note.kind for note in counter.notes()] == [NoteKind.BULLETIN_ARRIVED]
    nothing = BulletinItem("腕時計", "見本時計", "クロノ 7")
    assert enter(counter, bulletin(nothing)).found == ()  # the control


def test_what_went_away_is_shown_and_marked(counter: Counter) -> None:
    bought(counter)
    [line] = counter.lines()
    record, clock = counter.small.record, counter.small.clock
    disposals = DisposalDesk(
        record, clock, lambda _day: law_tables(), counter.staff, counter.clocks
    )
    corrections = corrections_of(counter)
    disposals.dispose(line.number, DisposalKind.SALE, 30_000, None, CLERK, CLERK_PIN)
    corrections.correct(line.number, {"price": "20000"}, "打ち間違い", MANAGER, MANAGER_PIN)

    [one] = enter(counter, bulletin()).found

    assert (one.line.number.running, one.disposed) == (2, True)  # the line that holds now
    assert [note.kind for note in counter.notes()] == [NoteKind.BULLETIN_ARRIVED]


def test_a_line_that_was_taken_back_is_not_here(counter: Counter) -> None:
    bought(counter)
    [line] = counter.lines()
    corrections = corrections_of(counter)
    corrections.cancel(line.number, "返品", MANAGER, MANAGER_PIN)

    assert enter(counter, bulletin()).found == ()


def test_the_surest_match_comes_first(counter: Counter) -> None:
    bought(counter)
    enter(counter, bulletin(SIMILAR, number="第11号"))
    enter(counter, bulletin())

    assert [one.bulletin.bulletin.number for one in counter.bulletins.matches()] == [
        "第12号",
        "第11号",
    ]


def test_past_its_last_day_it_means_nothing(counter: Counter) -> None:
    bought(counter)
    enter(counter, bulletin())
    counter.small.clock = HeldClock(datetime(2027, 5, 22, 14, 59, tzinfo=UTC))
    counter._build()
    assert len(counter.bulletins.matches()) == 1
    counter.small.clock = HeldClock(datetime(2027, 5, 22, 15, 0, tzinfo=UTC))
    counter._build()
    assert counter.bulletins.matches() == ()
    assert counter.bulletins.in_force() == ()


# ---- From HQ


def payload(*told: Bulletin) -> bytes:
    return json.dumps([asdict(one) for one in told], default=str, ensure_ascii=False).encode()


def bundles(counter: Counter) -> BundleDesk:
    record, clock = counter.small.record, counter.small.clock
    know_hq(record)
    return BundleDesk(record, clock, {BULLETINS: bulletins_topic(counter.bulletins)})


def bundle(version: int, *told: Bulletin) -> bytes:
    return sign_bundle(Bundle(BULLETINS, version, date(2026, 12, 24), payload(*told)), HQ)


def test_what_hq_sends_is_stamped_on_loading_once_each(counter: Counter) -> None:
    bought(counter)
    desk = bundles(counter)

    desk.load(bundle(1, bulletin(), bulletin(), bulletin(SIMILAR, number="第13号")))
    desk.load(bundle(2, bulletin(), bulletin(number="第14号")))

    here = counter.bulletins.in_force()
    assert [one.bulletin.number for one in here] == ["第14号", "第13号", "第12号"]
    assert {one.arrived_on for one in here} == {TODAY}  # whenever the bundle is valid from
    kinds = [note.kind for note in counter.notes()]
    assert kinds.count(NoteKind.BULLETIN_ARRIVED) == 3
    assert kinds.count(NoteKind.MATCH_FOUND) == 2
    assert {header.staff for header in counter.headers() if header.kind == "internal"} == {
        BY_ITSELF
    }
    assert desk.faults() == rebuild_faults(counter.small.record) == []


def test_of_a_bundle_of_bulletins_the_signed_head_alone_is_kept(counter: Counter) -> None:
    desk = bundles(counter)
    file = bundle(1, bulletin())
    assert "見本電機".encode() in file  # the control

    desk.load(file)

    with counter.small.record.read() as view:
        [row] = counter.small.record.bundles.all(view)
    assert "見本電機".encode() not in row.file
    assert file.startswith(row.file)
    assert desk.version_on(BULLETINS, date(2026, 12, 24)) == 1
    counter.small.tamper(
        "UPDATE bundles SET file = CAST(replace(file, 'sion 1', 'sion 2') AS BLOB)"
    )
    counter._build()
    assert bundles(counter).faults() == ["bundle bulletins 1: bundle_not_proved"]


@pytest.mark.parametrize("why", ["form", "clock"])
def test_a_bundle_that_cannot_be_entered_leaves_nothing_behind(counter: Counter, why: str) -> None:
    desk = bundles(counter)
    if why == "form":
        file = sign_bundle(Bundle(BULLETINS, 1, TODAY, b'[{"number": 1}]'), HQ)
    else:
        bought(counter)
        counter.small.clock = HeldClock(counter.small.clock.now() - timedelta(days=1))
        counter._build()
        desk, file = bundles(counter), bundle(1, bulletin())

    with pytest.raises(CounterError) as told:
        desk.load(file)

    assert told.value.code == {"form": "bundle_payload", "clock": "clock_backwards"}[why]
    with counter.small.record.read() as view:
        assert list(counter.small.record.bundles.all(view)) == []
    assert counter.bulletins.in_force() == ()


def test_a_stranger_sends_no_bulletin(counter: Counter) -> None:
    desk = bundles(counter)
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        desk.load(bundle(1, bulletin()) + b" ")
    assert counter.notes() == []


def test_a_weaker_table_finds_nothing(counter: Counter) -> None:
    """The control of the whole: with words that mean nothing alike, no line is like it."""
    bought(counter)
    strict = replace(match_table(), least=1.1)
    desk = BulletinsDesk(
        counter.small.record,
        counter.small.clock,
        counter.staff,
        counter.clocks,
        clocks_on,
        strict,
    )
    assert desk.enter(bulletin(SIMILAR), MANAGER, MANAGER_PIN).found == ()
    assert len(counter.bulletins.matches()) == 1
