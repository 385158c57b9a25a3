"""The slip and contract (買取明細書・契約書): what was bought, from whom, for how much.

The customer's copy of the deal, or of an exchange or a consignment. It names the shop with its
dealer's permit, every line of the offer that the customer agreed to, the ledger numbers, and the
dealer's tax remark (古物商特例: books stand for an invoice). It promises no cooling-off: there is
none for goods brought to a shop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, DIGITS, SMALL, Paper, Style
from counter_app.documents.sheet import (
    LEFT,
    RIGHT,
    WIDTH,
    Place,
    Sheet,
    drawn_twice,
    foot,
    permit_words,
)
from counter_app.documents.words import paper_words
from counter_app.domain.appraisal import Appraisal
from counter_app.domain.consent import Consent
from counter_app.domain.deal import NEVER_PAID
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.shop import Shop
from counter_app.domain.values import Yen, yen_words
from counter_app.domain.visit import Visit
from counter_app.law.notice_pages import NoticePage
from counter_app.texts import TextCatalogues

_AMOUNT = DIGITS.sized(9.5)
_TOTAL = Style("bold", 20)
_PAID = SMALL.sized(8.5)
_PARTY = Style("bold", 12)
_GAP = 8.0
_HALF = (WIDTH - _GAP) / 2
_NAME_X = LEFT + 8
_NUMBER_X = RIGHT - 46
_ROW = 5.0


@dataclass(frozen=True, slots=True)
class Payout:
    """How and when the customer is paid.

    Attributes:
        kind: cash or transfer; of an exchange and a consignment nothing is paid now.
        at: None while it is still to come, and where nothing is paid.
    """

    kind: Literal["cash", "transfer", "exchange", "consignment"]
    at: datetime | None


@dataclass(frozen=True, slots=True)
class PurchaseSlip:
    """What the slip says.

    Attributes:
        visit: accepted, with its seller, articles and consent.
        lines: the ledger lines of the visit, one an article, in the same order.
        inquiry: the page `inquiry` of the notice that the customer read.
        demo: marked as a specimen.
    """

    shop: Shop
    visit: Visit
    lines: tuple[LedgerLine, ...]
    payout: Payout
    inquiry: NoticePage
    demo: bool

    def __post_init__(self) -> None:
        offers = [one.appraisal.offer for one in self.visit.articles]
        if offers != [line.price for line in self.lines]:
            raise ValueError("the slip's ledger lines are not those of the visit")


def purchase_slip(
    slip: PurchaseSlip, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The slip as a PDF, A4 upright; Japanese with the customer's language beside it.

    Args:
        slip: what it says.
        fonts: the papers' fonts.
        texts: the catalogues; the customer's language is the visit's.
        printed_at: the moment in the PDF's metadata.

    Raises:
        ValueError: the visit was not accepted or not signed.
    """
    words = paper_words(texts, slip.visit.language)
    consent, accepted = slip.visit.consent, slip.visit.acceptance
    if consent is None or accepted is None:
        raise ValueError("a slip needs an accepted and signed visit")
    title = f"{words.say(_key(slip, 'title'))} {slip.visit.number}"

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(slip.shop, words, pages, demo=slip.demo))
        sheet.title(_key(slip, "title"), accepted.at, slip.visit.number)
        _parties(sheet, slip)
        _articles(sheet, slip)
        _total(sheet, slip)
        _remarks(sheet, slip)
        _signature(sheet, slip, consent)
        return sheet.closed()

    return drawn_twice(fonts, title, printed_at, draw)


def _key(slip: PurchaseSlip, what: str) -> str:
    """The key of words that are other where nothing is bought for money."""
    kind = slip.visit.kind
    return f"paper.slip.{kind}.{what}" if kind in NEVER_PAID else f"paper.slip.{what}"


def _parties(sheet: Sheet, slip: PurchaseSlip) -> None:
    """Seller at the left, buyer at the right, side by side."""
    top = sheet.y
    line = slip.lines[0]
    words = sheet.words
    left = Place(LEFT, _HALF, 20 if words.other is None else 27)
    right = replace(left, x=LEFT + _HALF + _GAP)
    sheet.labelled(left.x, _key(slip, "seller"), BOLD)
    sheet.y += 7
    sheet.fact("paper.name", line.name, place=replace(left, style=_PARTY))
    sheet.fact("paper.address", line.address, place=left)
    if line.behind is not None:
        behind = line.behind
        key = "paper.slip.at_counter" if behind.company else "paper.slip.principal"
        told = "　".join(part for part in (behind.name, behind.post) if part)
        sheet.fact(key, f"{told}（{behind.authority}）", place=left)
    sheet.fact("paper.occupation", line.occupation or "―", place=left)
    age = words.say("paper.years", age=line.age) if line.age is not None else "―"
    sheet.fact("paper.age", age, place=left)
    sheet.fact("paper.identity", line.method, place=left)
    if line.guardian:
        key = f"paper.guardian.{line.guardian}"
        sheet.fact("paper.guardian", words.say(key), words.beside(key), left)
    bottom, sheet.y = sheet.y, top
    sheet.labelled(right.x, _key(slip, "buyer"), BOLD)
    sheet.y += 7
    sheet.fact("paper.shop", slip.shop.name, place=replace(right, style=_PARTY))
    sheet.fact("paper.address", slip.shop.address, place=right)
    sheet.fact("paper.permit_label", permit_words(slip.shop, words), place=right)
    sheet.fact("paper.staff", line.staff, place=right)
    sheet.y = max(bottom, sheet.y)


