"""counterctl bulletin add, list, match: police bulletins, and what of the ledger they mean."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from typing import Any

from counter_app.app import open_till
from counter_app.cli.given import given_pin, read_given
from counter_app.cli.told import REFUSED, Told
from counter_app.clock import Clock
from counter_app.domain.bulletin import ArrivedBulletin
from counter_app.domain.bulletin_files import MOST_BYTES, bulletins_from
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import staff_code
from counter_app.services.police_bulletins import LineMatch


def add(args: Namespace, clock: Clock) -> Told:
    """Enter the bulletins of a file with today as their day of arrival; known ones are named."""
    if args.file is None and not args.pin_file:
        raise WrongInput("bulletin_pin_file")
    data = read_given(args.file, MOST_BYTES) if args.file else _standard_input()
    several = bulletins_from(data)
    entered: list[dict[str, Any]] = []
    known: list[str] = []
    with open_till(args.data, args.key_file, clock) as till:
        manager, pin = staff_code(args.manager), given_pin(args)
        for bulletin in several:
            try:
                one = till.bulletins.enter(bulletin, manager, pin)
            except Refused as refused:
                if refused.code != "bulletin_known":
                    raise
                known.append(bulletin.number)
            else:
                entered.append(_stamped(one.bulletin) | {"matches": len(one.found)})
    told = entered if args.json else [_in_a_line(one) for one in entered]
    return Told(0 if entered else REFUSED, {"entered": told, "known": known})


def list_in_force(args: Namespace, clock: Clock) -> Told:
    """The bulletins that articles are matched with today."""
    with open_till(args.data, args.key_file, clock) as till:
        here = till.bulletins.in_force()
    if args.json:
        whole = [_stamped(one) | {"items": _items(one)} for one in here]
        return Told(answer={"bulletins": whole})
    return Told(answer={"bulletins": [_in_a_line(_stamped(one)) for one in here]})


def match(args: Namespace, clock: Clock) -> Told:
    """Look for every bulletin in force in the ledger; something found is a refusal's exit code."""
    with open_till(args.data, args.key_file, clock) as till:
        found = [_match(one) for one in till.bulletins.matches()]
    told = found if args.json else [_in_a_line(one) for one in found]
    return Told(REFUSED if found else 0, {"matches": told})


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise WrongInput("bulletin_file_form")
    return data


def _stamped(arrived: ArrivedBulletin) -> dict[str, Any]:
    told = arrived.bulletin
    return {
        "number": told.number,
        "station": told.station,
        "issued_on": told.issued_on.isoformat(),
        "arrived_on": arrived.arrived_on.isoformat(),
        "last_day": arrived.last_day.isoformat(),
    }


def _items(arrived: ArrivedBulletin) -> list[dict[str, Any]]:
    """What was written, by name; what was not is left out."""
    items = (asdict(item) for item in arrived.bulletin.items)
    return [{name: value for name, value in item.items() if value} for item in items]


def _match(one: LineMatch) -> dict[str, Any]:
    return {
        "line": str(one.line.number),
        "number": one.bulletin.bulletin.number,
        "station": one.bulletin.bulletin.station,
        "item": one.match.item,
        "strength": one.match.strength.value,
        "by": list(one.match.by),
        "disposed": one.disposed,
    }


def _in_a_line(told: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in told.items())
