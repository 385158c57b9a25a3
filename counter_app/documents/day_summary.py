"""The summary of a closed day: sums without persons, the drawer, and how the log stood; A4 upright.

The same closing gives the same bytes at every print, so that a reprint can be compared.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BOLD, DIGITS, SMALL, Paper
from counter_app.documents.sheet import LEFT, RIGHT, TITLE, Place, Sheet, drawn_twice, foot
from counter_app.documents.words import paper_words
from counter_app.domain.day_close import DayClosing, difference_words
from counter_app.domain.shop import Shop
from counter_app.domain.values import yen_words
from counter_app.texts import TextCatalogues

_LABEL = 50.0


def day_summary(
    closing: DayClosing, shop: Shop, fonts: PaperFonts, texts: TextCatalogues, *, demo: bool
) -> bytes:
    """The summary as a PDF in Japanese."""
    words = paper_words(texts, "ja")
    day = words.main.day(closing.sums.day)

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(shop, words, pages, demo=demo))
        paper.say(LEFT, sheet.y + 5, words.say("paper.day.title", day=day), TITLE)
        closed = words.say("paper.day.closed", at=words.moment(closing.at), by=closing.by)
        paper.say(RIGHT, sheet.y + 11, closed, SMALL.sized(8.5), "right")
        paper.say(LEFT, sheet.y + 11, words.say("paper.day.till", till=shop.till), SMALL)
        sheet.y += 14
        paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
        sheet.y += 7
        _sums(sheet, closing)
        _record(sheet, closing)
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.day.title", day=day), closing.at, draw)


def _sums(sheet: Sheet, closing: DayClosing) -> None:
    words, sums, drawer = sheet.words, closing.sums, closing.drawer
    place, strong = Place(label=_LABEL), Place(label=_LABEL, style=BOLD)
    sheet.heading("paper.day.ledger")
    sheet.fact("paper.day.lines", words.say("paper.day.pieces", count=sums.lines), place=place)
    sheet.fact("paper.day.bought", yen_words(sums.bought), place=place)
    sheet.heading("paper.day.drawer")
    for key, yen in (
        ("paper.day.before", drawer.before),
        ("paper.day.paid", sums.paid),
        ("paper.day.expected", drawer.before - sums.paid),
        ("paper.day.counted", drawer.counted),
    ):
        sheet.fact(key, yen_words(yen), place=place)
    sheet.fact("paper.day.difference", difference_words(closing.difference), place=strong)
    if drawer.reason:
        sheet.fact("paper.day.reason", drawer.reason, place=place)


def _record(sheet: Sheet, closing: DayClosing) -> None:
    words, place = sheet.words, Place(label=_LABEL)
    sheet.heading("paper.day.record")
    state = "paper.day.whole" if closing.whole else "paper.day.damaged"
    sheet.fact("paper.day.check", words.say(state), place=place)
    sheet.fact("paper.day.acts", f"{closing.tree_size}", place=place)
    digits = replace(place, style=DIGITS.sized(7.5))
    sheet.fact("paper.day.root", closing.root, place=digits)
