"""The certificate of an erasure (消去証明書): what kinds, how many, when, and nobody's name.

It says when the last backup that still holds what was erased has expired. Japanese alone: it is
for the dealer's own books, and for whoever supervises the handling of personal information.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, DIGITS, SMALL, Paper
from counter_app.documents.sheet import (
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
from counter_app.documents.words import PAPER_LANGUAGE, paper_words
from counter_app.domain.erasure import Erased
from counter_app.domain.shop import Shop
from counter_app.texts import TextCatalogues

_WIDE = Place(label=52.0)
_ROW = 6.2


@dataclass(frozen=True, slots=True)
class ErasedKind:
    """One row: what the clock was for, where the law says so, and from how many acts."""

    words: str
    article: str
    acts: int


@dataclass(frozen=True, slots=True)
class ErasureCertificate:
    """What the certificate says.

    Attributes:
        kinds: one a clock that ran out.
        demo: marked as a specimen.
    """

    shop: Shop
    erased: Erased
    kinds: Sequence[ErasedKind]
    demo: bool


def erasure_certificate(
    certificate: ErasureCertificate,
    fonts: PaperFonts,
    texts: TextCatalogues,
    printed_at: datetime,
) -> bytes:
    """The certificate as a PDF, A4 upright.

    Args:
        certificate: what it says.
        fonts: the papers' fonts.
        texts: the catalogues.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, PAPER_LANGUAGE)

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(certificate.shop, words, pages, demo=certificate.demo))
        _head(sheet, printed_at)
        _when(sheet, certificate)
        _what(sheet, certificate)
        sheet.heading("paper.erasure.how")
        for key in ("paper.erasure.keys", "paper.erasure.log", "paper.erasure.hq"):
            sheet.note(words.say(key))
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.erasure.title"), printed_at, draw)


def _head(sheet: Sheet, printed_at: datetime) -> None:
    sheet.paper.say(LEFT, sheet.y + 5, sheet.words.say("paper.erasure.title"), TITLE)
    made = sheet.words.moment(printed_at)
    sheet.paper.say(RIGHT, sheet.y + 5, made, SMALL.sized(8.5), "right")
    sheet.y += 10
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 7
    sheet.note(sheet.words.say("paper.erasure.said"))


def _when(sheet: Sheet, certificate: ErasureCertificate) -> None:
    erased, words = certificate.erased, sheet.words
    numbers = "、".join(f"{seq}" for seq in erased.begun)
    for key, value in (
        ("paper.shop", certificate.shop.name),
        ("paper.permit_label", permit_words(certificate.shop, words)),
        ("paper.erasure.till", certificate.shop.till),
        ("paper.erasure.acts", numbers),
        ("paper.erasure.by", erased.by),
        ("paper.erasure.begun", words.moment(erased.begun_at)),
        ("paper.erasure.finished", words.moment(erased.finished_at)),
        ("paper.erasure.backups", words.main.day(erased.last_backup_on)),
    ):
        sheet.fact(key, value, place=_WIDE)


def _what(sheet: Sheet, certificate: ErasureCertificate) -> None:
    sheet.heading("paper.erasure.what")
    for kind in certificate.kinds:
        _row(sheet, kind.words, kind.article, kind.acts)
    erased, words = certificate.erased, sheet.words
    for key, count in (
        ("paper.erasure.files", erased.files),
        ("paper.erasure.visits", erased.visits),
    ):
        if count:
            _row(sheet, words.say(key), "", count)
    if erased.carried:
        sheet.note(words.say("paper.erasure.carried", deals=erased.carried))


def _row(sheet: Sheet, what: str, article: str, count: int) -> None:
    sheet.room(_ROW + 4)
    many = sheet.words.say("paper.erasure.count", count=count)
    sheet.paper.say(RIGHT, sheet.y, many, DIGITS.sized(9.5), "right")
    sheet.y = sheet.paper.block(LEFT, sheet.y, what, BOLD.sized(9), WIDTH - 30)
    if article:
        sheet.y = sheet.paper.block(LEFT, sheet.y - 0.6, article, BODY.sized(8), WIDTH - 30)
    sheet.paper.rule(LEFT, sheet.y - 2, RIGHT, sheet.y - 2)
    sheet.y += 2.2
