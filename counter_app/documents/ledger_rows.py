"""The columns of the dealer ledger, and its lines set into rows and pages.

Enforcement Regulations of the Secondhand Articles Dealer Act, Form 15: at the left the receipt,
one article a line; at the right the disposal, blank until it is entered. A line that is taller than
a page goes on in a next row; a running number that is missing is said where it is missing, and the
rest is still printed, for the police may ask for the book at any time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counter_app.clock import JAPAN
from counter_app.documents.ledger_notes import entry_word, notes_of
from counter_app.documents.page import DIGITS, Align, Paper, Style
from counter_app.documents.words import PaperWords
from counter_app.domain.disposal import Aftermath, Disposal
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
    (Column("day", 14.5), Column("kind", 14.5)),
    (Column("disposal_price", 11.5),),
    (Column("address", 26), Column("name", 11), Column("occupation", 8), Column("age", 7)),
)
"""Three stacks: the first column above, the rest side by side below it."""

RECEIPTS_WIDTH = sum(column.width for column in RECEIPTS)
DISPOSALS_WIDTH = sum(stack[0].width for stack in DISPOSALS)
NOTE_WIDTH = RECEIPTS_WIDTH + DISPOSALS_WIDTH - 2 * PADDING


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the book as it will be drawn.

    Attributes:
        cells: the lines of each receipt column, or empty in a row that goes across the book.
        lines: articles that it counts, 0 in a continuation, less for what is taken back; yen: what
            it adds to the sum.
        gap: what a row across the book says of missing numbers, or empty.
        disposals: the lines of each disposal column, stack by stack; empty while there is none.
        notes: the lines of a row across the book about the line above it.
    """

    cells: tuple[tuple[str, ...], ...]
    height: float
    lines: int
    yen: int
    gap: str = ""
    disposals: tuple[tuple[tuple[str, ...], ...], ...] = ()
    notes: tuple[str, ...] = ()


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
    lines: Sequence[LedgerLine],
    paper: Paper,
    words: PaperWords,
    tallest: float,
    aftermaths: Sequence[Aftermath] = (),
    *,
    gaps: bool = True,
) -> Iterator[Row]:
    """The rows of a day, in order, with a row wherever numbers are missing.

    Args:
        lines: of one till.
        paper: measures the words.
        words: of the ledger.
        tallest: height in millimetres above which a line goes on in a next row.
        aftermaths: what became of the lines.
        gaps: whether a missing number is told; an extract has many.
    """
    before: LedgerLine | None = None
    became = {one.number: one for one in aftermaths}
    for line in in_order(lines):
        if gaps and before is not None and line.number.running != before.number.running + 1:
            missing = before.number.running + 1, line.number.running - 1
            first, last = (f"{line.number.till}-{number:06d}" for number in missing)
            yield Row((), GAP_ROW, 0, 0, words.say("paper.ledger.gap", first=first, last=last))
        aftermath = became.get(line.number)
        disposal = aftermath.disposal if aftermath else None
        yield from _rows_of_line(line, disposal, paper, words, tallest)
        for note in notes_of(line, aftermath, words):
            told = tuple(paper.wrapped(note, CELL, NOTE_WIDTH))
            yield Row((), len(told) * CELL.line_mm + 2 * PADDING, 0, 0, notes=told)
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
    line: LedgerLine,
    disposal: Disposal | None,
    paper: Paper,
    words: PaperWords,
    tallest: float,
) -> Iterator[Row]:
    cells = [
        _set(paragraphs, column, paper)
        for column, paragraphs in zip(RECEIPTS, _paragraphs(line, words), strict=True)
    ]
    stacks = _stacks(disposal, paper)
    a_row = int((tallest - 2 * PADDING) / CELL.line_mm)
    a_half = int((tallest / 2 - 2 * PADDING) / CELL.line_mm)
    whole = max(len(cell) for cell in cells)
    half = max((len(cell) for stack in stacks for cell in stack), default=0)
    for place in range(max(-(-whole // a_row), -(-half // a_half))):
        part = [cell[place * a_row : (place + 1) * a_row] for cell in cells]
        if place:
            part[0] = (str(line.number), words.say("paper.ledger.continued"))
        right = tuple(
            tuple(cell[place * a_half : (place + 1) * a_half] for cell in stack) for stack in stacks
        )
        height = max(map(len, part)) * CELL.line_mm + 2 * PADDING
        halves = max((len(cell) for stack in right for cell in stack), default=0)
        if halves:
            height = max(height, 2 * (halves * CELL.line_mm + 2 * PADDING))
        first = place == 0
        yield Row(
            tuple(part),
            max(ROW_MIN, height),
            line.articles if first else 0,
            line.yen if first else 0,
            disposals=right,
        )


def _set(paragraphs: Sequence[str], column: Column, paper: Paper) -> tuple[str, ...]:
    """The lines of a cell."""
    room = column.width - 2 * PADDING
    if len(paragraphs) == 1:
        return paper.wrapped(paragraphs[0], CELL, room)
    return tuple(one for text in paragraphs for one in paper.wrapped(text, CELL, room))


def _stacks(disposal: Disposal | None, paper: Paper) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The lines of each disposal column; nothing while there is no disposal."""
    if disposal is None:
        return ()
    to = disposal.recipient
    told = (
        (disposal.day.isoformat(), disposal.kind.value),
        ("" if disposal.price is None else f"{disposal.price:,}",),
        (
            (to.address, to.name, to.occupation, "" if to.age is None else f"{to.age}")
            if to
            else ("", "", "", "")
        ),
    )
    return tuple(
        tuple(_set((text,), column, paper) for text, column in zip(texts, stack, strict=True))
        for texts, stack in zip(told, DISPOSALS, strict=True)
    )


def _paragraphs(line: LedgerLine, words: PaperWords) -> tuple[tuple[str, ...], ...]:
    """What each receipt column says of a line."""
    erased = words.say("paper.ledger.erased") if line.erased else ""
    at = (line.late.received_at if line.late else line.at).astimezone(JAPAN)
    return (
        tuple(filter(None, (str(line.number), line.visit_number, entry_word(line, words)))),
        (at.date().isoformat(), f"{at:%H:%M} {line.staff}"),
        (line.receipt or "",),
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
