"""counterctl read-id, mask, law: what needs no open till."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import date
from typing import Any

from counter_app.app import Resources, is_set_up, open_reader, open_till
from counter_app.cli.told import REFUSED, WRONG, Told
from counter_app.clock import Clock
from counter_app.domain.errors import WrongInput
from counter_app.law.lines import Answer, answers
from counter_app.law.tables import LawTables, load_tables
from counter_app.services.scanning import mask_file, read_files
from counter_app.storage.files import write_file


def read_id(args: Namespace, _clock: Clock) -> Told:
    """Read images of identity documents, a line each; exit 3 when one was refused."""
    told = Told()

    def lines() -> Iterator[dict[str, Any]]:
        with closing(open_reader()) as reader:
            for path in args.images:
                try:
                    [line] = read_files([path], args.kind, reader)
                except WrongInput as error:  # the other files still have their lines
                    told.exit_code = max(told.exit_code, error.exit_code)
                    yield {"file": str(path), "error": error.code}
                    continue
                if line["refused"]:
                    told.exit_code = REFUSED
                yield line

    told.lines = lines()
    return told


def mask(args: Namespace, _clock: Clock) -> Told:
    """Write the image as it would be kept; no file when it may not be kept."""
    with closing(open_reader()) as reader:
        image = mask_file(args.image, reader)
    write_file(args.output, image, 0o600)
    return Told(answer={"file": str(args.output), "bytes": len(image)})


def law(args: Namespace, clock: Clock) -> Told:
    """Decide cases, a line each; exit 2 when one was wrong.

    By the till's own tables, as its screens do; where no till was set up, by the shipped ones.
    """
    told = Told()

    def lines() -> Iterator[dict[str, Any]]:
        # By the line and with stand-ins for broken bytes: one bad line must not end the run.
        source = args.file.open("rb") if args.file else nullcontext(sys.stdin.buffer)
        with source as raw, _law_answers(args, clock) as answered:
            cases = (line.decode("utf-8", "replace") for line in raw)
            for answer in answered(cases):
                if answer.wrong:
                    told.exit_code = WRONG
                yield answer.form

    told.lines = lines()
    return told


@contextmanager
def _law_answers(
    args: Namespace, clock: Clock
) -> Iterator[Callable[[Iterable[str]], Iterator[Answer]]]:
    if is_set_up(args.data):
        with open_till(args.data, args.key_file, clock) as till:
            yield till.law.answers
        return
    shipped = load_tables(Resources().folder / "law")

    def on(_day: date) -> LawTables:
        return shipped

    yield lambda lines: answers(lines, on)
