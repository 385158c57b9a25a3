"""Time of one inspection's paper, in a process of its own.

Usage: python -m tests.bench.inspection_figures LINES DAYS
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from counter_app.clock import HeldClock
from counter_app.domain.acts import Kind
from counter_app.domain.values import StaffCode
from counter_app.storage.act_log import NewAct
from tests.records import accepted
from tests.ui.counters import AFTERNOON, MANAGER, MANAGER_PIN, open_small_counter


def main(lines: int, days: int) -> None:
    """Print seconds of the wall and of the processor, pages' bytes, and articles still here."""
    began = AFTERNOON + timedelta(days=1)
    clock = HeldClock(began)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_small_counter(Path(folder), clock=clock) as counter,
    ):
        each = timedelta(days=days) / lines
        with counter.record.write() as tx:
            for place in range(lines):
                at = began + place * each
                counter.record.write_act(tx, accepted(f"見本 {place}", at=at))
                if place % 4 == 0:  # one in four is gone again
                    told = {"line": place + 1, "kind": "売却", "price": 30_000}
                    fields = {"article.disposal": told}
                    sold = NewAct(Kind.DISPOSAL, StaffCode("C01"), at, fields)
                    counter.record.write_act(tx, sold)
        clock.move(days=days)
        first, last = counter.ledger.today - timedelta(days=days), counter.ledger.today
        counter.inspections.one_paper("0", first, first, StaffCode(MANAGER), MANAGER_PIN)  # fonts
        wall, cpu = time.perf_counter(), time.process_time()
        paper = counter.inspections.one_paper("1", first, last, StaffCode(MANAGER), MANAGER_PIN)
        took = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        sys.stdout.write(json.dumps({**took, "bytes": len(paper.pdf)}) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
