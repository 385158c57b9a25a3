"""Damaged and missing lines in the printed ledger: said on the page, beside those that are whole.

A line that does not agree with the record must not stand in the book as if it did; one that is gone
leaves its number behind. The others print as before (Secondhand Articles Dealer Act, art. 18).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counter_app.documents.ledger_rows import CELL, NOTE_WIDTH, PADDING, Row
from counter_app.documents.page import Paper
from counter_app.documents.words import PaperWords
from counter_app.domain.ledger import LedgerDay


def with_damage(
    rows: Iterable[Row], day: LedgerDay, paper: Paper, words: PaperWords
) -> Iterator[Row]:
    """The rows of a day, the damaged and missing numbers named across the book before them."""
    for running in day.damaged:
        told = words.say("paper.loss.entry", number=f"{day.till}-{running:06d}")
        notes = tuple(paper.wrapped(told, CELL, NOTE_WIDTH))
        yield Row((), len(notes) * CELL.line_mm + 2 * PADDING, 0, 0, notes=notes)
    yield from rows
