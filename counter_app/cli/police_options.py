"""The words of counterctl police and inspection, as they are typed."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from counter_app.cli import police_commands
from counter_app.cli.typed import Commands, add_pin_file, path_of, sequence_of

_LINE = "T01-000012"


def add_police(commands: Commands, common: ArgumentParser) -> None:
    """Add `police` with its parts, and `inspection`."""
    parser = commands.add_parser("police", parents=[common], help="orders, reports, provisions")
    parts = parser.add_subparsers(dest="what", required=True)
    approved = ArgumentParser(add_help=False, parents=[_proof()])
    approved.add_argument("--manager", required=True, metavar="CODE")
    station = ArgumentParser(add_help=False)
    station.add_argument("--station", default="", help="the shop's own when not given")
    _add_orders(parts, common, approved, station)
    _add_requests(parts, common, approved)
    one = parts.add_parser("suspicion", parents=[common, _proof()], help="what police were told")
    one.add_argument(
        "file", type=path_of, help='JSON: {"reasons": [...], "officer": "", "told": ""}'
    )
    one.add_argument("--staff", required=True, metavar="CODE")
    one.set_defaults(run=police_commands.suspicion)
    one = commands.add_parser(
        "inspection", parents=[common, _proof()], help="ledger and stock for an officer"
    )
    one.add_argument("--officer", required=True, metavar="NUMBER")
    one.add_argument("--manager", default="", metavar="CODE", help="the only one when not given")
    one.add_argument("--from", type=date.fromisoformat, dest="first", required=True, metavar="DATE")
    one.add_argument("--to", type=date.fromisoformat, dest="last", required=True, metavar="DATE")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.pdf")
    one.set_defaults(run=police_commands.inspection)


def _add_orders(
    parts: Commands, common: ArgumentParser, approved: ArgumentParser, station: ArgumentParser
) -> None:
    one = parts.add_parser("hold", parents=[common, approved, station], help="a custody order")
    one.add_argument("number", help="of the order; a longer or renewed one has another")
    one.add_argument("--officer", required=True)
    one.add_argument("--line", action="append", required=True, metavar=_LINE)
    one.add_argument("--from", type=date.fromisoformat, dest="first", required=True, metavar="DATE")
    one.add_argument("--until", type=date.fromisoformat, dest="last", required=True, metavar="DATE")
    one.set_defaults(run=police_commands.hold)
    one = parts.add_parser("release", parents=[common, approved, station], help="end an order")
    one.add_argument("number", help="of the order")
    one.add_argument("--reason", required=True)
    one.set_defaults(run=police_commands.release)
    one = parts.add_parser("holds", parents=[common], help="what holds now")
    one.set_defaults(run=police_commands.holds)


def _add_requests(parts: Commands, common: ArgumentParser, approved: ArgumentParser) -> None:
    asked = ArgumentParser(add_help=False)
    asked.add_argument(
        "file",
        type=path_of,
        help='JSON: {"authority": "", "officer": "", "asked": "", "letter": ""}',
    )
    asked.add_argument("--line", action="append", required=True, metavar=_LINE)
    one = parts.add_parser("ask", parents=[common, approved, asked], help="to be answered later")
    one.set_defaults(run=police_commands.ask)
    one = parts.add_parser("provide", parents=[common, approved, asked], help="give fields")
    one.add_argument("--field", action="append", required=True, metavar="person.name")
    one.add_argument("--answers", type=sequence_of, metavar="N", help="the inquiry that it answers")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.json")
    one.set_defaults(run=police_commands.provide)
    one = parts.add_parser("provisions", parents=[common, approved], help="what was given so far")
    one.set_defaults(run=police_commands.provisions)
    one = parts.add_parser("drop", parents=[common, approved], help="end an inquiry unanswered")
    one.add_argument("inquiry", type=sequence_of, metavar="N")
    one.add_argument("--reason", required=True)
    one.set_defaults(run=police_commands.drop)


def _proof() -> ArgumentParser:
    by = ArgumentParser(add_help=False)
    add_pin_file(by)
    return by
