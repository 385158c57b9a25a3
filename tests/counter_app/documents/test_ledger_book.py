"""The printed ledger: every line in order and whole, in the columns of Form 15, with its root."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy import frombuffer, uint8

from counter_app.documents.ledger_book import ledger_book
from counter_app.documents.preview import page_images
from counter_app.domain.disposal import Aftermath, Disposal, DisposalKind, Movement, Recipient
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import Behind, LateEntry, LedgerDay, LedgerLine, receipt_of
from counter_app.domain.values import Yen
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import ledger_day, ledger_line, squeezed, words_of

FORM_15_RECEIPT = (
    *("年月日", "区別", "品目", "特徴", "数量", "代価"),
    *("住所", "氏名", "職業", "年齢", "確認の方法"),
)
FORM_15_DISPOSAL = ["年月日", "区別", "代価", "住所", "氏名", "職業", "年齢"]
NUMBER = re.compile(r"T01-\d{6}")
LONG = "北海道札幌市中央区北一条西二丁目1番地 見本タワー・セントラルパークウエスト第三棟 1203号室"


def book(*days: LedgerDay, demo: bool = False) -> bytes:
    return ledger_book(days, builders.fonts(), builders.texts(), builders.AT, demo=demo)


def day_of(count: int) -> LedgerDay:
    return ledger_day([ledger_line(number, price=1000 + number) for number in range(1, count + 1)])


def pages(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in builders.reader(pdf).pages]


def numbers_printed(pdf: bytes) -> list[str]:
    """The ledger numbers of the table, each by itself in its cell, in the order of the paper."""
    found: list[str] = []
    for page in builders.reader(pdf).pages:
        found += [line for line in page.extract_text().split("\n") if NUMBER.fullmatch(line)]
    return found


def test_every_line_stands_in_the_book_in_order() -> None:
    expected = [f"T01-{number:06d}" for number in range(1, 41)]

    assert numbers_printed(book(day_of(40))) == expected


def test_the_order_is_that_of_the_numbers_however_they_are_given() -> None:
    lines = [ledger_line(number) for number in (3, 1, 2)]

    assert numbers_printed(book(ledger_day(lines))) == ["T01-000001", "T01-000002", "T01-000003"]


def test_all_columns_of_form_15_are_named_on_every_page() -> None:
    for page in pages(book(day_of(40))):
        head = page.split("受入れ", 1)[1].split("T01-")[0]
        receipts, rest = head.split("確認の方法", 1)
        for name in (*FORM_15_RECEIPT[:-1], "番号"):
            assert name in receipts
        for name in FORM_15_DISPOSAL:
            assert name in rest
        assert "払出し" in page


def test_a_line_is_printed_whole() -> None:
    line = ledger_line(1, name="𠮷田 <b>髙﨑</b> & 見本", address=LONG, price=1234567)
    words = words_of(book(ledger_day([line])))

    for told in (
        *("T01-000001", "T01-0147", "2026-11-22", "14:06S01", "買受け", "スマートフォン"),
        *("機械工具類", "1,234,567", line.name, LONG, "会社員", "36", line.features),
        *(line.method, "古物商特例対象"),
    ):
        assert squeezed(told) in words


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.text(st.characters(codec="utf-8"), max_size=200),
)
def test_whatever_people_are_called_the_book_prints_it(name: str, address: str) -> None:
    pdf = book(ledger_day([ledger_line(1, name=name, address=address)]))
    words = words_of(pdf)

    for told in (name, address):
        assert builders.inked(told) in words
    assert builders.active_content(pdf) == set()
    assert builders.notdef_signs(pdf) == set()


def test_a_sign_outside_the_fonts_is_named_on_its_page_only() -> None:
    lines = [ledger_line(number) for number in range(1, 30)]
    lines[0] = replace(lines[0], name="見本\U0001f600")
    first, *rest = pages(book(ledger_day(lines)))

    assert "見本〓" in first
    assert "U+1F600" in first
    assert not any("U+1F600" in page for page in rest)


def test_pages_carry_their_sum_and_the_running_sum() -> None:
    printed = pages(book(day_of(40)))
    running = 0
    for page in printed:
        prices = [int(price.replace(",", "")) for price in re.findall(r"1,0\d\d", page)]
        own = sum(prices[: page.count("機械工具類")])
        running += own
        assert f"このページ{page.count('機械工具類')}点¥{own:,}" in page
        assert f"¥{running:,}" in page.split("ここまでの計")[1]
    assert f"本日の合計40点¥{sum(range(1001, 1041)):,}" in printed[-1]
    assert not any("本日の合計" in page for page in printed[:-1])


def test_pages_are_counted_and_carry_the_permit() -> None:
    printed = pages(book(day_of(40)))

    assert len(printed) > 2
    for number, page in enumerate(printed, start=1):
        assert page.endswith(f"東京都公安委員会許可第301234567890号{number}/{len(printed)}")


def test_a_blank_day_says_so_and_still_has_its_root() -> None:
    pdf = book(ledger_day([]))
    (page,) = pages(pdf)

    assert "本日の受入れなし" in page
    assert "本日の合計0点¥0" in page
    assert builders.ROOT.hex() in page
    assert qr_of(pdf) == builders.CHECKPOINT


def test_a_day_with_receipts_does_not_say_that_there_are_none() -> None:
    assert "本日の受入れなし" not in words_of(book(day_of(1)))


def qr_of(pdf: bytes) -> str:
    """What a scanner reads from the last page."""
    image = page_images(pdf, dpi=200)[-1]
    rows = frombuffer(image.pixels, uint8).reshape(image.height, image.stride)
    pixels = rows[:, : image.width * 4].reshape(image.height, image.width, 4)
    (found,) = zxingcpp.read_barcodes(pixels[:, :, 1].copy())
    return found.text


@pytest.mark.parametrize("count", [1, 9, 12, 13, 40])
def test_the_days_checkpoint_can_be_scanned(count: int) -> None:
    assert qr_of(book(day_of(count))) == builders.CHECKPOINT


def test_another_root_prints_another_code() -> None:
    other = replace(day_of(1), checkpoint="trade-in-counter/T01\n1444\n")

    assert qr_of(book(other)) != builders.CHECKPOINT


def test_gapless_numbers_are_told() -> None:
    words = words_of(book(day_of(5)))

    assert squeezed("番号 T01-000001 から T01-000005 まで、抜けはありません。") in words
    assert "抜けがあります" not in words


def test_a_gap_is_told_where_it_is_and_the_rest_is_printed() -> None:
    lines = [ledger_line(number) for number in (1, 2, 5, 6)]
    words = words_of(book(ledger_day(lines)))

    assert squeezed("番号 T01-000003 から T01-000004 までの行がありません") in words
    assert "番号に抜けがあります" in words
    assert "抜けはありません" not in words
    assert words.index("T01-000002T01-0147") < words.index("までの行がありません")
    assert words.index("までの行がありません") < words.index("T01-000005T01-0147")


def test_a_number_twice_is_an_integrity_fault() -> None:
    with pytest.raises(IntegrityFault) as told:
        book(ledger_day([ledger_line(1), ledger_line(1)]))

    assert (told.value.code, told.value.facts) == ("ledger_number_twice", {"number": "T01-000001"})


def test_a_line_taller_than_a_page_goes_on_in_a_next_row() -> None:
    features = "、".join(f"きず{number}" for number in range(400))
    pdf = book(ledger_day([ledger_line(1, features=features), ledger_line(2)]))
    words = words_of(pdf)

    split = [number for number in range(400) if f"きず{number}" not in words]
    assert words.count("（続き）") == 3
    assert len(split) <= 3  # only what stands across the end of a row
    assert "本日の合計2点¥57,000" in words
    assert numbers_printed(pdf) == ["T01-000001"] * 4 + ["T01-000002"]


def test_erased_particulars_are_told_as_erased() -> None:
    erased = ledger_line(1, name="", address="", occupation="", age=None, erased=True)

    assert "（保存期間を過ぎ消去）" in words_of(book(ledger_day([erased])))
    assert "消去" not in words_of(book(day_of(1)))


def test_the_disposal_side_is_filled_and_a_movement_leaves_it_blank() -> None:
    line = ledger_line(1)
    buyer = Recipient("髙﨑 <b>花子</b>", "東京都見本区2-2-2", "公務員", 41)
    gone = Aftermath(
        line.number, disposal=Disposal(date(2026, 11, 24), DisposalKind.SALE, Yen(31_000), buyer)
    )
    went = Aftermath(line.number, moved=Movement(date(2026, 11, 24), "本部倉庫"))
    blank, sold, moved = (
        words_of(book(replace(ledger_day([line]), aftermaths=told)))
        for told in ((), (gone,), (went,))
    )

    for told in ("2026-11-24", "売却", "31,000", "髙﨑<b>花子</b>", "東京都見本区2-2-2", "公務員"):
        assert told in sold
        assert told not in blank
    assert "「本部倉庫」へ移動しました（払出しではありません）" in moved
    assert "売却" not in moved


def test_a_late_entry_tells_both_times() -> None:
    late = LateEntry(builders.AT - timedelta(days=2), "停電のため")
    words = words_of(book(ledger_day([ledger_line(1, late=late)])))

    assert "2026-11-2014:05S01" in words  # the column has the day of the receipt
    assert squeezed("受入れ 2026-11-20 14:05、記入 2026-11-22 14:06。理由「停電のため」") in words
    assert "後日記入" in words
    assert "後日記入" not in words_of(book(day_of(1)))


def test_several_days_each_begin_a_page() -> None:
    monday = ledger_day([ledger_line(1, day=date(2026, 11, 23))], day=date(2026, 11, 23))
    first, second = pages(book(day_of(1), monday))

    assert "2026年11月22日" in first
    assert "2026年11月23日" in second
    assert (first[-3:], second[-3:]) == ("1/2", "2/2")


def test_no_day_is_no_ledger() -> None:
    with pytest.raises(ValueError, match="needs a day"):
        book()


def test_only_a_specimen_is_marked_as_one() -> None:
    assert all(page.startswith("見本古物台帳") for page in pages(book(day_of(20), demo=True)))
    assert all(page.startswith("古物台帳") for page in pages(book(day_of(20))))


def test_fonts_are_embedded_and_the_same_day_prints_the_same_bytes() -> None:
    assert builders.not_embedded(book(day_of(3))) == set()
    assert book(day_of(3)) == book(day_of(3))


def test_metadata_names_the_till_and_the_day_only() -> None:
    told = builders.metadata(book(day_of(1), demo=True))

    assert told["/Title"] == "古物台帳 T01 2026-11-22"
    assert not any("太郎" in value for value in told.values())


def widest(line: LedgerLine) -> LedgerLine:
    return replace(line, item="ゲーム機" * 6, occupation="会社役員" * 5, remark="備考" * 20)


def test_nothing_is_lost_in_narrow_columns() -> None:
    words = words_of(book(ledger_day([widest(ledger_line(1))])))

    assert "ゲーム機" * 6 in words
    assert "会社役員" * 5 in words
    assert "備考" * 20 in words


def test_who_stands_behind_a_line_is_printed_below_it_and_nothing_of_a_guardian() -> None:
    company = Behind(True, "見本 太郎", "東京都見本区1-1", "名刺", "部長", "会社員", 36)
    principal = Behind(False, "見本 三郎", "東京都見本区7-7", "委任状")
    lines = [
        ledger_line(1, name="見本商事株式会社", age=None, behind=company),
        ledger_line(2, behind=principal),
        ledger_line(3, age=17, guardian="accompany"),
        ledger_line(4),
    ]

    pdf = book(ledger_day(lines))

    words = squeezed(words_of(pdf))
    told = (
        "T01-000001法人の取引。来店者見本太郎（部長、36歳、会社員）",
        "T01-000002代理人による取引。本人見本三郎",
        "T01-000003.*?18歳未満の相手方。保護者の同意あり（同席）",
    )
    for sentence in told:
        assert re.search(sentence, words), sentence
    assert "権限の確認：名刺" in words
    assert numbers_printed(pdf) == [f"T01-{number:06d}" for number in range(1, 5)]
    assert "保護者" not in squeezed(words_of(book(ledger_day([ledger_line(4)]))))


def test_a_book_of_every_kind_of_deal_has_form_15s_two_words() -> None:
    """買受け and 委託; an exchange is 買受け with a remark, for 交換 is no third word."""
    routes = ("法第15条第1項第2号", "法第15条第1項第4号・面前で器具を用いた氏名の記載")
    lines = [
        ledger_line(1, method=routes[0]),
        ledger_line(2, receipt=receipt_of("exchange"), remark="交換 古物商特例対象"),
        ledger_line(3, receipt=receipt_of("consignment"), remark="", method=routes[1]),
        ledger_line(4, receipt=None, name="", erased=True),
    ]

    pdf = book(ledger_day(lines))

    words = words_of(pdf)
    assert words.count("買受け") == 2
    assert words.count("委託") == 1
    for told in ("交換", *routes):
        assert squeezed(told) in words
    assert numbers_printed(pdf) == [f"T01-{number:06d}" for number in range(1, 5)]
