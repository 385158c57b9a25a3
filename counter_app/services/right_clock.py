"""Whether this PC's clock can be right: no article is accepted on a day that cannot be today.

A clock is wrong when it stands before the day on which the program was built, before an act that is
written already, or before HQ's last receipt. A manager who looked at a calendar may confirm it, as
an act: that holds for the day it says.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from counter_app.clock import Clock, business_day
from counter_app.domain.acts import Kind
from counter_app.domain.errors import Refused
from counter_app.domain.rights import Deed
from counter_app.domain.values import StaffCode
from counter_app.services.staff import StaffDesk
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.inbox import Inbox

LONGEST_SILENCE = timedelta(days=40)
"""Between two acts of a shop that works; a longer holiday asks a manager whether it was one."""

_SURE_BY = frozenset({Kind.CLOCK_CONFIRMED, Kind.ERASURE_BEGUN})
"""Acts that were not written by a clock that had jumped."""

HQ_MAY_BE_AHEAD = timedelta(minutes=2)
"""Two right clocks differ by seconds: HQ's receipt may seem to come from a moment ahead."""


def clock_is_right(record: Record, clock: Clock, now: datetime) -> bool:
    """Whether a moment that this clock tells can be now."""
    with record.read() as view:
        latest = record.acts.latest_moment(view)
        if latest is not None and now < latest:
            return False
        behind_hq = now + HQ_MAY_BE_AHEAD < (_last_receipt(record, view) or now)
        if business_day(now) >= clock.built_on and not behind_hq:
            return True
        confirmed = record.acts.last_of(view, Kind.CLOCK_CONFIRMED)
    return confirmed is not None and business_day(confirmed.header.at) == business_day(now)


def clock_is_sure(record: Record, now: datetime) -> bool:
    """Whether what cannot be taken back may be done by this moment: it did not jump ahead.

    A mistyped year would end the period of every ledger line at once. So a moment is sure only when
    no silence of more than `LONGEST_SILENCE` lies before it, up to HQ's last receipt or a manager's
    last word on the clock.
    """
    with record.read() as view:
        receipt = _last_receipt(record, view)
        if receipt is not None and now - receipt <= LONGEST_SILENCE:
            return True
        later = now
        for header in record.acts.headers_back(view):
            if later - header.at > LONGEST_SILENCE:
                return False
            if header.kind in _SURE_BY:
                return True
            later = header.at
    return True


def _last_receipt(record: Record, view: Reading) -> datetime | None:
    state = record.hq.state(view)
    if state is None or not state.receipt:
        return None
    return Inbox(state.hq_key).any_receipt(state.receipt).at


class ClockDesk:
    """Holds acceptance while the clock cannot be right, until a manager confirms it."""

    def __init__(self, record: Record, clock: Clock, staff: StaffDesk) -> None:
        self._record = record
        self._clock = clock
        self._staff = staff
        self._sure_at: datetime | None = None

    def is_right(self, now: datetime) -> bool:
        """Whether a moment can be now."""
        return clock_is_right(self._record, self._clock, now)

    def is_sure(self, now: datetime) -> bool:
        """Whether what cannot be taken back may be done by this moment.

        A moment that was sure is remembered, for the board asks every few seconds.
        """
        known = self._sure_at
        near = known is not None and timedelta() <= now - known <= LONGEST_SILENCE
        sure = near or clock_is_sure(self._record, now)
        if sure:
            self._sure_at = now
        return sure

    def require_sure(self, now: datetime) -> None:
        """Refuse to erase by a clock that jumped ahead.

        Raises:
            Refused: `clock_jumped`.
        """
        if not self.is_sure(now):
            raise Refused("clock_jumped")

    def require_right(self, now: datetime) -> None:
        """Refuse a moment that cannot be now.

        Raises:
            Refused: `clock_backwards`.
        """
        if not self.is_right(now):
            raise Refused("clock_backwards")

    def confirm(self, manager: StaffCode, pin: str) -> None:
        """A manager says that the clock is right as it stands.

        Raises:
            Refused: `not_a_manager`, `pin_wrong` or `pin_locked`.
        """
        self._staff.prove_for(Deed.CONFIRM_CLOCK, manager, pin)
        with self._record.write() as tx:
            self._record.write_act(tx, NewAct(Kind.CLOCK_CONFIRMED, manager, self._clock.now()))
