"""The words of counterctl notice, as they are typed."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from pathlib import Path
from typing import TypeAlias

from counter_app.cli import notice_commands

_Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def add_notice(commands: _Commands, common: ArgumentParser) -> None:
    """Add `notice` with its parts."""
    parser = commands.add_parser("notice", parents=[common], help="the purpose notice")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("matrix", parents=[common], help="its three tables")
    one.set_defaults(run=notice_commands.matrix)
    one = parts.add_parser("check", parents=[common], help="do wordings and facts agree")
    one.add_argument("folder", type=_path, nargs="?", help="a version; else this till's")
    one.set_defaults(run=notice_commands.check)
    one = parts.add_parser("diff", parents=[common], help="what a new version changes")
    one.add_argument("old", type=_path, metavar="OLD", help="folder of a version")
    one.add_argument("new", type=_path, metavar="NEW", help="folder of a later one")
    one.set_defaults(run=notice_commands.diff)
    one = parts.add_parser("approve", parents=[common], help="a manager approves the very bytes")
    one.add_argument("--manager", required=True, metavar="CODE")
    one.add_argument("--language", action="append", metavar="CODE", help="all when not given")
    one.add_argument("--pin-file", type=_path, help="file with the PIN; else standard input")
    one.set_defaults(run=notice_commands.approve)


def _path(text: str) -> Path:
    return Path(text).absolute()
