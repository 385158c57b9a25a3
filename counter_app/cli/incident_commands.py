"""counterctl incident: the register of incidents with personal data, and the reports' drafts.

What happened comes in a file, never on the command line, where other programs could read it.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

import msgspec

from counter_app.app import Counter, open_till
from counter_app.cli.entry_commands import names_in, read_entry
from counter_app.cli.given import given_pin
from counter_app.cli.told import Told
from counter_app.cli.typed import Commands, path_of, proof_of, sequence_of
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.errors import NotPossibleNow, WrongInput
from counter_app.domain.incident import Incident, KeptIncident
from counter_app.domain.values import staff_code
from counter_app.law.incidents import REPORTS


def note(args: Namespace, clock: Clock) -> Told:
    """Note an incident: a JSON object of its fields."""
    told = _incident(read_entry(args.file, dict[str, Any]))
    with open_till(args.data, args.key_file, clock) as till:
        kept = till.incidents.note(told, staff_code(args.manager), given_pin(args))
        return Told(answer=_row(kept, till))


def update(args: Namespace, clock: Clock) -> Told:
    """Bring an incident up to date: a JSON object of the fields that are other now."""
    given = read_entry(args.file, dict[str, Any])
    with open_till(args.data, args.key_file, clock) as till:
        before = msgspec.to_builtins(till.incidents.find(args.incident).incident)
        told = _incident({**before, **given})
        manager, pin = staff_code(args.manager), given_pin(args)
        return Told(answer=_row(till.incidents.update(args.incident, told, manager, pin), till))


def list_all(args: Namespace, clock: Clock) -> Told:
    """Every incident with what is due, the newest first."""
    with open_till(args.data, args.key_file, clock) as till:
        return Told(lines=[_row(one, till) for one in till.incidents.all()])


def report(args: Namespace, clock: Clock) -> Told:
    """Write the draft of a report to the Commission; nothing is sent."""
    if not args.output.parent.is_dir():
        raise NotPossibleNow("paper_not_written")
    with open_till(args.data, args.key_file, clock) as till:
        paper = till.incidents.report(args.incident, args.kind)
    save_paper(args.output, paper.pdf)
    return Told(answer={"incident": args.incident, "report": args.kind, "bytes": len(paper.pdf)})


def add_incident(commands: Commands, common: ArgumentParser) -> None:
    """Add `incident` with its parts."""
    parser = commands.add_parser("incident", parents=[common], help="leaks, losses, damage")
    parts = parser.add_subparsers(dest="what", required=True)
    approved = proof_of("manager")
    which = ArgumentParser(add_help=False)
    which.add_argument("incident", type=sequence_of, metavar="N", help="its number, as listed")
    one = parts.add_parser("note", parents=[common, approved], help="note one")
    one.add_argument(
        "file",
        type=path_of,
        help='JSON: {"known_at": "", "cases": [], "outline": "", ...}; '
        "the cases are the keys of resources/law/incidents.toml",
    )
    one.set_defaults(run=note)
    one = parts.add_parser("update", parents=[common, approved, which], help="what is other now")
    one.add_argument("file", type=path_of, help='JSON: {"preliminary_on": "2026-11-24"}')
    one.set_defaults(run=update)
    one = parts.add_parser("list", parents=[common], help="all, with what is due")
    one.set_defaults(run=list_all)
    one = parts.add_parser("report", parents=[common, which], help="draft for the Commission")
    one.add_argument("--kind", choices=REPORTS, required=True)
    one.add_argument("-o", "--output", type=path_of, required=True, metavar="FILE.pdf")
    one.set_defaults(run=report)


def _incident(told: dict[str, Any]) -> Incident:
    """An incident as a file says it; strange fields are refused, and a moment needs its zone."""
    names = set(Incident.__dataclass_fields__)
    try:
        incident = msgspec.convert(told, Incident)
    except msgspec.ValidationError:
        raise WrongInput("entry_file_form", **names_in(Incident)) from None
    if not set(told) <= names:
        raise WrongInput("entry_file_form", **names_in(Incident))
    if incident.known_at.tzinfo is None:
        raise WrongInput("moment_form")
    return incident


def _row(kept: KeptIncident, till: Counter) -> dict[str, Any]:
    told, today = kept.incident, till.incidents.today
    clocks = [
        {
            "step": one.step,
            "due": one.due.isoformat() if one.due else "",
            "done": one.done.isoformat() if one.done else "",
            "days_left": one.days_left(today),
            "late": one.late,
        }
        for one in till.incidents.clocks(told)
    ]
    return {
        "incident": kept.first,
        "act": kept.seq,
        "known_at": told.known_at.isoformat(),
        "cases": list(told.cases),
        "items": list(told.items),
        "persons": told.persons,
        "counted": told.counted,
        "encrypted": told.encrypted,
        "clocks": clocks,
    }
