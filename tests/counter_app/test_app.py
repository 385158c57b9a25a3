"""The composition of a till: what it refuses, what it leaves when it fails, what it closes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import pytest
from typing_extensions import override

from counter_app.app import (
    Resources,
    World,
    devices_of,
    is_set_up,
    open_counter,
    open_till,
    set_up_till,
)
from counter_app.clock import HeldClock, business_day
from counter_app.domain.errors import NotPossibleNow, Refused, WrongInput
from counter_app.domain.folding import Folding
from counter_app.domain.rights import Rights
from counter_app.domain.values import StaffCode
from counter_app.domain.visit import Step
from counter_app.id_reading.pixels import Picture
from counter_app.id_reading.process import AUTO, DocumentReader
from counter_app.id_reading.reading import Reading
from counter_app.law.dated import LawTableFault
from counter_app.law.notice_bundle import packed_notice
from counter_app.law.notice_family import NoticeFamily
from counter_app.law.notice_version import version_files
from counter_app.services.papers import PaperFolder
from counter_app.services.set_up import Manager
from counter_app.storage.keys import FileKeyStore
from counter_app.sync.bundle import Bundle, sign_bundle
from tests.notices import revised
from tests.signed_bundles import HQ, know_hq
from tests.ui.counters import (
    AFTERNOON,
    CLERK,
    CLERK_PIN,
    FAST,
    MANAGER,
    MANAGER_PIN,
    SETTINGS,
    open_small_counter,
)
from tests.ui.screens.conftest import visit_at

WHO = Manager(MANAGER, "見本 店長", MANAGER_PIN)


@dataclass
class CountedReader(DocumentReader):
    """Counts how often it was started and closed."""

    started: int = 0
    closed: int = 0

    @override
    def start(self) -> None:
        self.started += 1

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        raise NotImplementedError

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        raise NotImplementedError

    @override
    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def reader() -> CountedReader:
    return CountedReader()


@pytest.fixture
def world(tmp_path: Path, reader: CountedReader) -> World:
    papers = PaperFolder(tmp_path / "papers")
    return World(HeldClock(AFTERNOON), papers, hasher=FAST, reader=reader)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "till.key"


def made(folder: Path, key_file: Path, world: World) -> None:
    set_up_till(folder, SETTINGS, WHO, world, key_file=key_file, approve=True)


# ---- Set-up


def test_a_till_is_set_up_with_its_key_beside_it(
    folder: Path, key_file: Path, world: World
) -> None:
    assert not is_set_up(folder)

    made(folder, key_file, world)

    assert is_set_up(folder)
    assert key_file.stat().st_mode & 0o077 == 0


def test_a_set_up_that_fails_leaves_no_key_file_and_no_folder(
    folder: Path, key_file: Path, world: World
) -> None:
    wrong = replace(SETTINGS, permit_number="1")
    with pytest.raises(WrongInput, match="permit_form"):
        set_up_till(folder, wrong, WHO, world, key_file=key_file, approve=True)
    broken = replace(world, clock=BrokenClock(AFTERNOON))
    with pytest.raises(PluggedOutError):
        set_up_till(folder, SETTINGS, WHO, broken, key_file=key_file, approve=True)

    assert list(folder.parent.iterdir()) == []
    made(folder, key_file, world)  # and the next try finds nothing in its way


class PluggedOutError(Exception):
    """The PC went off in the middle."""


class BrokenClock(HeldClock):
    """Fails when the first act asks for the time, after the key file was made."""

    @override
    def now(self) -> datetime:
        raise PluggedOutError


def test_a_key_file_that_was_there_before_is_not_taken_away(
    folder: Path, key_file: Path, world: World
) -> None:
    key_file.write_bytes(b"of another till")

    with pytest.raises(Refused, match="key_file_exists"):
        made(folder, key_file, world)

    assert key_file.read_bytes() == b"of another till"


def test_without_a_key_file_and_without_a_store_nothing_is_made(folder: Path, world: World) -> None:
    with pytest.raises(NotPossibleNow, match="key_store_missing"):
        set_up_till(folder, SETTINGS, WHO, world, approve=True)

    assert not folder.exists()


# ---- Opening and closing


def test_a_folder_without_a_till_is_refused_and_stays_as_it_is(
    folder: Path, key_file: Path, world: World
) -> None:
    with pytest.raises(Refused, match="store_missing"):
        open_counter(folder, key_file, world)

    assert not folder.exists()


def test_a_till_without_its_key_is_refused(folder: Path, key_file: Path, world: World) -> None:
    made(folder, key_file, world)
    key_file.unlink()

    with pytest.raises(Refused, match="store_key_missing"):
        open_counter(folder, key_file, world)


def test_what_is_opened_speaks_for_the_shop(folder: Path, key_file: Path, world: World) -> None:
    made(folder, key_file, world)

    counter = open_counter(folder, key_file, world, camera="7")
    try:
        assert (counter.shop.name, counter.shop.till) == (SETTINGS.shop, SETTINGS.till)
        assert counter.settings.camera == "7"  # in place of the settings' own
        assert [one.code for one in counter.staff.members()] == [MANAGER]
        counter.notices.require_usable()
    finally:
        counter.close()


@pytest.mark.parametrize(
    "name", ["rakuten-mobile-secondhand", "rakuten-mobile-secondhand/2023-02-01"]
)
def test_a_till_goes_by_its_notice_whether_or_not_a_version_is_named(
    folder: Path, key_file: Path, world: World, name: str
) -> None:
    settings = replace(SETTINGS, notice=name, demo=False)
    set_up_till(folder, settings, WHO, world, key_file=key_file, approve=True)

    counter = open_counter(folder, key_file, world)
    try:
        assert counter.notices.facts.revised == date(2023, 2, 1)
        counter.notices.require_usable()
    finally:
        counter.close()


def test_only_the_wordings_that_were_read_are_approved_at_the_set_up(
    folder: Path, key_file: Path, world: World
) -> None:
    settings = replace(SETTINGS, demo=False)
    set_up_till(
        *(folder, settings, WHO, world),
        key_file=key_file,
        approve=True,
        languages=("ja", "xx"),
    )

    counter = open_counter(folder, key_file, world)
    try:
        assert set(counter.notices.languages) == {"ja"}
        assert "en" in counter.notices.waiting()
    finally:
        counter.close()


def test_a_version_that_came_as_a_bundle_holds_after_the_next_start(
    folder: Path, key_file: Path, world: World, tmp_path: Path
) -> None:
    made(folder, key_file, world)
    day = business_day(world.clock.now())
    later = revised(tmp_path / "later", fraud_sees_documents=True, day=day.isoformat())
    payload = packed_notice(version_files(later))
    counter = open_counter(folder, key_file, world)
    try:
        know_hq(counter.record)
        counter.bundles.load(sign_bundle(Bundle("notice", 1, day, payload), HQ))
        assert counter.notices.facts.revised == day
    finally:
        counter.close()

    with open_till(folder, key_file, world.clock) as till:
        assert 2 in till.notices.facts.rows["fraud"].items
        assert till.notices.notice.group.find("sample_a") is not None
        with till.record.read() as view:  # and what was written before it opens
            first = till.record.acts.act(view, 1)
            assert "other.staff_note" in till.record.acts.fields(view, first, "provide")


def test_warming_up_starts_the_reader_and_closing_closes_reader_and_record(
    folder: Path, key_file: Path, world: World, reader: CountedReader
) -> None:
    made(folder, key_file, world)
    counter = open_counter(folder, key_file, world)
    counter.warm_up()
    assert (reader.started, reader.closed) == (1, 0)

    counter.close()

    assert reader.closed == 1
    again = open_counter(folder, key_file, world)  # nothing holds the record any more
    again.close()
    assert reader.closed == 2


def test_a_till_that_cannot_be_built_closes_its_record(
    folder: Path, key_file: Path, world: World, tmp_path: Path
) -> None:
    made(folder, key_file, world)
    with pytest.raises(LawTableFault):
        open_counter(folder, key_file, world, HalfResources(tmp_path))

    open_counter(folder, key_file, world).close()


class HalfResources(Resources):
    """Notice and rights are there, the tables of the law are not."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._whole, self.folder = self.folder, folder

    @override
    def notices(self, name: str) -> NoticeFamily:
        return Resources(self._whole).notices(name)

    @override
    def folding(self) -> Folding:
        return Resources(self._whole).folding()

    @cached_property
    @override
    def rights(self) -> Rights:
        return Resources(self._whole).rights


