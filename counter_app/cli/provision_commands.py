"""counterctl provision: what goes to the group, to outsourcees and to others, and its register.

What is personal goes into a file that only its owner reads, never onto the screen or the command
line. The police have their own commands.
"""

from __future__ import annotations

import hashlib
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from counter_app.app import open_till
from counter_app.cli.entry_commands import read_entry
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import Told
from counter_app.cli.typed import Commands, path_of, proof_of, sequence_of
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.third_party import (
    Asked,
    Basis,
    Deidentified,
    KeptProvision,
    Method,
    Recipient,
    RecipientKind,
)
from counter_app.domain.values import ledger_number, staff_code

MOST_OUTPUT = 1 << 26
"""Bytes of an output of the anonymiser."""


class RecipientFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody outside every list, as a file says who they are."""

    name: str
    address: str
    representative: str


def give(args: Namespace, clock: Clock) -> Told:
    """Give fields of lines to somebody of a list: they go into a file, with the record."""
    _require_folder(args.output)
    asked = Asked(
        RecipientKind(args.kind),
        args.to,
        tuple(args.field),
        args.row,
        Basis(args.basis) if args.basis else None,
        Method(args.method),
        args.contract,
        args.continues,
    )
    with open_till(args.data, args.key_file, clock) as till:
        lines = [ledger_number(one) for one in args.line]
        done = till.third_parties.give(asked, lines, staff_code(args.manager), given_pin(args))
    given = [{"line": str(one.number), "fields": dict(one.values)} for one in done.given]
    body = msgspec.json.encode({"record": done.kept.record, "given": given})
    save_paper(args.output, msgspec.json.format(body, indent=2) + b"\n")
    names = list(dict.fromkeys(name for one in done.given for name in one.values))
    return Told(
        answer={
            "act": done.kept.seq,
            "lines": [str(one.number) for one in done.given],
            "given": names,
            "absent": list(done.absent),
        }
    )


def give_output(args: Namespace, clock: Clock) -> Told:
    """Note that an output of the anonymiser was given to somebody outside every list."""
    told = read_entry(args.recipient, RecipientFile)
    digest = hashlib.sha256(read_given(args.file, MOST_OUTPUT)).hexdigest()
    recipient = Recipient(RecipientKind.OTHER, "", told.name, told.address, told.representative)
    with open_till(args.data, args.key_file, clock) as till:
        output = Deidentified(args.reference, digest)
        manager, pin = staff_code(args.manager), given_pin(args)
        done = till.third_parties.give_deidentified(recipient, output, manager, pin)
    return Told(answer={"act": done.kept.seq, "sha256": digest})


def list_given(args: Namespace, clock: Clock) -> Told:
    """What was given, the newest first: no names of persons."""
    with open_till(args.data, args.key_file, clock) as till:
        first, last = args.first or date.min, args.last or date.max
        found = till.third_parties.records(first, last, args.to)
    return Told(lines=[_row(one) for one in found])


def export(args: Namespace, clock: Clock) -> Told:
    """The register as a paper, or as CSV."""
    _require_folder(args.output)
    with open_till(args.data, args.key_file, clock) as till:
        entries = till.register.entries(args.first, args.last, args.to)
        paper = (
            till.register.file(entries)
            if args.csv
            else till.register.paper(args.first, args.last, args.to).pdf
        )
    save_paper(args.output, paper)
    return Told(answer={"records": len(entries), "bytes": len(paper)})


def add_provision(commands: Commands, common: ArgumentParser) -> None:
    """Add `provision` with its parts."""
    parser = commands.add_parser("provision", parents=[common], help="data to third parties")
    parts = parser.add_subparsers(dest="what", required=True)
    approved = proof_of("manager")
    one = parts.add_parser("give", parents=[common, approved], help="to somebody of a list")
    one.add_argument("--kind", choices=[kind.value for kind in RecipientKind], default="group")
    one.add_argument("--to", required=True, metavar="KEY", help="of the recipient's list")
    one.add_argument("--line", action="append", required=True, metavar="T01-000012")
    one.add_argument("--row", default="", metavar="g_membership", help="of the group's table")
    one.add_argument("--field", action="append", required=True, metavar="person.name")
    one.add_argument("--basis", choices=[basis.value for basis in Basis], default="")
    one.add_argument("--method", choices=[method.value for method in Method], default="single")
    one.add_argument("--contract", default="", help="that stands in place of a record")
    one.add_argument("--continues", type=sequence_of, metavar="N", help="first act of the bulk")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.json")
    one.set_defaults(run=give)
    one = parts.add_parser("output", parents=[common, approved], help="of the anonymiser")
    one.add_argument("file", type=path_of, help="what is given: it names nobody")
    one.add_argument("--reference", required=True, help="name and period of the report")
    one.add_argument(
        "--recipient",
        type=path_of,
        required=True,
        metavar="FILE",
        help='JSON: {"name": "", "address": "", "representative": ""}',
    )
    one.set_defaults(run=give_output)
    _add_register(parts, common)


def _add_register(parts: Commands, common: ArgumentParser) -> None:
    span = ArgumentParser(add_help=False)
    span.add_argument("--from", type=date.fromisoformat, dest="first", metavar="DATE")
    span.add_argument("--to-day", type=date.fromisoformat, dest="last", metavar="DATE")
    span.add_argument("--to", default="", metavar="KEY", help="one recipient alone")
    one = parts.add_parser("list", parents=[common, span], help="what was given")
    one.set_defaults(run=list_given)
    one = parts.add_parser("export", parents=[common, span], help="the register")
    one.add_argument("--csv", action="store_true")
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE")
    one.set_defaults(run=export)


def _row(one: KeptProvision) -> dict[str, Any]:
    told = one.record
    return {
        "act": one.seq,
        "day": told.day.isoformat(),
        "kind": told.recipient.kind.value,
        "to": told.recipient.name,
        "basis": told.basis.value if told.basis else "",
        "row": told.row,
        "fields": list(told.fields),
        "persons": len(told.persons),
        "method": told.method.value,
        "contract": told.contract,
        "output": told.output.reference if told.output else "",
    }


def _require_folder(path: Path) -> None:
    """Refuse before anything is written down as given that could not be put there.

    Raises:
        NotPossibleNow: `paper_not_written`.
    """
    if not path.parent.is_dir():
        raise NotPossibleNow("paper_not_written")
