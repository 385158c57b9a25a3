"""Which ledger lines are damaged or missing, and whether the sealed act behind each is whole.

Each act is looked at by itself, so that one that cannot be read hides none of the others. This is
slower than the proof, and is asked only when the proof found something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from counter_app.clock import business_day
from counter_app.domain import merkle
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.loss import DamagedLine, Harm
from counter_app.law.jobs import Job
from counter_app.storage import tables
from counter_app.storage.act_log import StoredAct
from counter_app.storage.ledger_lines import lines_of, read_line
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

_MOST_CUT_OFF = 100_000
"""A counter that was changed as well must not make this endless."""


@dataclass(slots=True)
class _Told:
    """What the acts that are whole tell of the ledger.

    Attributes:
        lines: by running number; None where the act is whole and its content does not open.
        by_act: the act and day of every number that a whole act took.
        there: sequences of the acts that stand in the log, whole or not.
    """

    lines: dict[int, LedgerLine | None] = field(default_factory=dict)
    by_act: dict[int, tuple[int, date]] = field(default_factory=dict)
    there: set[int] = field(default_factory=set)


def damaged_lines(record: Record) -> tuple[DamagedLine, ...]:
    """Every line that is missing, or says other than a whole act, by running number."""
    with record.read() as view:
        told = _told(record, view)
        rows = {row.running: row for row in view.connection.execute(_ROWS)}
        taken = view.connection.execute(_TAKEN).scalar() or 0
    numbers = [number for number in rows.keys() | told.lines.keys() if isinstance(number, int)]
    last = max(numbers, default=0)
    if isinstance(taken, int):  # lines that were cut off with their acts are still counted here
        last = max(last, min(taken, last + _MOST_CUT_OFF))
    found = (_look(running, told, rows.get(running)) for running in range(1, last + 1))
    return tuple(one for one in found if one is not None)


def _look(running: int, told: _Told, row: sa.Row[Any] | None) -> DamagedLine | None:
    if running not in told.lines:
        there = row is not None and row.act_seq in told.there
        seq = row.act_seq if row is not None and isinstance(row.act_seq, int) else None
        harm = Harm.ACT_DAMAGED if there else Harm.ACT_MISSING
        return DamagedLine(running, harm, seq, None if row is None else _day(row.day))
    seq, day = told.by_act[running]
    line = told.lines[running]
    if line is None:
        return DamagedLine(running, Harm.ACT_DAMAGED, seq, day)
    if row is None:
        return DamagedLine(running, Harm.MISSING, seq, day)
    filed = (row.act_seq, row.day, row.imei) == (seq, line.day.isoformat(), line.imei)
    if not filed or read_line(row.line) != line:
        return DamagedLine(running, Harm.ALTERED, seq, day)
    return None


def _told(record: Record, view: Reading) -> _Told:
    told = _Told()
    leaves = {row.place: row.hash for row in view.connection.execute(_LEAVES)}
    for seq in list(view.connection.execute(_SEQUENCES).scalars()):
        told.there.add(seq)
        stored = _whole(record, view, seq, leaves.get(seq - 1))
        if stored is None or not stored.header.ledger:
            continue
        first, count = stored.header.ledger
        day = business_day(stored.header.at)
        numbers = range(first, first + count)
        told.by_act |= dict.fromkeys(numbers, (seq, day))
        told.lines |= dict.fromkeys(numbers)
        try:
            fields = record.acts.fields_for(view, stored, Job.LEDGER_ROWS)
        except IntegrityFault:  # its keys are not those that it was sealed under
            continue
        told.lines |= {line.number.running: line for line in lines_of(stored.header, fields)}
    return told


def _whole(record: Record, view: Reading, seq: int, leaf: bytes | None) -> StoredAct | None:
    """An act whose bytes give the leaf that stands in its row and in the tree."""
    try:
        stored = record.acts.act(view, seq)
        made = merkle.leaf_hash(stored.act.leaf())
    except (IntegrityFault, TypeError, ValueError):  # a column of another type: not our bytes
        return None
    same = made == stored.leaf == leaf and stored.header.till == record.till
    return stored if same else None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


_COLUMNS = tables.ledger_lines.c
_ROWS = sa.select(
    _COLUMNS.running,
    _COLUMNS.act_seq,
    _COLUMNS.day,
    _COLUMNS.imei,
    sa.cast(_COLUMNS.line, sa.LargeBinary).label("line"),
)
_SEQUENCES = sa.select(tables.acts.c.seq).order_by(tables.acts.c.seq)
_LEAVES = sa.select(
    tables.tree.c.place, sa.cast(tables.tree.c.hash, sa.LargeBinary).label("hash")
).where(tables.tree.c.level == 0)
_TAKEN = sa.select(tables.counters.c.value).where(tables.counters.c.name == "ledger_lines")
