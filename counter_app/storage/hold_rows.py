"""Holds on articles: a projection of internal acts and requests, so that one look opens no act.

A look at a line reads the rows of that line by an index; its cost grows with the orders of that one
article, not with the log. The rows follow from the acts and can be rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from counter_app.domain.acts import Header, Kind
from counter_app.domain.holds import Hold, HoldKind
from counter_app.domain.internal import NOTE_FIELD, NoteKind
from counter_app.domain.requests import OF_REQUESTS
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_MINE = tables.holds.c
_AT_ONCE = 500

Holds = dict[tuple[int, int], Hold]
"""Holds by act and line."""


def follow(holds: Holds, header: Header, fields: Mapping[str, Any]) -> None:
    """Add to the holds what an internal act or a request begins, and end what it ends."""
    if header.kind in OF_REQUESTS:
        _follow_request(holds, header, fields)
        return
    told = fields.get(NOTE_FIELD)
    if not isinstance(told, dict):
        return
    for one in _begun(header, told):
        holds[one.seq, one.running] = one
    ended = _ended(told)
    for place, one in holds.items():
        if one.seq == ended:
            holds[place] = replace(one, ended=header.seq)


def _follow_request(holds: Holds, header: Header, fields: Mapping[str, Any]) -> None:
    """A request keeps the deals that it is about until its answer."""
    of_request = _request(header)
    for line in fields.get("inquiry.concerns", []):
        one = Hold(header.seq, line, HoldKind.REQUEST, of_request, None)
        holds[one.seq, one.running] = one
    if header.kind is Kind.REQUEST_ANSWERED:
        for place, one in holds.items():
            if one.kind is HoldKind.REQUEST and one.reference == of_request:
                holds[place] = replace(one, ended=header.seq)


def _request(header: Header) -> str:
    """The reference of a request's holds."""
    return f"{header.seq if header.ref is None else header.ref}"


def _begun(header: Header, told: Mapping[str, Any]) -> list[Hold]:
    kind, lines = told.get("kind"), told.get("articles", [])
    if kind == NoteKind.CUSTODY_ORDERED:
        last, reference = date.fromisoformat(told["last"]), told["reference"]
        return [Hold(header.seq, line, HoldKind.CUSTODY, reference, last) for line in lines]
    if kind == NoteKind.POLICE_PROVISION and told.get("step") == "asked":
        return [Hold(header.seq, line, HoldKind.INQUIRY, "", None) for line in lines]
    return []


def _ended(told: Mapping[str, Any]) -> int | None:
    """The act whose hold an internal act ends."""
    if told.get("kind") in (NoteKind.CUSTODY_ENDED, NoteKind.POLICE_PROVISION):
        seq: int | None = told.get("ends")
        return seq
    return None


class HoldRows:
    """The holds of every line."""

    def add(self, tx: Writing, header: Header, fields: Mapping[str, Any]) -> None:
        """Write what follows from an internal act or a request, in its transaction."""
        begun: Holds = {}
        follow(begun, header, fields)
        for one in begun.values():
            tx.connection.execute(sa.insert(tables.holds).values(_row(one)))
        if header.kind is Kind.REQUEST_ANSWERED:
            mine = (_MINE.kind == HoldKind.REQUEST.value) & (_MINE.reference == _request(header))
            tx.connection.execute(sa.update(tables.holds).where(mine).values(ended=header.seq))
            return
        told = fields.get(NOTE_FIELD)
        ended = _ended(told) if isinstance(told, dict) else None
        if ended is not None:
            ending = sa.update(tables.holds).where(_MINE.seq == ended).values(ended=header.seq)
            tx.connection.execute(ending)

    def on(self, view: Reading, runnings: Iterable[int], day: date) -> dict[int, list[Hold]]:
        """The holds of these lines that still hold on a day, by number."""
        found: dict[int, list[Hold]] = {}
        wanted = list(runnings)
        for start in range(0, len(wanted), _AT_ONCE):
            some = _MINE.running.in_(wanted[start : start + _AT_ONCE])
            for one in self._holds(view, some & _still(day)):
                found.setdefault(one.running, []).append(one)
        return found

    def standing(self, view: Reading, day: date) -> list[Hold]:
        """Every hold that still holds on a day, the oldest first."""
        return self._holds(view, _still(day))

    def known(self, view: Reading, reference: str) -> list[Hold]:
        """The holds of a reference, ended ones too; looks through every order of this till."""
        return self._holds(view, _MINE.reference == reference)

    def of_act(self, view: Reading, seq: int) -> list[Hold]:
        """The holds that one act began."""
        return self._holds(view, _MINE.seq == seq)

    def of_lines(self, view: Reading, runnings: Iterable[int], kind: HoldKind) -> list[Hold]:
        """Every hold of a kind on these lines, ended ones too."""
        wanted = list(runnings)
        found: list[Hold] = []
        for start in range(0, len(wanted), _AT_ONCE):
            some = _MINE.running.in_(wanted[start : start + _AT_ONCE])
            found += self._holds(view, some & (_MINE.kind == kind.value))
        return found

    def acts(self, view: Reading, day: date) -> frozenset[int]:
        """The acts that may not be erased: of the lines under a hold, and those that tell of it."""
        lines = tables.ledger_lines.c
        wanted = (
            sa.select(_MINE.seq, lines.act_seq)
            .select_from(
                tables.holds.outerjoin(tables.ledger_lines, lines.running == _MINE.running)
            )
            .where(_still(day))
        )
        rows = view.connection.execute(wanted).all()
        return frozenset(seq for row in rows for seq in row if seq is not None)

    def forget(self, tx: Writing, seq: int) -> None:
        """Forget the holds of an act whose note is erased."""
        tx.connection.execute(sa.delete(tables.holds).where(_MINE.seq == seq))

    def write_anew(self, tx: Writing, made: Holds) -> None:
        """Put the holds that the acts tell in place of the rows."""
        tx.connection.execute(sa.delete(tables.holds))
        for one in made.values():
            tx.connection.execute(sa.insert(tables.holds).values(_row(one)))

    def faults(self, view: Reading, made: Holds) -> list[str]:
        """One line for each hold that the acts tell otherwise."""
        there = {(one.seq, one.running): one for one in self._holds(view, sa.true())}
        wrong = {
            place for place in there.keys() | made.keys() if there.get(place) != made.get(place)
        }
        return [f"hold on line {running}: differs from act {seq}" for seq, running in sorted(wrong)]

    def _holds(self, view: Reading, which: sa.ColumnElement[bool]) -> list[Hold]:
        wanted = sa.select(tables.holds).where(which).order_by(_MINE.seq, _MINE.running)
        return [_hold(row) for row in view.connection.execute(wanted)]


def _still(day: date) -> sa.ColumnElement[bool]:
    return _MINE.ended.is_(None) & (_MINE.last.is_(None) | (_MINE.last >= day.isoformat()))


def _row(hold: Hold) -> dict[str, Any]:
    return {
        "seq": hold.seq,
        "running": hold.running,
        "kind": hold.kind.value,
        "reference": hold.reference,
        "last": None if hold.last is None else hold.last.isoformat(),
        "ended": hold.ended,
    }


def _hold(row: sa.Row[Any]) -> Hold:
    last = None if row.last is None else date.fromisoformat(row.last)
    kind = HoldKind(row.kind)
    return Hold(row.seq, row.running, kind, row.reference, last, row.ended)
