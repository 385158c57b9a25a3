"""The words of counterctl notice, as they are typed."""

from __future__ import annotations

from argparse import ArgumentParser

from counter_app.cli import notice_commands
from counter_app.cli.typed import Commands, add_pin_file, path_of


def add_notice(commands: Commands, common: ArgumentParser) -> None:
    """Add `notice` with its parts."""
    parser = commands.add_parser("notice", parents=[common], help="the purpose notice")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("matrix", parents=[common], help="its three tables")
    one.set_defaults(run=notice_commands.matrix)
    one = parts.add_parser("check", parents=[common], help="do wordings and facts agree")
    one.add_argument("folder", type=path_of, nargs="?", help="a version; else this till's")
    one.set_defaults(run=notice_commands.check)
    one = parts.add_parser("diff", parents=[common], help="what a new version changes")
    one.add_argument("old", type=path_of, metavar="OLD", help="folder of a version")
    one.add_argument("new", type=path_of, metavar="NEW", help="folder of a later one")
    one.set_defaults(run=notice_commands.diff)
    one = parts.add_parser("approve", parents=[common], help="a manager approves the very bytes")
    one.add_argument("--manager", required=True, metavar="CODE")
    one.add_argument("--language", action="append", metavar="CODE", help="all when not given")
    add_pin_file(one)
    one.set_defaults(run=notice_commands.approve)
