"""counterctl: the till's jobs as commands; each works while HQ is down.

Exit codes: 0 done, 2 wrong use or wrong input, 3 refused for a stated reason, 4 something does not
prove itself.
"""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from counter_app.cli import (
    bulletin_commands,
    bundle_commands,
    entry_commands,
    exception_commands,
    ledger_commands,
    loss_commands,
    reading_commands,
    retention_commands,
    till_commands,
)
from counter_app.cli.complaint import complain
from counter_app.cli.consent_options import add_consent
from counter_app.cli.extra_commands import add_extra
from counter_app.cli.incident_commands import add_incident
from counter_app.cli.notice_options import add_notice
from counter_app.cli.police_options import add_police
from counter_app.cli.provision_commands import add_provision
from counter_app.cli.request_options import add_requests
from counter_app.cli.told import INTEGRITY, WRONG, Told
from counter_app.clock import Clock, HeldClock, RealClock
from counter_app.domain.errors import CounterError, NotPossibleNow, Refused, WrongInput
from counter_app.settings import SettingsFault, default_folder, read_settings

_KINDS = (
    "auto",
    "driving_licence",
    "my_number_card",
    "residence_card",
    "special_permanent_resident_certificate",
    "passport_jp",
    "passport_foreign",
)
_Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    unsaid = Namespace(data=default_folder(), key_file=None, json=False, now=None)
    args = _parser().parse_args(arguments, unsaid)
    if _into_the_record(args):
        complain({"error": "output_in_data_folder"}, as_json=args.json)
        return WRONG
    try:
        told: Told = args.run(args, _clock(args.now, args.data))
        for line in told.lines or ():  # made as they are asked for: what stops them is told below
            _write(line)
    except CounterError as error:
        complain({"error": error.code, **error.facts}, as_json=args.json)
        return error.exit_code
    except OSError as fault:  # a file that is not there or not ours; its name stays unsaid
        complain({"error": "file_not_usable", "why": fault.strerror}, as_json=args.json)
        return NotPossibleNow.exit_code
    except SettingsFault:  # its text would quote the file
        complain({"error": "settings_damaged"}, as_json=args.json)
        return INTEGRITY
    if told.answer:
        _print(told.answer, as_json=args.json)
    return told.exit_code


def _parser() -> ArgumentParser:
    common = ArgumentParser(add_help=False)
    # Before or after the command's name: a default here would undo what was said before it.
    common.add_argument("--data", type=_path, default=SUPPRESS, help="the till's data folder")
    common.add_argument(
        "--key-file",
        type=_path,
        default=SUPPRESS,
        metavar="FILE",
        help="file that wraps the till's keys, in place of the system's key store",
    )
    common.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON")
    common.add_argument("--now", default=SUPPRESS, help=SUPPRESS)  # a held clock, for the demo
    told = (__doc__ or "").splitlines()[0]
    parser = ArgumentParser("counterctl", description=told, parents=[common])
    commands = parser.add_subparsers(dest="command", required=True)
    _add_till(commands, common)
    _add_reading(commands, common)
    add_notice(commands, common)
    _add_ledger(commands, common)
    _add_retention(commands, common)
    _add_bundle(commands, common)
    add_police(commands, common)
    add_requests(commands, common)
    add_consent(commands, common)
    add_extra(commands, common)
    add_provision(commands, common)
    add_incident(commands, common)
    _add_bulletin(commands, common)
    return parser


def _add_till(commands: _Commands, common: ArgumentParser) -> None:
    one = commands.add_parser("init", parents=[common], help="set a till up without windows")
    one.add_argument("--shop", required=True, help="its name, as papers say it")
    one.add_argument("--address", required=True)
    one.add_argument("--permit-number", required=True, metavar="301234567890", help="12 digits")
    one.add_argument("--permit-authority", required=True, metavar="東京都公安委員会")
    one.add_argument("--prefecture", required=True, metavar="13", help="its number, 01 to 47")
    one.add_argument("--till", required=True, metavar="T01", help="no two tills of a dealer alike")
    one.add_argument("--police-station", default="")
    one.add_argument(
        "--temporary-place",
        default="",
        metavar="FILING",
        help="this till stands at a temporary place of business; the number of its filing",
    )
    one.add_argument(
        "--manager", required=True, metavar="0001", help="staff code of the first manager"
    )
    one.add_argument("--manager-name", required=True)
    one.add_argument(
        "--pin-file", type=_path, help="file with the PIN, 4 digits; else standard input"
    )
    one.add_argument(
        "--approve-notice",
        action="store_true",
        help="the manager has read the notice's wordings and approves them",
    )
    one.add_argument("--keep-id-image", choices=("no", "masked"), default="no")
    one.add_argument("--demo", action="store_true", help="specimen data only")
    one.add_argument("--enrol", type=_path, metavar="FILE", help="HQ's enrolment file")
    one.set_defaults(run=till_commands.init)
    one = commands.add_parser("sync", parents=[common], help="the line to HQ")
    one.add_argument("what", choices=("status", "once"))
    one.set_defaults(run=till_commands.sync)
    one = commands.add_parser("enrol", parents=[common], help="make this till known to HQ")
    one.add_argument("file", type=_path, help="HQ's enrolment file")
    one.set_defaults(run=till_commands.enrol)
    one = commands.add_parser("rebuild", parents=[common], help="make the rows from the acts")
    one.add_argument("--check", action="store_true", help="compare them only")
    one.set_defaults(run=till_commands.rebuild)
    one = commands.add_parser("exceptions", parents=[common], help="what a manager looks over")
    one.add_argument("--from", type=_day, dest="first", metavar="DATE")
    one.add_argument("--to", type=_day, dest="last", metavar="DATE", help="else the last 31 days")
    one.set_defaults(run=exception_commands.report)
    one = commands.add_parser("doctor", parents=[common], help="is this PC fit for the counter")
    one.set_defaults(run=till_commands.doctor)


