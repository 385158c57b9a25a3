"""The printed book against the database: a blank day, and a day of every kind of line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.ledger import LedgerDay, LedgerLine
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.services.ledger import LedgerDesk
from counter_app.storage.ledger_lines import lines_of
from tests.builders import MANAGER, MANAGER_PIN
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import inked, squeezed, words_of
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.test_ledger import desk
from tests.records import SmallRecord, accepted

TODAY = date(2026, 11, 22)
ROW = re.compile(r"^(T01-\d{6})(?:$| \d{4}-)")
NAMES = (
    "𠮷田 髙﨑",
    "MIHON TARO <b>&amp;",
    "見本 <b>太郎</b> & 花子",
    "José Núñez",
    "Jose\u0301 か\u3099く",
    "辻\U000e0100 葛\U000e0101",
)


def printed_numbers(pdf: bytes) -> list[str]:
    """The numbers of the rows, each first in its cell, in the order of the paper."""
    pages = builders.reader(pdf).pages
    lines = [line for page in pages for line in page.extract_text().split("\n")]
    return [found[1] for line in lines if (found := ROW.match(line))]


def stored(counter: Counter) -> list[LedgerLine]:
    return [line for line in counter.lines() if line.day == TODAY]


def printed(ledger: LedgerDesk) -> tuple[LedgerDay, bytes]:
    day = ledger.day(TODAY)
    return day, ledger.book([day]).pdf


def assert_printed_whole(pdf: bytes, lines: list[LedgerLine]) -> None:
    """Every row of the database, in order, with every column to the letter."""
    words = words_of(pdf)
    assert printed_numbers(pdf) == [str(line.number) for line in lines]
    for line in lines:
        told = (line.name, line.address, line.occupation, line.features, line.method, line.item)
        for text in (*told, f"{line.price:,}"):
            assert inked(text) in words, text
    assert builders.active_content(pdf) == set()
    assert builders.notdef_signs(pdf) == set()


def erase(small: SmallRecord, running: int) -> None:
    """What an erasure leaves of a line: the same line made without its personal parts."""
    with small.record.read() as view:
        line = small.record.ledger.numbered(view, [running])[running]
        act = small.record.acts.act(view, line.act_seq)
        fields = small.record.acts.fields(view, act, "provide")
    kept = {name: value for name, value in fields.items() if name.startswith("article.")}
    [empty] = lines_of(act.header, kept)
    with small.record.write() as tx:
        tx.connection.exec_driver_sql(f"DELETE FROM ledger_lines WHERE running = {running}")  # noqa: S608 - a number
        small.record.ledger.add(tx, [empty])


def test_every_row_of_the_database_stands_in_the_book_to_the_letter(
    counter: Counter, tmp_path: Path
) -> None:
    for name in NAMES:
        counter.small.write(accepted(name))
    counter.small.write(accepted(lines=20))

    day, pdf = printed(desk(counter, tmp_path))

    assert list(day.lines) == stored(counter)
    assert_printed_whole(pdf, stored(counter))
    running = [int(number[4:]) for number in printed_numbers(pdf)]
    assert running == list(range(1, len(NAMES) + 21))


def test_a_row_that_is_left_out_is_seen(counter: Counter, tmp_path: Path) -> None:
    """The control: the check above fails for a book without one of the rows."""
    counter.small.write(accepted(lines=3))
    ledger = desk(counter, tmp_path)
    day = ledger.day(TODAY)
    short = builders.ledger_day([day.lines[0], day.lines[2]])
    with pytest.raises(AssertionError):
        assert_printed_whole(ledger.book([short]).pdf, stored(counter))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_name_is_printed_to_the_letter(name: str, counter: Counter, tmp_path: Path) -> None:
    line = counter.small.write(accepted(name or "見本"))
    with counter.small.record.read() as view:
        lines = counter.small.record.ledger.of_act(view, line.header.seq)
    ledger = desk(counter, tmp_path)
    assert_printed_whole(ledger.book([builders.ledger_day(lines)]).pdf, lines)


def test_a_blank_day_says_so(counter: Counter, tmp_path: Path) -> None:
    counter.small.write(accepted())
    ledger = desk(counter, tmp_path)
    pdf = ledger.book([ledger.day(TODAY - timedelta(days=1))]).pdf

    assert "本日の受入れなし" in words_of(pdf)
    assert printed_numbers(pdf) == []
    assert "本日の受入れなし" not in words_of(printed(ledger)[1])


def test_a_corrected_and_a_cancelled_line_are_printed_with_what_put_them_right(
    counter: Counter, tmp_path: Path
) -> None:
    for name in ("見本 太郎", "髙﨑 花子"):
        counter.small.write(accepted(name))
    corrections = corrections_of(counter)
    one, two = (LedgerNumber(TillCode("T01"), running) for running in (1, 2))
    changes = {"price": "40000", "name": "見本 二郎 <b>&"}
    corrections.correct(one, changes, "名前の<b>打ち間違い & 金額", MANAGER, MANAGER_PIN)
    corrections.cancel(two, "返品のため", MANAGER, MANAGER_PIN)

    _, pdf = printed(desk(counter, tmp_path))
    words = words_of(pdf)

    assert_printed_whole(pdf, stored(counter))
    for sentence in (
        "T01-000001 は、T01-000003 の行で直されています。",
        "T01-000002 は、T01-000004 の行で直されています。",
        "T01-000003 は T01-000001 の訂正です。代価 ¥45,000 → ¥40,000、氏名 見本 太郎 → ",
        "→ 見本 二郎 <b>&。理由「名前の<b>打ち間違い & 金額」。承認 M01。",
        "（合計には差の −¥5,000 だけを入れています）",
        "T01-000004 は T01-000002 の取消です。理由「返品のため」。承認 M01。",
        "（合計から 1点、−¥45,000 を引いています）",
        "本日の合計 1点　¥40,000",
        "番号 T01-000001 から T01-000004 まで、抜けはありません。",
    ):
        assert squeezed(sentence) in words, sentence


def test_an_erased_and_a_damaged_line_do_not_keep_the_others_from_print(
    counter: Counter, tmp_path: Path
) -> None:
    for name in ("見本 一", "見本 二", "見本 三", "見本 四"):
        counter.small.write(accepted(name))
    erase(counter.small, 2)
    counter.small.tamper("UPDATE ledger_lines SET line = CAST('{' AS BLOB) WHERE running = 3")
    counter.restart()

    day, pdf = printed(desk(counter, tmp_path))
    words = words_of(pdf)

    assert [line.number.running for line in day.lines] == [1, 2, 4]
    assert printed_numbers(pdf) == ["T01-000001", "T01-000002", "T01-000004"]
    assert squeezed("番号 T01-000003 から T01-000003 までの行がありません") in words
    assert words.count("（保存期間を過ぎ消去）") == 1
    assert "番号に抜けがあります" in words
    for name, there in (("見本一", True), ("見本二", False), ("見本三", False), ("見本四", True)):
        assert (name in words) is there
    assert_printed_whole(pdf, list(day.lines))
