"""The consent receipt: which notice was shown, what the customer answered, and how to withdraw.

What binds the signature stands on it: the notice's version, language and the SHA-256 of the very
bytes shown (個人情報保護法 art. 21(2); the dealer's notice, "Customer Inquiries").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, DIGITS, SMALL, Paper
from counter_app.documents.sheet import LEFT, RIGHT, WIDTH, Place, Sheet, drawn_twice, foot
from counter_app.documents.words import PaperWords, paper_words
from counter_app.domain.consent import AnswerState, Choice, Consent
from counter_app.domain.shop import Shop
from counter_app.domain.strokes import strokes_of, strokes_sha256
from counter_app.law.notice_pack import NoticePack
from counter_app.texts import TextCatalogues

_ROW = 5.0
_HASH_GROUP = 8
_INK_HEIGHT = 12.5
_LABEL, _LABEL_OF_TWO = 36.0, 58.0
"""Width of the labels, in Japanese alone and with a second language."""


@dataclass(frozen=True, slots=True)
class ConsentReceipt:
    """What the receipt says.

    Attributes:
        name: of the person who signed, as on the purchase slip.
        shown: the pack of the notice whose bytes were shown.
        prevailing: the pack in the language that prevails.
        demo: marked as a specimen.
        guardian: how a guardian consented to the use of data too, accompany or written; empty when
            nobody had to.
    """

    shop: Shop
    visit_number: str
    name: str
    consent: Consent
    shown: NoticePack
    prevailing: NoticePack
    demo: bool
    guardian: str = ""

    def __post_init__(self) -> None:
        if self.shown.sha256 != self.consent.shown.sha256:
            raise ValueError("the receipt's notice is not the one that was shown")


def consent_receipt(
    receipt: ConsentReceipt, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The receipt as a PDF, A4 upright; Japanese with the customer's language beside it.

    Args:
        receipt: what it says.
        fonts: the papers' fonts.
        texts: the catalogues; the customer's language is that of the notice shown.
        printed_at: the moment in the PDF's metadata.
    """
    consent = receipt.consent
    words = paper_words(texts, consent.shown.language)
    title = f"{words.say('paper.consent.title')} {receipt.visit_number}"

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(receipt.shop, words, pages, demo=receipt.demo))
        sheet.title("paper.consent.title", consent.signed_at, receipt.visit_number)
        _shown(sheet, receipt)
        _purposes(sheet, receipt)
        _answers(sheet, consent)
        _guardian(sheet, receipt)
        _withdrawal(sheet, receipt)
        _signed(sheet, receipt)
        return sheet.closed()

    return drawn_twice(fonts, title, printed_at, draw)


def _shown(sheet: Sheet, receipt: ConsentReceipt) -> None:
    """The notice: its name, version, language and bytes, and for how long it was on the screen."""
    words, shown = sheet.words, receipt.consent.shown
    place = _place(words)
    sheet.heading("paper.consent.shown")
    _, title = words.chosen("", receipt.shown.title)
    bold = replace(place, style=BOLD)
    sheet.fact("paper.consent.notice", receipt.prevailing.title, title, bold)
    revised = words.main.day(date.fromisoformat(shown.revised))
    sheet.fact("paper.consent.revised", f"{revised}（{shown.notice_id}）", place=place)
    sheet.fact("paper.consent.language", *_languages(words, receipt.consent), place)
    if shown.reference_wording:
        key = "paper.consent.reference"
        sheet.fact("paper.consent.wording", words.say(key), words.beside(key), place)
    digits = replace(place, style=DIGITS.sized(8))
    sheet.fact("paper.consent.hash", _grouped(shown.sha256), place=digits)
    seconds = round(sum(seconds for _, seconds in shown.pages))
    facts = {"pages": len(shown.pages), "seconds": seconds}
    at = f"{words.moment(shown.shown_at)}　{words.say('paper.consent.pages', **facts)}"
    sheet.fact("paper.consent.shown_at", at, words.beside("paper.consent.pages", **facts), place)


def _place(words: PaperWords) -> Place:
    return Place(label=_LABEL_OF_TWO if words.other is not None else _LABEL)


def _languages(words: PaperWords, consent: Consent) -> tuple[str, str]:
    """Which language was shown and which prevails, in Japanese and in the customer's language."""
    key = "paper.consent.languages"
    shown, prevailing = consent.shown.language, consent.prevailing
    here, other = (
        {"shown": texts.name_of(shown), "prevailing": texts.name_of(prevailing)}
        for texts in (words.main, words.other or words.main)
    )
    return words.say(key, **here), words.beside(key, **other)


def _grouped(digest: str) -> str:
    """A digest in groups of eight, easier to compare by eye."""
    return " ".join(
        digest[start : start + _HASH_GROUP] for start in range(0, len(digest), _HASH_GROUP)
    )


