"""counterctl ledger: print, search, verify, export."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from counter_app.app import Counter, open_till
from counter_app.cli.given import read_given
from counter_app.cli.told import INTEGRITY, Told
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.errors import WrongInput
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.loss import RecordCheck
from counter_app.domain.values import yen_words
from counter_app.services.ledger import Question
from counter_app.services.ledger_files import ledger_csv, ledger_json, read_ledger_json
from counter_app.storage.files import write_file

MOST_LEDGER = 256 << 20
"""Bytes; a line has about one kilobyte."""
MOST_TEXT = 1 << 10


def print_days(args: Namespace, clock: Clock) -> Told:
    """Print days as one paper, with other tills' volumes bound in when their files are given.

    The record is checked first, so that no altered line stands on paper as if it agreed. The paper
    is made all the same: intact lines must be shown at once (Secondhand Articles Dealer Act,
    art. 18(1)).
    """
    if args.person or args.imei:
        return _print_extract(args, clock)
    first, last = _days(args)
    with open_till(args.data, args.key_file, clock) as till:
        check = till.watch.check("demand")
        days = till.ledger.days(first, last)
        for file in args.merge:
            others = read_ledger_json(read_given(file, MOST_LEDGER), till.ledger.hq_key)
            bound = {(day.till, day.day) for day in days}
            if any((day.till, day.day) in bound for day in others):
                raise WrongInput("ledger_file_twice")  # its lines would stand in the book twice
            days += others
        days.sort(key=lambda day: (day.day, day.till))
        paper = till.ledger.book(days)
        save_paper(args.output, paper.pdf)
        till.ledger.note_print(days)
    lines = sum(len(day.lines) for day in days)
    return _written({"file": str(args.output), "days": len(days), "lines": lines}, check)


def _print_extract(args: Namespace, clock: Clock) -> Told:
    """Print the lines of a person or an IMEI as an extract; other tills print their own."""
    if args.merge:
        raise WrongInput("extract_merge")
    first, last = (args.on, args.on) if args.on else (args.first, args.last)
    with open_till(args.data, args.key_file, clock) as till:
        check = till.watch.check("demand")
        found = till.ledger.found(Question(args.person, args.imei, first, last))
        save_paper(args.output, till.ledger.book([found]).pdf)
        held = _held(till, found.lines)
    answer = {"file": str(args.output), "lines": len(found.lines), "held": held}
    return _written(answer, check)


def _held(till: Counter, lines: Sequence[LedgerLine]) -> list[str]:
    """The numbers of those lines whose articles are under a custody order."""
    holds = till.custody.held(list(lines))
    return [str(line.number) for line in lines if line.number.running in holds]


def _written(answer: dict[str, Any], check: RecordCheck) -> Told:
    """What was written; with exit 4 and what is damaged where the record does not prove itself."""
    if check.whole:
        return Told(answer=answer)
    damaged = [one.running for one in check.damaged]
    return Told(INTEGRITY, {**answer, "damaged": damaged, "faults": list(check.faults)})


def search(args: Namespace, clock: Clock) -> Told:
    """Look for lines by a part of a name, a number or days; the newest first.

    Other programs can read a command line: a text of `-` is read from standard input.
    """
    text = sys.stdin.readline(MOST_TEXT) if args.text == "-" else args.text
    with open_till(args.data, args.key_file, clock) as till:
        found = till.ledger.search(text, args.first, args.last, args.most)
        held = _held(till, found.lines)
    say = _told if args.json else _line_words
    told = [say(line) for line in found.lines]
    return Told(answer={"lines": told, "rest": found.rest, "held": held})


def _line_words(line: LedgerLine) -> str:
    told = (line.number, line.day, line.name, line.item, line.features, yen_words(line.price))
    return "  ".join(str(one) for one in told if one)


def _told(line: LedgerLine) -> dict[str, Any]:
    return {
        "number": str(line.number),
        "day": line.day.isoformat(),
        "name": line.name,
        "item": line.item,
        "features": line.features,
        "imei": line.imei,
        "serial": line.serial,
        "price": line.price,
        "corrects": str(line.counter.corrects) if line.counter and line.counter.corrects else "",
        "erased": line.erased,
    }


def verify(args: Namespace, clock: Clock) -> Told:
    """Prove log, numbering and rows, and that HQ's last receipt is over this very log."""
    with open_till(args.data, args.key_file, clock) as till:
        proof = till.ledger.prove()
        faults = [*proof.faults, *till.ledger.rebuild_faults(), *till.bundles.faults()]
        line = till.hq.state()
    if line.contradicted:
        faults.append(f"HQ's receipt: {line.alarm}")
    answer = {
        "acts": proof.acts,
        "lines": proof.lines,
        "root": proof.root.hex(),
        "faults": faults,
    }
    return Told(INTEGRITY if faults else 0, answer)


def export(args: Namespace, clock: Clock) -> Told:
    """Write days as CSV or as signed JSON; only its owner may read the file.

    The record is checked first, as for the print.
    """
    first, last = _days(args)
    with open_till(args.data, args.key_file, clock) as till:
        check = till.watch.check("demand")
        days = till.ledger.days(first, last)
        if args.csv:
            data = ledger_csv(days, till.texts.in_language("ja"))
        else:
            data = ledger_json(days, till.ledger.sign, till.ledger.certificate)
    write_file(args.output, data, 0o600)
    lines = sum(len(day.lines) for day in days)
    return _written({"file": str(args.output), "days": len(days), "lines": lines}, check)


def _days(args: Namespace) -> tuple[date, date]:
    """The days asked for: `--on`, or `--from` and `--to` together."""
    if args.on and not (args.first or args.last):
        return args.on, args.on
    if args.first and args.last and not args.on:
        return args.first, args.last
    raise WrongInput("days_form", most=366)
