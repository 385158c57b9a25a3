"""Does the record prove itself: log, numbering, projections.

Everything is computed again from the stored bytes: headers, leaves, tree, ledger numbers, and the
ledger lines from the acts. A missing key is lawful only under a finished erasure, which acts tell,
or for a file that HQ has; any other is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain import merkle
from counter_app.domain.errors import IntegrityFault
from counter_app.domain.ledger import LedgerLine
from counter_app.law.jobs import Job
from counter_app.storage.ledger_lines import lines_of
from counter_app.storage.ledger_marks import OF_THE_LEDGER, marks_of
from counter_app.storage.records import Record
from counter_app.storage.row_check import row_faults
from counter_app.storage.search_index import SearchRow, search_rows
from counter_app.storage.transactions import Reading

_WHO = "1.identity"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check found.

    Attributes:
        faults: one line each, naming act or ledger line; empty when the record proves itself.
    """

    acts: int
    lines: int
    root: bytes
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def prove(record: Record) -> Proof:
    """Check the log and the ledger's numbering; grows linearly with the number of acts."""
    with record.read() as view:
        tree, ranges, faults = _check_log(record, view)
        faults += _check_tree(record, view, tree)
        lines = list(record.ledger.all(view))
        faults += _check_numbers(ranges, lines)
    return Proof(tree.size, len(lines), tree.root(), tuple(faults))


def rebuild_faults(record: Record) -> list[str]:
    """Compare the rows with what the acts give; one line for each difference."""
    with record.read() as view:
        return differences(record, view)


def differences(record: Record, view: Reading) -> list[str]:
    """The same within a view that is there already."""
    stored = {line.number.running: line for line in record.ledger.all(view)}
    made: dict[int, LedgerLine] = {}
    marks: dict[str, int] = {}
    found_by: list[SearchRow] = []
    faults: list[str] = []
    for act in record.acts.readable(view):
        if act.header.kind not in OF_THE_LEDGER:
            continue
        try:
            fields = record.acts.fields_for(view, act, Job.LEDGER_ROWS)
        except IntegrityFault as fault:
            faults.append(f"act {act.header.seq}: {fault.code}")
            continue
        lines = lines_of(act.header, fields)
        made |= {line.number.running: line for line in lines}
        found_by += search_rows(act.header, fields, lines, record.folding)
        marks |= marks_of(act.header, fields)
    beside = [*record.marks.faults(view, marks), *row_faults(record, view)]
    searched = record.search.differing(view, found_by)
    keyless = set(record.erasures.keyless(view))
    told: set[int] = set()
    for running in sorted(stored.keys() | made.keys()):
        if running not in stored:
            faults.append(f"ledger line {running}: missing")
        elif running not in made:
            faults.append(f"ledger line {running}: no act tells of it")
        elif stored[running] != made[running]:
            faults.append(f"ledger line {running}: differs from its act")
        elif (made[running].act_seq, _WHO) in keyless:
            faults.append(f"ledger line {running}: its key is missing")
        else:
            continue
        told.add(running)
    acts = {line.act_seq for running, line in made.items() if running in told}
    faults += [f"act {seq}: no key of {part}" for seq, part in sorted(keyless) if seq not in acts]
    faults += [
        f"search for line {one}: differs from its act" for one in searched if one not in told
    ]
    return [*faults, *beside]


def log_faults(record: Record, view: Reading) -> tuple[list[str], int]:
    """What is wrong with the acts themselves, and the last ledger number that they took."""
    tree, ranges, faults = _check_log(record, view)
    faults += _check_tree(record, view, tree)
    last = 0
    for first, count in ranges:
        if first != last + 1:
            faults.append(f"ledger line {last + 1}: the acts leave it out")
        last = first + count - 1
    return faults, last


def _check_log(
    record: Record, view: Reading
) -> tuple[merkle.Tree, list[tuple[int, int]], list[str]]:
    """The tree and the ranges of ledger numbers as the acts give them, and what is wrong."""
    tree, ranges, faults = merkle.Tree(), [], []
    try:
        for stored in record.acts.acts(view):
            if stored.header.seq != tree.size + 1:
                faults.append(f"act {tree.size + 1}: missing")
                break
            if stored.header.till != record.till:
                faults.append(f"act {stored.header.seq}: of another till")
            leaf = merkle.leaf_hash(stored.act.leaf())
            if leaf != stored.leaf:
                faults.append(f"act {stored.header.seq}: altered")
            tree.append(leaf)
            if stored.header.ledger:
                ranges.append(stored.header.ledger)
    except IntegrityFault as fault:
        faults.append(f"act {tree.size + 1}: {fault.code}")
    return tree, ranges, faults


def _check_tree(record: Record, view: Reading, tree: merkle.Tree) -> list[str]:
    """Every stored node against the acts: inner ones too, on which earlier roots stand."""
    stored = {(level, place): value for level, place, value in record.acts.nodes(view)}
    if stored == tree.nodes:
        return []
    if stored.keys() - tree.nodes.keys():
        return ["tree: a node without its acts"]
    if tree.nodes.keys() - stored.keys():
        return ["tree: a node is missing"]
    return ["tree: a node is altered"]


def _check_numbers(ranges: list[tuple[int, int]], lines: list[LedgerLine]) -> list[str]:
    """The acts' numbers have no gap, and the ledger has a line for each."""
    last = 0
    for first, count in ranges:
        if first != last + 1:
            return [f"ledger line {last + 1}: the acts leave it out"]
        last += count
    there = [line.number.running for line in lines]
    for expected, running in enumerate(there, start=1):
        if running != expected:
            return [f"ledger line {expected}: missing"]
    return [f"ledger line {len(there) + 1}: missing"] if len(there) < last else []
