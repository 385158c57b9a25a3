"""counter-hq: HQ's side of the counter as a command.

Exit codes: 0 done, 2 wrong use, 3 refused for a stated reason, 4 something does not prove itself.
"""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import platformdirs

from counter_app.clock import Clock, HeldClock, RealClock
from counter_app.domain.consent import CHANNELS
from counter_app.domain.errors import CounterError
from counter_app.hq.commands import COMMANDS
from counter_app.hq.errors import HqRefused, HqWrongUse

DEFAULT_NOTICE = "rakuten-mobile-secondhand/2023-02-01"
DEFAULT_PORT = 8470
_ALWAYS_JSON = frozenset({"open", "openings", "mailing", "statistics"})
_Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    unsaid = Namespace(data=_default_folder(), role_keys=None, json=False, now=None)
    args = _parser().parse_args(arguments, unsaid)
    as_json = args.json or args.command in _ALWAYS_JSON
    try:
        code, told = COMMANDS[args.command](args, _clock(args.now))
    except CounterError as error:
        _complain({"error": error.code, **error.facts}, as_json=as_json)
        return error.exit_code
    except OSError as fault:  # a folder that is not there or not ours, a full disk
        _complain({"error": "file_not_written", "why": fault.strerror}, as_json=as_json)
        return HqRefused.exit_code
    if told:
        _print(told, as_json=as_json)
    return code


def _parser() -> ArgumentParser:
    common = ArgumentParser(add_help=False)
    # Before or after the command's name: a default here would undo what was said before it.
    common.add_argument("--data", type=_folder, default=SUPPRESS, help="HQ's data folder")
    common.add_argument(
        "--role-keys",
        type=_folder,
        default=SUPPRESS,
        metavar="FILE",
        help="private keys of the roles; beside the data folder unless said otherwise",
    )
    common.add_argument("--json", action="store_true", default=SUPPRESS, help="print JSON")
    common.add_argument("--now", default=SUPPRESS, help=SUPPRESS)  # a held clock, for the demo
    parser = ArgumentParser("counter-hq", description=__doc__.splitlines()[0], parents=[common])
    commands = parser.add_subparsers(dest="command", required=True)
    _add_tills(commands, common)
    _add_keys(commands, common)
    _add_lists(commands, common)
    return parser


def _add_tills(commands: _Commands, common: ArgumentParser) -> None:
    one = commands.add_parser("init", parents=[common], help="set HQ up in its data folder")
    one.add_argument("--notice", default=DEFAULT_NOTICE, help="folder below resources/notices")
    one = commands.add_parser("serve", parents=[common], help="take what the tills send")
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 for any free one")
    one = commands.add_parser("enrol-code", parents=[common], help="a one-time code for a till")
    one.add_argument("--till", required=True)
    one.add_argument("--url", required=True, help="where the till will reach HQ")
    one.add_argument("-o", "--output", type=_folder, required=True, metavar="FILE")
    one = commands.add_parser("revoke", parents=[common], help="take a till's certificate back")
    one.add_argument("--till", required=True)
    commands.add_parser("verify", parents=[common], help="check everything that HQ keeps")


def _add_keys(commands: _Commands, common: ArgumentParser) -> None:
    one = commands.add_parser(
        "roles", parents=[common], help="make new role keys and publish them; split: hand them out"
    )
    one.add_argument("what", nargs="?", choices=["split"], help="each role its own file")
    one.add_argument("--role", help="hand out this role's keys only, into the file -o")
    one.add_argument("-o", "--output", type=_folder, metavar="FOLDER", help="where the files go")
    one = commands.add_parser("open", parents=[common], help="open an act for a purpose")
    one.add_argument("--till", required=True)
    one.add_argument("--seq", type=_sequence, required=True)
    one.add_argument("--purpose", required=True)
    one.add_argument("--operator", help="who opens; the signed-in person unless said otherwise")
    one.add_argument("--reason", default="", help="why, for the log of openings")
    one = commands.add_parser("openings", parents=[common], help="who opened what")
    one.add_argument("--till")
    one.add_argument("--seq", type=_sequence)
    parser = commands.add_parser("bundle", parents=[common], help="what goes down to the tills")
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("sign", parents=[common], help="sign a bundle")
    one.add_argument("topic", metavar="TOPIC", help="law, price_book, notice, bulletins ...")
    one.add_argument("file", type=_folder, metavar="FILE", help="the payload; law: also a folder")
    one.add_argument("-o", "--output", type=_folder, required=True, metavar="OUT")
    one.add_argument("--version", type=int, metavar="N", help="the next one unless said otherwise")
    one.add_argument(
        "--valid-from", type=date.fromisoformat, metavar="DATE", help="first day; else today"
    )


def _add_lists(commands: _Commands, common: ArgumentParser) -> None:
    one = commands.add_parser("mailing", parents=[common], help="whom to write to by a channel")
    one.add_argument("--channel", required=True, choices=CHANNELS)
    one.add_argument("-o", "--output", type=_folder, metavar="FILE")
    one.add_argument("--operator", help="who asks; the signed-in person unless said otherwise")
    one.add_argument("--reason", default="", help="why, for the log of openings")

    one = commands.add_parser("statistics", parents=[common], help="figures about many deals")
    one.add_argument("--purpose", help="improve or investment")
    one.add_argument("--measure", help="count, sum or mean (of the prices, in yen)")
    one.add_argument("--by", action="append", default=[], help="a dimension; may come again")
    one.add_argument("--from", dest="first", metavar="YYYY-MM", help="first month")
    one.add_argument("--to", dest="last", metavar="YYYY-MM", help="last month")
    one.add_argument("-o", "--output", type=_folder, metavar="FILE", help="also as CSV")
    one.add_argument("--asked", action="store_true", help="tell what was asked so far instead")
    one.add_argument("--operator", help="who asks; the signed-in person unless said otherwise")
    one.add_argument("--reason", default="", help="why, for the log of questions")


def _folder(text: str) -> Path:
    return Path(text).absolute()


def _sequence(text: str) -> int:
    seq = int(text)
    if not 0 < seq < 1 << 53:
        raise ValueError(text)
    return seq


def _default_folder() -> Path:
    return Path(platformdirs.user_data_dir("trade-in-counter-hq", appauthor=False))


def _clock(now: str | None) -> Clock:
    if now is None:
        return RealClock()
    try:
        return HeldClock(datetime.fromisoformat(now))
    except ValueError:
        raise HqWrongUse("moment_form") from None


def _print(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    for name, value in told.items():
        shown = value if isinstance(value, list) else [value]
        for one in shown:
            sys.stdout.write(f"{name}: {_plain(one)}\n")


def _complain(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
    else:
        facts = " ".join(f"{name}={value}" for name, value in told.items() if name != "error")
        sys.stderr.write(f"counter-hq: {told['error']} {facts}".rstrip() + "\n")


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name}={one}" for name, one in value.items())
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
