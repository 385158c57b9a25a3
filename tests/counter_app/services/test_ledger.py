"""A day of the ledger comes from the local record alone, with the log's signed root."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader

from counter_app.domain.errors import IntegrityFault, NotPossibleNow, WrongInput
from counter_app.domain.shop import Shop
from counter_app.domain.values import TillCode
from counter_app.services.ledger import LedgerDesk, Question
from counter_app.services.papers import PaperFolder
from counter_app.sync.checkpoint import parse_checkpoint, verified_text
from tests.builders import appraised
from tests.counter_app.documents import builders
from tests.counter_app.services.counters import Counter

SHOP = Shop(
    "見本店", "東京都見本区1-1-1", "301234567890", "東京都公安委員会", "13", TillCode("T01")
)
KEY = Ed25519PrivateKey.generate()
TODAY = date(2026, 11, 22)


def desk(counter: Counter, folder: Path) -> LedgerDesk:
    small = counter.small
    paper = (builders.fonts, builders.texts(), PaperFolder(folder))
    return LedgerDesk(small.record, small.clock, SHOP, KEY, *paper, demo=True)


def test_a_day_has_its_lines_and_the_signed_root(counter: Counter, tmp_path: Path) -> None:
    counter.accept(counter.signed(appraised(), appraised("sample-game", imei="", serial="A1")))

    day = desk(counter, tmp_path).day(TODAY)

    assert [line.number.running for line in day.lines] == [1, 2]
    told = parse_checkpoint(verified_text(day.checkpoint, "T01", KEY.public_key()))
    with counter.small.record.read() as view:
        assert (told.size, told.root) == (
            counter.small.record.acts.size(view),
            counter.small.record.acts.root(view),
        )


def test_blank_days_are_days_too(counter: Counter, tmp_path: Path) -> None:
    days = desk(counter, tmp_path).days(TODAY - timedelta(days=2), TODAY)

    assert [(day.day, len(day.lines)) for day in days] == [
        (TODAY - timedelta(days=2), 0),
        (TODAY - timedelta(days=1), 0),
        (TODAY, 0),
    ]


@pytest.mark.parametrize("first", [TODAY + timedelta(days=1), TODAY - timedelta(days=366)])
def test_days_that_cannot_be_printed_are_told(
    first: date, counter: Counter, tmp_path: Path
) -> None:
    with pytest.raises(WrongInput, match="days_form"):
        desk(counter, tmp_path).days(first, TODAY)


def test_the_book_of_a_day_is_printed(counter: Counter, tmp_path: Path) -> None:
    counter.accept(counter.signed())
    ledger = desk(counter, tmp_path / "papers")

    ledger.print(ledger.book([ledger.day(TODAY)]))

    pdf = (tmp_path / "papers" / "ledger_2026-11-22.pdf").read_bytes()
    assert "T01-000001" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_day_that_was_printed_is_told_at_the_next_print(counter: Counter, tmp_path: Path) -> None:
    ledger = desk(counter, tmp_path / "papers")
    first = ledger.day(TODAY)
    assert first.printed_before is None
    assert "再印刷" not in text_of(ledger.book([first]).pdf)

    ledger.print(ledger.book([first]), [first])
    counter.small.clock.move(seconds=3600)

    again = ledger.day(TODAY)
    assert again.printed_before == first.printed_at
    assert "再印刷（前回2026年11月22日12:00）" in text_of(ledger.book([again]).pdf)
    assert ledger.day(TODAY - timedelta(days=1)).printed_before is None


def test_a_print_that_failed_was_none(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "papers").write_bytes(b"no folder")
    ledger = desk(counter, tmp_path / "papers")
    with pytest.raises(NotPossibleNow):
        ledger.print(ledger.book([ledger.day(TODAY)]), [ledger.day(TODAY)])
    assert ledger.day(TODAY).printed_before is None


def test_an_extract_is_no_print_of_its_day(counter: Counter, tmp_path: Path) -> None:
    ledger = desk(counter, tmp_path / "papers")
    found = ledger.found(Question(person="見本"))
    ledger.print(ledger.book([found]), [found])
    assert ledger.day(TODAY).printed_before is None


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("asked", ["見本", "髙橋", "高橋", "橋 太", "タカハシ", "ﾀｶﾊｼ", "たかはし"])
def test_a_person_is_found_however_the_name_is_written(
    asked: str, counter: Counter, tmp_path: Path
) -> None:
    for name in ("見本 花子", "髙橋 太郎", "タカハシ ケン"):
        counter.accept(counter.signed_by(name))
    expected = {
        "見本": ["見本 花子"],
        "橋 太": ["髙橋 太郎"],
        "髙橋": ["髙橋 太郎"],
        "高橋": ["髙橋 太郎"],
    }

    found = desk(counter, tmp_path).found(Question(person=asked))

    assert [line.name for line in found.lines] == expected.get(asked, ["タカハシ ケン"])


def test_an_extract_names_what_was_asked_and_has_its_lines_only(
    counter: Counter, tmp_path: Path
) -> None:
    for imei in ("490154203237518", "352099001761481", "490154203237518"):
        counter.accept(counter.signed(appraised(imei=imei)))
    ledger = desk(counter, tmp_path)
    found = ledger.found(Question(imei="４９０１５４ 203237518"))
    words = text_of(ledger.book([found]).pdf)

    assert [line.number.running for line in found.lines] == [1, 3]
    assert "求め:IMEI490154203237518の行" in words
    assert "番号は続きません" in words
    assert "までの行がありません" not in words
    assert "352099001761481" not in words
    assert "抜き書きの合計2点" in words
    yesterday = TODAY - timedelta(days=1)
    assert ledger.found(Question(imei="490154203237518", last=yesterday)).lines == ()
    nobody = ledger.found(Question(person="いない"))
    assert "求められた行はありません" in text_of(ledger.book([nobody]).pdf)


def test_an_extract_of_a_person_has_every_line_by_number_and_looks_at_the_name_only(
    counter: Counter, tmp_path: Path
) -> None:
    for name in ("見本 太郎", "見本 花子", "見本 太郎"):
        counter.accept(counter.signed_by(name))
    ledger = desk(counter, tmp_path)

    found = ledger.found(Question(person="見本"))

    assert [line.number.running for line in found.lines] == [1, 2, 3]
    assert ledger.found(Question(person="ミホン")).lines == ()  # it stands in the kana alone
    assert len(ledger.search("ミホン").lines) == 3  # the control
    with counter.small.record.write() as tx:
        counter.small.record.search.make_anew(tx, [], 0)  # as in a record too damaged for it
    assert ledger.found(Question(person="見本")).lines == found.lines
    with pytest.raises(IntegrityFault, match="search_not_made"):
        ledger.search("見本")


def test_a_search_has_the_newest_lines_and_counts_the_rest(
    counter: Counter, tmp_path: Path
) -> None:
    for imei in ("490154203237518", "352099001761481", "490154203237518"):
        counter.accept(counter.signed(appraised(imei=imei)))
    ledger = desk(counter, tmp_path)

    found = ledger.search("見", most=2)
    assert ([line.number.running for line in found.lines], found.rest) == ([3, 2], 1)
    assert [line.number.running for line in ledger.search("T01-000002").lines] == [2]
    assert [line.number.running for line in ledger.search("見本 490154203237518").lines] == [3, 1]
    assert [line.imei for line in ledger.search("1481").lines] == ["352099001761481"]
    assert len(ledger.search("", first=TODAY, last=TODAY).lines) == 3
    assert ledger.search("見本", last=TODAY - timedelta(days=1)).lines == ()
    assert ledger.search("いない").lines == ()


def test_a_search_for_nothing_is_told(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="search_empty"):
        desk(counter, tmp_path).search(" 　")
    with pytest.raises(WrongInput, match="days_order"):
        desk(counter, tmp_path).search("見本 2026-12", last=TODAY)


def test_a_damaged_index_is_seen_and_made_anew(counter: Counter, tmp_path: Path) -> None:
    counter.accept(counter.signed())
    counter.small.tamper("DELETE FROM search_marks WHERE mark = '太郎'")
    counter.restart()
    ledger = desk(counter, tmp_path)
    assert ledger.rebuild_faults() == ["search for line 1: differs from its act"]
    assert ledger.search("太郎").lines == ()

    counter.small.record.make_search_anew()

    assert ledger.rebuild_faults() == []
    assert len(ledger.search("太郎").lines) == 1


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (Question(), "search_empty"),
        (Question(person=" 　"), "search_empty"),
        (Question(imei="1"), "imei_form"),
        (Question(imei="490154203237519"), "imei_check"),
        (Question(person="見本", first=TODAY, last=TODAY - timedelta(days=1)), "days_form"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told(
    question: Question, code: str, counter: Counter, tmp_path: Path
) -> None:
    with pytest.raises(WrongInput, match=code):
        desk(counter, tmp_path).found(question)


def test_an_imei_that_came_before_is_found(counter: Counter, tmp_path: Path) -> None:
    counter.accept(counter.signed(appraised(imei="490154203237518")))
    ledger = desk(counter, tmp_path)

    assert [line.number.running for line in ledger.seen_before("490154203237518")] == [1]
    assert ledger.seen_before("352099081234565") == []


def test_a_sound_ledger_proves_itself_and_a_changed_row_does_not(
    counter: Counter, tmp_path: Path
) -> None:
    counter.accept(counter.signed())
    ledger = desk(counter, tmp_path)
    assert ledger.prove().holds
    assert ledger.rebuild_faults() == []

    counter.small.tamper("UPDATE ledger_lines SET line = replace(line, '会社員', '無職')")

    counter.restart()
    assert desk(counter, tmp_path).rebuild_faults() == ["ledger line 1: differs from its act"]


def test_a_till_without_hq_has_no_certificate(counter: Counter, tmp_path: Path) -> None:
    ledger = desk(counter, tmp_path)

    assert (ledger.certificate, ledger.hq_key) == ("", None)
    device, signature = ledger.sign(b"days")
    assert device == KEY.public_key().public_bytes_raw()
    KEY.public_key().verify(signature, b"days")
