"""counterctl police and inspection: orders, reports, provisions, and what officers look at.

What is personal comes in a file, never on the command line, where other programs could read it.
"""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from counter_app.app import Counter, open_till
from counter_app.cli.entry_commands import read_entry
from counter_app.cli.given import given_pin
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.acts import moment_text
from counter_app.domain.custody import Custody, CustodyOrder
from counter_app.domain.errors import NotPossibleNow, WrongInput
from counter_app.domain.provision import PoliceRequest
from counter_app.domain.suspicion import ReportWay, SuspicionReport
from counter_app.domain.values import StaffCode, ledger_number, staff_code


class SuspicionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report as it is handed over; without a moment, it was made now."""

    reasons: tuple[str, ...]
    officer: str
    told: str
    station: str = ""
    way: ReportWay = "phone"
    visit: str = ""
    reported_at: datetime | None = None


def hold(args: Namespace, clock: Clock) -> Told:
    """Enter a custody order as it stands on paper."""
    with open_till(args.data, args.key_file, clock) as till:
        order = CustodyOrder(
            _station(args, till),
            args.officer,
            args.number,
            tuple(ledger_number(one) for one in args.line),
            args.first,
            args.last,
        )
        custody = till.custody.order(order, staff_code(args.manager), given_pin(args))
        return Told(answer=_custody(custody, till))


def release(args: Namespace, clock: Clock) -> Told:
    """End a custody order before its last day."""
    with open_till(args.data, args.key_file, clock) as till:
        custody = till.custody.find(_station(args, till), args.number)
        manager, pin = staff_code(args.manager), given_pin(args)
        ended = till.custody.end(custody.seq, args.reason, manager, pin)
        return Told(answer={"order": ended.order.number, "ended_on": str(ended.ended_on)})


def holds(args: Namespace, clock: Clock) -> Told:
    """The custody orders that hold, and the inquiries that wait for their answer."""
    with open_till(args.data, args.key_file, clock) as till:
        orders = [_custody(one, till) for one in till.custody.standing()]
        waiting = [
            {
                "inquiry": one.seq,
                "authority": one.request.authority,
                "letter": one.request.letter,
                "lines": [str(number) for number in one.lines],
            }
            for one in till.provisions.pending()
        ]
    return Told(answer={"orders": orders, "inquiries": waiting})


def suspicion(args: Namespace, clock: Clock) -> Told:
    """Write down what an officer was told: a JSON object."""
    given = read_entry(args.file, SuspicionFile)
    at = given.reported_at or clock.now()
    if at.tzinfo is None:
        raise WrongInput("moment_form")
    with open_till(args.data, args.key_file, clock) as till:
        station = given.station or till.shop.police_station
        report = SuspicionReport(
            *(given.reasons, station, given.officer, at, given.told, given.way, given.visit)
        )
        done = till.suspicions.report(report, staff_code(args.staff), given_pin(args))
    return Told(answer={"reasons": list(done.reasons), "station": done.station})


def ask(args: Namespace, clock: Clock) -> Told:
    """Note an inquiry that is answered later; what it is about is kept meanwhile."""
    request = read_entry(args.file, PoliceRequest)
    with open_till(args.data, args.key_file, clock) as till:
        lines = [ledger_number(one) for one in args.line]
        done = till.provisions.ask(request, lines, staff_code(args.manager), given_pin(args))
    return Told(answer={"inquiry": done.seq, "lines": [str(one) for one in done.lines]})


def provide(args: Namespace, clock: Clock) -> Told:
    """Give fields of lines: what was given goes into a file that only its owner reads."""
    request = read_entry(args.file, PoliceRequest)
    _require_folder(args.output)
    with open_till(args.data, args.key_file, clock) as till:
        done = till.provisions.provide(
            request,
            [ledger_number(one) for one in args.line],
            args.field,
            staff_code(args.manager),
            given_pin(args),
            answers=args.answers,
        )
    given = [{"line": str(one.number), "fields": dict(one.values)} for one in done.given]
    body = msgspec.json.encode({"request": done.request, "given": given})
    save_paper(args.output, msgspec.json.format(body, indent=2) + b"\n")
    names = list(dict.fromkeys(name for one in done.given for name in one.values))
    return Told(
        answer={
            "act": done.seq,
            "lines": [str(one.number) for one in done.given],
            "given": names,
            "absent": list(done.absent),
        }
    )


def provisions(args: Namespace, clock: Clock) -> Told:
    """What was given to the police so far: to whom, of which lines, which fields."""
    with open_till(args.data, args.key_file, clock) as till:
        found = till.provisions.given(staff_code(args.manager), given_pin(args))
    told = [
        {
            "act": one.seq,
            "at": moment_text(one.at),
            "by": one.by,
            "authority": one.request.authority,
            "officer": one.request.officer,
            "letter": one.request.letter,
            "basis": one.request.basis,
            "lines": [str(number) for number in one.lines],
            "fields": list(one.fields),
        }
        for one in found
    ]
    return Told(answer={"provisions": told})


def drop(args: Namespace, clock: Clock) -> Told:
    """End an inquiry to which nothing is given."""
    with open_till(args.data, args.key_file, clock) as till:
        manager, pin = staff_code(args.manager), given_pin(args)
        till.provisions.drop(args.inquiry, args.reason, manager, pin)
    return Told(answer={"inquiry": args.inquiry, "ended": True})


def inspection(args: Namespace, clock: Clock) -> Told:
    """Ledger and stock of the asked days on one paper, under the officer's number."""
    _require_folder(args.output)
    with open_till(args.data, args.key_file, clock) as till:
        manager, pin = _manager(args, till), given_pin(args)
        paper = till.inspections.one_paper(args.officer, args.first, args.last, manager, pin)
        save_paper(args.output, paper.pdf)
    return Told(answer={"from": str(args.first), "to": str(args.last), "bytes": len(paper.pdf)})


def _require_folder(path: Path) -> None:
    """Refuse before anything is written down as given that could not be put there.

    Raises:
        NotPossibleNow: `paper_not_written`.
    """
    if not path.parent.is_dir():
        raise NotPossibleNow("paper_not_written")


def _manager(args: Namespace, till: Counter) -> StaffCode:
    """The named manager, or the only one."""
    if args.manager:
        return staff_code(args.manager)
    managers = [one.code for one in till.staff.members() if one.is_manager]
    if len(managers) != 1:
        raise WrongInput("staff_unknown")
    return managers[0]


def _station(args: Namespace, till: Counter) -> str:
    station: str = args.station or till.shop.police_station
    return station


def _custody(custody: Custody, till: Counter) -> dict[str, Any]:
    order = custody.order
    return {
        "order": order.number,
        "station": order.station,
        "officer": order.officer,
        "lines": [str(one) for one in order.lines],
        "from": str(order.first),
        "until": str(order.last),
        "days_left": custody.days_left(till.custody.today),
    }