def test_a_command_opens_a_till_for_itself_alone(
    folder: Path, key_file: Path, world: World
) -> None:
    made(folder, key_file, world)

    with open_till(folder, key_file, world.clock) as till:
        assert till.hq.state().size > 0
    with open_till(folder, key_file, world.clock) as till:
        assert till.hq.state().size > 0


# ---- What the world hands in


def test_the_worlds_disk_decides_whether_a_deal_fits(
    folder: Path, key_file: Path, world: World
) -> None:
    asked: list[Path] = []

    def nothing_free(where: Path) -> int:
        asked.append(where)
        return 0

    with open_small_counter(folder.parent) as counter:
        visit = visit_at(counter, Step.PAYOUT)
    counter = open_counter(folder, key_file, replace(world, free_bytes=nothing_free))
    try:
        with pytest.raises(NotPossibleNow, match="disk_full"):
            counter.acceptance.accept(visit.visit_id, StaffCode(CLERK), CLERK_PIN)
    finally:
        counter.close()
    assert asked == [folder]


def test_the_doctor_knocks_at_the_camera_and_the_keys_of_the_till(tmp_path: Path) -> None:
    keys, printer = FileKeyStore(tmp_path / "till.key", tmp_path / "till"), PaperFolder(tmp_path)
    devices = devices_of(replace(SETTINGS, camera=str(tmp_path / "no.jpg")), keys, printer)
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        devices.camera()

    with pytest.raises(Refused, match="store_key_missing"):
        devices.keys()
    assert devices.printer() == tmp_path.name
    there = devices_of(replace(SETTINGS, camera=str(tmp_path)), keys, printer)
    with pytest.raises(NotPossibleNow, match="camera_missing"):
        there.camera()


def test_a_warm_up_that_fails_tells_why(folder: Path, key_file: Path, world: World) -> None:
    made(folder, key_file, world)
    counter = open_counter(folder, key_file, replace(world, reader=DeadReader()))
    try:
        with pytest.raises(NotPossibleNow, match="reader_stopped"):
            counter.warm_up()
    finally:
        counter.close()


class DeadReader(CountedReader):
    """Cannot be started."""

    @override
    def start(self) -> None:
        raise NotPossibleNow("reader_stopped")
