"""counterctl ledger correct, cancel, late, dispose, move: entries that a manager or clerk adds.

What is personal comes in a file, never on the command line, where other programs could read it.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from counter_app.app import Counter, open_till
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.domain.custody import VictimReturn
from counter_app.domain.disposal import DisposalKind, Recipient
from counter_app.domain.errors import WrongInput
from counter_app.domain.ledger import LateEntry, LedgerLine
from counter_app.domain.values import ledger_number, staff_code
from counter_app.domain.visit import Visit

MOST_ENTRY = 1 << 16
_EARLIEST_YEAR = 1900
"""Of a moment that somebody means; before it, no calendar reaches into every time zone."""

T = TypeVar("T")


def correct(args: Namespace, clock: Clock) -> Told:
    """Put columns of a line right: a JSON object of columns and what is right."""
    changes = read_entry(args.file, dict[str, str])
    with open_till(args.data, args.key_file, clock) as till:
        number, manager = ledger_number(args.number), staff_code(args.manager)
        pin = given_pin(args)
        return _told(till.corrections.correct(number, changes, args.reason, manager, pin))


def cancel(args: Namespace, clock: Clock) -> Told:
    """Take a whole line back."""
    with open_till(args.data, args.key_file, clock) as till:
        number, manager = ledger_number(args.number), staff_code(args.manager)
        return _told(till.corrections.cancel(number, args.reason, manager, given_pin(args)))


def late(args: Namespace, clock: Clock) -> Told:
    """Accept a signed visit whose articles were received earlier, by a manager."""
    if args.received_at.tzinfo is None or args.received_at.year < _EARLIEST_YEAR:
        raise WrongInput("moment_form")
    entry = LateEntry(args.received_at, args.reason)
    with open_till(args.data, args.key_file, clock) as till:
        visit = open_visit(till, args.visit)
        manager, pin = staff_code(args.manager), given_pin(args)
        payout = None if args.payout == "none" else args.payout
        accepted = till.acceptance.accept(visit.visit_id, manager, pin, payout, late=entry)
    done = accepted.acceptance
    return Told(answer={"visit": accepted.number, "lines": done.lines if done else 0})


def dispose(args: Namespace, clock: Clock) -> Told:
    """Enter where an article went; the recipient only where the law asks for one."""
    recipient = None if args.recipient is None else read_entry(args.recipient, Recipient)
    victim = None if args.victim is None else read_entry(args.victim, VictimReturn)
    with open_till(args.data, args.key_file, clock) as till:
        number, by, pin = ledger_number(args.number), staff_code(args.staff), given_pin(args)
        kind = DisposalKind[args.kind.upper()]
        done = till.disposals.dispose(number, kind, args.price, recipient, by, pin, victim)
    return Told(answer={"line": str(number), "disposal": done.kind.value, "day": str(done.day)})


def move(args: Namespace, clock: Clock) -> Told:
    """Note that an article went to another place of this dealer: no disposal."""
    with open_till(args.data, args.key_file, clock) as till:
        number, by, pin = ledger_number(args.number), staff_code(args.staff), given_pin(args)
        done = till.disposals.move(number, args.to, by, pin)
    return Told(answer={"line": str(number), "moved": str(done.day)})


def read_entry(path: Path, kind: type[T]) -> T:
    """What a file of JSON tells.

    Raises:
        WrongInput: `entry_file_form`, with the names that can stand in the file.
    """
    try:
        return msgspec.json.decode(read_given(path, MOST_ENTRY), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):  # their text would quote the file
        raise WrongInput("entry_file_form", **names_in(kind)) from None


def names_in(kind: type[Any]) -> dict[str, str]:
    """The names that a file of this kind can have, with the values where only some are possible."""
    told: list[str] = []
    fields = {} if get_origin(kind) else get_type_hints(kind)  # any names: of a dict
    for name, of in fields.items():
        some: Iterable[object] = get_args(of) if get_origin(of) is Literal else ()
        if isinstance(of, type) and issubclass(of, Enum):
            some = of
        one = "|".join(map(str, some))
        told.append(f"{name} ({one})" if one else name)
    return {"names": ", ".join(told)} if told else {}


def open_visit(till: Counter, number: str) -> Visit:
    """The open visit of a number.

    Raises:
        WrongInput: `visit_unknown`.
    """
    for visit in till.visits.open_visits():
        if visit.number == number:
            return visit
    raise WrongInput("visit_unknown")


def _told(line: LedgerLine) -> Told:
    return Told(answer={"line": str(line.number), "counts": line.articles, "yen": line.yen})
