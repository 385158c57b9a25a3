"""The columns of the dealer ledger, and its lines set into rows and pages.

Enforcement Regulations of the Secondhand Articles Dealer Act, Form 15: at the left the receipt,
one article a line; at the right the disposal, left blank here to be filled in by hand. A line that
is taller than a page goes on in a next row; a running number that is missing is said where it is
missing, and the rest is still printed, for the police may ask for the book at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counter_app.clock import JAPAN
from counter_app.documents.page import DIGITS, Align, Paper, Style
from counter_app.documents.words import PaperWords
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine

CELL = Style("digits", 7, pitch=1.32)
PADDING = 1.0
ROW_MIN = 12.0
GAP_ROW = 7.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the text key of its name, its width in millimetres, and where its words stand."""

    key: str
    width: float
    align: Align = "left"


RECEIPTS = (
    Column("number", 16),
    Column("day", 14.5),
    Column("kind", 10),
    Column("item", 19.5),
    Column("features", 40),
    Column("quantity", 7, "centre"),
    Column("price", 14.5, "right"),
    Column("address", 32.5),
    Column("name", 18),
    Column("occupation", 12),
    Column("age", 7, "centre"),
    Column("method", 20),
    Column("remark", 12),
)

DISPOSALS = (
    (Column("day", 14), Column("kind", 14)),
    (Column("disposal_price", 12),),
    (Column("address", 26), Column("name", 11), Column("occupation", 8), Column("age", 7)),
)
"""Three stacks: the first column above, the rest side by side below it."""

RECEIPTS_WIDTH = sum(column.width for column in RECEIPTS)
DISPOSALS_WIDTH = sum(stack[0].width for stack in DISPOSALS)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the book as it will be drawn.

    Attributes:
        cells: the lines of each receipt column, or empty in a row that tells of a gap.
        lines: articles that it counts, 0 in a continuation; yen: their price.
        gap: what a row across the book says, or empty.
    """

    cells: tuple[tuple[str, ...], ...]
    height: float
    lines: int
    yen: int
    gap: str = ""


def in_order(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """The lines by running number.

    Raises:
        IntegrityFault: `ledger_number_twice`.
    """
    ordered = sorted(lines, key=lambda line: line.number)
    for one, other in pairwise(ordered):
        if one.number == other.number:
            raise IntegrityFault("ledger_number_twice", number=str(one.number))
    return ordered


def rows_of(
    lines: Sequence[LedgerLine], paper: Paper, words: PaperWords, tallest: float
) -> Iterator[Row]:
    """The rows of a day, in order, with a row wherever numbers are missing.

    Args:
        lines: of one till.
        paper: measures the words.
        words: of the ledger.
        tallest: height in millimetres above which a line goes on in a next row.
    """
    before: LedgerLine | None = None
    for line in in_order(lines):
        if before is not None and line.number.running != before.number.running + 1:
            missing = before.number.running + 1, line.number.running - 1
            first, last = (f"{line.number.till}-{number:06d}" for number in missing)
            yield Row((), GAP_ROW, 0, 0, words.say("paper.ledger.gap", first=first, last=last))
        yield from _rows_of_line(line, paper, words, tallest)
        before = line


def pages_of(rows: Sequence[Row], room: float, room_on_last: float) -> list[list[Row]]:
    """The rows on their pages; the last page has less room, for the day's total stands there.

    Args:
        rows: none of them taller than `room_on_last`.
        room: height for rows on a page, in millimetres.
        room_on_last: the same on the last page.

    Returns:
        At least one page; only a blank day has a page without rows.
    """
    pages: list[list[Row]] = [[]]
    height = 0.0
    for row in rows:
        if height + row.height > room:
            pages.append([])
            height = 0.0
        pages[-1].append(row)
        height += row.height
    if height > room_on_last:
        pages.append([pages[-1].pop()])
    return pages


def _rows_of_line(
    line: LedgerLine, paper: Paper, words: PaperWords, tallest: float
) -> Iterator[Row]:
    cells = [
        tuple(
            set_line
            for paragraph in paragraphs
            for set_line in paper.wrapped(paragraph, CELL, column.width - 2 * PADDING)
        )
        for column, paragraphs in zip(RECEIPTS, _paragraphs(line, words), strict=True)
    ]
    a_row = int((tallest - 2 * PADDING) / CELL.line_mm)
    most = max(map(len, cells))
    for start in range(0, most, a_row):
        part = [cell[start : start + a_row] for cell in cells]
        if start:
            part[0] = (str(line.number), words.say("paper.ledger.continued"))
        height = max(map(len, part)) * CELL.line_mm + 2 * PADDING
        counted = 0 if start else 1
        yield Row(tuple(part), max(ROW_MIN, height), counted, line.price * counted)


def _paragraphs(line: LedgerLine, words: PaperWords) -> tuple[tuple[str, ...], ...]:
    """What each receipt column says of a line."""
    erased = words.say("paper.ledger.erased") if line.erased else ""
    return (
        (str(line.number), line.visit_number),
        (line.day.isoformat(), f"{line.at.astimezone(JAPAN):%H:%M} {line.staff}"),
        (line.receipt.value,),
        (line.item, line.category_ja),
        (line.features,),
        (f"{line.quantity}",),
        (f"{line.price:,}",),
        (line.address or erased,),
        (line.name,),
        (line.occupation,),
        (f"{line.age}" if line.age is not None else "",),
        (line.method,),
        (line.remark,),
    )


HEADER = DIGITS.sized(7)
