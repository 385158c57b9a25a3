"""How well and how fast documents are read, over a folder of frames with their truth.

    .venv/bin/python -m tests.bench.reading_figures FOLDER

FOLDER holds NNNN.jpg with NNNN.json (type, level, fields) as resources/specimens does. Exact means
equal to the truth after width folding and without spaces. Tune nothing on frames that are reported.
"""

from __future__ import annotations

import json
import statistics
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from counter_app.id_reading.process import ReaderProcess
from counter_app.id_reading.reading import Reading

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
KINDS = {"dl": "driving_licence", "mnb": "my_number_card_back"}
FIELDS = {
    "name": "name",
    "address": "address",
    "birth_date": "birth_date",
    "issue_date": "issued_on",
    "expiry_date": "expires_on",
    "number": "number",
}


def folded(text: str) -> str:
    """For the comparison only: names are never stored so."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def readings(folder: Path) -> Iterator[tuple[dict[str, Any], Reading]]:
    """Each frame's truth, and what was read."""
    with closing(ReaderProcess(RESOURCES)) as reader:
        reader.start()
        for told in sorted(folder.glob("*.json")):
            data = told.with_suffix(".jpg").read_bytes()
            yield json.loads(told.read_text("utf-8")), reader.read_file(data)


def main(folder: Path) -> None:
    """Print the figures."""
    exact: dict[str, list[bool]] = defaultdict(list)
    sure: list[bool] = []
    backs: list[bool] = []
    taken: list[str] = []
    times: list[int] = []
    for truth, read in readings(folder):
        times.append(read.ms)
        kind = KINDS.get(truth["type"])
        if kind == "driving_licence":
            for theirs, ours in FIELDS.items():
                one = read.fields.get(ours)
                right = one is not None and folded(one.value) == folded(
                    truth["fields"][theirs]["value"]
                )
                exact[f"L{truth['level']}"].append(right)
                exact[ours].append(right)
                if one is not None and not one.doubtful:
                    sure.append(right)
        elif kind == "my_number_card_back":
            backs.append(read.refused == "my_number_back")
        elif read.kind == "driving_licence":
            taken.append(truth["id"])
    lines = {name: f"{sum(found)}/{len(found)}" for name, found in sorted(exact.items())}
    print("licence fields exact:", lines)  # noqa: T201 - the figures go to the shell
    print("shown as sure:", len(sure), "wrong among them:", sure.count(False))  # noqa: T201 - the figures go to the shell
    print("my number backs refused:", f"{sum(backs)}/{len(backs)}")  # noqa: T201 - the figures go to the shell
    print("other kinds read as a licence:", taken)  # noqa: T201 - the figures go to the shell
    print("ms a frame: median", statistics.median(times), "worst", max(times))  # noqa: T201 - the figures go to the shell


if __name__ == "__main__":
    main(Path(sys.argv[1]))
