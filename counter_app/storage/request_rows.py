"""The list of requests: a projection of their acts, so that what waits is seen without opening any.

A row holds the name as it was typed; it goes with the part of the act that it came from. The rows
follow from the acts and can be rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from counter_app.clock import business_day
from counter_app.domain.acts import Header, Kind
from counter_app.domain.requests import RequestKind, RequestRow, Result
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_MINE = tables.requests.c

Requests = dict[int, RequestRow]
"""Requests by the act that took them."""


def follow_requests(rows: Requests, header: Header, fields: Mapping[str, Any]) -> None:
    """Add to the requests what an act of one says; nothing where its key is erased."""
    if header.kind is Kind.REQUEST_TAKEN:
        row = _taken(header, fields)
        if row is not None:
            rows[row.seq] = row
        return
    row = rows.get(header.ref or 0)
    if row is not None:
        rows[row.seq] = _gone_on(row, header, fields)


def _taken(header: Header, fields: Mapping[str, Any]) -> RequestRow | None:
    told = fields.get("inquiry.kind")
    if told is None:
        return None
    return RequestRow(
        header.seq,
        told["number"],
        RequestKind(told["kind"]),
        fields.get("person.name", ""),
        business_day(header.at),
        date.fromisoformat(fields["inquiry.due"]),
    )


def _gone_on(row: RequestRow, header: Header, fields: Mapping[str, Any]) -> RequestRow:
    steps = (*row.steps, header.seq)
    if header.kind is Kind.REQUEST_ANSWERED:
        told = fields.get("inquiry.result")
        result = None if told is None else Result(told)
        return replace(row, steps=steps, answered=header.seq, result=result)
    due = fields.get("inquiry.due")
    return replace(row, steps=steps, due=date.fromisoformat(due) if due else row.due)


class RequestRows:
    """Every request that is not erased."""

    def add(self, tx: Writing, header: Header, fields: Mapping[str, Any]) -> None:
        """Write what follows from an act of a request, in its transaction."""
        rows: Requests = {}
        if header.kind is not Kind.REQUEST_TAKEN:
            rows = {one.seq: one for one in self._rows(tx, _MINE.seq == header.ref)}
        follow_requests(rows, header, fields)
        for one in rows.values():
            self._put(tx, one)

    def numbered(self, view: Reading, number: str) -> RequestRow | None:
        """The request of a number."""
        return next(iter(self._rows(view, _MINE.number == number)), None)

    def taken_by(self, view: Reading, seq: int) -> RequestRow | None:
        """The request that an act took."""
        return next(iter(self._rows(view, _MINE.seq == seq)), None)

    def every(self, view: Reading) -> list[RequestRow]:
        """All of them, the oldest first."""
        return self._rows(view, sa.true())

    def waiting(self, view: Reading) -> list[RequestRow]:
        """Those that nobody answered yet, the first to be answered first."""
        rows = self._rows(view, _MINE.answered.is_(None))
        return sorted(rows, key=lambda row: (row.due, row.seq))

    def answered(self, view: Reading, kind: RequestKind) -> list[RequestRow]:
        """Those of a kind that were answered, the oldest first."""
        return self._rows(view, _MINE.answered.is_not(None) & (_MINE.kind == kind.value))

    def taken_on(self, view: Reading, day: date) -> int:
        """How many were taken on a day, by the highest number of that day."""
        rows = self._rows(view, _MINE.taken_on == day.isoformat())
        return max((int(one.number.rpartition("-")[2]) for one in rows), default=0)

    def forget(self, tx: Writing, header: Header, fields: Mapping[str, Any]) -> None:
        """Take out what is erased of the act that took a request; `fields` are what is left."""
        row = _taken(header, fields)
        mine = _MINE.seq == header.seq
        if row is None:
            tx.connection.execute(sa.delete(tables.requests).where(mine))
        else:
            tx.connection.execute(sa.update(tables.requests).where(mine).values(name=row.name))

    def write_anew(self, tx: Writing, made: Requests) -> None:
        """Put the requests that the acts tell in place of the rows."""
        tx.connection.execute(sa.delete(tables.requests))
        for one in made.values():
            self._put(tx, one)

    def faults(self, view: Reading, made: Requests) -> list[str]:
        """One line for each request that the acts tell otherwise."""
        there = {row.seq: row._mapping for row in view.connection.execute(_ALL)}  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
        true = {seq: _columns(one) for seq, one in made.items()}
        wrong = {
            seq
            for seq in there.keys() | true.keys()
            if dict(there.get(seq, {})) != true.get(seq, {})
        }
        return [f"request of act {seq}: differs from its acts" for seq in sorted(wrong)]

    def _put(self, tx: Writing, row: RequestRow) -> None:
        put = sa.insert(tables.requests).prefix_with("OR REPLACE")
        tx.connection.execute(put.values(_columns(row)))

    def _rows(self, view: Reading, which: sa.ColumnElement[bool]) -> list[RequestRow]:
        wanted = sa.select(tables.requests).where(which).order_by(_MINE.seq)
        return [_row(row) for row in view.connection.execute(wanted)]


_ALL = sa.select(tables.requests).order_by(_MINE.seq)


def _columns(row: RequestRow) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "number": row.number,
        "kind": row.kind.value,
        "name": row.name,
        "taken_on": row.taken_on.isoformat(),
        "due": row.due.isoformat(),
        "steps": " ".join(str(one) for one in row.steps),
        "answered": row.answered,
        "result": row.result.value if row.result else "",
    }


def _row(row: sa.Row[Any]) -> RequestRow:
    return RequestRow(
        row.seq,
        row.number,
        RequestKind(row.kind),
        row.name,
        date.fromisoformat(row.taken_on),
        date.fromisoformat(row.due),
        tuple(int(one) for one in row.steps.split()),
        row.answered,
        Result(row.result) if row.result else None,
    )
