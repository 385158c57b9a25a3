"""counterctl extra: a use beyond the notice, to which the customer agrees for this once.

The purpose comes in a file, for its digest binds the consent; what a use gives goes into a file
that only its owner may read, never onto the screen.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import msgspec

from counter_app.app import Counter, open_till
from counter_app.cli.entry_commands import read_entry
from counter_app.cli.given import given_pin
from counter_app.cli.told import Told
from counter_app.cli.typed import Commands, add_pin_file, path_of
from counter_app.clock import Clock
from counter_app.domain.acts import canonical
from counter_app.domain.answers import Wish
from counter_app.domain.extra_consent import ExtraPurpose
from counter_app.domain.values import staff_code
from counter_app.storage.files import write_file


class PurposeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a manager writes down: for which deal, which items, for what, in which language."""

    visit: str
    items: list[int]
    text: dict[str, str]
    language: str = "ja"


def add_extra(commands: Commands, common: ArgumentParser) -> None:
    """Add `extra` with its parts."""
    parser = commands.add_parser("extra", parents=[common], help="uses beyond the notice")
    parts = parser.add_subparsers(dest="what", required=True)
    by = ArgumentParser(add_help=False)
    by.add_argument("file", type=path_of, help='JSON: {"visit", "items", "text", "language"}')
    by.add_argument("--manager", required=True, metavar="CODE")
    add_pin_file(by)
    one = parts.add_parser("consent", parents=[common, by], help="the answer, signed on paper")
    one.add_argument("--refused", action="store_true", help="the customer said no")
    one.set_defaults(run=consent)
    one = parts.add_parser("use", parents=[common, by], help="use what was agreed to, once")
    one.add_argument("--consent", type=int, required=True, metavar="SEQ")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE")
    one.set_defaults(run=use)
    one = parts.add_parser("withdraw", parents=[common], help="take a consent back before its use")
    one.add_argument("consent", type=int, metavar="SEQ")
    one.add_argument("--staff", required=True, metavar="CODE")
    add_pin_file(one)
    one.add_argument("--by", choices=[wish.value for wish in Wish], default=Wish.PERSON.value)
    one.set_defaults(run=withdraw)
    one = parts.add_parser("list", parents=[common], help="consents, and which are spent")
    one.set_defaults(run=given)


def consent(args: Namespace, clock: Clock) -> Told:
    """Enter the customer's answer; the manager saw the paper signed."""
    with open_till(args.data, args.key_file, clock) as till:
        purpose, manager = _purpose(args, till), staff_code(args.manager)
        pin = given_pin(args)
        desk = till.extra_purposes
        if args.refused:
            seq = desk.refuse(purpose, manager, pin)
        else:
            seq = desk.agree(purpose, None, manager, pin)
    told = {"consent": seq, "visit": purpose.visit_number, "digest": purpose.digest}
    return Told(answer=told | {"given": not args.refused})


def use(args: Namespace, clock: Clock) -> Told:
    """Write what was agreed to into a file, once."""
    with open_till(args.data, args.key_file, clock) as till:
        purpose, manager = _purpose(args, till), staff_code(args.manager)
        write_file(args.output, b"", 0o600)  # before anything is spent: it can be written there
        used = till.extra_purposes.use(args.consent, purpose, manager, given_pin(args))
    told = [{"act": one.act, "kind": one.kind, "fields": dict(one.fields)} for one in used]
    write_file(args.output, canonical({"purpose": purpose.field(), "acts": told}), 0o600)
    fields = sum(len(one.fields) for one in used)
    return Told(answer={"file": str(args.output), "acts": len(used), "fields": fields})


def withdraw(args: Namespace, clock: Clock) -> Told:
    """Take a consent back; the deal and the notice's own answers stay."""
    with open_till(args.data, args.key_file, clock) as till:
        who = staff_code(args.staff), given_pin(args)
        seq = till.extra_purposes.withdraw(args.consent, *who, by=Wish(args.by))
    return Told(answer={"consent": args.consent, "withdrawn": seq})


def given(args: Namespace, clock: Clock) -> Told:
    """Every consent to a use beyond the notice, the newest first; nothing of the person."""
    with open_till(args.data, args.key_file, clock) as till:
        found = till.extra_purposes.given()
    lines = [
        {
            "consent": one.act,
            "at": one.at.isoformat(),
            "visit": one.visit_number,
            "items": list(one.items),
            "spent": one.spent,
        }
        for one in found
    ]
    return Told(lines=lines)


def _purpose(args: Namespace, till: Counter) -> ExtraPurpose:
    told = read_entry(args.file, PurposeFile)
    return till.extra_purposes.state(told.visit, told.items, told.text, told.language)
