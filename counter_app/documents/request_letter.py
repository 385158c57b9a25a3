"""The letter that answers a request (ご回答): what was asked, what came of it, and why.

Every letter ends with the same sentences, whatever the record holds: it does not say whether there
is anything to which these rights do not apply by law (Cabinet Order of the Act on the Protection of
Personal Information, art. 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counter_app.clock import business_day
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, DIGITS, SMALL, Paper
from counter_app.documents.sheet import (
    BESIDE,
    LEFT,
    RIGHT,
    TITLE,
    WIDTH,
    Place,
    Sheet,
    drawn_twice,
    foot,
    permit_words,
)
from counter_app.documents.words import paper_words
from counter_app.domain.requests import Answer, Request
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.texts import TextCatalogues

_WIDE = Place(label=44.0)
_INDENT = 6.0
_GAP = 1.4


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One row of a list: its words in both languages, the article, and the last day, if any."""

    ja: str
    en: str
    article: str = ""
    why_ja: str = ""
    why_en: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class RequestLetter:
    """What the letter says.

    Attributes:
        subject: what was asked for, with the article.
        packs: the notice in Japanese, and in the requester's language or in Japanese again.
        purposes: the purposes of use are told.
        reasons: why something was refused or kept.
        erased: what is erased; kept: what the law keeps.
        withdrawn: what was agreed to and is taken back.
        printed_before: when it was first printed, of a further print.
    """

    shop: Shop
    request: Request
    answer: Answer
    subject: LetterRow
    packs: tuple[NoticePack, NoticePack]
    purposes: bool
    reasons: Sequence[LetterRow]
    erased: Sequence[LetterRow]
    kept: Sequence[LetterRow]
    withdrawn: Sequence[LetterRow]
    printed_before: datetime | None
    demo: bool


def request_letter(
    letter: RequestLetter, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The letter as a PDF, A4 upright.

    Args:
        letter: what it says.
        fonts: the papers' fonts.
        texts: the catalogues; the requester's language stands beside the Japanese.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, letter.request.asked.language)

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(letter.shop, words, pages, demo=letter.demo))
        _head(sheet, letter)
        _facts(sheet, letter)
        _result(sheet, letter)
        if letter.purposes:
            _purposes(sheet, letter)
        for key, rows in (
            ("paper.request.reasons", letter.reasons),
            ("paper.request.withdrawn", letter.withdrawn),
            ("paper.request.erased", letter.erased),
            ("paper.request.kept", letter.kept),
        ):
            draw_rows(sheet, key, rows)
        _ending(sheet, letter)
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.request.title"), printed_at, draw)


def both(sheet: Sheet, key: str, /, **facts: object) -> tuple[str, str]:
    """Words in Japanese, and in the other language when the paper has one."""
    return sheet.words.say(key, **facts), sheet.words.beside(key, **facts)


def draw_rows(sheet: Sheet, key: str, rows: Sequence[LetterRow]) -> None:
    """A list under its heading; nothing when it is empty."""
    if not rows:
        return
    sheet.heading(key)
    for row in rows:
        _row(sheet, row)


def _row(sheet: Sheet, row: LetterRow) -> None:
    ja, other = sheet.words.chosen(row.ja, row.en)
    why_ja, why_other = sheet.words.chosen(row.why_ja, row.why_en)
    until = "" if row.until is None else sheet.words.say("paper.request.until", day=row.until)
    width = WIDTH - (40 if until else 0)
    sheet.room(14)
    if until:
        sheet.paper.say(RIGHT, sheet.y, until, DIGITS.sized(8.5), "right")
    for text, style, left in (
        (ja, BOLD.sized(8.5), LEFT),
        (other, BESIDE, LEFT),
        (why_ja, BODY.sized(8), LEFT + _INDENT),
        (why_other, BESIDE, LEFT + _INDENT),
        (row.article, SMALL, LEFT + _INDENT),
    ):
        if text:
            lines = sheet.paper.wrapped(text, style, width - (left - LEFT))
            sheet.room(len(lines) * style.line_mm)
            sheet.y = sheet.paper.lines(left, sheet.y, lines, style)
    sheet.y += _GAP


