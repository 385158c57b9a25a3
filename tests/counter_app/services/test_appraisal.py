"""The appraisal desk: what a clerk types becomes an article with an offer, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.errors import WrongInput
from counter_app.services.appraisal import AppraisalDesk, PriceBookFault, load_price_book
from tests.builders import IMEI, RESOURCES, price_book

SHIPPED = RESOURCES / "price_book" / "demo.toml"
PHONE = "sample-phone-mini-64"


@pytest.fixture
def desk() -> AppraisalDesk:
    return AppraisalDesk(price_book())


def changed(folder: Path, old: str, new: str) -> Path:
    """The shipped price book with one thing changed."""
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    (folder / "book.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "book.toml"


def test_the_shipped_book_is_marked_demo() -> None:
    book = load_price_book(SHIPPED)

    assert book.demo
    assert book.version.startswith("DEMO")
    assert {model.goods for model in book.models} > {"smartphone", "book"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "DEMO-2026-11"', ""),
        ("demo = true", 'demo = "yes"'),
        ("base_yen = 72000", "base_yen = 72000.5"),
        ("base_yen = 72000", 'base_yen = "72000"'),
        ("junk_yen = 5000", "junk_yen = 72001"),
        ("junk_yen = 5000", "junk_yen = 0"),
        ("per_mille = 60", "per_mille = 1001"),
        ("per_mille = 60", "per_mille = -1"),
        ('key = "sample-phone-x-256"', 'key = "sample-phone-x-128"'),
        ('key = "screen_crack"', 'key = "screen_scratch"'),
        ("[[model]]", "[[model]"),
    ],
)
def test_a_book_that_would_make_wrong_offers_does_not_load(
    tmp_path: Path, old: str, new: str
) -> None:
    with pytest.raises(PriceBookFault, match=r"book\.toml"):
        load_price_book(changed(tmp_path, old, new))


def test_a_book_with_another_price_loads(tmp_path: Path) -> None:
    book = load_price_book(changed(tmp_path, "base_yen = 72000", "base_yen = 5000"))

    assert AppraisalDesk(book).offer("sample-phone-x-128", ["screen_crack"]).offer == 5_000


def test_what_the_clerk_types_becomes_an_article_with_an_offer(desk: AppraisalDesk) -> None:
    one = desk.article(
        PHONE,
        ["no_box", "screen_scratch"],
        imei="49-015420-323751-8",
        imei2="３５６９３８０３５６４３８０９",
        serial=" SAMPLE123 ",
        colour="黒",
        damage="裏に名前の跡",
        accessories="ケーブル",
    )

    assert one.article.imei == IMEI
    assert one.article.imei2 == "356938035643809"
    assert one.article.serial == "SAMPLE123"
    assert one.article.goods == "smartphone"
    assert one.article.damage == "裏に名前の跡・箱・付属品なし・画面に小さな傷"
    assert one.appraisal.offer == 23_000 - 1_300 - 600  # 1,380 and 690, down to 100 each
    assert not one.agreed


def test_the_damage_alone_tells_an_article_apart(desk: AppraisalDesk) -> None:
    assert desk.article("sample-book", [], damage="表紙に折れ").article.identifies
    assert desk.article("sample-book", ["case_dent"]).article.identifies
    with pytest.raises(WrongInput, match="article_not_identified"):
        desk.article("sample-book", [], damage=" 　")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"imei": "490154203237517"}, "imei_check"),
        ({"imei": "4901542032375"}, "imei_form"),
        ({"imei": IMEI, "imei2": "1"}, "imei_form"),
        ({"imei": IMEI, "damage": "傷\n傷"}, "article_text_form"),
        ({"imei": IMEI, "colour": "黒" * 201}, "article_text_form"),
        ({"imei": IMEI, "serial": "\x1b[0m"}, "article_text_form"),
        ({"imei": IMEI, "accessories": "箱\0"}, "article_text_form"),
        ({}, "article_not_identified"),
    ],
)
def test_what_cannot_stand_in_the_ledger_is_refused(
    desk: AppraisalDesk, typed: dict[str, str], told: str
) -> None:
    with pytest.raises(WrongInput, match=told):
        desk.article(PHONE, [], **typed)


def test_unknown_models_and_faults_are_refused(desk: AppraisalDesk) -> None:
    with pytest.raises(WrongInput, match="model_unknown"):
        desk.article("sample-phone-z", [], imei=IMEI)
    with pytest.raises(WrongInput, match="deduction_unknown"):
        desk.article(PHONE, ["ugly"], imei=IMEI)
    with pytest.raises(WrongInput, match="deduction_twice"):
        desk.article(PHONE, ["no_box", "no_box"], imei=IMEI)
