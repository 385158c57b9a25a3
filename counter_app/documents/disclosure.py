"""The paper of a disclosure (保有個人データの開示): every field of a person, by the nine items.

Each value stands with the day on which it was written down, where it came from, and until when it
is kept. What is of somebody else is named and left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.disclosed_words import paper_value
from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, BOLD, SMALL, Paper
from counter_app.documents.request_letter import both
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
from counter_app.domain.disclosure import HELD_AS_FILE, ITEMS, Disclosure, Entry, value_words
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.texts import TextCatalogues

_WIDE = Place(label=44.0)
_LABEL = 50.0
_LONGEST = 600
"""Signs of one value on paper; a longer one stands whole in the JSON."""

_STROKES = frozenset({"other.signature", "other.written_name"})
"""What was written by hand; its points stand whole in the JSON."""

NO_SOURCE = 8
"""The item of which a counter collects nothing: web pages viewed, services used."""


@dataclass(frozen=True, slots=True)
class DisclosurePaper:
    """What the paper says.

    Attributes:
        packs: the notice in Japanese, and in the requester's language or in Japanese again.
        digest: SHA-256 (hex) of the JSON that says the same.
    """

    shop: Shop
    disclosure: Disclosure
    packs: tuple[NoticePack, NoticePack]
    digest: str
    language: str
    demo: bool


def disclosure_paper(
    paper_of: DisclosurePaper, fonts: PaperFonts, texts: TextCatalogues, printed_at: datetime
) -> bytes:
    """The disclosure as a PDF, A4 upright.

    Args:
        paper_of: what it says.
        fonts: the papers' fonts.
        texts: the catalogues; the requester's language stands beside the Japanese.
        printed_at: the moment in the PDF's metadata.
    """
    words = paper_words(texts, paper_of.language)

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(paper_of.shop, words, pages, demo=paper_of.demo))
        _head(sheet, paper_of)
        for item in range(1, ITEMS + 1):
            _item(sheet, paper_of, item)
        _apart(sheet, "paper.disclosure.provisions", paper_of.disclosure.provisions)
        _apart(sheet, "paper.disclosure.openings", paper_of.disclosure.openings)
        _released(sheet, paper_of.disclosure)
        sheet.heading("paper.request.more")
        sheet.note(*both(sheet, "paper.request.not_told"), SMALL.sized(8))
        return sheet.closed()

    return drawn_twice(fonts, words.say("paper.disclosure.title"), printed_at, draw)


def _head(sheet: Sheet, paper_of: DisclosurePaper) -> None:
    told, words = paper_of.disclosure, sheet.words
    sheet.paper.say(LEFT, sheet.y + 5, words.say("paper.disclosure.title"), TITLE)
    sheet.paper.say(LEFT, sheet.y + 11, words.beside("paper.disclosure.title"), BESIDE.sized(9))
    sheet.paper.say(RIGHT, sheet.y + 2.5, told.number, BOLD, "right")
    day = words.main.day(told.made_on)
    sheet.paper.say(RIGHT, sheet.y + 7.2, day, SMALL.sized(8.5), "right")
    sheet.y += 14
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 1.2, 0)
    sheet.y += 7
    sheet.note(*both(sheet, "paper.disclosure.said"))
    for key, value in (
        ("paper.disclosure.of", told.name),
        ("paper.request.deals", "、".join(told.deals)),
        ("paper.disclosure.controller", told.controller),
        ("paper.shop", paper_of.shop.name),
        ("paper.permit_label", permit_words(paper_of.shop, words)),
        ("paper.disclosure.digest", paper_of.digest),
    ):
        sheet.fact(key, value, place=_WIDE)


def _item(sheet: Sheet, paper_of: DisclosurePaper, item: int) -> None:
    ja, other = (f"[{item}] {pack.item_words[item]}" for pack in paper_of.packs)
    _heading(sheet, *sheet.words.chosen(ja, other))
    entries = paper_of.disclosure.of_item(item)
    if not entries:
        key = "paper.disclosure.no_source" if item == NO_SOURCE else "paper.disclosure.nothing"
        sheet.note(*both(sheet, key), SMALL.sized(8))
    for entry in entries:
        _entry(sheet, entry)


def _heading(sheet: Sheet, ja: str, other: str) -> None:
    sheet.room(20)
    sheet.y += 3
    width = sheet.paper.say(LEFT, sheet.y, ja, BOLD.sized(10.5))
    sheet.paper.say(LEFT + width + 2, sheet.y, other, BESIDE)
    sheet.y += 2.2
    sheet.paper.rule(LEFT, sheet.y, RIGHT, sheet.y, 0.5)
    sheet.y += 5


def _entry(sheet: Sheet, entry: Entry) -> None:
    words = sheet.words
    label, other = words.chosen(entry.ja, entry.en)
    style = BODY.sized(8.5)
    lines = sheet.paper.wrapped(_shown(sheet, entry), style, WIDTH - _LABEL)
    labels = sheet.paper.wrapped(label, SMALL.sized(8), _LABEL - 3)
    beside = sheet.paper.wrapped(other, BESIDE, _LABEL - 3) if other else ()
    sheet.room(min(len(lines), 3) * style.line_mm + 8)
    top = sheet.y
    low = sheet.paper.lines(LEFT, top, labels, SMALL.sized(8))
    low = sheet.paper.lines(LEFT, low, beside, BESIDE)
    for line in lines:
        sheet.room(style.line_mm)
        sheet.y = sheet.paper.lines(LEFT + _LABEL, sheet.y, [line], style)
    sheet.room(SMALL.line_mm)
    told = sheet.paper.wrapped(_about(sheet, entry), SMALL.sized(7), WIDTH - _LABEL)
    sheet.y = sheet.paper.lines(LEFT + _LABEL, sheet.y - 0.6, told, SMALL.sized(7))
    sheet.y = max(sheet.y, low if low > top and low < sheet.y + 20 else sheet.y) + 0.6


def _shown(sheet: Sheet, entry: Entry) -> str:
    if entry.value is None:
        return sheet.words.say("paper.disclosure.left_out")
    if entry.value == HELD_AS_FILE:
        return sheet.words.say("paper.disclosure.held")
    if entry.field in _STROKES:
        return sheet.words.say("paper.disclosure.strokes")
    if entry.words is not None:
        ja, other = sheet.words.chosen(*entry.words)
        return f"{ja}（{other}）" if other else ja
    if (said := paper_value(sheet.words, entry)) is not None:
        return said
    text = value_words(entry.value)
    if len(text) > _LONGEST:
        return sheet.words.say("paper.disclosure.long", text=text[:_LONGEST])
    return text


def _about(sheet: Sheet, entry: Entry) -> str:
    """Which deal, when it was written down, where it came from, until when it is kept, who did."""
    words = sheet.words
    day = words.main.day(entry.day)
    told = [
        entry.deal,
        words.say("paper.disclosure.written", day=day),
        words.say(f"paper.disclosure.source.{entry.source}"),
        words.say("paper.disclosure.until_end")
        if entry.until is None
        else words.say("paper.request.until", day=entry.until),
    ]
    if entry.by:
        told.append(words.say("paper.disclosure.by", staff=entry.by))
    return "　".join(told)


def _apart(sheet: Sheet, key: str, entries: Sequence[Entry]) -> None:
    sheet.heading(key)
    if not entries:
        sheet.note(*both(sheet, "paper.disclosure.none"), SMALL.sized(8))
    for entry in entries:
        _entry(sheet, entry)


def _released(sheet: Sheet, disclosure: Disclosure) -> None:
    if not disclosure.released:
        return
    sheet.heading("paper.disclosure.released")
    for note in disclosure.released:
        words = sheet.words.say(f"paper.disclosure.note.{note.kind}")
        sheet.note(f"{sheet.words.main.day(note.day)}　{words}", style=BOLD.sized(8.5))
        sheet.note(value_words(note.told), style=BODY.sized(8))
