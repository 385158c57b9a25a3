"""Specimen days, visits and consents for the papers, and readers that look into a finished PDF."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from counter_app.clock import JAPAN
from counter_app.documents.fonts import PaperFonts, load_fonts
from counter_app.domain.appraisal import Appraisal, OfferLine
from counter_app.domain.article import Article
from counter_app.domain.consent import Choices, Consent, NoticeShown, Signature, StrokePoint
from counter_app.domain.customer import Seller
from counter_app.domain.ledger import LedgerDay, LedgerLine, Receipt
from counter_app.domain.shop import Shop
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode, VisitId, Yen
from counter_app.domain.visit import Acceptance, AppraisedArticle, Step, Visit
from counter_app.law.notice import load_facts
from counter_app.law.notice_pack import NoticePack, load_pack
from counter_app.texts import TextCatalogues, load_texts

RESOURCES = Path(__file__).parents[3] / "resources"
FONTS = RESOURCES / "fonts"
NOTICE = RESOURCES / "notices" / "rakuten-mobile-secondhand" / "2023-02-01"
AT = datetime(2026, 11, 22, 14, 5, tzinfo=JAPAN)
TILL = TillCode("T01")
ROOT = hashlib.sha256(b"specimen").digest()
CHECKPOINT = f"trade-in-counter/T01\n1443\n{base64.b64encode(ROOT).decode()}\n\n— T01 {'A' * 92}\n"
SHOP = Shop(
    name="見本店 玉川",
    address="東京都世田谷区玉川一丁目14番1号",
    permit_number="301234567890",
    permit_authority="東京都公安委員会",
    prefecture="13",
    till=TILL,
)
OFFER = (
    OfferLine("base", "基準価格", "Base price", 38000),
    OfferLine("crack", "画面のひび割れ", "Cracked screen", -6000),
    OfferLine("battery", "電池の弱り", "Weak battery", -3500),
)


@cache
def fonts() -> PaperFonts:
    """The shipped fonts, read once."""
    return load_fonts(FONTS)


@cache
def texts() -> TextCatalogues:
    """The shipped words, read once."""
    return load_texts(RESOURCES / "texts")


@cache
def pack(language: str) -> NoticePack:
    """The shipped notice in one language."""
    return load_pack(NOTICE, language, load_facts(NOTICE / "facts.toml"))


def ledger_line(running: int, **other: object) -> LedgerLine:
    """One specimen line; any field may be given otherwise."""
    line = LedgerLine(
        number=LedgerNumber(TILL, running),
        act_seq=running * 3,
        day=AT.date(),
        at=AT + timedelta(minutes=running),
        receipt=Receipt.PURCHASE,
        category=9,
        category_ja="機械工具類",
        goods="smartphone",
        item="スマートフォン",
        features="見本フォン A5 128GB 青、IMEI 490154203237518、右上にひび",
        quantity=1,
        price=Yen(28500),
        name="見本 太郎",
        address="東京都世田谷区玉川一丁目14番1号",
        occupation="会社員",
        age=36,
        method="法第15条第1項第1号・運転免許証の提示",
        staff=StaffCode("S01"),
        visit_id="ab" * 16,
        visit_number="T01-0147",
        remark="古物商特例対象",
    )
    return replace(line, **cast("dict[str, Any]", other))


def ledger_day(lines: Sequence[LedgerLine], day: date | None = None) -> LedgerDay:
    """One specimen day."""
    return LedgerDay(
        day=day or AT.date(),
        shop=SHOP.name,
        permit_number=SHOP.permit_number,
        permit_authority=SHOP.permit_authority,
        till=TILL,
        lines=tuple(lines),
        tree_size=1443,
        root=ROOT,
        checkpoint=CHECKPOINT,
        printed_at=AT + timedelta(hours=5),
    )


def signature() -> Signature:
    """Two crossing strokes."""
    strokes = (
        tuple(StrokePoint(100.0 + 40 * i, 100.0 + 15 * i, 0.5, 10 * i) for i in range(12)),
        tuple(StrokePoint(540.0 - 40 * i, 100.0 + 15 * i, 0.5, 10 * i) for i in range(12)),
    )
    return Signature(strokes, "pen", 944, 352)


def consent(language: str = "ja", choices: Choices | None = None) -> Consent:
    """A consent to the full notice."""
    shown = NoticeShown(
        notice_id="rakuten-mobile-secondhand",
        revised="2023-02-01",
        language=language,
        sha256=pack(language).sha256,
        layer="full",
        shown_at=AT - timedelta(minutes=4),
        pages=(("purpose:provide", 2.5), ("purpose:inquiry", 4.5)),
    )
    signed_at = AT - timedelta(minutes=1)
    return Consent("c" * 32, shown, choices or Choices(email=True), signature(), signed_at)


def visit(language: str = "ja", articles: int = 1, **seller: object) -> Visit:
    """An accepted visit with so many phones, each at 28,500 yen."""
    base = Seller("見本 太郎", "", SHOP.address, date(1990, 1, 15), "会社員", "", AT)
    appraised = AppraisedArticle(
        Article("smartphone", "見本", "フォン A5"),
        Appraisal("DEMO", "a5", OFFER),
        frozenset(range(len(OFFER))),
    )
    return Visit(
        visit_id=VisitId("ab" * 16),
        number="T01-0147",
        opened_at=AT,
        opened_by=StaffCode("S01"),
        step=Step.PAPERS,
        language=language,
        seller=replace(base, **cast("dict[str, Any]", seller)),
        articles=(appraised,) * articles,
        consent=consent(language),
        acceptance=Acceptance(10, 9, 11, 481, articles, AT),
    )


def reader(pdf: bytes) -> PdfReader:
    """The PDF, read strictly: what does not keep to the standard is an error."""
    return PdfReader(BytesIO(pdf), strict=True)


def words_of(pdf: bytes) -> str:
    """All text of all pages without any blanks, in the order in which it was set."""
    return squeezed("".join(page.extract_text() for page in reader(pdf).pages))


def squeezed(text: str) -> str:
    """The text without any blanks or line ends."""
    return "".join(text.split())


def without_selectors(text: str) -> str:
    """The text without variation selectors (Unicode 16, chapter 23.4)."""
    ranges = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), (0x180B, 0x180C, 0x180D))
    return "".join(sign for sign in text if not any(ord(sign) in some for some in ranges))


def inked(text: str) -> str:
    """What a paper must show of a text: every sign that a font has, 〓 for others, no blanks."""
    has = frozenset().union(*signs_of_fonts().values())
    signs = squeezed(without_selectors(text))
    return "".join(sign if sign in has else "〓" for sign in signs)


def metadata(pdf: bytes) -> dict[str, str]:
    """What the PDF says about itself."""
    return {key: str(value) for key, value in (reader(pdf).metadata or {}).items()}


def objects(pdf: bytes) -> Iterator[DictionaryObject]:
    """Every dictionary of the PDF, and every dictionary within one."""
    book = reader(pdf)
    todo: list[object] = [book.trailer]
    seen: set[tuple[int, int]] = set()
    while todo:
        thing = todo.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) not in seen:
                seen.add((thing.idnum, thing.generation))
                todo.append(thing.get_object())
        elif isinstance(thing, ArrayObject):
            todo += list(thing)
        elif isinstance(thing, DictionaryObject):
            yield thing
            todo += [thing.raw_get(key) for key in thing]


ACTIVE = (
    *("/JS", "/JavaScript", "/URI", "/OpenAction", "/AA", "/A", "/Launch", "/SubmitForm"),
    *("/ImportData", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/AcroForm", "/Annots"),
    "/GoToR",
)
"""Names under which a PDF does something, or reaches outside of itself (ISO 32000-1, 12.6)."""


def active_content(pdf: bytes) -> set[str]:
    """The names of scripts, links, actions and attachments that the PDF holds."""
    return {
        name
        for thing in objects(pdf)
        for name in ACTIVE
        if name in thing or thing.get("/S") == name or thing.get("/Type") == name
    }


def not_embedded(pdf: bytes) -> set[str]:
    """The names of fonts whose outlines are not inside the PDF."""
    return {
        str(thing["/BaseFont"])
        for thing in objects(pdf)
        if thing.get("/Type") == "/Font" and "/FontFile2" not in thing.get("/FontDescriptor", {})
    }


@cache
def signs_of_fonts() -> dict[str, frozenset[str]]:
    """PostScript name of each shipped font to the signs it has, by fontTools and not reportlab."""
    known = {}
    for path in sorted(FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            name = str(font["name"].getDebugName(6))
            known[name] = frozenset(map(chr, font.getBestCmap()))
    return known


def notdef_signs(pdf: bytes) -> set[str]:
    """The signs that were set in a font which does not have them: silent empty boxes."""
    missing: set[str] = set()

    def look(text: str, _cm: object, _tm: object, font: Any, _size: object) -> None:
        if font is not None:
            name = str(font["/BaseFont"]).split("+")[-1].removeprefix("/")
            signs = signs_of_fonts().get(name, frozenset())
            missing.update(sign for sign in text if not sign.isspace() and sign not in signs)

    for page in reader(pdf).pages:
        page.extract_text(visitor_text=look)
    return missing
