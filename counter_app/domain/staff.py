"""Staff: who acts, in which role, and how many wrong PINs they may still type.

A PIN only says who acts; it never wraps a key (a 4-digit PIN falls in minutes to anyone who holds
the file). Guesses are counted before the PIN is checked and kept, so that pulling the plug gives no
new tries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import StaffCode

TRIES_BEFORE_LOCK = 5
"""Wrong PINs in a row until a person is locked."""

LOCKED_FOR = timedelta(minutes=15)
"""How long a lock holds; the guess after it counts from TRIES_BEFORE_LOCK - 1 on."""

_PIN = re.compile(r"[0-9]{4}")


class Role(StrEnum):
    """What a person may do at the counter."""

    CLERK = "clerk"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One person of the shop.

    Attributes:
        code: stands in clear in act headers.
        name: shown on the sign-in tile and printed on the customer's slip.
        pin_hash: Argon2id string; never the PIN.
        failed: wrong PINs since the last right one.
        locked_until: no PIN is checked before this moment.
    """

    code: StaffCode
    name: str
    role: Role
    pin_hash: str
    failed: int = 0
    locked_until: datetime | None = None

    @property
    def is_manager(self) -> bool:
        """Whether approvals and the manager's screens are open to this person."""
        return self.role is Role.MANAGER


def check_pin_form(pin: str) -> None:
    """Refuse what cannot be a PIN: it has 4 digits, for the fourth one signs in.

    Raises:
        WrongInput: `pin_form`.
    """
    if not _PIN.fullmatch(pin):
        raise WrongInput("pin_form")


def count_guess(member: StaffMember, now: datetime) -> StaffMember:
    """The member as stored before a PIN is looked at: one more failed guess, locked when too many.

    Raises:
        Refused: `pin_locked` with the minutes left; the guess is then not looked at.
    """
    if member.locked_until is not None and now < member.locked_until:
        left = member.locked_until - now
        raise Refused("pin_locked", minutes=max(1, -(-int(left.total_seconds()) // 60)))
    failed = member.failed + 1
    locked = now + LOCKED_FOR if failed >= TRIES_BEFORE_LOCK else None
    return replace(member, failed=failed, locked_until=locked)


def right_pin(member: StaffMember) -> StaffMember:
    """The member after the right PIN: the guesses are forgotten."""
    return replace(member, failed=0, locked_until=None)
