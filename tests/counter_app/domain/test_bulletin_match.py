"""Matches by number are exact and by words are similar; what contradicts keeps articles apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from counter_app.domain.article import Article
from counter_app.domain.bulletin import Bulletin, BulletinItem
from counter_app.domain.bulletin_match import (
    Match,
    MatchTable,
    Strength,
    Subject,
    match,
    of_article,
    of_line,
    seen,
    wanted,
)
from counter_app.domain.ledger import LedgerLine
from counter_app.services.match_table import load_match_table
from counter_app.storage.ledger_lines import lines_of
from tests.builders import IMEI, RESOURCES, article
from tests.records import accepted, small_record

PHONE = article(maker="Apple", model="iPhone 15", imei=IMEI, serial="F2LX-40HQ7", colour="黒")


@cache
def table() -> MatchTable:
    """The shipped words and thresholds."""
    return load_match_table(RESOURCES / "police" / "matching.toml")


def bulletin(*items: BulletinItem) -> Bulletin:
    return Bulletin("第1号", date(2026, 11, 1), "見本警察署", items)


def compared(told: Bulletin, subject: Subject, by: MatchTable | None = None) -> Match | None:
    """How a bulletin means an article."""
    used = by or table()
    return match(wanted(told, used), seen(subject, used), used)


def found(item: BulletinItem, one: Article = PHONE) -> Match | None:
    return compared(bulletin(item), of_article(one))


def strength(item: BulletinItem, one: Article = PHONE) -> Strength | None:
    by = found(item, one)
    return None if by is None else by.strength


@pytest.mark.parametrize(
    "written",
    [
        "490154203237518",
        "49015420323751",
        "490154203237510",  # a wrong check digit: the other fourteen tell the phone
        "4901542032375101",
        "49-015420-323751-8",
        "４９０１５４　２０３２３７５１８",
        "490154ー203237ー518",
    ],
)
def test_the_same_imei_is_exact_in_whatever_form(written: str) -> None:
    assert strength(BulletinItem(imeis=(written,))) is Strength.EXACT
    assert strength(BulletinItem(serial=written)) is Strength.EXACT


@pytest.mark.parametrize("field", ["features", "text"])
@pytest.mark.parametrize(
    "written", ["IMEI：490154203237518。", "IMEI1 490154 203237 518 他不明", "1 490154203237518"]
)
def test_an_imei_in_a_sentence_is_seen(field: str, written: str) -> None:
    item = BulletinItem(features=written) if field == "features" else BulletinItem(text=written)
    assert strength(item) is Strength.EXACT


@pytest.mark.parametrize(
    "written", ["490154203237528", "4901542032375", "49015420323751890", "TEL 090-0000-0000"]
)
def test_another_number_is_not(written: str) -> None:
    assert strength(BulletinItem(imeis=(written,))) is None
    assert strength(BulletinItem(text=written)) is None


def test_a_second_imei_counts_too() -> None:
    twin = replace(PHONE, imei="356938035643809", imei2=IMEI)
    assert strength(BulletinItem(imeis=(IMEI,)), twin) is Strength.EXACT


@pytest.mark.parametrize(
    "written", ["F2LX40HQ7", "f2lx-40hq7", "Ｆ２ＬＸー４０ＨＱ７", "F2LX 40HQ7"]
)
def test_the_same_serial_is_exact(written: str) -> None:
    assert found(BulletinItem(serial=written)) == Match(0, Strength.EXACT, ("serial",), 1.0)


def test_a_short_serial_is_never_exact() -> None:
    short = replace(PHONE, serial="A-123")
    least = table().serial_least
    assert len("A123") < least
    assert strength(BulletinItem(serial="a123"), short) is Strength.SIMILAR
    long = "A" + "1" * (least - 1)
    assert strength(BulletinItem(serial=long), replace(PHONE, serial=long)) is Strength.EXACT


def test_nothing_is_no_number() -> None:
    bare = replace(PHONE, imei="", serial="-")
    assert strength(BulletinItem(serial="ー", goods="携帯電話"), bare) is None


@pytest.mark.parametrize(
    ("item", "by"),
    [
        (BulletinItem(maker="アップル", model="アイフォン１５"), ("maker", "model")),
        (BulletinItem(model="15 iPhone", colour="ブラック"), ("maker", "model", "colour")),
        (BulletinItem(text="アップル社製アイフォーン15の黒いもの"), ("maker", "model", "colour")),
        (BulletinItem(text="アイフォン15"), ("maker", "model")),
    ],
)
def test_names_agree_in_any_order_and_language(item: BulletinItem, by: tuple[str, ...]) -> None:
    told = found(item)
    assert told is not None
    assert (told.strength, told.by) == (Strength.SIMILAR, by)


@pytest.mark.parametrize(
    "item",
    [
        BulletinItem(maker="アップル", model="アイフォン14"),
        BulletinItem(maker="アップル", model="アイフォン15プロマックス"),
        BulletinItem(maker="ソニー", model="エクスペリア15"),
        BulletinItem(goods="タブレット", maker="アップル", model="15"),
        BulletinItem(goods="携帯電話機", colour="黒"),
        BulletinItem(maker="アップル", colour="黒"),
    ],
)
def test_another_model_maker_or_kind_is_not_similar_nor_is_what_says_too_little(
    item: BulletinItem,
) -> None:
    assert found(item) is None


def test_a_table_may_let_few_words_count() -> None:
    """What is too little is data: maker and marks alone are enough for another table."""
    told = bulletin(BulletinItem(maker="アップル", features="裏面にキズ"))
    scratched = of_article(replace(PHONE, model="iPhone 15 Pro", damage="背面に傷"))
    assert compared(told, scratched) is None

    found_by = compared(told, scratched, replace(table(), least_weight=3.0))

    assert found_by is not None
    assert (found_by.by, found_by.share) == (("maker", "features"), 1.0)


def test_the_strongest_item_of_a_bulletin_tells() -> None:
    items = (
        BulletinItem(maker="アップル", model="アイフォン15"),
        BulletinItem(goods="鍋"),
        BulletinItem(imeis=(IMEI,)),
    )
    subject = of_article(PHONE)

    assert compared(bulletin(*items), subject) == Match(2, Strength.EXACT, ("imei",), 1.0)
    less = compared(bulletin(*items[:2]), subject)
    assert less is not None
    assert (less.item, less.strength) == (0, Strength.SIMILAR)
    assert compared(bulletin(items[1]), subject) is None


@pytest.fixture
def line(tmp_path: object) -> LedgerLine:
    """A line as an acceptance writes it, with a second IMEI among the features."""
    with small_record(tmp_path) as till:  # type: ignore[arg-type]  # pytest's own folder
        new = accepted()
        features = replace(PHONE, imei2="356938035643809", damage="背面に傷").features
        stored = till.write(replace(new, fields={**new.fields, "article.features": [features]}))
        with till.record.read() as view:
            [made] = lines_of(stored.header, till.record.acts.fields(view, stored, "provide"))
    return made


def test_a_ledger_line_is_matched_as_the_article_was(line: LedgerLine) -> None:
    subject = of_line(line)
    for item, sure in (
        (BulletinItem(imeis=(IMEI,)), Strength.EXACT),
        (BulletinItem(imeis=("356938035643809",)), Strength.EXACT),
        (BulletinItem(model="アイフォン15", features="裏面にキズ"), Strength.SIMILAR),
    ):
        told = compared(bulletin(item), subject)
        assert told is not None
        assert told.strength is sure
    assert compared(bulletin(BulletinItem(model="アイフォン49")), subject) is None
