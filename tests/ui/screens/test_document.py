"""The identity document: scanned, reviewed, typed, refused; the camera and what may befall it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from typing_extensions import override

from counter_app.app import Counter
from counter_app.domain.errors import CounterError, NotPossibleNow, WrongInput
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from counter_app.id_reading.camera import Camera
from counter_app.id_reading.pixels import Image, Picture
from counter_app.id_reading.process import DocumentReader
from counter_app.id_reading.reading import Check, FieldRead, Reading
from counter_app.services.scanning import Preview, ScanDesk
from tests import builders
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of, write
from ui.screens.document import DocumentScreen
from ui.theme import Theme

CROP = Picture(bytes([230, 235, 240]) * (120 * 20), 120, 20)
FRAME = np.zeros((108, 192, 3), np.uint8)


def read(value: str, *, doubts: tuple[int, ...] = ()) -> FieldRead:
    return FieldRead(value, 0.6 if doubts else 0.98, (0, 0, 9, 9), bool(doubts), doubts, CROP)


def licence(**other: FieldRead) -> Reading:
    """A driving licence of the specimen person, all of it sure."""
    fields = {
        "name": read("見本 太郎"),
        "birth_date": read("1990-01-15"),
        "address": read("東京都千代田区見本1-2-3"),
        "issued_on": read("2024-02-01"),
        "expires_on": read("2029-02-15"),
        "number": read("301234567890"),
    }
    checks = (Check("licence_number", ok=True), Check("birth_date_era", ok=True))
    return Reading("driving_licence", fields=fields | other, checks=checks)


@dataclass
class FakeCamera(Camera):
    """A camera over an empty mat, until it is pulled out."""

    lost: bool = False
    closed: bool = False

    @override
    def read(self) -> Image:
        """The next frame."""
        Event().wait(0.005)  # a camera has a pace of its own
        if self.lost:
            raise NotPossibleNow("camera_lost")
        return FRAME

    @override
    def close(self) -> None:
        """Let go."""
        self.closed = True


@dataclass
class Bench(DocumentReader):
    """The camera and the reader of a test: what they give, and what became of them."""

    reading: Reading = field(default_factory=licence)
    fault: CounterError | None = None
    missing: bool = False
    asked: int = 0
    wanted: str = ""
    pause: Event | None = None
    cameras: list[FakeCamera] = field(default_factory=list)

    @override
    def start(self) -> None:
        """Nothing to load."""

    @override
    def read_frame(self, frame: Picture, wanted: str = "auto") -> Reading:
        """What the camera's frame shows."""
        self.asked += 1
        self.wanted = wanted
        if self.pause is not None:
            self.pause.wait(10)
        if self.fault is not None:
            raise self.fault
        return self.reading

    @override
    def read_file(self, data: bytes, wanted: str = "auto") -> Reading:
        """No file is read here."""
        raise NotImplementedError

    @override
    def close(self) -> None:
        """Nothing to let go of."""

    def open_camera(self) -> FakeCamera:
        """A camera, unless none is there."""
        if self.missing:
            raise NotPossibleNow("camera_missing")
        self.cameras.append(FakeCamera())
        return self.cameras[-1]


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def counter(counter: Counter, bench: Bench) -> Counter:
    """The open till with the bench's camera and reader."""
    return replace(counter, scanning=ScanDesk(bench, bench.open_camera))


@pytest.fixture
def desk(qtbot: QtBot, counter: Counter, theme: Theme) -> Iterator[Stage]:
    stage = Stage(qtbot, counter, theme)
    stage.sign_in(builders.CLERK)
    yield stage
    stage.close()
    assert stage.bugs == []


