"""Notes that an officer released: what a person may be told of suspicions, holds and the police.

Until a manager releases a note, no answer shows it, nor that it exists: what the police must be
free to look into is no retained personal data in the sense of the law (Cabinet Order of the Act on
the Protection of Personal Information, art. 5). A release is an internal act too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.clock import Clock, business_day
from counter_app.domain.counter_entry import reason_from
from counter_app.domain.disclosure import ReleasedNote
from counter_app.domain.errors import WrongInput
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.requests import Request
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode
from counter_app.services.internal_acts import internal_act, internal_notes
from counter_app.services.request_deals import Deal, deals_of
from counter_app.services.right_clock import ClockDesk
from counter_app.services.staff import StaffDesk
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading

_MAY_BE_TOLD = ("reasons", "station", "number", "first", "last", "told", "step", "reported_at")
"""What of a released note is told; officers' and victims' names are other people's."""

_OF_A_DEAL = frozenset(
    {
        *(NoteKind.SUSPICION, NoteKind.CUSTODY_ORDERED, NoteKind.VICTIM_RETURN),
        *(NoteKind.POLICE_PROVISION, NoteKind.MATCH_FOUND, NoteKind.MATCH_CLEARED),
    }
)


@dataclass(frozen=True, slots=True)
class NoteOfDeal:
    """A note that is about a deal, as a manager sees it before they release it."""

    seq: int
    day: date
    note: InternalNote
    released: bool


class ReleaseDesk:
    """What a manager does with the notes about a person."""

    def __init__(self, record: Record, clock: Clock, staff: StaffDesk, clocks: ClockDesk) -> None:
        self._record = record
        self._clock = clock
        self._staff = staff
        self._clocks = clocks

    def notes(self, request: Request, manager: StaffCode, pin: str) -> list[NoteOfDeal]:
        """The notes about the deals of a request; for a manager's eyes.

        Raises:
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`.
        """
        self._staff.prove_for(Deed.RELEASE_NOTES, manager, pin)
        with self._record.read() as view:
            return self._notes(view, request)

    def release(
        self, request: Request, acts: Sequence[int], reason: str, manager: StaffCode, pin: str
    ) -> None:
        """Release notes: from now on an answer about these deals tells them.

        Raises:
            WrongInput: `note_unknown`: a note is not about these deals, or was released before;
                `reason_missing` or `reason_form`.
            Refused: `not_a_manager`, `pin_wrong`, `pin_locked` or `clock_backwards`.
        """
        why = reason_from(reason)
        self._staff.prove_for(Deed.RELEASE_NOTES, manager, pin)
        with self._record.write() as tx:
            now = self._clock.now()
            self._clocks.require_right(now)
            known = {one.seq for one in self._notes(tx, request) if not one.released}
            if not acts or not set(acts) <= known:
                raise WrongInput("note_unknown")
            told = {
                "acts": sorted(set(acts)),
                "lines": sorted(one.running for one in request.deals),
                "reason": why,
            }
            note = InternalNote(NoteKind.RELEASED, told)
            self._record.write_act(tx, internal_act(note, manager, now))

    def _notes(self, view: Reading, request: Request) -> list[NoteOfDeal]:
        deals = deals_of(self._record, view, request.deals)
        released = _released(self._record, view, _lines(deals))
        return [
            NoteOfDeal(seq, day, note, seq in released)
            for seq, day, note in _about(self._record, view, deals)
        ]


def released_notes(record: Record, view: Reading, deals: Sequence[Deal]) -> list[ReleasedNote]:
    """What was released about these deals, the oldest first."""
    released = _released(record, view, _lines(deals))
    if not released:
        return []
    return [
        ReleasedNote(note.kind.value, day, _tellable(note.told))
        for seq, day, note in _about(record, view, deals)
        if seq in released
    ]


def _released(record: Record, view: Reading, lines: frozenset[int]) -> frozenset[int]:
    found: set[int] = set()
    for _stored, note in internal_notes(record, view):
        if note.kind is NoteKind.RELEASED and lines & set(note.told["lines"]):
            found |= set(note.told["acts"])
    return frozenset(found)


def _about(
    record: Record, view: Reading, deals: Sequence[Deal]
) -> Iterator[tuple[int, date, InternalNote]]:
    lines, visits = _lines(deals), {deal.visit for deal in deals}
    for stored, note in internal_notes(record, view):
        if note.kind not in _OF_A_DEAL:
            continue
        if lines & set(_numbers(note.told)) or note.told.get("visit") in visits - {""}:
            yield stored.header.seq, business_day(stored.header.at), note


def _numbers(told: Mapping[str, Any]) -> Iterator[int]:
    for name in ("lines", "articles"):
        yield from told.get(name, [])
    if isinstance(told.get("line"), int):
        yield told["line"]
    yield from (line for line, _fields in told.get("given", []))


def _lines(deals: Iterable[Deal]) -> frozenset[int]:
    """Every ledger number of these deals."""
    return frozenset(
        first + place
        for deal in deals
        for act in deal.acts
        if act.header.ledger
        for first, count in [act.header.ledger]
        for place in range(count)
    )


def _tellable(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in _MAY_BE_TOLD if told.get(name) not in (None, "", [])}
