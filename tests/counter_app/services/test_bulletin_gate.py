"""No receipt gets past a number of a bulletin, and none past a likeness that nobody compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from counter_app.clock import HeldClock
from counter_app.domain.bulletin import BulletinItem
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import NoteKind
from counter_app.domain.ledger import LateEntry
from counter_app.domain.values import StaffCode, VisitId
from counter_app.services.bulletin_gate import ArticleMatch
from tests.builders import (
    CLERK,
    CLERK_PIN,
    IMEI,
    MANAGER,
    MANAGER_PIN,
    SIMILAR,
    appraised,
    bulletin,
    consent,
)
from tests.counter_app.services.counters import Counter
from tests.records import small_record

OTHER_IMEI = "356938035643809"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with small_record(tmp_path / "till") as small:
        yield Counter(small)


def enter(counter: Counter, *items: BulletinItem, number: str = "第12号") -> None:
    counter.bulletins.enter(bulletin(*items, number=number), MANAGER, MANAGER_PIN)


def refused(counter: Counter, visit: VisitId, code: str) -> None:
    """The clerk accepts in vain; nothing of a receipt is written."""
    with pytest.raises(Refused) as told:
        counter.accept(visit)
    assert told.value.code == code
    assert counter.lines() == []
    assert {header.kind for header in counter.headers()} <= {"internal"}
    assert counter.visits.get(visit).acceptance is None


def kinds(counter: Counter) -> list[NoteKind]:
    told = [note.kind for note in counter.notes()]
    return [kind for kind in told if kind is not NoteKind.BULLETIN_ARRIVED]


def similar(counter: Counter, visit: VisitId) -> ArticleMatch:
    [one] = counter.gate.look(visit, CLERK)
    return one


def clear(counter: Counter, visit: VisitId, one: ArticleMatch, reason: str = "色が違う") -> None:
    counter.gate.clear(visit, one, reason, MANAGER, MANAGER_PIN)


def test_a_number_of_a_bulletin_is_not_accepted_and_is_noted_once(counter: Counter) -> None:
    enter(counter)
    visit = counter.signed()

    for _press in range(3):
        refused(counter, visit, "bulletin_match")

    assert kinds(counter) == [NoteKind.MATCH_FOUND]
    note = counter.notes()[-1]
    assert (note.told["number"], note.told["station"]) == ("第12号", "見本警察署")
    assert note.told["strength"] == "exact"
    assert IMEI not in str(note.told)  # the article's own number is not kept: it was not received


def test_it_is_seen_and_noted_as_soon_as_the_article_is_entered(counter: Counter) -> None:
    enter(counter)
    visit = counter.agreed()

    [first] = counter.gate.look(visit, CLERK)
    [again] = counter.gate.look(visit, CLERK)

    assert (first.place, first.code, first.noted) == (0, "bulletin_match", False)
    assert again.noted
    assert kinds(counter) == [NoteKind.MATCH_FOUND]


def test_without_a_bulletin_everything_goes_on(counter: Counter) -> None:
    visit = counter.signed()
    assert counter.gate.look(visit, CLERK) == ()
    assert counter.accept(visit).acceptance is not None
    assert counter.notes() == []


def test_a_bulletin_that_comes_after_the_look_still_stops_the_receipt(counter: Counter) -> None:
    visit = counter.signed()
    assert counter.gate.look(visit, CLERK) == ()
    enter(counter)
    refused(counter, visit, "bulletin_match")


def test_one_article_of_several_stops_the_visit(counter: Counter) -> None:
    enter(counter)
    visit = counter.signed(appraised(imei=OTHER_IMEI), appraised(imei=IMEI))
    refused(counter, visit, "bulletin_match")
    assert similar(counter, visit).place == 1


def test_no_way_of_accepting_leads_past_it(counter: Counter) -> None:
    enter(counter)
    visit = counter.signed()
    late = LateEntry(counter.small.clock.now() - timedelta(hours=1), "停電")
    for payout, entry in (("cash", None), ("transfer", None), ("cash", late)):
        with pytest.raises(Refused, match="bulletin_match"):
            counter.acceptance.accept(
                visit,
                MANAGER,
                MANAGER_PIN,
                payout,  # type: ignore[arg-type]  # both are ways of paying
                late=entry,
            )
    assert counter.lines() == []


def test_nobody_clears_a_number(counter: Counter) -> None:
    enter(counter)
    visit = counter.signed()
    one = similar(counter, visit)

    with pytest.raises(Refused, match="bulletin_match"):
        clear(counter, visit, one)
    refused(counter, visit, "bulletin_match")


def test_a_likeness_waits_for_a_manager_who_compares(counter: Counter) -> None:
    enter(counter, SIMILAR)
    visit = counter.signed()
    refused(counter, visit, "bulletin_similar")
    assert kinds(counter) == []

    clear(counter, visit, similar(counter, visit))

    assert similar(counter, visit).code == ""
    assert kinds(counter) == [NoteKind.MATCH_CLEARED]
    assert counter.notes()[-1].told["reason"] == "色が違う"
    assert counter.headers()[-1].staff == MANAGER
    assert counter.accept(visit).acceptance is not None


@pytest.mark.parametrize(
    ("by", "pin", "reason", "code"),
    [
        (CLERK, CLERK_PIN, "色が違う", "not_a_manager"),
        (MANAGER, "0000", "色が違う", "pin_wrong"),
        (MANAGER, MANAGER_PIN, " ", "reason_missing"),
    ],
)
def test_it_takes_a_manager_a_pin_and_a_reason(
    counter: Counter, by: StaffCode, pin: str, reason: str, code: str
) -> None:
    enter(counter, SIMILAR)
    visit = counter.signed()
    with pytest.raises((Refused, WrongInput)) as told:
        counter.gate.clear(visit, similar(counter, visit), reason, by, pin)
    assert told.value.code == code
    refused(counter, visit, "bulletin_similar")


def test_a_clearing_holds_for_this_bulletin_this_article_and_this_visit(counter: Counter) -> None:
    enter(counter, SIMILAR)
    visit = counter.signed()
    cleared = similar(counter, visit)
    clear(counter, visit, cleared)

    enter(counter, SIMILAR, number="第13号")  # another bulletin
    assert [one.code for one in counter.gate.look(visit, CLERK)] == ["bulletin_similar", ""]
    refused(counter, visit, "bulletin_similar")

    other = counter.signed()  # another visit with the very same article
    assert {one.code for one in counter.gate.look(other, CLERK)} == {"bulletin_similar"}
    with pytest.raises(WrongInput, match="bulletin_unknown"):
        clear(counter, other, cleared)

    counter.agreed(appraised(serial="F2LX40HQ7"), visit_id=visit)  # another article
    counter.visits.sign(visit, consent())
    assert {one.code for one in counter.gate.look(visit, CLERK)} == {"bulletin_similar"}
    with pytest.raises(WrongInput, match="bulletin_unknown"):
        clear(counter, visit, cleared)


def test_clearing_twice_is_noted_once_and_holds_after_a_restart(counter: Counter) -> None:
    enter(counter, SIMILAR)
    visit = counter.signed()
    for _time in range(2):
        clear(counter, visit, similar(counter, visit))
    assert kinds(counter) == [NoteKind.MATCH_CLEARED]
    counter.restart()
    assert similar(counter, visit).cleared
    assert counter.accept(visit).acceptance is not None


def test_a_cleared_likeness_does_not_cover_a_number(counter: Counter) -> None:
    enter(counter, SIMILAR)
    visit = counter.signed()
    clear(counter, visit, similar(counter, visit))
    enter(counter)
    refused(counter, visit, "bulletin_match")


def test_after_its_last_day_a_bulletin_stops_nothing(counter: Counter) -> None:
    enter(counter)
    last = counter.bulletins.in_force()[0].last_day
    now = counter.small.clock.now()
    for days, stops in ((0, True), (1, False)):
        later = now + timedelta(days=(last - now.date()).days + days)
        counter.small.clock = HeldClock(later)
        counter._build()
        visit = counter.opened()
        counter.agreed(visit_id=visit)
        assert bool(counter.gate.look(visit, CLERK)) is stops


def test_the_look_writes_nothing_under_a_wrong_clock(counter: Counter) -> None:
    enter(counter)
    visit = counter.agreed()
    counter.small.clock = HeldClock(counter.small.clock.now() - timedelta(hours=1))
    counter._build()
    with pytest.raises(Refused, match="clock_backwards"):
        counter.gate.look(visit, CLERK)
    assert kinds(counter) == []


def test_a_gate_with_a_hole_lets_the_receipt_through(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with words that match nothing, the same visit is accepted."""
    enter(counter, SIMILAR)
    visit = counter.signed()
    monkeypatch.setattr(counter.gate, "_table", replace(counter.gate._table, least=1.1))
    assert counter.accept(visit).acceptance is not None
