"""counterctl request: questions and requests of customers, from their taking to the letter.

What is personal comes in a file or on standard input, never on the command line, where other
programs could read it.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from typing import Any

import msgspec

from counter_app.app import Counter, open_till
from counter_app.cli.entry_commands import read_entry
from counter_app.cli.given import given_pin
from counter_app.cli.told import Told
from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.disclosure import value_words
from counter_app.domain.requests import (
    AnswerWay,
    Came,
    Confirmed,
    NewRequest,
    Reason,
    Request,
    Requester,
    RequestKind,
    RequestRow,
)
from counter_app.domain.values import StaffCode, ledger_number, staff_code

MOST_TEXT = 1 << 10


class RequestFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request as it is taken down."""

    kind: RequestKind
    text: str
    name: str = ""
    requester: Requester = Requester.SELF
    requester_name: str = ""
    came: Came = Came.COUNTER
    answer: AnswerWay = AnswerWay.PAPER
    language: str = "ja"
    phone: str = ""
    email: str = ""
    address: str = ""
    lines: tuple[str, ...] = ()


class AnswerFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is answered: words, the line that made a correction, or reasons to refuse."""

    text: str = ""
    line: str = ""
    reasons: tuple[tuple[str, str], ...] = ()


class NoteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step in words."""

    text: str


def take(args: Namespace, clock: Clock) -> Told:
    """Take a request down: a JSON object."""
    given = read_entry(args.file, RequestFile)
    with open_till(args.data, args.key_file, clock) as till:
        told = msgspec.structs.asdict(given)
        told["lines"] = tuple(ledger_number(one, till.record.till) for one in given.lines)
        request = till.requests.take(NewRequest(**told), *_who(args))
    return Told(answer=_request(request, till))


def list_all(args: Namespace, clock: Clock) -> Told:
    """What waits, the first to be answered first; with --find or --all the answered ones too."""
    with open_till(args.data, args.key_file, clock) as till:
        today = till.requests.today
        if args.find or args.all:
            text = sys.stdin.readline(MOST_TEXT).strip() if args.find else ""
            rows = till.requests.find(text)
        else:
            rows = till.requests.waiting()
    return Told(answer={"requests": [_row(row, today) for row in rows]})


def show(args: Namespace, clock: Clock) -> Told:
    """A whole request; names and words too."""
    with open_till(args.data, args.key_file, clock) as till:
        request = till.requests.get(args.number)
        return Told(answer=_request(request, till) | _words(request))


def check(args: Namespace, clock: Clock) -> Told:
    """Note how the requester was confirmed."""
    with open_till(args.data, args.key_file, clock) as till:
        how = Confirmed(args.how)
        request = till.requests.check(args.number, how, args.document, *_who(args))
        return Told(answer=_request(request, till))


def deals(args: Namespace, clock: Clock) -> Told:
    """Deals by a name or number from standard input, to be linked."""
    text = sys.stdin.readline(MOST_TEXT).strip()
    with open_till(args.data, args.key_file, clock) as till:
        found = till.requests.deals(text, args.born)
    told = [
        {"line": str(one.number), "day": one.day.isoformat(), "items": list(one.items)}
        for one in found
    ]
    return Told(answer={"deals": told})


def link(args: Namespace, clock: Clock) -> Told:
    """Say which deals a request is about."""
    with open_till(args.data, args.key_file, clock) as till:
        lines = [ledger_number(one, till.record.till) for one in args.line]
        request = till.requests.link(args.number, lines, *_who(args))
        return Told(answer=_request(request, till))


def step(args: Namespace, clock: Clock) -> Told:
    """Note something on the way, or move the day to answer by."""
    given = read_entry(args.file, NoteFile)
    with open_till(args.data, args.key_file, clock) as till:
        if args.until is None:
            request = till.requests.note(args.number, given.text, *_who(args))
        else:
            request = till.requests.extend(args.number, args.until, given.text, *_who(args))
        return Told(answer=_request(request, till))


