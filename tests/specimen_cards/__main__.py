"""Write specimen frames into a folder.

Usage: python -m tests.specimen_cards --count N --seed S --out DIR [--kinds ...] [--levels 1,2,3]
[--drawings ...] [--frames 5]
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

from tests.specimen_cards.frames import Wish, sequence
from tests.specimen_cards.kinds import KINDS, NO_CARD


def main() -> None:
    """Write NNNN.jpg and NNNN.json; with --frames more than one, NNNN_K.jpg and NNNN_K.json."""
    ask = ArgumentParser(prog="python -m tests.specimen_cards")
    ask.add_argument("--count", type=int, default=60)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--out", type=Path, default=Path("frames"))
    ask.add_argument("--kinds", default=",".join([*KINDS, NO_CARD]))
    ask.add_argument("--levels", default="1,2,3")
    ask.add_argument("--drawings", default="", help="official, schematic, moved; empty: all")
    ask.add_argument("--frames", type=int, default=1)
    args = ask.parse_args()
    wish = Wish(
        args.kinds.split(","),
        [int(one) for one in args.levels.split(",")],
        [one for one in args.drawings.split(",") if one],
    )
    args.out.mkdir(parents=True, exist_ok=True)
    for index in range(args.count):
        for number, one in enumerate(sequence(args.seed, index, args.frames, wish)):
            name = f"{index:04d}" + (f"_{number}" if args.frames > 1 else "")
            (args.out / f"{name}.jpg").write_bytes(one.jpeg)
            text = json.dumps(one.truth | {"id": name}, ensure_ascii=False, indent=1)
            (args.out / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
