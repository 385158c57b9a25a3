"""The search index of the ledger, inside the encrypted ledger.db, written with each line.

Plain rows, and no full-text table: what is erased is gone at once (secure_delete), every row can be
compared with what the acts give, and the sorted marks answer fast enough
(docs/decisions/005-search-index.md). They follow from the acts and can be rebuilt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa

from counter_app.domain.acts import Header, Kind
from counter_app.domain.folding import Folding, folded_number
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.ledger_question import LedgerQuestion, running_of
from counter_app.domain.search_marks import (
    LEAST_END,
    REST_LENGTH,
    FoundBy,
    MarkKind,
    search_marks,
)
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_A_DAY = 10**8
"""More than the running numbers of a till: a place is its line's day and number in one, so that the
places are in the order in which the lines are shown, whatever a clock once said."""
_TOP = "\U0010ffff"
"""No character: what begins with a text stands before the text and this."""
_FORM = "search_form"
_BETWEEN = "\n"
_AT_ONCE = 20_000
_SUM = (1 << 64) - 1
_IMEI = re.compile(r"(?<!\d)\d{15}(?!\d)")
_ADD_MARK = "INSERT OR REPLACE INTO search_marks (kind, mark, place, again) VALUES (?, ?, ?, ?)"
"""By the driver: a line has about twenty, a record being filled has millions."""
_LINES, _MARKS = tables.search_lines, tables.search_marks


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One line of the ledger and what it is found by."""

    running: int
    day: date
    by: FoundBy

    @property
    def place(self) -> int:
        """Where it stands among all lines, by day and number."""
        return self.day.toordinal() * _A_DAY + self.running


@dataclass(frozen=True, slots=True)
class Places:
    """Which lines were found.

    Attributes:
        runnings: their running numbers, those written last first.
        rest: how many more there are.
    """

    runnings: tuple[int, ...]
    rest: int


def search_rows(
    header: Header, fields: Mapping[str, Any], lines: Iterable[LedgerLine], folding: Folding
) -> list[SearchRow]:
    """What the lines of an act are found by; what is erased is missing from `fields` and here."""
    kana, phones = "", []
    if header.kind is Kind.ARTICLE_ACCEPTED:
        kana = fields.get("person.name_kana", "")
        phones = [fields.get(f"person.{one}", "") for one in ("contact_phone", "sim_phone")]
    return [
        SearchRow(
            line.number.running,
            line.day,
            FoundBy(
                _some(folding.folded(one) for one in (*line.names, kana)),
                _some(map(folded_number, (*phones, line.imei, line.serial, *_imeis(line)))),
            ),
        )
        for line in lines
    ]


def _imeis(line: LedgerLine) -> list[str]:
    """A second IMEI stands in the features only."""
    return _IMEI.findall(line.features)