def _add_reading(commands: _Commands, common: ArgumentParser) -> None:
    one = commands.add_parser("read-id", parents=[common], help="read identity documents")
    one.add_argument("images", type=_path, nargs="+", metavar="IMAGE")
    one.add_argument("--kind", choices=_KINDS, default="auto")
    one.set_defaults(run=reading_commands.read_id)
    one = commands.add_parser("mask", parents=[common], help="the image as it would be kept")
    one.add_argument("image", type=_path, metavar="IMAGE")
    one.add_argument("-o", "--output", type=_path, required=True, metavar="OUT.png")
    one.set_defaults(run=reading_commands.mask)
    one = commands.add_parser("law", parents=[common], help="what the law says of cases")
    one.add_argument("what", choices=("check",))
    one.add_argument("file", type=_path, nargs="?", help="JSON lines; else standard input")
    one.set_defaults(run=reading_commands.law)


def _add_ledger(commands: _Commands, common: ArgumentParser) -> None:
    parser = commands.add_parser("ledger", parents=[common], help="the dealer ledger")
    parts = parser.add_subparsers(dest="what", required=True)
    days = ArgumentParser(add_help=False)
    days.add_argument("--on", type=_day, metavar="DATE")
    days.add_argument("--from", type=_day, dest="first", metavar="DATE")
    days.add_argument("--to", type=_day, dest="last", metavar="DATE")
    one = parts.add_parser("print", parents=[common, days], help="as a paper in Form 15")
    one.add_argument("--person", default="", metavar="NAME", help="lines of a person")
    one.add_argument("--imei", default="", metavar="N", help="lines of an IMEI")
    one.add_argument("--merge", type=_path, action="append", default=[], metavar="FILE")
    one.add_argument("-o", "--output", type=_path, required=True, metavar="FILE.pdf")
    one.set_defaults(run=ledger_commands.print_days)
    one = parts.add_parser("search", parents=[common], help="lines by name, number or day")
    one.add_argument("text", metavar="TEXT", help="- reads it from standard input")
    one.add_argument("--from", type=_day, dest="first", metavar="DATE")
    one.add_argument("--to", type=_day, dest="last", metavar="DATE")
    one.add_argument("--most", type=int, choices=range(1, 1001), default=50, metavar="N")
    one.set_defaults(run=ledger_commands.search)
    one = parts.add_parser("loss-report", parents=[common], help="draft for the police station")
    one.add_argument("-o", "--output", type=_path, required=True, metavar="FILE.pdf")
    one.set_defaults(run=loss_commands.report)
    _add_entries(parts, common)
    one = parts.add_parser("verify", parents=[common], help="does it prove itself")
    one.set_defaults(run=ledger_commands.verify)
    one = parts.add_parser("export", parents=[common, days], help="as a file")
    one.add_argument("--csv", action="store_true")
    one.add_argument("-o", "--output", type=_path, required=True, metavar="FILE")
    one.set_defaults(run=ledger_commands.export)


