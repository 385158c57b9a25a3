"""Lines of the ledger by what somebody typed: a name or a part of it, a number, days.

What the index gives is read from the ledger's own rows. Whether the index says what the acts say is
part of the record's check, as it is of every row.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.ledger_question import LedgerQuestion
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class FoundLines:
    """The answer to a search.

    Attributes:
        lines: those written last first.
        rest: how many more there are.
    """

    asked: LedgerQuestion
    lines: tuple[LedgerLine, ...]
    rest: int


def lines_found(record: Record, view: Reading, asked: LedgerQuestion, most: int) -> FoundLines:
    """The newest lines that have all that is asked, and how many more have.

    Raises:
        IntegrityFault: `search_not_made`: the record is damaged.
    """
    if not record.search_is_made(view):
        raise IntegrityFault("search_not_made")
    places = record.search.find(view, asked, most)
    there = record.ledger.numbered(view, places.runnings)
    lines = (there[one] for one in places.runnings if one in there)
    return FoundLines(asked, tuple(lines), places.rest)


def lines_of_person(record: Record, view: Reading, name: str) -> list[LedgerLine]:
    """Every line in whose names this one stands, both folded, by number; kana is not looked at."""
    wanted = record.folding.folded(name)

    def named(line: LedgerLine) -> bool:
        return any(wanted in record.folding.folded(one) for one in line.names)

    if not record.search_is_made(view):  # the police get their extract from a damaged record too
        every = record.ledger.all(view)
        return [line for line in every if named(line)]
    places = record.search.find(view, LedgerQuestion(wanted), None)
    there = record.ledger.numbered(view, places.runnings)
    return [there[one] for one in sorted(there) if named(there[one])]
