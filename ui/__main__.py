"""counter-app: the till's two windows.

The window shows first; the record, the reader and the papers load behind it.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from counter_app.settings import default_folder

BEGAN = time.monotonic()
"""Before anything of the program is loaded: what a person waits for begins here."""

READER_WORD = "--id-reader"
"""A frozen program starts itself under this word as its own reader."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the till, the demo or the self-test; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == [READER_WORD]:
        from counter_app.app import run_reader  # noqa: PLC0415 - a frozen program's reader

        return run_reader(words[1:])
    args = _parser().parse_args(words)
    if args.command == "demo":
        from ui.demo import run_demo  # noqa: PLC0415 - the till itself never loads it

        return run_demo(args.out, BEGAN, slowly=args.slowly)
    if args.self_test:
        return _self_test()
    from ui.start import run_till  # noqa: PLC0415 - loads Qt, which the self-test does not need

    return run_till(args.data, args.key_file, args.camera, windowed=args.windowed)


def _self_test() -> int:
    """Read a bundled specimen and print its fields; 0 when at least five of six are right."""
    from counter_app.app import Resources, open_reader  # noqa: PLC0415 - loads the reader
    from counter_app.services.self_test import read_specimen  # noqa: PLC0415 - loads late too

    with closing(open_reader()) as reader:
        test = read_specimen(Resources().folder / "specimens" / "driving_licence_1.jpg", reader)
    for name, (read, printed) in test.fields.items():
        sys.stdout.write(f"{name}: {read} {'=' if read == printed else f'≠ {printed}'}\n")
    return 0 if test.passed else 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser("counter-app", description="The till's two windows.")
    parser.add_argument("--data", type=_path, default=default_folder(), help="data folder")
    parser.add_argument("--key-file", type=_path, help="in place of the system's key store")
    parser.add_argument("--camera", help="number of a camera, a film, or a folder of pictures")
    parser.add_argument("--windowed", action="store_true", help="not full screen")
    parser.add_argument("--self-test", action="store_true", help="read a specimen and tell")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo", help="a whole trade-in on specimens")
    demo.add_argument("--out", type=_path, required=True, help="folder that is wiped and filled")
    demo.add_argument("--slowly", action="store_true", help="pause at each page, to watch")
    return parser


def _path(text: str) -> Path:
    return Path(text).absolute()


if __name__ == "__main__":
    sys.exit(main())
