"""The deals that a request is about: found in the ledger, and whether they are the person's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from counter_app.domain.acts import Kind
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import NoteKind
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.ledger_question import LedgerQuestion
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.services.holds import first_line
from counter_app.services.internal_acts import internal_notes
from counter_app.services.ledger_search import lines_found
from counter_app.storage.act_log import StoredAct
from counter_app.storage.deal_acts import acts_of_deals
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

MOST_LINES = 200
"""Lines that a search for deals looks at; more, and what was typed says too little."""


@dataclass(frozen=True, slots=True)
class FoundDeal:
    """A deal as it is offered to be linked.

    Attributes:
        number: of its first line.
        names: everybody whom its lines name.
        items: its articles in the ledger's words.
    """

    number: LedgerNumber
    day: date
    visit: str
    names: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """A whole deal.

    Attributes:
        number: of its first line; visit: its number at the counter.
        root: its first act, the consent.
        acts: all of it, in order; no internal act is ever among them.
        party: names of the counterparty, as ledger and tax books have had them.
        behind: names of who stands behind it: a proxy's principal, or who came for a company.
        company: the counterparty is a company.
    """

    number: LedgerNumber
    visit: str
    root: int
    acts: tuple[StoredAct, ...]
    party: frozenset[str]
    behind: frozenset[str]
    company: bool


def deals_found(
    record: Record, view: Reading, asked: LedgerQuestion, born: date | None
) -> list[FoundDeal]:
    """The deals whose lines have all that is asked, the newest first.

    Args:
        record: the till's.
        view: of it.
        asked: what was typed.
        born: only deals of somebody born on this day; None asks for no birth date.

    Raises:
        IntegrityFault: `search_not_made`: the record is damaged.
    """
    found: dict[int, FoundDeal] = {}
    for line in lines_found(record, view, asked, MOST_LINES).lines:
        first = first_line(record, view, line)
        if first.act_seq not in found and _born_on(record, view, first, born):
            found[first.act_seq] = _found(record, view, first)
    return list(found.values())


def first_numbers(record: Record, view: Reading, lines: Iterable[LedgerNumber]) -> list[int]:
    """The first running number of the deal of each line, each once.

    Raises:
        WrongInput: `line_unknown`.
    """
    wanted = list(lines)
    there = record.ledger.numbered(view, [one.running for one in wanted])
    if any(one.till != record.till or one.running not in there for one in wanted):
        raise WrongInput("line_unknown")
    firsts = [first_line(record, view, there[one.running]) for one in wanted]
    acts = (record.ledger.of_act(view, one.act_seq)[0] for one in firsts)
    return list(dict.fromkeys(one.number.running for one in acts))


def deals_of(record: Record, view: Reading, numbers: Sequence[LedgerNumber]) -> list[Deal]:
    """The whole deals of these first numbers, in the order of the ledger.

    A return to a victim is no part of them until its note is released: a purchase that went back
    tells what the police found.

    Raises:
        IntegrityFault: an act cannot be read.
    """
    lines = record.ledger.numbered(view, [one.running for one in numbers])
    roots = {running: record.erasures.deal_of(view, one.act_seq) for running, one in lines.items()}
    acts = acts_of_deals(view, record.acts, roots.values())
    unsaid = _returned_unsaid(record, view)
    return [
        _deal(record, view, lines[one], root, [*_told(record, view, acts[root], unsaid)])
        for one, root in sorted(roots.items())
    ]


def require_of_person(record: Record, deals: Iterable[Deal], name: str) -> None:
    """Refuse a request about a deal that does not name the person.

    Names are compared folded, as a search compares them. A deal whose names are erased names
    nobody.

    Raises:
        Refused: `request_not_of_person` with the ledger number.
    """
    wanted = record.folding.folded(name)
    for deal in deals:
        if wanted not in {record.folding.folded(one) for one in deal.party | deal.behind}:
            raise Refused("request_not_of_person", number=deal.number)


def _returned_unsaid(record: Record, view: Reading) -> frozenset[int]:
    """The running numbers of lines whose return to a victim nobody released."""
    returned: dict[int, int] = {}
    released: set[int] = set()
    for stored, note in internal_notes(record, view):
        if note.kind is NoteKind.VICTIM_RETURN:
            returned[stored.header.seq] = note.told["line"]
        elif note.kind is NoteKind.RELEASED:
            released |= set(note.told["acts"])
    return frozenset(line for seq, line in returned.items() if seq not in released)


def _told(
    record: Record, view: Reading, acts: Iterable[StoredAct], unsaid: frozenset[int]
) -> Iterator[StoredAct]:
    """The acts of a deal without the returns of these lines."""
    for stored in acts:
        if unsaid and stored.header.kind is Kind.DISPOSAL:
            told = record.acts.fields_for(view, stored, Job.AFTERMATH).get("article.disposal", {})
            if told.get("kind") == DisposalKind.RETURN and told.get("line") in unsaid:
                continue
        yield stored


def _deal(
    record: Record, view: Reading, line: LedgerLine, root: int, acts: list[StoredAct]
) -> Deal:
    lines = [one for act in acts for one in record.ledger.of_act(view, act.header.seq)]
    carried: list[str] = [
        record.acts.fields_for(view, act, Job.REQUEST_DEALS).get("person.name", "")
        for act in acts
        if act.header.kind is Kind.CARRIED_OVER
    ]
    behind = [one.behind for one in lines if one.behind is not None]
    return Deal(
        line.number,
        line.visit_number,
        root,
        tuple(acts),
        frozenset(one for one in (*(line.name for line in lines), *carried) if one),
        frozenset(one.name for one in behind if one.name),
        any(one.company for one in behind),
    )


def _found(record: Record, view: Reading, first: LedgerLine) -> FoundDeal:
    lines = record.ledger.of_act(view, first.act_seq)
    names = dict.fromkeys(name for one in lines for name in one.names if name)
    items = tuple(one.features or one.item for one in lines)
    return FoundDeal(lines[0].number, first.day, first.visit_number, tuple(names), items)


def _born_on(record: Record, view: Reading, first: LedgerLine, born: date | None) -> bool:
    if born is None:
        return True
    stored = record.acts.act(view, first.act_seq)
    fields = record.acts.fields_for(view, stored, Job.REQUEST_DEALS)
    known = {fields.get("person.birth_date")}
    came = fields.get("person.at_counter")
    if isinstance(came, dict):
        known.add(came.get("birth_date"))
    return born.isoformat() in known