class At:
    """The document step on the stage."""

    def __init__(self, stage: Stage, *, language: str = "ja", visit: Visit | None = None) -> None:
        self.stage = stage
        self.visit = visit or visit_at(stage.counter, Step.DOCUMENT)
        self.screen: DocumentScreen
        self.shown: Shown
        self.screen, self.shown = stage.show(
            DocumentScreen, self.visit, language=language, settles=False
        )

    def until(self, holds: Callable[[], object]) -> None:
        """Wait for it."""
        self.stage.qtbot.waitUntil(lambda: bool(holds()), timeout=10_000)

    def says(self, words: str) -> None:
        """Wait until a person can read it."""
        self.until(lambda: words in words_of(self.screen))

    def scan(self) -> None:
        """Wait for the picture, then press the button."""
        self.until(lambda: self.screen._hint not in {"starting", "reading"})
        self.shown.hands.click("scan")
        self.until(lambda: not self.screen.is_working)

    def tick(self) -> None:
        """Confirm that card and face were seen."""
        self.shown.hands.click("seen")
        self.shown.hands.click("face")

    def go_on(self) -> None:
        """Press the primary button, and wait for what comes of it."""
        self.shown.hands.click("primary")
        self.until(lambda: not self.screen.is_working)

    def saved(self) -> Visit:
        """The visit in the record."""
        return self.stage.counter.visits.get(self.visit.visit_id)

    @property
    def ready(self) -> bool:
        """Whether the primary button can be pressed."""
        primary = self.shown.hands.find("primary")
        return primary is not None and primary.isEnabled()


def test_a_sure_reading_needs_only_the_two_ticks(desk: Stage, bench: Bench) -> None:
    at = At(desk)
    at.scan()
    at.says("見本 太郎")
    assert "1990年1月15日" in words_of(at.screen)
    assert not at.ready
    assert "残り：原本の確認、顔の確認" in words_of(at.screen)
    at.tick()
    at.go_on()
    assert [one.step for one in at.shown.moved] == [Step.DETAILS]
    document = at.saved().document
    assert document is not None
    assert (document.kind, document.name) == ("driving_licence", "見本 太郎")
    assert document.expires_on == date(2029, 2, 15)
    assert document.checked_by == builders.CLERK
    assert ("name", "見本 太郎", 0.98) in document.reading
    assert document.image == ""
    assert bench.cameras[-1].closed


