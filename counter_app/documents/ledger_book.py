"""The dealer ledger (古物台帳) of one till, day by day, in the columns of Form 15, A4 across.

Each day begins a page and ends with its total and its checkpoint as a QR code: paper is the second
witness of the record (古物営業法 art. 18: to be shown on paper at once, at the shop). A day without
receipts prints too, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.ledger_damage import with_damage
from counter_app.documents.ledger_rows import Row, in_order, pages_of, rows_of
from counter_app.documents.ledger_table import LEFT, MIDDLE, RIGHT, ROWS_TOP, draw_table
from counter_app.documents.page import BODY, BOLD, DIGITS, LANDSCAPE, SMALL, Paper, Style
from counter_app.documents.sheet import draw_missing
from counter_app.documents.words import PAPER_LANGUAGE, PaperWords
from counter_app.domain.ledger import LedgerDay
from counter_app.domain.values import yen_words
from counter_app.texts import TextCatalogues

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
        (day, pages_of(list(_rows_of_day(day, paper, words)), ROOM, ROOM_ON_LAST)) for day in days
    ]
    paper.missing.clear()  # setting the rows only measured them
    total = sum(len(pages) for _, pages in book)
    first = 1
    for day, pages in book:
        _print_day(paper, words, day, pages, _Numbering(first, total, demo=demo))
        first += len(pages)
    return paper.finished()


def _rows_of_day(day: LedgerDay, paper: Paper, words: PaperWords) -> Iterator[Row]:
    gaps = not day.asked or day.through is not None
    rows = rows_of(day.lines, paper, words, ROOM_ON_LAST, day.aftermaths, gaps=gaps)
    return with_damage(rows, day, paper, words)


def _print_day(
    paper: Paper, words: PaperWords, day: LedgerDay, pages: Sequence[list[Row]], book: _Numbering
) -> None:
    sums = _Sums()
    for number, rows in enumerate(pages, start=book.first):
        if book.demo:
            paper.watermark(words.say("paper.specimen"))
        _head(paper, words, day)
        blank = "paper.ledger.nothing_found" if day.asked else "paper.ledger.nothing"
        y = draw_table(paper, words, rows, blank)
        sums = _totals(paper, words, y, rows, sums)
        if rows is pages[-1]:
            _closing(paper, words, day, sums)
        _foot(paper, words, day, f"{number} / {book.total}")
        paper.next_page()
        rows.clear()  # the rows of a long book take more room than its pages


def _head(paper: Paper, words: PaperWords, day: LedgerDay) -> None:
    width = paper.say(LEFT, 15, words.say("paper.ledger.title"), Style("bold", 16))
    form = words.say("paper.ledger.form")
    paper.say(LEFT + width + 3, 15, form, SMALL.sized(8.5))
    if day.printed_before is not None:
        again = words.say("paper.ledger.again", at=words.moment(day.printed_before))
        paper.say(LEFT, 20, again, BOLD.sized(8.5))
    volume = words.say("paper.ledger.volume", day=day.day, shop=day.shop, till=day.till)
    if day.asked:
        volume = words.say("paper.ledger.extract", shop=day.shop, till=day.till)
        _asked(paper, day.asked)
    paper.say(RIGHT, 15, volume, BOLD.sized(10.5), "right")
    permit = words.say("paper.permit", authority=day.permit_authority, number=day.permit_number)
    paper.say(RIGHT, 20, permit, SMALL, "right")


def _asked(paper: Paper, asked: str) -> None:
    """What was asked for, in one line; a name that is too long is cut, the lines have it whole."""
    first, *rest = paper.wrapped(asked, SMALL, MIDDLE - LEFT)
    paper.say(LEFT, 20, f"{first}…" if rest else first, SMALL)


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
    key = "paper.ledger.extract_total" if day.asked else "paper.ledger.day_total"
    total = words.say(key, count=sums.count, yen=yen_words(day.total))
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
    if day.asked and day.through is None:
        return [words.say("paper.ledger.is_extract"), own]
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
