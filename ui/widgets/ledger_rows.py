"""A line of the ledger as a row of the table: in a day's list, or among lines of other days."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.ledger import LedgerLine as BookLine
from counter_app.domain.values import yen_words
from counter_app.services.japan_time import time_words
from ui.widgets.ledger_table import LedgerLine

Say = Callable[[str], str]


def table_row(line: BookLine, say: Say, *, with_day: bool, held: bool = False) -> LedgerLine:
    """The row of a line.

    Args:
        line: the ledger's.
        say: the words of a key.
        with_day: it stands among lines of other days: its day takes the place of its time.
        held: its article is under a custody order.
    """
    when = (f"{line.day:%m-%d}", f"{line.day.year}") if with_day else (time_words(line.at), "")
    name = say("clerk.ledger.erased") if line.erased else line.name
    return LedgerLine(
        line.number.running,
        (
            (f"{line.number.running:06d}", say("clerk.ledger.held") if held else ""),
            when,
            (line.receipt or "", _entry_word(line, say)),
            (line.item, line.features),
            (yen_words(line.price), yen_words(line.yen) if line.counter else ""),
            (name, line.counter.reason if line.counter else line.method),
        ),
        "warn" if line.counter or line.late or held else "plain",
    )


def _entry_word(line: BookLine, say: Say) -> str:
    if line.counter is not None:
        word = "is_cancellation" if line.counter.cancels else "is_correction"
        return say(f"clerk.ledger.{word}")
    return say("clerk.ledger.is_late") if line.late else ""