def answer(args: Namespace, clock: Clock) -> Told:
    """Answer in words, or refuse with reasons."""
    given = read_entry(args.file, AnswerFile)
    with open_till(args.data, args.key_file, clock) as till:
        who = _who(args)
        if args.refuse:
            reasons = [Reason(*one) for one in given.reasons]
            request = till.requests.refuse(args.number, reasons, given.text, *who)
        elif till.requests.get(args.number).kind is RequestKind.CEASE_PROVISION:
            request = till.request_provision.cease(args.number, given.text, *who)
        else:
            request = till.requests.answer(args.number, given.text, *who, line=given.line)
        return Told(answer=_request(request, till))


def disclose(args: Namespace, clock: Clock) -> Told:
    """Disclose all that is kept: a paper, and the same as JSON; --draft answers nothing yet."""
    with open_till(args.data, args.key_file, clock) as till:
        if args.draft:
            made, told = till.disclosures.draft(args.number), {"number": args.number}
        else:
            request, made = till.disclosures.disclose(args.number, "", *_who(args))
            told = _request(request, till)
    save_paper(args.output, made.paper.pdf)
    if args.json_output is not None:
        save_paper(args.json_output, made.json)
    return Told(answer=told | {"sha256": made.digest, "entries": len(made.disclosure.entries)})


def erase(args: Namespace, clock: Clock) -> Told:
    """Erase what may go and explain the rest; --plan tells it beforehand."""
    with open_till(args.data, args.key_file, clock) as till:
        if args.plan:
            parts = till.request_erasures.plan(args.number)
            told: dict[str, Any] = {"number": args.number}
        else:
            done = till.request_erasures.erase(args.number, "", *_who(args))
            parts = done.request.answer.parts if done.request.answer else ()
            told = _request(done.request, till) | {"waits": done.waits}
    told["erased"] = [one.part for one in parts if not one.rule]
    told["kept"] = [
        {
            "part": one.part,
            "rule": one.rule,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in parts
        if one.rule
    ]
    return Told(answer=told)


def letter(args: Namespace, clock: Clock) -> Told:
    """Write the letter of an answered request."""
    with open_till(args.data, args.key_file, clock) as till:
        paper = till.letters.make(args.number)
    save_paper(args.output, paper.pdf)
    return Told(answer={"file": str(args.output), "bytes": len(paper.pdf)})


def notes(args: Namespace, clock: Clock) -> Told:
    """The notes about a request's deals, for a manager: which may be released by an officer."""
    with open_till(args.data, args.key_file, clock) as till:
        request = till.requests.get(args.number)
        found = till.releases.notes(request, *_who(args))
    told = [
        {
            "act": one.seq,
            "day": one.day.isoformat(),
            "kind": one.note.kind.value,
            "told": value_words(one.note.told),
            "released": one.released,
        }
        for one in found
    ]
    return Told(answer={"notes": told})


def release(args: Namespace, clock: Clock) -> Told:
    """Release notes, so that answers about these deals tell them."""
    with open_till(args.data, args.key_file, clock) as till:
        request = till.requests.get(args.number)
        till.releases.release(request, args.act, args.reason, *_who(args))
    return Told(answer={"number": request.number, "released": sorted(set(args.act))})


def _who(args: Namespace) -> tuple[StaffCode, str]:
    return staff_code(args.staff), given_pin(args)


def _row(row: RequestRow, today: date) -> dict[str, Any]:
    waits = row.answered is None
    return {
        "number": row.number,
        "kind": row.kind.value,
        "taken_on": row.taken_on.isoformat(),
        "due": row.due.isoformat(),
        "days_left": row.days_left(today) if waits else None,
        "overdue": row.is_overdue(today),
        "result": row.result.value if row.result else "",
    }


def _request(request: Request, till: Counter) -> dict[str, Any]:
    """A request without anything personal."""
    return _row(request.row, till.requests.today) | {
        "answer_by": request.asked.answer.value,
        "deals": [str(one) for one in request.deals],
        "checked": request.check.how.value if request.check else "",
    }


def _words(request: Request) -> dict[str, Any]:
    asked, answered = request.asked, request.answer
    return {
        "name": asked.name,
        "requester": asked.requester.value,
        "requester_name": asked.requester_name,
        "text": asked.text,
        "notes": [one.text for one in request.notes],
        "answer": answered.text if answered else "",
        "reasons": [[one.code, one.words] for one in answered.reasons] if answered else [],
    }