def _head(sheet: Sheet, letter: RequestLetter) -> None:
    words, answered = sheet.words, business_day(letter.answer.at)
    sheet.paper.say(LEFT, sheet.y + 5, words.say("paper.request.title"), TITLE)
    sheet.paper.say(LEFT, sheet.y + 11, words.beside("paper.request.title"), BESIDE.sized(9))
    sheet.paper.say(RIGHT, sheet.y + 2.5, letter.request.number, BOLD, "right")
    day = words.main.day(answered)
    sheet.paper.say(RIGHT, sheet.y + 7.2, day, SMALL.sized(8.5), "right")
    if letter.printed_before is not None:
        again = words.say("paper.request.again", at=words.moment(letter.printed_before))
        sheet.paper.say(RIGHT, sheet.y + 11, again, SMALL, "right")
    sheet.y += 14
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 8
    asked = letter.request.asked
    to = asked.requester_name or asked.name
    if to:
        sheet.paper.say(LEFT, sheet.y, words.say("paper.request.to", name=to), BOLD.sized(11))
        sheet.y += 7
    for line in (letter.shop.name, letter.shop.address, permit_words(letter.shop, words)):
        sheet.paper.say(RIGHT, sheet.y, line, BODY.sized(8.5), "right")
        sheet.y += 4.4
    sheet.y += 2


def _facts(sheet: Sheet, letter: RequestLetter) -> None:
    request, words = letter.request, sheet.words
    subject = letter.subject
    _, other = words.chosen("", subject.en)
    sheet.fact("paper.request.subject", f"{subject.ja}（{subject.article}）", other, _WIDE)
    taken = words.main.day(business_day(request.at))
    sheet.fact("paper.request.taken", taken, place=_WIDE)
    if request.asked.requester_name:
        sheet.fact("paper.request.person", request.asked.name, place=_WIDE)
    if request.deals:
        numbers = "、".join(str(one) for one in request.deals)
        sheet.fact("paper.request.deals", numbers, place=_WIDE)
    for place, line in enumerate(request.asked.text.splitlines()):
        if place == 0:
            sheet.fact("paper.request.text", line, place=_WIDE)
        else:
            sheet.y = sheet.paper.block(
                LEFT + _WIDE.label, sheet.y, line, BODY, WIDTH - _WIDE.label
            )


def _result(sheet: Sheet, letter: RequestLetter) -> None:
    answer, kind = letter.answer, letter.request.kind.value
    sheet.heading("paper.request.answer")
    if answer.result.value == "refused":
        sheet.note(*both(sheet, "paper.request.refused"))
    else:
        sheet.note(*both(sheet, f"paper.request.done.{kind}"))
    if answer.line:
        sheet.note(*both(sheet, "paper.request.line", number=answer.line))
    if answer.file:
        sheet.note(*both(sheet, "paper.request.file", digest=answer.file), SMALL)
    for line in answer.text.splitlines():
        sheet.note(line)


def _purposes(sheet: Sheet, letter: RequestLetter) -> None:
    """Each purpose of use and provision with the items that it may use, in the notice's words."""
    ja, other = letter.packs
    for key, pages, beside in (
        ("paper.request.purposes", ja.purposes, other.purposes),
        ("paper.request.provisions", ja.group, other.group),
    ):
        rows = [
            LetterRow(
                page.heading,
                same.heading,
                why_ja=_items(ja, page.items),
                why_en=_items(other, page.items),
            )
            for page, same in zip(pages, beside, strict=True)
        ]
        draw_rows(sheet, key, rows)


def _items(pack: NoticePack, items: Sequence[int]) -> str:
    return "　".join(f"[{no}] {pack.item_words[no]}" for no in items)


def _ending(sheet: Sheet, letter: RequestLetter) -> None:
    sheet.heading("paper.request.more")
    if letter.erased:
        sheet.note(*both(sheet, "paper.request.how_erased"), SMALL.sized(8))
    sheet.note(*both(sheet, "paper.request.not_told"), SMALL.sized(8))
    inquiry = letter.packs[0].page("inquiry")
    asked = "　".join(inquiry.point(key) for key in ("counter", "tel", "hours"))
    sheet.fact("paper.inquiry", asked, place=_WIDE)
