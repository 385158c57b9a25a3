"""Making the rows anew from the acts: lines, what became of them, search, bases, holds, staff.

Rows are only views of the acts, and whatever they say other than the acts is wrong. Where the acts
themselves are not whole, a row may be the last that tells of a line: nothing is made anew then, and
the loss has to be reported first (Secondhand Articles Dealer Act, art. 18(2)).
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.law.jobs import Job
from counter_app.storage import tables
from counter_app.storage.act_log import LEDGER_COUNTER
from counter_app.storage.ledger_lines import lines_of
from counter_app.storage.ledger_marks import OF_THE_LEDGER, marks_of
from counter_app.storage.proof import differences, log_faults
from counter_app.storage.records import Record
from counter_app.storage.row_check import put_rows_right
from counter_app.storage.transactions import Reading, Writing


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it.

    Attributes:
        repaired: one line for each difference that there was.
        without_pin: staff whose row was gone; no act tells their PIN.
    """

    repaired: tuple[str, ...]
    without_pin: tuple[str, ...]


def rebuild(record: Record, no_pin: str) -> Rebuilt:
    """Make every row anew, in one transaction; afterwards they equal what the acts give.

    Args:
        record: the till's.
        no_pin: a PIN's hash that no PIN has, for staff whose row was gone.

    Raises:
        IntegrityFault: `rebuild_refused`: acts or keys are damaged or missing; nothing was changed.
        NotPossibleNow: `store_busy` or `disk_full`.
    """
    with record.write() as tx:
        wrong = differences(record, tx)
        last = _require_acts(record, tx)
        _write_lines(record, tx, last)
        record.search.make_anew(tx, record.search_rows(tx), record.folding.mark)
        without_pin = put_rows_right(record, tx, no_pin)
        for fault in differences(record, tx):
            raise IntegrityFault("rebuild_refused", why=fault)
    return Rebuilt(tuple(wrong), without_pin)


def _require_acts(record: Record, view: Reading) -> int:
    """The last ledger number that the acts took, if nothing is wrong with them."""
    faults, last = log_faults(record, view)
    faults += [f"act {seq}: no key of {part}" for seq, part in record.erasures.keyless(view)]
    rows = sa.select(sa.func.max(tables.ledger_lines.c.running))
    taken = sa.select(tables.counters.c.value).where(tables.counters.c.name == LEDGER_COUNTER)
    for asked in (rows, taken):
        number: object = view.connection.execute(asked).scalar() or 0
        # With its act a line may have been cut off; what is no number is nothing that acts took.
        if not isinstance(number, int) or number > last:
            faults.append(f"ledger line {number}: no act tells of it")
    for fault in faults:
        raise IntegrityFault("rebuild_refused", why=fault)
    return last


def _write_lines(record: Record, tx: Writing, last: int) -> None:
    lines: list[LedgerLine] = []
    marks: dict[str, int] = {}
    for act in record.acts.acts(tx):
        if act.header.kind in OF_THE_LEDGER:
            try:
                fields = record.acts.fields_for(tx, act, Job.LEDGER_ROWS)
            except IntegrityFault as fault:
                why = f"act {act.header.seq}: {fault.code}"
                raise IntegrityFault("rebuild_refused", why=why) from None
            lines += lines_of(act.header, fields)
            marks |= marks_of(act.header, fields)
    tx.connection.execute(sa.delete(tables.ledger_lines))
    record.ledger.add(tx, lines)
    record.marks.put_anew(tx, marks)
    counter = tables.counters.c.name == LEDGER_COUNTER
    tx.connection.execute(sa.update(tables.counters).where(counter).values(value=last))
