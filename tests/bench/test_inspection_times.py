"""How long an officer waits for ledger and stock of the days that they asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

CHECKOUT = Path(__file__).parents[2]
RUNS = 3
MOST_SECONDS = 2.0
"""For 1,000 lines; of the processor, so that what else runs here does not count."""
LINES = 1000
SPANS = (10, 365)
"""Days over which the lines are spread."""


def one_run(days: int) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - the project's own module
        [sys.executable, "-m", "tests.bench.inspection_figures", str(LINES), str(days)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


@pytest.mark.prove
@pytest.mark.parametrize("days", SPANS)
def test_an_inspection_is_printed_while_the_officer_waits(
    days: int, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [one_run(days) for _ in range(RUNS)]
    figures = {name: median(run[name] for run in told) for name in told[0]}
    with capsys.disabled():
        sys.stdout.write(f"\n{LINES} lines of {days} days, median of {RUNS}: {figures}\n")
    assert figures["cpu"] <= MOST_SECONDS