def _purposes(sheet: Sheet, receipt: ConsentReceipt) -> None:
    """The purposes that were shown, each with the numbers of the items that it may use."""
    sheet.heading("paper.consent.purposes")
    pages = zip(receipt.prevailing.purposes, receipt.shown.purposes, strict=True)
    for no, (page, shown) in enumerate(pages, start=1):
        sheet.room(_ROW)
        sheet.paper.say(LEFT, sheet.y, f"{no}", DIGITS)
        width = sheet.paper.say(LEFT + 6, sheet.y, page.heading, BODY)
        _, other = sheet.words.chosen(page.heading, shown.heading)
        sheet.paper.say(LEFT + 8 + width, sheet.y, other, sheet.beside)
        items = "".join(f"[{item}]" for item in page.items)
        sheet.paper.say(RIGHT, sheet.y, items, DIGITS.sized(8), "right")
        sheet.y += _ROW
    sheet.note(
        *sheet.words.chosen(_legend(receipt.prevailing), _legend(receipt.shown)), SMALL.sized(7)
    )


def _legend(pack: NoticePack) -> str:
    """What the numbers of the items stand for."""
    return "　".join(f"[{no}] {words}" for no, words in sorted(pack.item_words.items()))


_ANSWER_WORDS = {
    AnswerState.GIVEN: "paper.consent.yes",
    AnswerState.REFUSED: "paper.consent.no",
    AnswerState.DEFERRED: "paper.consent.no_answer",
    AnswerState.NOT_ASKED: "paper.consent.not_asked",
}


def _answers(sheet: Sheet, consent: Consent) -> None:
    """The customer's answers; what was not answered counts as no."""
    sheet.heading("paper.consent.answers")
    answers: tuple[tuple[str, Choice], ...] = (
        ("paper.consent.direct_mail", "direct_mail"),
        ("paper.consent.email", "email"),
        ("paper.consent.sms", "sms"),
        ("paper.consent.group", "group_provision"),
    )
    for key, choice in answers:
        answer = _ANSWER_WORDS[consent.answers[choice]]
        sheet.room(_ROW)
        sheet.labelled(LEFT, key, BODY)
        width = sheet.paper.width_of(sheet.words.beside(answer), sheet.beside)
        gap = width + 2 if width else 0.0
        sheet.paper.say(RIGHT, sheet.y, sheet.words.beside(answer), sheet.beside, "right")
        sheet.paper.say(RIGHT - gap, sheet.y, sheet.words.say(answer), BOLD, "right")
        sheet.y += _ROW
    sheet.note(
        sheet.words.say("paper.consent.optional"),
        sheet.words.beside("paper.consent.optional"),
        SMALL,
    )


def _guardian(sheet: Sheet, receipt: ConsentReceipt) -> None:
    """That a guardian consented too, for somebody under 16; who they are stands in the record."""
    if receipt.guardian:
        key = f"paper.consent.guardian_{receipt.guardian}"
        words = sheet.words
        sheet.fact("paper.guardian", words.say(key), words.beside(key), _place(words))


def _withdrawal(sheet: Sheet, receipt: ConsentReceipt) -> None:
    sheet.heading("paper.consent.withdraw")
    sheet.note(sheet.words.say("paper.consent.how"), sheet.words.beside("paper.consent.how"))
    inquiry = receipt.shown.page("inquiry")
    asked = "　".join(inquiry.point(key) for key in ("counter", "tel", "hours"))
    place = replace(_place(sheet.words), style=BODY.spoken(receipt.shown.language))
    sheet.fact("paper.inquiry", asked, place=place)
    sheet.note(
        sheet.words.say("paper.consent.as_file"), sheet.words.beside("paper.consent.as_file"), SMALL
    )


def _signed(sheet: Sheet, receipt: ConsentReceipt) -> None:
    """The signature with its digest; of one on paper, who saw it."""
    consent, words = receipt.consent, sheet.words
    if consent.method == "paper":
        staff = consent.seen_by or ""
        key = "paper.consent.on_paper"
        told = words.say(key, staff=staff), words.beside(key, staff=staff)
        sheet.fact("paper.signature", *told, _place(words))
        return
    sheet.signed(consent.signature, receipt.name, consent.signed_at)
    x = LEFT + WIDTH * 0.6 + 6  # beside the frame, below the name
    top = sheet.y - _INK_HEIGHT
    width = sheet.paper.say(x, top, words.say("paper.consent.ink"), SMALL.sized(7))
    sheet.paper.say(
        x + width + 1.5, top, words.beside("paper.consent.ink"), sheet.beside.sized(6.5)
    )
    ink = _grouped(strokes_sha256(strokes_of(consent.signature)))
    sheet.paper.block(x, top + 3.6, ink, DIGITS.sized(6.5), RIGHT - x)
