"""A visit that came to nothing is erased on the next business day, and no other."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.values import VisitId
from counter_app.services.abandoned import AbandonedVisits
from tests.builders import licence
from tests.counter_app.services.counters import Counter
from tests.folder_search import found

NAME = "見本"
HOUR = 3600


def abandoned(counter: Counter) -> AbandonedVisits:
    return AbandonedVisits(counter.small.record, counter.small.clock)


def with_image(counter: Counter) -> VisitId:
    """A visit whose document was read and its picture kept."""
    visit_id = counter.identified()
    name = counter.small.record.blobs.keep(b"picture", "2.image", visit_id)
    counter.visits.set_document(visit_id, replace(licence(), image=name))
    return visit_id


def test_the_day_after_everything_of_the_visit_is_gone(counter: Counter) -> None:
    with_image(counter)
    assert NAME.encode() in counter.drafts()
    counter.small.clock.move(seconds=8 * HOUR)  # 20:00: the same business day
    assert abandoned(counter).forget() == 0
    assert len(counter.files()) == 1

    counter.small.clock.move(seconds=13 * HOUR)
    with counter.small.record.read() as view:
        assert abandoned(counter).count(view) == 1
    assert abandoned(counter).forget() == 1

    assert counter.visits.open_visits() == []
    assert counter.files() == []
    assert counter.drafts() == b""
    counter.small.record.close()
    pages = found(counter.small.folder, counter.small.keys, [NAME + " 太郎"])
    assert "pages of ledger.db" not in pages
    assert "log of ledger.db" not in pages
    counter.restart()


def test_the_search_finds_a_visit_that_is_still_open(counter: Counter) -> None:
    with_image(counter)
    counter.small.record.wipe_log()
    name = counter.visits.open_visits()[0].seller.name
    assert found(counter.small.folder, counter.small.keys, [name]) == {"pages of ledger.db"}


def test_a_visit_at_work_across_midnight_is_let_be(counter: Counter) -> None:
    counter.small.clock.move(seconds=11.5 * HOUR)  # 23:30
    visit_id = counter.identified()
    counter.small.clock.move(seconds=HOUR - 60)  # 00:29 of the next day
    assert abandoned(counter).forget() == 0
    assert counter.visits.get(visit_id).seller.name
    counter.small.clock.move(seconds=120)
    assert abandoned(counter).forget() == 1


def test_an_accepted_visit_is_no_abandoned_one(counter: Counter) -> None:
    visit_id = counter.signed()
    counter.accept(visit_id)
    counter.small.clock.move(days=2)
    assert abandoned(counter).forget() == 0
    assert counter.visits.get(visit_id).acceptance is not None


def test_a_file_whose_visit_is_gone_goes_too(counter: Counter) -> None:
    """A crash between the end of a visit and its files."""
    visit_id = with_image(counter)
    with counter.small.record.write() as tx:
        counter.small.record.drafts.erase(tx, visit_id)
    assert len(counter.files()) == 1
    assert abandoned(counter).forget() == 0
    assert counter.files() == []
