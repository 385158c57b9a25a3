"""A line is found while somebody waits at the telephone, however many lines there are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).parents[2]
SIZES = (10_000, 100_000, 1_000_000)
MOST_MS = 50.0
"""For the 95th percentile of each kind of question, of the processor: what else runs here does not
count."""
LEAST_RATIO = 100
"""Against a look at every line, as it was done before, at a million lines."""
PATIENCE = 3600


def figures() -> list[dict[str, Any]]:
    done = subprocess.run(  # noqa: S603 - the project's own module
        [sys.executable, "-m", "tests.bench.search_figures", *(str(size) for size in SIZES)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def table(told: list[dict[str, Any]]) -> str:
    """Median and 95th percentile in milliseconds by kind, a column for each number of lines."""
    rows = [f"{'ms, p50 / p95':24}" + "".join(f"{one['lines']:>18,}" for one in told)]
    for kind in told[0]["kinds"]:
        each = (one["kinds"][kind] for one in told)
        cells = (f"{one['cpu p50']:.2f} / {one['cpu p95']:.2f}" for one in each)
        rows.append(f"{kind:24}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(rows)


@pytest.mark.prove
def test_a_line_is_found_among_a_million(capsys: pytest.CaptureFixture[str]) -> None:
    told = figures()
    with capsys.disabled():
        beside = [{name: one[name] for name in one if name != "kinds"} for one in told]
        sys.stdout.write(f"\nsearch in the ledger:\n{table(told)}\n")
        sys.stdout.write("\n".join(json.dumps(one) for one in beside) + "\n")
    assert [one["lines"] for one in told] == list(SIZES)
    for one in told:
        slow = {kind: ms for kind, ms in one["kinds"].items() if ms["cpu p95"] > MOST_MS}
        assert slow == {}
    assert told[-1]["scan against search"] >= LEAST_RATIO