def _articles(sheet: Sheet, slip: PurchaseSlip) -> None:
    sheet.heading("paper.slip.articles")
    pairs = zip(slip.visit.articles, slip.lines, strict=True)
    for no, (appraised, line) in enumerate(pairs, start=1):
        features = sheet.paper.wrapped(line.features, SMALL, _NUMBER_X - _NAME_X - 2)
        offer_lines = len(appraised.appraisal.lines)
        sheet.room(_ROW * (1 + offer_lines) + len(features) * SMALL.line_mm)
        sheet.paper.say(LEFT, sheet.y, f"{no}", DIGITS)
        sheet.paper.say(_NAME_X, sheet.y, line.item, BOLD)
        sheet.paper.say(_NUMBER_X, sheet.y, str(line.number), DIGITS.sized(8))
        sheet.paper.say(RIGHT, sheet.y, yen_words(line.price), Style("bold", 10.5), "right")
        sheet.y = sheet.paper.lines(_NAME_X, sheet.y + 4.4, features, SMALL) + 0.6
        _offer(sheet, appraised.appraisal)
        sheet.paper.rule(LEFT, sheet.y - 2.6, RIGHT, sheet.y - 2.6)
        sheet.y += 1.6


def _offer(sheet: Sheet, appraisal: Appraisal) -> None:
    """The lines of one offer: the base price and each deduction."""
    for line in appraisal.lines:
        sheet.room(_ROW)
        ja, other = line.ja, line.words(sheet.words.language)
        other = other if other != ja else ""
        width = sheet.paper.say(_NAME_X + 3, sheet.y, ja, BODY.sized(8.5))
        sheet.paper.say(_NAME_X + 5 + width, sheet.y, other, sheet.beside)
        sheet.paper.say(RIGHT - 26, sheet.y, yen_words(line.yen), _AMOUNT.sized(8.5), "right")
        sheet.y += _ROW


def _total(sheet: Sheet, slip: PurchaseSlip) -> None:
    sheet.room(24)
    payout = slip.payout
    key = f"paper.slip.{payout.kind}.{'paid' if payout.at else 'due'}"
    when = sheet.words.moment(payout.at) if payout.at else ""
    paid, beside = f"{sheet.words.say(key)}　{when}", sheet.words.beside(key)
    total = yen_words(Yen(sum(line.price for line in slip.lines)))
    room = WIDTH - 12 - sheet.paper.width_of(total, _TOTAL)
    width = sheet.paper.width_of(paid, _PAID)
    apart = width + 2 + sheet.paper.width_of(beside, sheet.beside) > room
    height = 19 if apart else 15
    sheet.paper.fill(LEFT, sheet.y - 2, WIDTH, height)
    sheet.y += 4
    sheet.labelled(LEFT + 4, _key(slip, "total"), BOLD.sized(11))
    sheet.paper.say(LEFT + 4, sheet.y + 5.4, paid, _PAID)
    if apart:  # beside it, it would run into the sum
        sheet.paper.say(LEFT + 4, sheet.y + 9.4, beside, sheet.beside)
    else:
        sheet.paper.say(LEFT + 6 + width, sheet.y + 5.4, beside, sheet.beside)
    sheet.paper.say(RIGHT - 4, sheet.y + 4, total, _TOTAL, "right")
    sheet.y += height


def _remarks(sheet: Sheet, slip: PurchaseSlip) -> None:
    words = sheet.words
    for remark in sorted({line.remark for line in slip.lines if line.remark}):
        sheet.fact("paper.remark", remark)
    if slip.visit.invoice_number:
        sheet.fact("paper.slip.invoice_number", slip.visit.invoice_number)
    for key in ("paper.slip.tax", _key(slip, "sold")):
        sheet.note(words.say(key), words.beside(key))
    asked = "　".join(slip.inquiry.point(key) for key in ("counter", "tel", "hours"))
    sheet.fact("paper.inquiry", asked)


def _signature(sheet: Sheet, slip: PurchaseSlip, consent: Consent) -> None:
    sheet.signed(consent.signature, slip.visit.seller.name, consent.signed_at)
