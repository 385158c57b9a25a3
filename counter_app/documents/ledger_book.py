"""The dealer ledger (古物台帳) of one till, day by day, in the columns of Form 15, A4 across.

Each day begins a page and ends with its total and its checkpoint as a QR code: paper is the second
witness of the record (古物営業法 art. 18: to be shown on paper at once, at the shop). A day without
receipts prints too, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.ledger_rows import (
    CELL,
    DISPOSALS,
    DISPOSALS_WIDTH,
    HEADER,
    PADDING,
    RECEIPTS,
    RECEIPTS_WIDTH,
    Column,
    Row,
    in_order,
    pages_of,
    rows_of,
)
from counter_app.documents.page import BODY, BOLD, DIGITS, INK, LANDSCAPE, SMALL, Paper, Style
from counter_app.documents.sheet import draw_missing
from counter_app.documents.words import PAPER_LANGUAGE, PaperWords
from counter_app.domain.ledger import LedgerDay
from counter_app.domain.values import yen_words
from counter_app.texts import TextCatalogues

LEFT = 12.0
"""Left margin, wide enough to bind the sheets into a book."""
RIGHT = LEFT + RECEIPTS_WIDTH + DISPOSALS_WIDTH
MIDDLE = LEFT + RECEIPTS_WIDTH
TABLE_TOP, GROUP_ROW, NAMES_ROW = 23.0, 5.0, 8.0
ROWS_TOP = TABLE_TOP + GROUP_ROW + NAMES_ROW
ROWS_BOTTOM = 186.0
TOTALS_ROW = 6.5
CLOSING = 35.0
"""Height of the day's total and QR code, in millimetres."""
FOOT = 202.0
QR_SIZE = 31.0
ROOM = ROWS_BOTTOM - ROWS_TOP
ROOM_ON_LAST = ROOM - CLOSING


@dataclass(frozen=True, slots=True)
class _Sums:
    """Articles and yen up to some point."""

    count: int = 0
    yen: int = 0

    def plus(self, rows: Sequence[Row]) -> _Sums:
        return _Sums(
            self.count + sum(row.lines for row in rows), self.yen + sum(row.yen for row in rows)
        )


@dataclass(frozen=True, slots=True)
class _Numbering:
    """A day's first page in the book, the pages of the book, and whether it is a specimen."""

    first: int
    total: int
    demo: bool


def ledger_book(
    days: Sequence[LedgerDay],
    fonts: PaperFonts,
    texts: TextCatalogues,
    printed_at: datetime,
    *,
    demo: bool,
) -> bytes:
    """The days as one PDF.

    Args:
        days: each of one till and one day, in the order of printing; at least one.
        fonts: the papers' fonts.
        texts: the catalogues; the ledger is in Japanese.
        printed_at: the moment in the PDF's metadata.
        demo: mark every page as a specimen.

    Raises:
        IntegrityFault: `ledger_number_twice`.
        ValueError: no day.
    """
    if not days:
        raise ValueError("a ledger needs a day")
    words = PaperWords(texts.in_language(PAPER_LANGUAGE))
    title = f"{words.say('paper.ledger.title')} {days[0].till} {days[0].day.isoformat()}"
    paper = Paper(fonts, LANDSCAPE, title, printed_at)
    book = [
        (day, pages_of(list(rows_of(day.lines, paper, words, ROOM_ON_LAST)), ROOM, ROOM_ON_LAST))
        for day in days
    ]
    paper.missing.clear()  # setting the rows only measured them
    total = sum(len(pages) for _, pages in book)
    first = 1
    for day, pages in book:
        _print_day(paper, words, day, pages, _Numbering(first, total, demo=demo))
        first += len(pages)
    return paper.finished()