def _add_entries(parts: _Commands, common: ArgumentParser) -> None:
    """What a manager or a clerk adds to the ledger; nothing in it is ever changed."""
    by = ArgumentParser(add_help=False)
    by.add_argument("--pin-file", type=_path, help="file with the PIN; else standard input")
    approved = ArgumentParser(add_help=False, parents=[by])
    approved.add_argument("--reason", required=True, help="printed in the ledger")
    approved.add_argument("--manager", required=True, metavar="CODE")
    entered = ArgumentParser(add_help=False, parents=[by])
    entered.add_argument("--staff", required=True, metavar="CODE")
    one = parts.add_parser("correct", parents=[common, approved], help="put a line right")
    one.add_argument("number", metavar="T01-000012")
    one.add_argument("file", type=_path, help='JSON: {"price": "38000"}')
    one.set_defaults(run=entry_commands.correct)
    one = parts.add_parser("cancel", parents=[common, approved], help="take a line back")
    one.add_argument("number", metavar="T01-000012")
    one.set_defaults(run=entry_commands.cancel)
    one = parts.add_parser("late", parents=[common, approved], help="received earlier than written")
    one.add_argument("visit", metavar="T01-0147", help="a signed visit")
    one.add_argument("--received-at", type=datetime.fromisoformat, required=True, metavar="MOMENT")
    one.add_argument("--payout", choices=("cash", "transfer", "none"), default="cash")
    one.set_defaults(run=entry_commands.late)
    one = parts.add_parser("dispose", parents=[common, entered], help="where an article went")
    one.add_argument("number", metavar="T01-000012")
    one.add_argument("--kind", choices=("sale", "handover", "return"), required=True)
    one.add_argument("--price", type=int, metavar="YEN")
    one.add_argument("--recipient", type=_path, metavar="FILE", help="JSON, if the law asks for it")
    one.add_argument("--victim", type=_path, metavar="FILE", help="JSON, of a return to a victim")
    one.set_defaults(run=entry_commands.dispose)
    one = parts.add_parser("move", parents=[common, entered], help="to HQ's warehouse: no disposal")
    one.add_argument("number", metavar="T01-000012")
    one.add_argument("--to", required=True, metavar="PLACE")
    one.set_defaults(run=entry_commands.move)


def _add_bundle(commands: _Commands, common: ArgumentParser) -> None:
    parser = commands.add_parser("bundle", parents=[common], help="what HQ sends down signed")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("load", parents=[common], help="take a bundle; it holds from its day")
    one.add_argument("file", type=_path, metavar="FILE")
    one.set_defaults(run=bundle_commands.load)


def _add_bulletin(commands: _Commands, common: ArgumentParser) -> None:
    parser = commands.add_parser("bulletin", parents=[common], help="police bulletins")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("add", parents=[common], help="enter one that arrived today")
    one.add_argument("file", type=_path_or_input, metavar="FILE.json", help="- for standard input")
    one.add_argument("--manager", required=True, metavar="CODE")
    one.add_argument("--pin-file", type=_path, help="file with the PIN; else standard input")
    one.set_defaults(run=bulletin_commands.add)
    one = parts.add_parser("list", parents=[common], help="those that articles are matched with")
    one.set_defaults(run=bulletin_commands.list_in_force)
    one = parts.add_parser("match", parents=[common], help="what of the ledger they mean")
    one.set_defaults(run=bulletin_commands.match)


def _add_retention(commands: _Commands, common: ArgumentParser) -> None:
    parser = commands.add_parser("retention", parents=[common], help="how long data are kept")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("status", parents=[common], help="what is due to be erased")
    one.set_defaults(run=retention_commands.status)
    one = parts.add_parser("run", parents=[common], help="erase what is due")
    one.set_defaults(run=retention_commands.run)
    one = parts.add_parser("certificate", parents=[common], help="of what was erased on a day")
    one.add_argument("--on", type=_day, metavar="DATE", help="today when not given")
    one.add_argument("-o", "--output", type=_path, required=True, metavar="FILE.pdf")
    one.set_defaults(run=retention_commands.certificate)


def _into_the_record(args: Namespace) -> bool:
    """Whether what is asked for would be written over the till's own files."""
    outputs: list[Path | None] = [getattr(args, name, None) for name in ("output", "json_output")]
    folder = args.data.resolve()
    return any(one is not None and one.resolve().is_relative_to(folder) for one in outputs)


def _path(text: str) -> Path:
    return Path(text).absolute()


def _path_or_input(text: str) -> Path | None:
    return None if text == "-" else _path(text)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _clock(now: str | None, folder: Path) -> Clock:
    """The PC's clock; a held one is for demos, or it would open PIN locks and end periods.

    Raises:
        Refused: `now_in_demo_only`.
        WrongInput: `moment_form`.
    """
    if now is None:
        return RealClock()
    settings = read_settings(folder)
    if settings is not None and not settings.demo:
        raise Refused("now_in_demo_only")
    try:
        return HeldClock(datetime.fromisoformat(now))
    except ValueError:
        raise WrongInput("moment_form") from None


def _print(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        _write(answer)
        return
    for name, value in answer.items():
        for one in (value or [None]) if isinstance(value, list) else [value]:
            sys.stdout.write(f"{name}: {_words(one)}\n")


def _words(value: object) -> str:
    """A value for people: the facts of an object stand beside each other, empty ones left out."""
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if not isinstance(value, dict):
        return str(value)
    told = {name: _words(one) for name, one in value.items() if one not in (None, "", [], {})}
    return "  ".join(
        one if isinstance(value[name], dict) else f"{name}={one}" for name, one in told.items()
    )


def _write(line: dict[str, Any]) -> None:
    text = json.dumps(line, ensure_ascii=False, default=str)
    # A file's name may hold bytes that are no UTF-8: they stand as JSON's own escapes.
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


if __name__ == "__main__":
    sys.exit(main())
