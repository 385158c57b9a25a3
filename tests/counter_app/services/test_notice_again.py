"""A customer who comes again is asked about what is wider now, and nobody else is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counter_app.clock import HeldClock, business_day
from counter_app.domain.consent import Choices
from counter_app.domain.values import VisitId
from counter_app.law.notice_family import family_of
from counter_app.law.notice_version import Notice
from counter_app.services.notice_again import AskedAgain, ChangedNotice
from counter_app.services.notice_shelf import NoticeShelf
from counter_app.services.notices import NoticeDesk
from tests.builders import NOTICE, NOW, consent, notice_shown
from tests.counter_app.services.counters import Counter
from tests.notices import revised, version
from tests.records import small_record

ALL = Choices(direct_mail=True, group_provision=True)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with small_record(tmp_path / "till") as small:
        yield Counter(small)


def asking(counter: Counter, *later: Notice) -> ChangedNotice:
    """The service on a day in June 2027, with these versions beside the shipped one."""
    small = counter.small
    clock = HeldClock(NOW)
    clock.move(days=(date(2027, 6, 1) - business_day(NOW)).days)
    shelf = NoticeShelf(family_of([version(NOTICE), *later]))
    notices = NoticeDesk(small.record, clock, shelf, counter.staff, demo=True)
    return ChangedNotice(small.record, notices)


@pytest.fixture
def wider(counter: Counter, tmp_path: Path) -> ChangedNotice:
    """Since April fraud prevention uses what the identity document says."""
    return asking(counter, version(revised(tmp_path / "later", fraud_sees_documents=True)))


def sold(counter: Counter, choices: Choices | None = None, **person: Any) -> None:
    """An accepted deal of a person under the shipped notice."""
    visit_id = counter.agreed(visit_id=counter.identified(**person))
    counter.visits.sign(visit_id, consent(choices))
    counter.accept(visit_id, payout="cash")


def asked(counter: Counter, desk: ChangedNotice, **person: Any) -> AskedAgain | None:
    """What somebody is asked again who is at the counter now."""
    return desk.for_visit(counter.visits.get(counter.identified(**person)))


def test_a_known_customer_is_asked_about_what_is_wider(
    counter: Counter, wider: ChangedNotice
) -> None:
    sold(counter)

    again = asked(counter, wider)

    assert again is not None
    assert (again.earlier.revised, again.earlier.given_on) == ("2023-02-01", business_day(NOW))
    [change] = again.changes
    assert (change.what, change.key, change.of) == ("items_added", "fraud", ("2",))


def test_whoever_was_never_here_is_asked_nothing(counter: Counter, wider: ChangedNotice) -> None:
    assert asked(counter, wider) is None
    sold(counter)

    assert asked(counter, wider, name="見本 次郎") is None
    assert asked(counter, wider, name="見本 太") is None  # the ledger is found by a part of a name
    assert asked(counter, wider, birth_date=date(1991, 1, 15)) is None
    assert asked(counter, wider) is not None  # the control


def test_a_visit_that_tells_no_person_yet_looks_for_nobody(
    counter: Counter, wider: ChangedNotice
) -> None:
    sold(counter)

    visit_id: VisitId = counter.opened()
    assert wider.for_visit(counter.visits.get(visit_id)) is None


def test_a_visit_does_not_find_itself(counter: Counter, wider: ChangedNotice) -> None:
    visit_id = counter.signed()
    counter.accept(visit_id, payout="cash")

    assert wider.last_consent(counter.visits.get(visit_id)) is None


def test_one_version_or_one_without_changes_asks_nobody(counter: Counter, tmp_path: Path) -> None:
    sold(counter)

    assert asked(counter, asking(counter)) is None
    same = version(revised(tmp_path / "same"))
    assert asked(counter, asking(counter, same)) is None


@pytest.mark.parametrize(
    ("choices", "expected"),
    [(Choices(), None), (ALL, ["marketing"]), (Choices(group_provision=True), None)],
)
def test_what_only_concerns_those_who_agreed_is_asked_of_them_alone(
    counter: Counter, tmp_path: Path, choices: Choices, expected: list[str] | None
) -> None:
    sold(counter, choices)
    wide = revised(tmp_path / "later", marketing_sees_documents=True)

    again = asked(counter, asking(counter, version(wide)))

    assert (None if again is None else [one.key for one in again.changes]) == expected


def test_a_consent_to_the_notice_in_force_ends_the_asking(
    counter: Counter, wider: ChangedNotice
) -> None:
    sold(counter)
    assert asked(counter, wider) is not None  # the control

    visit_id = counter.agreed(visit_id=counter.identified())
    shown = notice_shown(layer="full", revised="2027-04-01")
    counter.visits.sign(visit_id, consent(shown=shown))
    counter.accept(visit_id, payout="cash")

    assert asked(counter, wider) is None


def test_whoever_took_an_answer_back_is_asked_as_if_it_had_been_no(
    counter: Counter, tmp_path: Path
) -> None:
    sold(counter, ALL)
    desk = asking(counter, version(revised(tmp_path / "later", marketing_sees_documents=True)))
    visit = counter.visits.get(counter.identified())
    earlier = desk.last_consent(visit)
    assert earlier is not None
    assert earlier.marketing

    assert desk.must_ask_again(earlier) is not None
    assert desk.must_ask_again(replace(earlier, marketing=False)) is None
