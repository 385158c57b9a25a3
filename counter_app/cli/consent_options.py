"""counterctl consent: which optional answers stand, and taking them back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from counter_app.app import open_till
from counter_app.cli.consent_commands import add_receipts
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import Told
from counter_app.cli.typed import Commands, add_pin_file, path_of
from counter_app.clock import Clock
from counter_app.domain.answers import ANSWERS, Wish
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import ledger_number, staff_code

_LINE = "T01-000012"
_MOST_REASON = 1 << 12


def add_consent(commands: Commands, common: ArgumentParser) -> None:
    """Add `consent` with its parts: answers here, receipts from consent_commands."""
    parser = commands.add_parser(
        "consent", parents=[common], help="a deal's consent: its answers and its receipt"
    )
    parts = parser.add_subparsers(dest="what", required=True)
    one = parts.add_parser("show", parents=[common], help="which answers stand now")
    one.add_argument("number", metavar=_LINE, help="a ledger line of the deal")
    one.set_defaults(run=show)
    one = parts.add_parser("withdraw", parents=[common], help="take answers back")
    one.add_argument("number", metavar=_LINE, help="a ledger line of the deal")
    one.add_argument("--answer", action="append", required=True, choices=ANSWERS)
    one.add_argument("--by", choices=[wish.value for wish in Wish], default=Wish.PERSON.value)
    one.add_argument("--why", type=path_of, metavar="FILE", help="file with the person's words")
    one.add_argument("--staff", required=True, metavar="CODE")
    add_pin_file(one)
    one.set_defaults(run=withdraw)
    add_receipts(parts, common)


def show(args: Namespace, clock: Clock) -> Told:
    """Which of a deal's optional answers stand."""
    with open_till(args.data, args.key_file, clock) as till:
        found = till.withdrawals.of_line(ledger_number(args.number))
    stand = [name for name in ANSWERS if name in found.answers]
    return Told(
        answer={
            "consent": found.seq,
            "given_at": found.given_at.isoformat(),
            "stand": stand,
            "erased": found.erased,
        }
    )


def withdraw(args: Namespace, clock: Clock) -> Told:
    """Take answers back: here at once, at HQ with the next sync."""
    why = "" if args.why is None else _text(args.why)
    with open_till(args.data, args.key_file, clock) as till:
        consent = till.withdrawals.of_line(ledger_number(args.number)).seq
        staff, pin = staff_code(args.staff), given_pin(args)
        done = till.withdrawals.withdraw(
            consent, args.answer, staff, pin, by=Wish(args.by), why=why
        )
    stand = [name for name in ANSWERS if name in done.answers]
    return Told(answer={"act": done.seq, "stand": stand})


def _text(path: Path) -> str:
    try:
        return read_given(path, _MOST_REASON).decode("utf-8").strip()
    except UnicodeDecodeError:
        raise WrongInput("entry_file_form") from None
