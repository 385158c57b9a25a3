"""How well and how fast documents are read, and masked; `make bench-id`.

    python -m tests.bench.id_figures [--specimens DIR] [--seed S --count N] [--limit N]
        [--no-peers] [--json FILE]

Without --specimens it makes its own frames. Tune on seeds below 1,000,000 only: what is reported is
made from those above. Times are of this machine, with whatever else it does.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from counter_app.id_reading.process import ReaderProcess
from counter_app.id_reading.reading import as_json
from tests.bench.id_peers import PEERS, peer_rows
from tests.bench.id_table import Figures
from tests.bench.id_truths import Truth, truths
from tests.specimen_cards.frames import specimen

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def family(pid: int) -> list[int]:
    """A process and all its children (Linux)."""
    found = [pid]
    for one in found:
        for told in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in told.read_text("ascii").split()]
    return found


def processor_seconds(pids: list[int]) -> float:
    """Time that these processes have had so far."""
    ticks = 0
    for pid in pids:
        words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        ticks += int(words[11]) + int(words[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def peak_megabytes(pids: list[int]) -> float:
    """Most memory that these processes held, together."""
    lines = [line for pid in pids for line in Path(f"/proc/{pid}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def measure(frames: list[Truth]) -> list[tuple[str, str]]:
    """Read every frame in the reader's own process; the rows of the table."""
    figures = Figures()
    with closing(ReaderProcess(RESOURCES)) as reader:
        reader.start()
        reader.read_file(frames[0].image.read_bytes())  # the first one loads what the others use
        for truth in frames:
            pids = family(reader.pid or 0)
            used, began = processor_seconds(pids), time.perf_counter()
            line = as_json(reader.read_file(truth.image.read_bytes()), str(truth.image))
            wall = time.perf_counter() - began
            now = family(reader.pid or 0)
            figures.add(truth, line, wall, max(0.0, processor_seconds(now) - used))
        memory = f"{peak_megabytes(family(reader.pid or 0)):.0f} MB"
    return [*figures.rows(), ("memory of the reader's processes", memory)]


def made(args: Namespace, folder: Path) -> None:
    """Frames of our own into a folder."""
    for index in range(args.count):
        one = specimen(args.seed, index)
        (folder / f"{index:04d}.jpg").write_bytes(one.jpeg)
        (folder / f"{index:04d}.json").write_text(json.dumps(one.truth), "utf-8")


def told_rows(args: Namespace, folder: Path) -> list[tuple[str, str]]:
    """The reader's rows and the peers'."""
    frames = truths(folder, args.limit)
    rows = [("frames", str(len(frames))), *measure(frames)]
    for peer in () if args.no_peers else PEERS:
        rows += peer_rows(peer, frames)
    return rows


def main() -> None:
    """Print the table."""
    ask = ArgumentParser(prog="python -m tests.bench.id_figures")
    ask.add_argument("--specimens", type=Path)
    ask.add_argument("--seed", type=int, default=1_000_001)
    ask.add_argument("--count", type=int, default=90)
    ask.add_argument("--limit", type=int)
    ask.add_argument("--no-peers", action="store_true")
    ask.add_argument("--json", type=Path)
    args = ask.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = args.specimens or Path(own)
        if not args.specimens:
            made(args, folder)
        rows = told_rows(args, folder)
    for name, figure in rows:
        sys.stdout.write(f"{name:<58} {figure}\n")
    if args.json:
        args.json.write_text(json.dumps(dict(rows), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
