"""What is remembered beside ledger lines: what became of each, and when a day was last printed.

A line is never changed, so the number of the line that corrects it, and of the acts by which its
article was disposed of or moved, stand here: small numbers under a name, to be found at once. They
follow from the acts and can be rebuilt. That a day was printed follows from no act: a print changes
nothing in the trade, and an act for it would move the very root that the paper carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from counter_app.domain.acts import Header, Kind
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

OF_THE_LEDGER = frozenset({Kind.ARTICLE_ACCEPTED, Kind.CORRECTION, Kind.DISPOSAL, Kind.MOVED})
"""The kinds of acts that change what the ledger shows."""

_LINE, _PRINTED = "line:", "printed:"
_CORRECTED, _DISPOSED, _MOVED = "corrected", "disposed", "moved"
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LineMarks:
    """What is remembered of one line.

    Attributes:
        corrected_by: running number of the line that corrects or cancels it.
        disposed: sequence of the act of its disposal; moved: of its latest movement.
    """

    corrected_by: int | None = None
    disposed: int | None = None
    moved: int | None = None


def marks_of(header: Header, fields: Mapping[str, Any]) -> dict[str, int]:
    """What an act makes to be remembered, by name; nothing where its key is erased."""
    if header.kind is Kind.CORRECTION and header.ledger and "article.corrects" in fields:
        return {_name(fields["article.corrects"]["line"], _CORRECTED): header.ledger[0]}
    if header.kind is Kind.DISPOSAL and "article.disposal" in fields:
        return {_name(_told_line(fields["article.disposal"]), _DISPOSED): header.seq}
    if header.kind is Kind.MOVED and "article.movement" in fields:
        return {_name(_told_line(fields["article.movement"]), _MOVED): header.seq}
    return {}


class LedgerMarks:
    """The marks of lines and days, in the table of counters."""

    def put(self, tx: Writing, marks: Mapping[str, int]) -> None:
        """Remember; a later movement or print takes the place of the earlier one."""
        for name, value in marks.items():
            row = insert(tables.counters).values(name=name, value=value)
            tx.connection.execute(
                row.on_conflict_do_update(index_elements=["name"], set_={"value": value})
            )

    def put_anew(self, tx: Writing, marks: Mapping[str, int]) -> None:
        """Forget what is remembered of every line, and remember this; prints of days stay."""
        of_lines = tables.counters.c.name.startswith(_LINE)
        tx.connection.execute(sa.delete(tables.counters).where(of_lines))
        self.put(tx, marks)

    def of_lines(self, view: Reading, runnings: Iterable[int]) -> dict[int, LineMarks]:
        """What is remembered of these lines; those of which nothing is are left out."""
        wanted = list(runnings)
        kinds = {_CORRECTED: "corrected_by", _DISPOSED: "disposed", _MOVED: "moved"}
        found: dict[int, dict[str, int]] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            names = {_name(one, kind): (one, kinds[kind]) for one in part for kind in kinds}
            for row in _rows(view, tables.counters.c.name.in_(list(names))):
                running, attribute = names[row.name]
                found.setdefault(running, {})[attribute] = row.value
        return {running: LineMarks(**marks) for running, marks in found.items()}

    def printed(self, view: Reading, day: date) -> datetime | None:
        """When a day was last printed."""
        for row in _rows(view, tables.counters.c.name == f"{_PRINTED}{day.isoformat()}"):
            return _EPOCH + timedelta(seconds=row.value)
        return None

    def forget(self, tx: Writing, act: Header) -> None:
        """Forget what an act makes to be remembered, once its part that says so is erased."""
        mine = tables.counters.c
        of_act = mine.name.endswith(_DISPOSED) | mine.name.endswith(_MOVED)
        which = of_act & (mine.value == act.seq)
        if act.ledger:
            which |= mine.name.endswith(_CORRECTED) & (mine.value == act.ledger[0])
        tx.connection.execute(sa.delete(tables.counters).where(mine.name.startswith(_LINE), which))

    def paper_printed(self, view: Reading, name: str) -> datetime | None:
        """When another paper was first printed, by its own name."""
        for row in _rows(view, tables.counters.c.name == f"{_PRINTED}{name}"):
            return _EPOCH + timedelta(seconds=row.value)
        return None

    def note_paper(self, tx: Writing, name: str, at: datetime) -> None:
        """Remember that another paper was printed, to the second."""
        self.put(tx, {f"{_PRINTED}{name}": (at - _EPOCH) // _SECOND})

    def note_print(self, tx: Writing, day: date, at: datetime) -> None:
        """Remember that a day was printed, to the second."""
        self.put(tx, {f"{_PRINTED}{day.isoformat()}": (at - _EPOCH) // _SECOND})

    def faults(self, view: Reading, made: Mapping[str, int]) -> list[str]:
        """One line for each line of the ledger of which other is remembered than the acts tell."""
        there = {
            row.name: row.value for row in _rows(view, tables.counters.c.name.startswith(_LINE))
        }
        wrong = {
            int(name.split(":")[1])
            for name in there.keys() | made.keys()
            if there.get(name) != made.get(name)
        }
        return [
            f"what became of line {running}: differs from its acts" for running in sorted(wrong)
        ]


def _rows(view: Reading, which: sa.ColumnElement[bool]) -> Iterable[sa.Row[tuple[str, int]]]:
    return view.connection.execute(
        sa.select(tables.counters.c.name, tables.counters.c.value).where(which)
    )


def _told_line(told: Mapping[str, Any]) -> int:
    line: int = told["line"]
    return line


def _name(running: int, kind: str) -> str:
    return f"{_LINE}{running}:{kind}"
