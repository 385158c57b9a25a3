"""The words of counterctl request, as they are typed."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from counter_app.cli import request_commands
from counter_app.cli.typed import Commands, path_of, proof_of
from counter_app.domain.requests import Confirmed, RequestKind

_LINE = "T01-000012"


def add_requests(commands: Commands, common: ArgumentParser) -> None:
    """Add `request` with its parts."""
    parser = commands.add_parser("request", parents=[common], help="customers' questions, requests")
    parts = parser.add_subparsers(dest="what", required=True)
    proved = proof_of("staff")
    numbered = ArgumentParser(add_help=False)
    numbered.add_argument("number", metavar="T01-Q20261122-01")
    _add_taking(parts, common, proved, numbered)
    _add_answers(parts, common, proved, numbered)
    _add_notes(parts, [common, proved, numbered])


def _add_taking(
    parts: Commands, common: ArgumentParser, proved: ArgumentParser, numbered: ArgumentParser
) -> None:
    one = parts.add_parser("take", parents=[common, proved], help="take one down")
    kinds = " or ".join(RequestKind)
    told = f'JSON: {{"kind": "", "text": "", "name": ""}}, the kind {kinds}'
    one.add_argument("file", type=path_of, help=told)
    one.set_defaults(run=request_commands.take)
    one = parts.add_parser("list", parents=[common], help="what waits for its answer")
    one.add_argument("--all", action="store_true", help="answered ones too")
    one.add_argument("--find", action="store_true", help="by a name from standard input")
    one.set_defaults(run=request_commands.list_all)
    one = parts.add_parser("show", parents=[common, numbered], help="a whole one")
    one.set_defaults(run=request_commands.show)
    one = parts.add_parser("check", parents=[common, numbered, proved], help="who asks, confirmed")
    one.add_argument("--how", choices=[str(one) for one in Confirmed], required=True)
    one.add_argument("--document", default="", metavar="KIND", help="such as driving_licence")
    one.set_defaults(run=request_commands.check)
    one = parts.add_parser("deals", parents=[common], help="deals by a name from standard input")
    one.add_argument("--born", type=date.fromisoformat, metavar="DATE")
    one.set_defaults(run=request_commands.deals)
    one = parts.add_parser("link", parents=[common, numbered, proved], help="the deals it is about")
    one.add_argument("--line", action="append", required=True, metavar=_LINE)
    one.set_defaults(run=request_commands.link)
    one = parts.add_parser("step", parents=[common, numbered, proved], help="a note on the way")
    one.add_argument("file", type=path_of, help='JSON: {"text": ""}')
    one.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="answer by this day")
    one.set_defaults(run=request_commands.step)


def _add_answers(
    parts: Commands, common: ArgumentParser, proved: ArgumentParser, numbered: ArgumentParser
) -> None:
    doing = [common, numbered, proved]
    one = parts.add_parser("answer", parents=doing, help="answer in words, or refuse")
    one.add_argument("file", type=path_of, help='JSON: {"text": "", "line": "", "reasons": []}')
    one.add_argument("--refuse", action="store_true", help="with the reasons of the file")
    one.set_defaults(run=request_commands.answer)
    one = parts.add_parser("disclose", parents=doing, help="all that is kept of the person")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.pdf")
    one.add_argument("--json-output", type=path_of, metavar="FILE.json")
    one.add_argument("--draft", action="store_true", help="answer nothing yet")
    one.set_defaults(run=request_commands.disclose)
    one = parts.add_parser("erase", parents=doing, help="what the law lets go; explain the rest")
    one.add_argument("--plan", action="store_true", help="tell it, and erase nothing")
    one.set_defaults(run=request_commands.erase)
    one = parts.add_parser("letter", parents=[common, numbered], help="the answer as a paper")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.pdf")
    one.set_defaults(run=request_commands.letter)


def _add_notes(parts: Commands, doing: list[ArgumentParser]) -> None:
    one = parts.add_parser("notes", parents=doing, help="notes about its deals, for a manager")
    one.set_defaults(run=request_commands.notes)
    one = parts.add_parser("release", parents=doing, help="let answers tell a note")
    one.add_argument("--act", type=int, action="append", required=True, metavar="N")
    one.add_argument("--reason", required=True, help="which officer allowed it")
    one.set_defaults(run=request_commands.release)