def test_a_doubtful_field_is_compared_before_going_on(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(address=read("東京都千代田区見本7-2-3", doubts=(9,)))
    at = At(desk)
    at.scan()
    at.says("確認 1項目")
    at.tick()
    assert not at.ready
    assert "残り：住所の確認" in words_of(at.screen)
    QTest.keyClick(at.screen, Qt.Key.Key_F8)
    at.until(lambda: at.shown.hands.find("address"))
    write(at.shown.hands, "address", "東京都千代田区見本1-2-3")
    at.shown.hands.click("agree_address")
    at.says("すべて確認済み")
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.address == "東京都千代田区見本1-2-3"
    assert ("address", "東京都千代田区見本7-2-3", 0.6) in document.reading  # as it was read


def test_what_only_serves_the_checks_is_neither_shown_nor_kept(desk: Stage, bench: Bench) -> None:
    only_checked = {"sex": "M", "nationality": "UTO", "mrz1": "P<UTOMIHON", "mrz2": "L898902C36"}
    bench.reading = licence(**{name: read(value) for name, value in only_checked.items()})
    at = At(desk)
    at.scan()
    at.says("見本 太郎")
    assert not [one for one in only_checked.values() if one in words_of(at.screen).split("\n")]
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert {name for name, _, _ in document.reading} == {
        *("name", "birth_date", "address", "issued_on", "expires_on", "number")
    }


def test_a_sure_field_can_be_mended(desk: Stage) -> None:
    at = At(desk)
    at.scan()
    at.until(lambda: at.shown.hands.find("edit_name"))
    at.shown.hands.click("edit_name")
    at.until(lambda: at.shown.hands.find("name"))
    write(at.shown.hands, "name", "見本 次郎")
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.name == "見本 次郎"


def test_a_form_of_a_kanji_is_picked_without_an_input_method(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(name=read("高﨑 太郎", doubts=(0,)))
    at = At(desk)
    at.scan()
    at.until(lambda: at.shown.hands.find("name"))
    field = at.shown.hands.find("name")
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)  # 髙
    QTest.keyClick(field, Qt.Key.Key_Return)
    at.says("すべて確認済み")
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.name == "髙﨑 太郎"
    assert ("name", "高﨑 太郎", 0.6) in document.reading


def test_a_sure_value_that_a_list_put_right_says_so(desk: Stage, bench: Bench) -> None:
    right = replace(read("東京都千代田区見本1"), raw="東京都干代田区見本1", changed_by="towns")
    bench.reading = licence(address=right)
    at = At(desk)
    at.scan()
    at.says("住所録に合わせて直しました。読んだまま：東京都干代田区見本1")
    at.shown.hands.click("edit_address")
    at.until(lambda: at.shown.hands.find("take_raw"))
    at.shown.hands.click("take_raw")
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.address == "東京都干代田区見本1"


@pytest.mark.parametrize(
    ("language", "title", "day"),
    [
        ("ja", "この書類では買い取れません", "2023年8月30日"),
        ("en", "This document cannot be taken", "August 30, 2023"),
    ],
)
def test_an_expired_document_stops_with_its_article(
    desk: Stage, bench: Bench, language: str, title: str, day: str
) -> None:
    bench.reading = licence(expires_on=read("2023-08-30"))
    at = At(desk, language=language)
    at.scan()
    at.tick()
    at.go_on()
    at.says(title)
    words = words_of(at.screen)
    assert day in words
    assert "根拠：" in words or "Law: " in words
    assert "15" in words  # article 15 of the Act is about the document
    assert at.shown.hands.find("primary") is None  # nothing leads on from here
    assert at.saved().step is Step.DOCUMENT


def test_another_document_may_be_shown(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(expires_on=read("2023-08-30"))
    at = At(desk)
    at.scan()
    at.tick()
    at.go_on()
    at.until(lambda: at.shown.hands.find("way_other"))
    at.shown.hands.click("way_other")
    at.until(lambda: len(bench.cameras) == 2)
    assert at.saved().document is None
    bench.reading = licence()
    at.scan()
    at.tick()
    at.go_on()
    assert at.saved().step is Step.DETAILS


def test_a_misread_date_is_mended_and_goes_on(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(expires_on=read("2023-02-15"))
    at = At(desk)
    at.scan()
    at.tick()
    at.go_on()
    at.until(lambda: at.shown.hands.find("way_mend"))
    at.shown.hands.click("way_mend")
    at.until(lambda: at.shown.hands.find("edit_expires_on"))
    at.shown.hands.click("edit_expires_on")
    at.until(lambda: at.shown.hands.find("expires_on"))
    write(at.shown.hands, "expires_on", "2029-02-15")
    at.go_on()
    assert at.saved().step is Step.DETAILS


def test_ending_a_refused_visit_erases_what_was_read(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(expires_on=read("2023-08-30"))
    at = At(desk)
    at.scan()
    at.tick()
    at.go_on()
    at.until(lambda: at.shown.hands.find("way_end"))
    at.shown.hands.click("way_end")
    at.until(lambda: at.shown.moved and at.shown.moved[-1].ending)
    last = at.shown.moved[-1]
    assert (last.ending, last.ending_code) == (Ending.REFUSED, "document_expired")
    assert last.document is None
    with pytest.raises(WrongInput, match="visit_unknown"):
        at.saved()


def test_a_minor_is_stopped_at_the_document(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(birth_date=read("2009-11-23"))  # 17 on the day after
    at = At(desk)
    at.scan()
    at.says("16歳・未成年")
    at.tick()
    at.go_on()
    at.says("このままでは買い取れません")
    assert at.shown.hands.find("way_other") is None


@pytest.mark.parametrize(
    ("code", "language", "sentence"),
    [
        ("my_number_back", "ja", "マイナンバーカードの裏面です"),
        ("unsupported_kind", "ja", "カメラではまだ読み取れません"),
        ("no_card", "ja", "書類が見つかりません"),
        ("health_insurance_card", "ja", "健康保険証は、本人確認に使えません"),
        ("my_number_back", "en", "My Number"),
    ],
)
def test_what_the_reader_refuses_is_said_and_kept_nowhere(
    desk: Stage, bench: Bench, code: str, language: str, sentence: str
) -> None:
    bench.reading = Reading(refused=code)
    at = At(desk, language=language)
    at.scan()
    at.says(sentence)
    assert at.saved().document is None
    assert not at.ready
    bench.reading = licence()  # the next card is read as ever
    at.scan()
    at.says("太郎")


@pytest.mark.parametrize(
    ("language", "sentence"), [("ja", "カメラが見つかりません"), ("en", "No camera was found")]
)
def test_without_a_camera_it_is_typed_by_hand(
    desk: Stage, bench: Bench, language: str, sentence: str
) -> None:
    bench.missing = True
    at = At(desk, language=language)
    at.says(sentence)
    at.shown.hands.click("type_instead")
    at.screen._side.kind.set_key("driving_licence")
    at.screen._side.kind.chosen.emit("driving_licence")
    at.until(lambda: at.shown.hands.find("name"))
    write(at.shown.hands, "name", "見本 太郎")
    write(at.shown.hands, "birth_date", "平成2年1月15日")
    write(at.shown.hands, "address", "東京都千代田区見本1-2-3")
    write(at.shown.hands, "expires_on", "2029-02-15")
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.birth_date == date(1990, 1, 15)
    assert at.saved().step is Step.DETAILS


def test_a_camera_that_was_plugged_in_is_found_again(desk: Stage, bench: Bench) -> None:
    bench.missing = True
    at = At(desk)
    at.says("カメラが見つかりません")
    bench.missing = False
    at.shown.hands.click("reconnect")
    at.scan()
    at.says("見本 太郎")


def test_a_camera_that_is_pulled_out_is_told(desk: Stage, bench: Bench) -> None:
    at = At(desk)
    at.until(lambda: at.screen._hint != "starting")
    bench.cameras[-1].lost = True
    at.says("カメラとの接続が切れました")
    assert at.shown.hands.find("reconnect") is not None
    assert at.shown.hands.find("type_instead") is not None
    assert bench.cameras[-1].closed


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (NotPossibleNow("reader_stopped"), "書類の読み取りが止まりました"),
        (WrongInput("image_unreadable"), "画像を読み取れませんでした"),
    ],
)
def test_a_reading_that_fails_loses_nothing(
    desk: Stage,
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    fault: CounterError,
    sentence: str,
) -> None:
    bench.fault = fault
    at = At(desk)
    at.scan()
    at.says(sentence)
    asked: list[object] = []
    monkeypatch.setattr(at.screen, "scan", lambda: asked.append(None))
    at.screen._show_preview(Preview(bytes(6), 2, 1, None, "no_card", take=False))  # it flickers
    at.screen._show_preview(Preview(bytes(6), 2, 1, None, "", take=True))
    assert asked == []  # the same card is not read over and over
    at.screen._by_hand_only = False
    at.screen._show_preview(Preview(bytes(6), 2, 1, None, "", take=True))
    assert asked == [None]  # control
    monkeypatch.undo()
    bench.fault = None
    at.scan()
    at.says("見本 太郎")


def test_a_wrong_date_is_said_at_its_field(desk: Stage, bench: Bench) -> None:
    bench.missing = True
    at = At(desk)
    at.says("カメラが見つかりません")
    QTest.keyClick(at.screen, Qt.Key.Key_F7)
    at.screen._side.kind.set_key("driving_licence")
    at.screen._side.kind.chosen.emit("driving_licence")
    at.until(lambda: at.shown.hands.find("birth_date"))
    write(at.shown.hands, "birth_date", "1990-02-31")
    assert not at.ready
    assert "生年月日の確認" in " ".join(at.screen._left())
    at.screen._side.reading.show_wrong()
    at.says("この日はありません")


def test_a_my_number_card_has_no_field_for_a_number(desk: Stage, bench: Bench) -> None:
    bench.missing = True
    at = At(desk)
    at.says("カメラが見つかりません")
    at.shown.hands.click("type_instead")
    at.screen._side.kind.chosen.emit("my_number_card")
    at.until(lambda: at.shown.hands.find("expires_on"))
    assert at.shown.hands.find("number") is None


def test_a_document_to_be_looked_at_only_opens_no_camera(desk: Stage, bench: Bench) -> None:
    at = At(desk)
    at.scan()
    at.says("見本 太郎")
    cameras = len(bench.cameras)
    at.screen._side.kind.chosen.emit("disability_certificate")
    at.until(lambda: at.shown.hands.find("address"))
    assert at.shown.hands.find("scan") is None  # absent, not only disabled
    assert at.shown.hands.find("number") is None
    assert at.screen._side.reading.values()["name"] == ""  # nothing of another card
    at.screen.scan()
    at.screen.reconnect()
    assert len(bench.cameras) == cameras
    at.screen._side.kind.chosen.emit("driving_licence")
    assert at.shown.hands.find("scan") is not None


def test_the_clerk_knows_the_kind_better(desk: Stage, bench: Bench) -> None:
    at = At(desk)
    at.scan()
    at.says("見本 太郎")
    assert bench.wanted == "auto"
    at.screen._side.kind.chosen.emit("driving_record_certificate")
    at.until(lambda: len(bench.cameras) == 2)
    bench.reading = replace(licence(), kind="driving_record_certificate")
    at.scan()
    at.says("運転経歴証明書・表面")
    assert bench.wanted == "driving_record_certificate"


@pytest.mark.parametrize("key", ["health_insurance_card", "pension_book", "basic_resident_card"])
def test_a_kind_that_the_law_does_not_take_cannot_be_typed(
    desk: Stage, bench: Bench, key: str
) -> None:
    at = At(desk)
    at.scan()
    at.says("見本 太郎")
    at.screen._side.kind.chosen.emit(key)
    at.says("使えません")
    assert not at.ready
    assert at.saved().document is None


def test_each_refusal_has_its_lawful_ways(desk: Stage, bench: Bench) -> None:
    ways = {
        "my_number_back": ("reconnect",),
        "combined_back": ("reconnect",),
        "health_insurance_card": ("reconnect", "route_instead"),
        "pension_book": ("reconnect", "route_instead"),
        "unsupported_kind": ("reconnect", "type_instead"),
        "look_only": ("type_instead",),
        "no_card": ("reconnect", "type_instead"),
    }
    at = At(desk)
    for code, names in ways.items():
        bench.reading = Reading(refused=code)
        at.scan()
        at.until(lambda: at.shown.hands.find("problem"))
        offered = ("reconnect", "type_instead", "route_instead")
        assert tuple(one for one in offered if at.shown.hands.find(one)) == names, code
        if "my_number" in code:
            assert "表に返して撮る" in words_of(at.screen)


@pytest.mark.parametrize("by_key", [True, False])
def test_a_slow_reading_says_so_and_can_be_stopped(
    desk: Stage, bench: Bench, *, by_key: bool
) -> None:
    bench.pause = Event()
    at = At(desk)
    at.until(lambda: at.screen._hint not in {"starting", "reading"})
    at.shown.hands.click("scan")
    at.until(lambda: at.shown.hands.find("stop"))
    if by_key:
        QTest.keyClick(at.screen, Qt.Key.Key_Escape)
    else:
        at.shown.hands.click("stop")
    at.until(lambda: at.shown.hands.find("stop") is None)
    bench.pause.set()
    at.until(lambda: not at.screen.is_working)
    assert "見本 太郎" not in words_of(at.screen)  # what comes late is dropped
    at.scan()
    at.says("見本 太郎")


def test_a_hint_without_words_asks_to_hold_still(desk: Stage) -> None:
    at = At(desk)
    at.until(lambda: at.screen._hint != "starting")
    at.screen._hint = "something_new"
    at.screen._say_hint()
    assert at.screen._pane.camera.hint == "そのまま動かさないでください"


def test_a_card_that_lies_still_is_read_by_itself(desk: Stage) -> None:
    at = At(desk)
    at.until(lambda: at.screen._hint != "starting")
    at.screen._feed.previewed.emit(Preview(bytes(12), 2, 2, None, "", take=True))
    at.says("見本 太郎")


def test_a_refused_card_is_not_read_over_and_over(desk: Stage, bench: Bench) -> None:
    bench.reading = Reading(refused="my_number_back")
    at = At(desk)
    at.scan()
    at.says("裏面です")
    still = Preview(bytes(12), 2, 2, None, "", take=True)
    before = bench.asked
    at.screen._show_preview(still)
    assert bench.asked == before
    at.screen._show_preview(Preview(bytes(12), 2, 2, None, "no_card", take=False))
    at.screen._show_preview(still)  # the card was taken away: the next one is read
    at.until(lambda: bench.asked > before and not at.screen.is_working)


def test_leaving_closes_the_camera(desk: Stage, bench: Bench) -> None:
    at = At(desk)
    at.until(lambda: at.screen._hint != "starting")
    at.screen.leave()
    at.until(lambda: bench.cameras[-1].closed)
    assert not desk.counter.scanning.is_open


def test_before_the_notice_no_camera_opens(desk: Stage, bench: Bench) -> None:
    visit = desk.counter.visits.open(builders.CLERK)
    at = At(desk, visit=visit)
    at.says("お知らせが、まだお客様に表示されていません")
    assert bench.cameras == []


def test_coming_back_shows_the_document_without_a_camera(desk: Stage, bench: Bench) -> None:
    visit = visit_at(desk.counter, Step.DETAILS)
    at = At(desk, visit=desk.counter.visits.go(visit.visit_id, Step.DOCUMENT))
    at.says("見本 太郎")
    assert at.ready
    assert bench.cameras == []


def test_switching_the_language_loses_nothing(desk: Stage, bench: Bench) -> None:
    bench.reading = licence(address=read("東京都千代田区見本7-2-3", doubts=(9,)))
    at = At(desk)
    at.scan()
    at.tick()
    at.screen.speak(desk.counter.texts.in_language("en"))
    at.says("1 to check")
    at.says("January 15, 1990")
    words = words_of(at.screen)
    assert "東京都千代田区見本7-2-3" in words
    assert at.screen._pane.seen.isChecked()


def test_typing_over_a_reading_keeps_what_was_read(desk: Stage) -> None:
    at = At(desk)
    at.scan()
    at.until(lambda: at.shown.hands.find("edit_name"))
    at.shown.hands.click("type")
    at.until(lambda: at.shown.hands.find("name"))
    assert at.screen._side.reading.values()["address"] == "東京都千代田区見本1-2-3"
    write(at.shown.hands, "name", "見本 次郎")
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert (document.name, document.number) == ("見本 次郎", "301234567890")


@pytest.mark.parametrize(("expires", "kept"), [("2029-02-15", ["ab" * 32]), ("2023-08-30", [])])
def test_an_image_is_kept_only_of_a_document_that_is_taken(
    desk: Stage, bench: Bench, expires: str, kept: list[str]
) -> None:
    images: list[str] = []

    def keep(png: bytes, visit: VisitId) -> str:
        assert png == b"masked"
        images.append("ab" * 32)
        return images[-1]

    desk.desk = replace(
        desk.desk,
        counter=replace(desk.counter, scanning=ScanDesk(bench, bench.open_camera, lambda: keep)),
    )
    bench.reading = replace(licence(expires_on=read(expires)), image=b"masked")
    at = At(desk)
    at.scan()
    at.tick()
    at.go_on()
    assert images == kept
    document = at.saved().document
    assert document is not None
    assert document.image == "".join(kept)


def test_another_card_does_not_take_over_the_image_of_the_one_before(
    desk: Stage, bench: Bench
) -> None:
    visit = visit_at(desk.counter, Step.DETAILS)
    desk.counter.visits.set_document(visit.visit_id, builders.licence(image="ab" * 32))
    at = At(desk, visit=desk.counter.visits.go(visit.visit_id, Step.DOCUMENT))
    at.says("見本 太郎")
    at.shown.hands.click("scan")  # opens the camera again
    at.until(lambda: bench.cameras)
    at.scan()
    at.tick()
    at.go_on()
    document = at.saved().document
    assert document is not None
    assert document.image == ""
