"""The purchase slip names shop, permit, seller, articles, every offer line and the sum."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from counter_app.documents.page import MM
from counter_app.documents.purchase_slip import Payout, PurchaseSlip, purchase_slip
from counter_app.documents.sheet import BESIDE
from counter_app.domain.deal import DealKind
from counter_app.domain.values import Yen
from tests.counter_app.documents import builders
from tests.counter_app.documents.builders import ledger_line, squeezed, words_of


def slip(language: str = "ja", articles: int = 1, **seller: object) -> PurchaseSlip:
    visit = builders.visit(language, articles, **seller)
    lines = tuple(ledger_line(481 + number, name=visit.seller.name) for number in range(articles))
    return PurchaseSlip(
        shop=builders.SHOP,
        visit=visit,
        lines=lines,
        payout=Payout("cash", builders.AT),
        inquiry=builders.pack(language).page("inquiry"),
        demo=False,
    )


def printed(told: PurchaseSlip) -> bytes:
    return purchase_slip(told, builders.fonts(), builders.texts(), builders.AT)


def test_the_slip_says_who_what_and_how_much() -> None:
    words = words_of(printed(slip()))

    for told in (
        *("買取明細書・契約書", "受付番号T01-0147", "2026年11月22日14:05", "見本太郎", "36歳"),
        *("見本店玉川", "東京都公安委員会許可第301234567890号", "会社員", "T01-000481"),
        *("法第15条第1項第1号・運転免許証の提示", "IMEI490154203237518", "¥28,500"),
        *("古物商特例対象", "消費税等を含む", "050-5434-4653", "楽天モバイル"),
        *("現金でお支払い済み", "売り渡し", "署名", "スマートフォン"),
    ):
        assert squeezed(told) in words, told


def test_every_line_of_the_offer_stands_with_its_yen() -> None:
    words = words_of(printed(slip()))

    assert "基準価格¥38,000" in words
    assert "画面のひび割れ−¥6,000" in words
    assert "電池の弱り−¥3,500" in words


def test_the_sum_is_that_of_the_ledger_lines() -> None:
    assert "¥85,500" in words_of(printed(slip(articles=3)))
    assert "¥85,500" not in words_of(printed(slip(articles=2)))


def test_an_english_speaking_customer_gets_english_beside_the_japanese() -> None:
    japanese, english = words_of(printed(slip("ja"))), words_of(printed(slip("en")))

    for told in ("Purchase slip and contract", "Seller (you)", "Cracked screen", "Paid in cash"):
        assert squeezed(told) in english
        assert squeezed(told) not in japanese
    for told in ("買取明細書・契約書", "画面のひび割れ", "古物商特例対象"):
        assert told in english


def test_a_rare_name_and_a_name_like_markup_are_printed_as_they_are() -> None:
    name = "𠮷田 <b>髙﨑</b> & 見本"

    assert words_of(printed(slip(name=name))).count(squeezed(name)) == 2  # seller and signature


def test_a_transfer_is_still_to_come() -> None:
    words = words_of(printed(replace(slip(), payout=Payout("transfer", None))))

    assert "銀行振込でお支払い予定" in words
    assert "済み" not in words


@pytest.mark.parametrize("kind", ["consignment", "exchange", "buy"])
def test_how_it_is_paid_never_runs_into_the_sum(kind: DealKind) -> None:
    """The consignment's English sentence is the longest; the sum is nearly as wide as it can be."""
    told = slip("en", articles=40)  # ¥1,140,000
    due: Any = kind if kind != "buy" else "transfer"
    told = replace(told, visit=replace(told.visit, kind=kind), payout=Payout(due, None))
    said = builders.texts().in_language("en").say(f"paper.slip.{due}.due")
    [(left, words_y)] = places(printed(told), said)
    [(sum_left, sum_y)] = places(printed(told), "¥1,140,000")

    width = builders.fonts().chain(BESIDE.face).width(said, BESIDE.size)
    beside = abs(words_y - sum_y) < 3 * MM  # else it stands below the sum
    assert not beside or left + width < sum_left


def places(pdf: bytes, text: str) -> list[tuple[float, float]]:
    """Where a text begins, in points from the left and from the foot."""
    found: list[tuple[float, float]] = []

    def look(said: str, _cm: object, tm: Any, _font: object, _size: object) -> None:
        if squeezed(text) in squeezed(said):
            found.append((tm[4], tm[5]))

    for page in builders.reader(pdf).pages:
        page.extract_text(visitor_text=look)
    return found


def test_many_articles_go_on_on_a_next_page() -> None:
    pdf = printed(slip(articles=12))
    pages = [squeezed(page.extract_text()) for page in builders.reader(pdf).pages]

    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.endswith(f"{number}/{len(pages)}")
    assert all(f"T01-{number:06d}" in "".join(pages) for number in range(481, 493))


def test_no_cooling_off_is_promised() -> None:
    words = words_of(printed(slip("en")))

    assert "クーリング" not in words
    assert "cooling" not in words.lower()


@pytest.mark.parametrize("missing", ["consent", "acceptance"])
def test_a_visit_that_is_not_accepted_and_signed_has_no_slip(missing: str) -> None:
    told = slip()
    nothing: dict[str, Any] = {missing: None}

    with pytest.raises(ValueError, match="accepted and signed"):
        printed(replace(told, visit=replace(told.visit, **nothing)))


def test_ledger_lines_of_another_deal_are_not_printed() -> None:
    with pytest.raises(ValueError, match="not those of the visit"):
        replace(slip(), lines=(ledger_line(481, price=Yen(1)),))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
def test_the_slip_does_nothing_and_holds_its_fonts(language: str) -> None:
    pdf = printed(slip(language))

    assert builders.active_content(pdf) == set()
    assert builders.not_embedded(pdf) == set()
    assert builders.notdef_signs(pdf) == set()
    assert pdf == printed(slip(language))


def test_metadata_does_not_name_the_customer() -> None:
    told = builders.metadata(printed(slip()))

    assert told["/Title"] == "買取明細書・契約書 T01-0147"
    assert not any("太郎" in value for value in told.values())


def test_only_a_specimen_is_marked_as_one() -> None:
    assert words_of(printed(replace(slip(), demo=True))).startswith("見本買取明細書")
    assert words_of(printed(slip())).startswith("買取明細書")