def _print_day(
    paper: Paper, words: PaperWords, day: LedgerDay, pages: Sequence[list[Row]], book: _Numbering
) -> None:
    sums = _Sums()
    for number, rows in enumerate(pages, start=book.first):
        if book.demo:
            paper.watermark(words.say("paper.specimen"))
        _head(paper, words, day)
        y = _table(paper, words, rows)
        sums = _totals(paper, words, y, rows, sums)
        if rows is pages[-1]:
            _closing(paper, words, day, sums)
        _foot(paper, words, day, f"{number} / {book.total}")
        paper.next_page()


def _head(paper: Paper, words: PaperWords, day: LedgerDay) -> None:
    width = paper.say(LEFT, 15, words.say("paper.ledger.title"), Style("bold", 16))
    form = words.say("paper.ledger.form")
    paper.say(LEFT + width + 3, 15, form, SMALL.sized(8.5))
    volume = words.say("paper.ledger.volume", day=day.day, shop=day.shop, till=day.till)
    paper.say(RIGHT, 15, volume, BOLD.sized(10.5), "right")
    permit = words.say("paper.permit", authority=day.permit_authority, number=day.permit_number)
    paper.say(RIGHT, 20, permit, SMALL, "right")


def _table(paper: Paper, words: PaperWords, rows: Sequence[Row]) -> float:
    """Header and rows of a page; returns where the table ends."""
    _header(paper, words)
    y = ROWS_TOP
    for row in rows:
        if row.gap:
            paper.fill(LEFT, y, RIGHT - LEFT, row.height)
            paper.say((LEFT + RIGHT) / 2, y + 4.6, row.gap, BOLD.sized(8.5), "centre")
        else:
            _row(paper, row, y)
        y += row.height
        paper.rule(LEFT, y, RIGHT, y, 0.3, INK)
    if not rows:
        paper.say(MIDDLE / 2, y + 9, words.say("paper.ledger.nothing"), BODY.sized(11), "centre")
        y += 15
        paper.rule(LEFT, y, RIGHT, y, 0.3, INK)
    paper.frame(LEFT, TABLE_TOP, RIGHT - LEFT, y - TABLE_TOP, 0.8)
    paper.rule(MIDDLE, TABLE_TOP, MIDDLE, y, 0.8, INK)
    return y


def _header(paper: Paper, words: PaperWords) -> None:
    height = GROUP_ROW + NAMES_ROW
    paper.fill(LEFT, TABLE_TOP, RIGHT - LEFT, height)
    groups = ((LEFT, MIDDLE, "paper.ledger.receipts"), (MIDDLE, RIGHT, "paper.ledger.disposals"))
    for left, right, key in groups:
        paper.say((left + right) / 2, TABLE_TOP + 3.6, words.say(key), BOLD.sized(8), "centre")
    y = TABLE_TOP + GROUP_ROW
    paper.rule(LEFT, y, RIGHT, y, 0.3, INK)
    x = LEFT
    for column in RECEIPTS:
        _name(paper, words, column, x + column.width / 2, y + 5)
        x += column.width
        paper.rule(x, y, x, y + NAMES_ROW, 0.3, INK)
    for stack in DISPOSALS:
        upper, *lower = stack
        _name(paper, words, upper, x + upper.width / 2, y + (3 if lower else 5))
        left = x
        for column in lower:
            _name(paper, words, column, left + column.width / 2, y + NAMES_ROW - 1)
            left += column.width
        x += upper.width
        if stack is not DISPOSALS[-1]:
            paper.rule(x, y, x, y + NAMES_ROW, 0.3, INK)
    _stack_lines(paper, y, NAMES_ROW)
    paper.rule(LEFT, ROWS_TOP, RIGHT, ROWS_TOP, 0.8, INK)


def _name(paper: Paper, words: PaperWords, column: Column, x: float, y: float) -> None:
    paper.say(x, y, words.say(f"paper.ledger.{column.key}"), HEADER.sized(6.5), "centre")


