"""How long a search in the ledger takes, and how that grows with the number of lines.

Usage: python -m tests.bench.search_figures LINES...

One record grows from one number of lines to the next. Rows go in through the storage module, many
at a time; only the deals whose cost is measured are acts.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import override

from counter_app.domain.ledger import LedgerLine
from counter_app.domain.ledger_question import question_from
from counter_app.domain.search_marks import FoundBy
from counter_app.domain.values import LedgerNumber
from counter_app.services.ledger_search import MOST_SHOWN, FoundLines, lines_found
from counter_app.storage.records import Record
from counter_app.storage.search_index import SearchIndex, SearchRow
from counter_app.storage.transactions import Writing
from tests.bench.specimen_names import SpecimenName, SpecimenNames
from tests.records import NOON, SmallRecord, accepted, small_record

PER_DAY = 900
"""A till's million lines in three years."""
AT_ONCE = 180_000
"""Sorted marks of so many lines go in together, or every page would be written many times."""
QUESTIONS = 100
DEALS = 200
_TAKEN = "SELECT value FROM counters WHERE name = 'ledger_lines'"
_NOTE_TAKEN = "UPDATE counters SET value = ? WHERE name = 'ledger_lines'"


class Shelf:
    """Fills a record with lines and remembers how to ask for some of them."""

    def __init__(self, till: SmallRecord) -> None:
        self._till = till
        self._names = SpecimenNames()
        self._draw = random.Random(11)  # noqa: S311 - draws questions, no keys
        till.write(accepted())
        with till.record.read() as view:
            [self._like] = till.record.ledger.all(view)
        self._folded = cache(till.record.folding.folded)
        self.asked: dict[str, list[str]] = {}
        self.seconds = 0.0
        self.pages = {"lines": 0, "search": 0}

    def fill(self, lines: int) -> None:
        """Go on until there are so many."""
        while (count := self._taken()) < lines:
            most = min(AT_ONCE, lines - count)
            made = list(self._made(range(count + 1, count + 1 + most)))
            with self._till.record.write() as tx:
                before = _pages(tx)
                self._till.record.ledger.add(tx, [line for line, _row in made])
                between = _pages(tx)
                began = time.process_time()
                self._till.record.search.add(tx, [row for _line, row in made])
                self.seconds += time.process_time() - began
                self.pages["lines"] += between - before
                self.pages["search"] += _pages(tx) - between
                tx.connection.exec_driver_sql(_NOTE_TAKEN, (count + most,))

    def _taken(self) -> int:
        """The last running number; the measured deals took some, too."""
        with self._till.record.read() as view:
            taken: int = view.connection.exec_driver_sql(_TAKEN).scalar_one()
        return taken

    def some(self, kind: str) -> list[str]:
        """Texts of a kind to ask for, from all ages of the ledger."""
        return self._draw.choices(self.asked[kind], k=QUESTIONS)

    def _made(self, runnings: range) -> Iterator[tuple[LedgerLine, SearchRow]]:
        for running in runnings:
            one, draw = self._names.one(), self._draw
            phone = f"0{draw.choice('789')}0{draw.randrange(10**8):08d}"
            imei, serial = f"35{draw.randrange(10**13):013d}", f"F{draw.randrange(16**9):09X}"
            at = NOON + timedelta(days=running // PER_DAY)
            line = replace(
                self._like,
                number=LedgerNumber(self._like.number.till, running),
                day=at.date(),
                at=at,
                name=f"{one.surname} {one.given}",
                imei=imei,
                serial=serial,
            )
            names = (self._folded(one.surname) + self._folded(one.given), self._folded(one.kana))
            numbers = (phone, imei, serial.lower())
            if draw.random() < QUESTIONS / runnings[-1]:
                self._note(one, line, phone)
            yield line, SearchRow(running, at.date(), FoundBy(names, numbers))

    def _note(self, one: SpecimenName, line: LedgerLine, phone: str) -> None:
        surname, given = one.surname, one.given
        kana, draw = one.kana.replace(" ", ""), self._draw
        for kind, text in {
            "surname": surname,
            "given name": given,
            "one sign": draw.choice(surname + given),
            "whole name": surname + given,
            "kana, one sign": kana[0],
            "kana, two signs": kana[:2],
            "kana, four signs": kana[:4],
            "telephone": phone,
            "telephone, last four": phone[-4:],
            "IMEI": line.imei,
            "serial": line.serial,
            "ledger number": str(line.number),
            "day": line.day.isoformat(),
            "month": line.day.isoformat()[:7],
            "year": f"{line.day.year}年",
            "surname and month": f"{surname} {line.day.isoformat()[:7]}",
            "surname and last four": f"{surname} {phone[-4:]}",
        }.items():
            self.asked.setdefault(kind, []).append(text)


def _pages(tx: Writing) -> int:
    count: int = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return count


def search(record: Record, text: str) -> FoundLines:
    """What LedgerDesk.search does."""
    asked = question_from(text, record.folding, record.till)
    with record.read() as view:
        return lines_found(record, view, asked, MOST_SHOWN)


def scan(record: Record, name: str) -> int:
    """How many lines a look at every one finds, as it was done before there was an index."""
    wanted = record.folding.folded(name)
    with record.read() as view:
        return sum(wanted in record.folding.folded(one.name) for one in record.ledger.all(view))


def figures(ask: Callable[[str], object], texts: list[str]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, by the wall and of the processor."""
    walls, cpus = [], []
    for text in texts:
        began, worked = time.perf_counter(), time.process_time()
        ask(text)
        cpus.append((time.process_time() - worked) * 1000)
        walls.append((time.perf_counter() - began) * 1000)
    return _told(walls, cpus)


def _told(walls: list[float], cpus: list[float]) -> dict[str, float]:
    told = {"wall p50": _at(walls, 0.5), "wall p95": _at(walls, 0.95)}
    return told | {"cpu p50": _at(cpus, 0.5), "cpu p95": _at(cpus, 0.95)}


def _at(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 3)


class NoIndex(SearchIndex):
    """A deal as it was before there was an index."""

    @override
    def add(self, tx: Writing, rows: object) -> None:
        """Write nothing."""


def deals(till: SmallRecord) -> dict[str, dict[str, float]]:
    """What the transaction of an acceptance takes with the index and without it, by turns."""
    ways = {"with": till.record.search, "without": NoIndex()}
    names = SpecimenNames(23)
    walls: dict[str, list[float]] = {"with": [], "without": []}
    cpus: dict[str, list[float]] = {"with": [], "without": []}
    for _deal in range(DEALS):
        for way, index in ways.items():
            till.record.search = index
            one = names.one()
            # What stands in no index must not be among what is counted at the next size.
            new = accepted(f"{one.surname} {one.given}" if way == "with" else "XX")
            own = {"person.name_kana": one.kana, "person.contact_phone": "09012345678"}
            began, worked = time.perf_counter(), time.process_time()
            till.write(replace(new, fields={**new.fields, **own}))
            cpus[way].append((time.process_time() - worked) * 1000)
            walls[way].append((time.perf_counter() - began) * 1000)
            till.record.idle()
    till.record.search = ways["with"]
    return {way: _told(walls[way], cpus[way]) for way in ways}


def at_size(till: SmallRecord, shelf: Shelf, lines: int) -> dict[str, Any]:
    """All figures at so many lines."""
    shelf.fill(lines)
    record = till.reopen()
    kinds = {
        kind: figures(lambda text: search(record, text), shelf.some(kind)) for kind in shelf.asked
    }
    name = shelf.asked["surname"][0]
    began = time.process_time()
    there = scan(record, name)
    seconds = time.process_time() - began
    found = search(record, name)
    assert len(found.lines) + found.rest == there
    own = figures(lambda text: search(record, text), [name] * QUESTIONS)["cpu p50"]
    return {
        "kinds": kinds,
        "scan s": round(seconds, 3),
        "scan against search": round(seconds * 1000 / own),
        "filled in s": round(shelf.seconds, 1),
        "MB": {name: round(pages * 4096 / 1e6, 1) for name, pages in shelf.pages.items()},
        "deal ms": deals(till),
    }


def main() -> None:
    """Print a line of JSON for each number of lines."""
    with tempfile.TemporaryDirectory() as folder, small_record(Path(folder) / "till") as till:
        shelf = Shelf(till)
        for lines in sorted(int(word) for word in sys.argv[1:]):
            told = at_size(till, shelf, lines)
            sys.stdout.write(json.dumps({"lines": lines} | told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
