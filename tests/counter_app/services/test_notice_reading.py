"""The seconds of a notice's pages: counted in the language read, and only in it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.services.notice_reading import NoticeReading
from counter_app.services.notices import NoticeDesk, load_notice
from counter_app.services.staff import StaffDesk
from tests.builders import NOTICE, facts
from tests.records import SmallRecord


class Stopwatch:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        """What it shows."""
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def notices(small: SmallRecord, staff: StaffDesk) -> NoticeDesk:
    notice = load_notice(NOTICE, facts())
    return NoticeDesk(small.record, small.clock, notice, staff, demo=True)


@pytest.fixture
def reading(notices: NoticeDesk, small: SmallRecord, watch: Stopwatch) -> NoticeReading:
    return NoticeReading(notices, small.clock, "full", watch)


def whole(reading: NoticeReading, notices: NoticeDesk, language: str, watch: Stopwatch) -> None:
    """Two seconds for every page that is not yet seen."""
    for key in reading.unseen(language):
        reading.turn(language, (key,))
        watch.seconds += 2


def test_every_page_has_the_seconds_that_it_stood(
    reading: NoticeReading, notices: NoticeDesk, watch: Stopwatch, small: SmallRecord
) -> None:
    opened = small.clock.now()
    whole(reading, notices, "ja", watch)

    shown = reading.shown("ja")

    assert shown.layer == "full"
    assert shown.shown_at == opened
    assert shown.end_reached_at == opened
    assert shown.sha256 == hashlib.sha256((NOTICE / "ja.md").read_bytes()).hexdigest()
    assert [key for key, _ in shown.pages] == [page.key for page in notices.pack("ja").full]
    assert {seconds for _, seconds in shown.pages} == {2.0}


def test_the_end_is_reached_with_the_last_unseen_page(
    reading: NoticeReading, notices: NoticeDesk, small: SmallRecord
) -> None:
    *before, last = reading.unseen("ja")
    for key in before:
        reading.turn("ja", (key,))
    small.clock.move(seconds=60)
    reading.turn("ja", (last,))
    end = small.clock.now()
    small.clock.move(seconds=60)
    reading.turn("ja", (before[0],))

    assert reading.shown("ja").end_reached_at == end


def test_pages_that_stand_together_have_the_same_seconds_and_coming_back_adds(
    notices: NoticeDesk, small: SmallRecord, watch: Stopwatch
) -> None:
    reading = NoticeReading(notices, small.clock, "short", watch)
    reading.turn("ja", ("short",))
    watch.seconds += 3
    reading.turn("ja", ("items", "item:person"))
    watch.seconds += 5
    reading.turn("ja", ("short",))
    watch.seconds += 0.26

    assert reading.shown("ja").pages == (("short", 3.3), ("items", 5.0), ("item:person", 5.0))


def test_time_away_from_the_pages_does_not_count(
    notices: NoticeDesk, small: SmallRecord, watch: Stopwatch
) -> None:
    reading = NoticeReading(notices, small.clock, "short", watch)
    reading.turn("ja", ("short",))
    watch.seconds += 4
    reading.pause()
    watch.seconds += 60

    assert reading.shown("ja").pages == (("short", 4.0),)


def test_a_page_that_was_not_seen_keeps_the_notice_open(
    reading: NoticeReading, notices: NoticeDesk
) -> None:
    *most, last = notices.pack("ja").full
    for page in most:
        reading.turn("ja", (page.key,))

    assert reading.unseen("ja") == (last.key,)
    with pytest.raises(WrongInput, match="notice_not_full"):
        reading.shown("ja")

    reading.turn("ja", (last.key,))  # the control: with it the notice is whole
    assert reading.unseen("ja") == ()
    reading.shown("ja")


def test_pages_read_in_another_language_do_not_count(
    reading: NoticeReading, notices: NoticeDesk, watch: Stopwatch, small: SmallRecord
) -> None:
    whole(reading, notices, "ja", watch)
    small.clock.move(seconds=90)
    switched = small.clock.now()
    reading.turn("en", ("revised",))

    assert len(reading.unseen("en")) == len(notices.pack("en").full) - 1
    with pytest.raises(WrongInput, match="notice_not_full"):
        reading.shown("en")

    whole(reading, notices, "en", watch)
    shown = reading.shown("en")
    assert shown.language == "en"
    assert shown.shown_at == switched
    assert shown.sha256 == hashlib.sha256((NOTICE / "en.md").read_bytes()).hexdigest()
    assert shown.pages[0][0] == "revised"  # in the order first shown
    assert {key for key, _ in shown.pages} == {page.key for page in notices.pack("en").full}


def test_a_language_without_a_wording_reads_the_one_that_prevails(
    notices: NoticeDesk, small: SmallRecord
) -> None:
    reading = NoticeReading(notices, small.clock, "short")
    reading.turn("fr", ("short",))

    assert reading.shown("fr").language == "ja"


def test_an_earlier_reading_of_the_same_bytes_is_taken_up(
    reading: NoticeReading, notices: NoticeDesk, watch: Stopwatch, small: SmallRecord
) -> None:
    whole(reading, notices, "ja", watch)
    before = reading.shown("ja")
    small.clock.move(seconds=60)

    again = NoticeReading(notices, small.clock, "full", watch)
    again.take_up(before)
    assert again.shown("ja") == before

    other = NoticeReading(notices, small.clock, "full", watch)
    other.take_up(replace(before, sha256="0" * 64))
    assert other.unseen("ja")