def _some(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


class SearchIndex:
    """Finds lines of the ledger."""

    def add(self, tx: Writing, rows: Iterable[SearchRow]) -> None:
        """Write what lines are found by, in the transaction of their act."""
        told = list(rows)
        if not told:
            return
        lines = [_line(row) for row in told]
        marks = sorted(mark for row in told for mark in _marks(row.place, row.by))
        # A row that somebody put there must not keep a deal from being written.
        tx.connection.execute(sa.insert(_LINES).prefix_with("OR REPLACE"), lines)
        if marks:
            tx.connection.exec_driver_sql(_ADD_MARK, marks)

    def write_anew(self, tx: Writing, rows: Iterable[SearchRow]) -> None:
        """Put what is left of lines in place of what they were found by; the rest is erased."""
        for row in rows:
            self._take_out(tx, row.place)
            self.add(tx, [row])

    def make_anew(self, tx: Writing, rows: Iterable[SearchRow], form: int) -> None:
        """Make the whole index anew, and remember in what form."""
        for table in (_MARKS, _LINES):
            tx.connection.execute(sa.delete(table))
        every = iter(rows)
        while part := list(islice(every, _AT_ONCE)):  # sorted, they are written much faster
            self.add(tx, part)
        row = {"name": _FORM, "value": form}
        tx.connection.execute(sa.insert(tables.counters).prefix_with("OR REPLACE").values(row))

    def form(self, view: Reading) -> int | None:
        """In what form the index was made; None before any was."""
        wanted = sa.select(tables.counters.c.value).where(tables.counters.c.name == _FORM)
        form: int | None = view.connection.execute(wanted).scalar()
        return form

    def find(self, view: Reading, asked: LedgerQuestion, most: int | None) -> Places:
        """The lines that have all that is asked.

        Args:
            view: of the record.
            asked: anything but an empty question.
            most: so many at most; all of them when None.
        """
        found = _found(view, asked)
        newest = found.order_by(sa.desc("place"))
        rows = view.connection.execute(newest if most is None else newest.limit(most))
        runnings = tuple(place % _A_DAY for place in rows.scalars())
        if most is None or len(runnings) < most:
            return Places(runnings, 0)
        every = view.connection.execute(_count(found, asked)).scalar_one()
        return Places(runnings, every - len(runnings))

    def differing(self, view: Reading, made: Iterable[SearchRow]) -> list[int]:
        """Running numbers of the lines that are found by other than the acts tell."""
        true = {row.place: _sum_of(row) for row in made}
        there: dict[Any, int] = {}
        for table in (_LINES, _MARKS):
            for row in view.connection.execute(sa.select(table)):
                there[row.place] = (there.get(row.place, 0) + hash(tuple(row))) & _SUM
        wrong = {
            place for place in there.keys() | true.keys() if there.get(place) != true.get(place)
        }
        return sorted({place % _A_DAY if isinstance(place, int) else 0 for place in wrong})

    def _take_out(self, tx: Writing, place: int) -> None:
        mine = _LINES.c.place == place
        for row in tx.connection.execute(sa.select(_LINES).where(mine)).all():
            by = FoundBy(_texts(row.names), _texts(row.numbers))
            for kind, text, _place, _again in _marks(place, by):
                which = (_MARKS.c.kind == kind, _MARKS.c.mark == text, _MARKS.c.place == place)
                tx.connection.execute(sa.delete(_MARKS).where(*which))
        tx.connection.execute(sa.delete(_LINES).where(mine))


def _line(row: SearchRow) -> dict[str, Any]:
    names, numbers = (_BETWEEN.join(texts) for texts in (row.by.names, row.by.numbers))
    return {"place": row.place, "names": names, "numbers": numbers}


def _texts(joined: str) -> tuple[str, ...]:
    return tuple(joined.split(_BETWEEN)) if joined else ()


def _marks(place: int, by: FoundBy) -> Iterator[tuple[int, str, int, int]]:
    """The rows of a line's marks, by the table's columns."""
    for one in search_marks(by):
        yield int(one.kind), one.text, place, one.again


def _sum_of(row: SearchRow) -> int:
    """Of all rows of a line. Hashes are keyed anew in each process: no row can be made to fit."""
    line = _line(row)
    rows = [(line["place"], line["names"], line["numbers"]), *_marks(row.place, row.by)]
    return sum(hash(one) for one in rows) & _SUM


def _found(view: Reading, asked: LedgerQuestion) -> sa.Select[Any]:
    """The places of the lines that have all that is asked."""
    if asked.numbers or asked.running is not None:
        return _by_number(view, asked)
    if len(asked.name) > REST_LENGTH:
        mine = _LINES.c.place.in_(_beginning(MarkKind.REST, asked.name[:REST_LENGTH]))
        return sa.select(_LINES.c.place).where(mine, _named(asked), _between(_LINES.c.place, asked))
    if asked.name:
        return _by_name(asked.name).where(_between(_MARKS.c.place, asked))
    return sa.select(_LINES.c.place).where(_between(_LINES.c.place, asked))


def _by_name(name: str) -> sa.Select[Any]:
    if len(name) == 1:
        return sa.select(_MARKS.c.place).where(
            _MARKS.c.kind == int(MarkKind.SIGN), _MARKS.c.mark == name
        )
    return _beginning(MarkKind.REST, name)


def _by_number(view: Reading, asked: LedgerQuestion) -> sa.Select[Any]:
    """By what few lines have; the name is looked for in those."""
    place = _LINES.c.place
    found = sa.select(place).where(_between(place, asked))
    if asked.running is not None:
        found = found.where(place.in_(_places_of(view, asked.running)))
    for number in asked.numbers:
        ways = [_ending(number)]
        running = running_of(number)
        if running is not None:
            ways += [sa.select(sa.literal(one)) for one in _places_of(view, running)]
        found = found.where(place.in_(sa.union(*ways)))
    if asked.name:
        found = found.where(_named(asked))
    return found


def _named(asked: LedgerQuestion) -> sa.ColumnElement[bool]:
    return sa.func.instr(_LINES.c.names, asked.name) > 0


def _ending(number: str) -> sa.Select[Any]:
    turned = number[::-1]
    if len(turned) < LEAST_END:
        return sa.select(_MARKS.c.place).where(
            _MARKS.c.kind == int(MarkKind.NUMBER), _MARKS.c.mark == turned
        )
    return _beginning(MarkKind.NUMBER, turned)


def _beginning(kind: MarkKind, text: str) -> sa.Select[Any]:
    """The marks that begin with a text, those of one line once."""
    mine = _MARKS.c
    return sa.select(mine.place).where(
        mine.kind == int(kind), mine.mark >= text, mine.mark < text + _TOP, mine.again < len(text)
    )


def _places_of(view: Reading, running: int) -> list[int]:
    """The place of a line, by its number; nothing where there is none."""
    mine = tables.ledger_lines.c
    days = view.connection.execute(sa.select(mine.day).where(mine.running == running)).scalars()
    try:
        return [date.fromisoformat(day).toordinal() * _A_DAY + running for day in days]
    except (TypeError, ValueError):  # a day that somebody altered is for the proof to name
        return []


def _between(place: sa.ColumnElement[Any], asked: LedgerQuestion) -> sa.ColumnElement[bool]:
    first, last = asked.first.toordinal(), asked.last.toordinal()
    return place.between(first * _A_DAY, (last + 1) * _A_DAY - 1)


def _count(found: sa.Select[Any], asked: LedgerQuestion) -> sa.Select[Any]:
    if asked.name or asked.numbers or asked.running is not None:
        return sa.select(sa.func.count()).select_from(found.subquery())
    day = tables.ledger_lines.c.day  # its index is much smaller than the lines of the search
    days = day.between(asked.first.isoformat(), asked.last.isoformat())
    return sa.select(sa.func.count(day)).where(days)