def _row(paper: Paper, row: Row, y: float) -> None:
    x = LEFT
    for column, lines in zip(RECEIPTS, row.cells, strict=True):
        place = {
            "left": x + PADDING,
            "right": x + column.width - PADDING,
            "centre": x + column.width / 2,
        }[column.align]
        base = y + PADDING + CELL.line_mm * 0.85
        for line in lines:
            paper.say(place, base, line, CELL, column.align)
            base += CELL.line_mm
        x += column.width
        paper.rule(x, y, x, y + row.height)
    for stack in DISPOSALS[:-1]:
        x += stack[0].width
        paper.rule(x, y, x, y + row.height)
    _stack_lines(paper, y, row.height)


def _stack_lines(paper: Paper, y: float, height: float) -> None:
    """The lines inside the disposal side, whose columns stand above one another."""
    x = MIDDLE
    middle = y + height / 2
    for upper, *lower in DISPOSALS:
        if lower:
            paper.rule(x, middle, x + upper.width, middle)
        left = x
        for column in lower[:-1]:
            left += column.width
            paper.rule(left, middle, left, y + height)
        x += upper.width


def _totals(paper: Paper, words: PaperWords, y: float, rows: Sequence[Row], before: _Sums) -> _Sums:
    """Below the table: what this page sums to, and everything so far of the day."""
    page, running = _Sums().plus(rows), before.plus(rows)
    texts = (
        words.say("paper.ledger.page_total", count=page.count, yen=yen_words(page.yen)),
        words.say("paper.ledger.running_total", count=running.count, yen=yen_words(running.yen)),
    )
    paper.say(MIDDLE, y + 4.5, texts[1], BODY.sized(8), "right")
    paper.say(MIDDLE - 70, y + 4.5, texts[0], BODY.sized(8), "right")
    return running


def _closing(paper: Paper, words: PaperWords, day: LedgerDay, sums: _Sums) -> None:
    """The end of the day: its total, whether numbers are missing, and its checkpoint."""
    top = ROWS_BOTTOM - CLOSING + TOTALS_ROW + 2
    total = words.say("paper.ledger.day_total", count=sums.count, yen=yen_words(day.total))
    paper.rule(LEFT, top - 1, RIGHT - QR_SIZE - 3, top - 1)
    paper.say(LEFT, top + 5, total, Style("bold", 12))
    y = top + 11
    for sentence in _sentences(words, day):
        paper.say(LEFT, y, sentence, BODY.sized(8))
        y += 4.4
    paper.say(LEFT, y, words.say("paper.ledger.root", acts=f"{day.tree_size:,}"), SMALL)
    root = day.root.hex()
    groups = " ".join(root[start : start + 8] for start in range(0, len(root), 8))
    paper.say(LEFT, y + 4, groups, DIGITS.sized(8))
    paper.say(RIGHT - QR_SIZE - 3, y, words.say("paper.ledger.qr"), SMALL, "right")
    printed = words.say("paper.ledger.printed", at=words.moment(day.printed_at))
    paper.say(RIGHT - QR_SIZE - 3, y + 4, printed, SMALL, "right")
    paper.qr(RIGHT - QR_SIZE, top, QR_SIZE, day.checkpoint)


def _sentences(words: PaperWords, day: LedgerDay) -> list[str]:
    own = words.say("paper.ledger.own_till", till=day.till)
    lines = in_order(day.lines)
    if not lines:
        return [own]
    first, last = lines[0].number, lines[-1].number
    if last.running - first.running + 1 == len(lines):
        return [words.say("paper.ledger.no_gap", first=str(first), last=str(last)), own]
    return [words.say("paper.ledger.gaps"), own]


def _foot(paper: Paper, words: PaperWords, day: LedgerDay, pages: str) -> None:
    draw_missing(paper, words, LEFT, FOOT - 5)
    paper.rule(LEFT, FOOT - 3.6, RIGHT, FOOT - 3.6)
    permit = words.say("paper.permit", authority=day.permit_authority, number=day.permit_number)
    paper.say(LEFT, FOOT, f"{day.shop}　{permit}", SMALL)
    paper.say(RIGHT, FOOT, pages, DIGITS.sized(8), "right")
