"""The ledger's table on a page: its columns by name, rows, notes across the book, and the lines.

Everything is placed in millimetres from the page's upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

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
)
from counter_app.documents.page import BODY, BOLD, INK, Align, Paper
from counter_app.documents.words import PaperWords

LEFT = 12.0
"""Left margin, wide enough to bind the sheets into a book."""
RIGHT = LEFT + RECEIPTS_WIDTH + DISPOSALS_WIDTH
MIDDLE = LEFT + RECEIPTS_WIDTH
TABLE_TOP, GROUP_ROW, NAMES_ROW = 23.0, 5.0, 8.0
ROWS_TOP = TABLE_TOP + GROUP_ROW + NAMES_ROW


def draw_table(paper: Paper, words: PaperWords, rows: Sequence[Row], nothing_key: str) -> float:
    """Header and rows of a page, or words for that there are none; returns where it ends."""
    _header(paper, words)
    y = ROWS_TOP
    for across, stretch in groupby(rows, _goes_across):
        top = y
        for row in stretch:
            if across:
                _across(paper, row, y)
            else:
                _row(paper, row, y)
            y += row.height
            paper.rule(LEFT, y, RIGHT, y, 0.3, INK)
        if not across:
            _verticals(paper, top, y)
    if not rows:
        nothing = words.say(nothing_key)
        paper.say(MIDDLE / 2, y + 9, nothing, BODY.sized(11), "centre")
        y += 15
        paper.rule(LEFT, y, RIGHT, y, 0.3, INK)
    paper.frame(LEFT, TABLE_TOP, RIGHT - LEFT, y - TABLE_TOP, 0.8)
    return y


def _goes_across(row: Row) -> bool:
    return bool(row.gap or row.notes)


def _across(paper: Paper, row: Row, y: float) -> None:
    """A row across the book: numbers that are missing, or sentences about the line above."""
    paper.fill(LEFT, y, RIGHT - LEFT, row.height)
    if row.gap:
        paper.say((LEFT + RIGHT) / 2, y + 4.6, row.gap, BOLD.sized(8.5), "centre")
    _lines(paper, row.notes, LEFT + PADDING, y, "left")


def _verticals(paper: Paper, top: float, bottom: float) -> None:
    """The lines between columns, through all rows that follow one another."""
    x = LEFT
    for column in RECEIPTS[:-1]:
        x += column.width
        paper.rule(x, top, x, bottom)
    x = MIDDLE
    for stack in DISPOSALS[:-1]:
        x += stack[0].width
        paper.rule(x, top, x, bottom)
    paper.rule(MIDDLE, top, MIDDLE, bottom, 0.8, INK)


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
    paper.rule(MIDDLE, TABLE_TOP, MIDDLE, ROWS_TOP, 0.8, INK)
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
        _lines(paper, lines, place, y, column.align)
        x += column.width
    _stack_lines(paper, y, row.height)
    _disposal(paper, row, y)


def _disposal(paper: Paper, row: Row, y: float) -> None:
    """The disposal side of a row, stack by stack: one cell above, the others side by side below."""
    x = MIDDLE
    for stack, cells in zip(DISPOSALS, row.disposals, strict=False):
        (upper, *lower), (above, *below) = stack, cells
        _lines(paper, above, x + PADDING, y, upper.align)
        left = x
        for column, lines in zip(lower, below, strict=True):
            _lines(paper, lines, left + PADDING, y + row.height / 2, column.align)
            left += column.width
        x += upper.width


def _lines(paper: Paper, lines: Sequence[str], place: float, y: float, align: Align) -> None:
    """The lines of one cell, from the top of its room."""
    base = y + PADDING + CELL.line_mm * 0.85
    for line in lines:
        paper.say(place, base, line, CELL, align)
        base += CELL.line_mm


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
