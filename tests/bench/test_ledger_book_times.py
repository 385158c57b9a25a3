"""How long a ledger takes to print, and against the library's own tables in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

CHECKOUT = Path(__file__).parents[2]
RUNS = 3
MOST_SECONDS, MOST_MB = 4.0, 120.0
"""For 10,000 lines; seconds of the processor, so that what else runs here does not count."""
MOST_SECONDS_A_DAY = 0.5
"""For 200 lines."""
COMPARED = 2000
"""Lines of both ways in the comparison; Platypus takes a minute for 10,000."""
LEAST_RATIO = 5.0


def figures(way: str, lines: int) -> dict[str, float]:
    """The median of the runs, each in a process of its own."""
    told = [one_run(way, lines) for _ in range(RUNS)]
    return {name: median(run[name] for run in told) for name in told[0]}


def one_run(way: str, lines: int) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - the project's own module
        [sys.executable, "-m", "tests.bench.ledger_book_figures", way, str(lines)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


@pytest.mark.prove
def test_a_ledger_is_printed_while_the_police_wait(capsys: pytest.CaptureFixture[str]) -> None:
    day, long = figures("own", 200), figures("own", 10_000)
    own, platypus = figures("own", COMPARED), figures("platypus", COMPARED)
    ratio = platypus["cpu"] / own["cpu"]

    with capsys.disabled():
        told = {"200": day, "10000": long, "own": own, "platypus": platypus, "ratio": ratio}
        sys.stdout.write(f"\nledger book, median of {RUNS} runs: {json.dumps(told)}\n")
    assert day["cpu"] <= MOST_SECONDS_A_DAY
    assert long["cpu"] <= MOST_SECONDS
    assert long["mb"] <= MOST_MB
    assert ratio >= LEAST_RATIO
