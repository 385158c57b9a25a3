"""Words that several commands take: files, acts' numbers, and whoever proves who they are."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"

_NO_SEQUENCE = 1 << 53
"""Acts stand in JSON, in which a larger number is not exact."""


def path_of(text: str) -> Path:
    """A file or folder; it stays the same wherever the program goes."""
    return Path(text).absolute()


def sequence_of(text: str) -> int:
    """An act's number; argparse says of a ValueError that it is a wrong use."""
    number = int(text)
    if not 0 < number < _NO_SEQUENCE:
        raise ValueError(text)
    return number


def proof_of(who: str) -> ArgumentParser:
    """The words by which somebody proves who they are, for `parents`.

    Args:
        who: `manager` or `staff`, whose code is asked for.
    """
    words = ArgumentParser(add_help=False)
    words.add_argument(f"--{who}", required=True, metavar="CODE")
    add_pin_file(words)
    return words


def add_pin_file(words: ArgumentParser) -> None:
    """Add the word for the file with the PIN (cli.given reads it)."""
    words.add_argument("--pin-file", type=path_of, help="file with the PIN; else standard input")
