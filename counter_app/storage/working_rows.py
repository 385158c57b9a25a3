"""Rows that change while people work: open visits and staff."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec
import sqlalchemy as sa

from counter_app.domain.errors import WrongInput
from counter_app.domain.staff import Role, StaffMember
from counter_app.domain.values import StaffCode, VisitId
from counter_app.domain.visit import Visit
from counter_app.storage import tables
from counter_app.storage.transactions import Reading, Writing

_VISITS_COUNTER = "visits"
_ERASED_COUNTER = "visits_erased"
_ERASED_VISITS = sa.select(tables.counters.c.value).where(tables.counters.c.name == _ERASED_COUNTER)


class Drafts:
    """Open visits, saved at every input, so that a crash resumes at the same step."""

    def save(self, tx: Writing, visit: Visit, now: datetime) -> None:
        """Keep a visit as it is now."""
        state = {
            "state": msgspec.json.encode(visit),
            "is_open": visit.is_open,
            "saved_at": now.isoformat(),
        }
        mine = tables.drafts.c.visit_id == visit.visit_id
        if not tx.connection.execute(sa.update(tables.drafts).where(mine).values(state)).rowcount:
            row = {"visit_id": visit.visit_id, **state}
            tx.connection.execute(sa.insert(tables.drafts).values(row))

    def load(self, view: Reading, visit_id: VisitId) -> Visit:
        """A visit.

        Raises:
            WrongInput: `visit_unknown`.
        """
        state = view.connection.execute(
            sa.select(tables.drafts.c.state).where(tables.drafts.c.visit_id == visit_id)
        ).scalar()
        if state is None:
            raise WrongInput("visit_unknown")
        return msgspec.json.decode(state, type=Visit)

    def open_visits(self, view: Reading) -> list[Visit]:
        """Every visit that is not ended, the oldest first."""
        rows = view.connection.execute(
            sa.select(tables.drafts.c.state).where(tables.drafts.c.is_open)
        )
        visits = [msgspec.json.decode(state, type=Visit) for state in rows.scalars()]
        return sorted(visits, key=lambda visit: (visit.opened_at, visit.number))

    def erase(self, tx: Writing, visit_id: VisitId) -> None:
        """Forget a visit; secure_delete overwrites its bytes, and the next rekey older copies."""
        mine = tables.drafts.c.visit_id == visit_id
        if tx.connection.execute(sa.delete(tables.drafts).where(mine)).rowcount:
            self._note_erased(tx, self.erased(tx) + 1)

    def erased(self, view: Reading) -> int:
        """How many visits were forgotten since the record was last encrypted anew."""
        return view.connection.execute(_ERASED_VISITS).scalar() or 0

    def count_anew(self, tx: Writing) -> None:
        """The record is encrypted anew: nothing that was forgotten is left in any copy."""
        self._note_erased(tx, 0)

    def _note_erased(self, tx: Writing, count: int) -> None:
        row = {"name": _ERASED_COUNTER, "value": count}
        tx.connection.execute(sa.insert(tables.counters).prefix_with("OR REPLACE").values(row))

    def untouched_since(self, view: Reading, moment: datetime) -> list[Visit]:
        """The visits whose last input is older than a moment, ended or not."""
        rows = view.connection.execute(sa.select(tables.drafts.c.state, tables.drafts.c.saved_at))
        return [
            msgspec.json.decode(row.state, type=Visit)
            for row in rows
            if datetime.fromisoformat(row.saved_at) < moment
        ]

    def forget_accepted(self, tx: Writing, acts: Collection[int]) -> None:
        """Forget the visits that were accepted by these acts, should their papers be open still."""
        for state in tx.connection.execute(sa.select(tables.drafts.c.state)).scalars().all():
            visit = msgspec.json.decode(state, type=Visit)
            if visit.acceptance is not None and visit.acceptance.act_seq in acts:
                self.erase(tx, visit.visit_id)

    def next_number(self, tx: Writing) -> int:
        """The next visit's running number, from 1."""
        counter = tables.counters.c.name == _VISITS_COUNTER
        tx.connection.execute(
            sa.update(tables.counters).where(counter).values(value=tables.counters.c.value + 1)
        )
        number: int = tx.connection.execute(
            sa.select(tables.counters.c.value).where(counter)
        ).scalar_one()
        return number


class StaffRoll:
    """Who works here; the acts staff_changed tell how it came about."""

    def put(self, tx: Writing, member: StaffMember) -> None:
        """Add or replace a person."""
        row = {
            "name": member.name,
            "role": member.role.value,
            "pin_hash": member.pin_hash,
            "failed": member.failed,
            "locked_until": member.locked_until.isoformat() if member.locked_until else None,
        }
        mine = tables.staff.c.code == member.code
        if not tx.connection.execute(sa.update(tables.staff).where(mine).values(row)).rowcount:
            tx.connection.execute(sa.insert(tables.staff).values({"code": member.code, **row}))

    def members(self, view: Reading) -> list[StaffMember]:
        """Everybody, by code."""
        rows = view.connection.execute(sa.select(tables.staff).order_by(tables.staff.c.code))
        return [
            StaffMember(
                StaffCode(row.code),
                row.name,
                Role(row.role),
                row.pin_hash,
                row.failed,
                datetime.fromisoformat(row.locked_until) if row.locked_until else None,
            )
            for row in rows
        ]

    def member(self, view: Reading, code: StaffCode) -> StaffMember:
        """One person.

        Raises:
            WrongInput: `staff_unknown`.
        """
        for member in self.members(view):
            if member.code == code:
                return member
        raise WrongInput("staff_unknown")


def start_counter(tx: Writing) -> None:
    """Put the counter of visits into a new ledger.db."""
    tx.connection.execute(sa.insert(tables.counters).values(name=_VISITS_COUNTER, value=0))
