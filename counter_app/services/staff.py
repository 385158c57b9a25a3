"""Staff at the counter: sign in, and prove who acts at each commit point."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from counter_app.clock import Clock
from counter_app.domain.acts import Kind
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.domain.rights import MANAGERS_ONLY, Deed, Rights
from counter_app.domain.staff import (
    LOCKED_FOR,
    TRIES_BEFORE_LOCK,
    Role,
    StaffMember,
    check_pin_form,
    count_guess,
    right_pin,
)
from counter_app.domain.values import StaffCode, staff_code
from counter_app.services.internal_acts import internal_act
from counter_app.storage.act_log import NewAct
from counter_app.storage.records import Record

_SALT_SIZE = 16
_HASH_SIZE = 32


@dataclass(frozen=True, slots=True)
class PinHasher:
    """Argon2id for PINs (RFC 9106): 64 MiB and 3 passes, some 0.2 s a guess.

    Attributes:
        memory_kib: tests take little.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3

    def hash(self, pin: str) -> str:
        """The string that is kept in place of the PIN."""
        return self._argon(secrets.token_bytes(_SALT_SIZE)).derive_phc_encoded(pin.encode("ascii"))

    def matches(self, pin: str, kept: str) -> bool:
        """Whether this is the PIN; takes the same time either way."""
        try:
            Argon2id.verify_phc_encoded(pin.encode("ascii"), kept)
        except InvalidKey:
            return False
        return True

    def _argon(self, salt: bytes) -> Argon2id:
        return Argon2id(
            salt=salt,
            length=_HASH_SIZE,
            iterations=self.passes,
            lanes=1,
            memory_cost=self.memory_kib,
        )


class StaffDesk:
    """Who works here, and who acts."""

    def __init__(
        self, record: Record, clock: Clock, hasher: PinHasher, rights: Rights = MANAGERS_ONLY
    ) -> None:
        """Nobody is asked yet.

        Args:
            record: the till's record.
            clock: for locks.
            hasher: for PINs.
            rights: who may do what; without a table managers alone may do anything.
        """
        self._record = record
        self._clock = clock
        self._hasher = hasher
        self._rights = rights

    def members(self) -> list[StaffMember]:
        """Everybody who may sign in, by code."""
        with self._record.read() as view:
            return self._record.staff.members(view)

    def add(self, code: str, name: str, role: Role, pin: str, by: StaffCode) -> StaffMember:
        """Add a person, as an act.

        Raises:
            WrongInput: `staff_code_form`, `staff_name_form`, `pin_form` or `staff_exists`.
        """
        check_pin_form(pin)
        shown = plain_text(name, "staff_name_form")
        if not shown:
            raise WrongInput("staff_name_form", length=1)
        member = StaffMember(staff_code(code), shown, role, self._hasher.hash(pin))
        with self._record.write() as tx:
            known = {one.code for one in self._record.staff.members(tx)}
            if member.code in known:
                raise WrongInput("staff_exists")
            self._record.staff.put(tx, member)
            self._record.write_act(
                tx,
                NewAct(
                    Kind.STAFF_CHANGED,
                    by,
                    self._clock.now(),
                    {"other.staff_note": {"code": member.code, "name": shown, "role": role}},
                    bases=frozenset({"notice"}),
                ),
            )
        return member

    def prove(self, code: StaffCode, pin: str) -> StaffMember:
        """Prove who acts; the guess is counted and kept before the PIN is looked at.

        Raises:
            WrongInput: `pin_form`: it cannot be a PIN, so no try is counted; or `staff_unknown`.
            Refused: `pin_wrong` with the tries left, or `pin_locked` with the minutes left.
        """
        check_pin_form(pin)
        with self._record.write() as tx:
            now = self._clock.now()
            counted = count_guess(self._record.staff.member(tx, code), now)
            self._record.staff.put(tx, counted)
        if not self._hasher.matches(pin, counted.pin_hash):
            left = TRIES_BEFORE_LOCK - counted.failed
            if left <= 0:
                self._note_lock(code, now)
                raise Refused("pin_locked", minutes=LOCKED_FOR // timedelta(minutes=1))
            raise Refused("pin_wrong", left=left)
        proved = right_pin(counted)
        with self._record.write() as tx:
            self._record.staff.put(tx, proved)
        return proved

    def _note_lock(self, code: StaffCode, now: datetime) -> None:
        """A manager can see afterwards whose PIN was tried too often; right_pin forgets it."""
        note = InternalNote(NoteKind.PIN_LOCKED, {"code": code})
        with self._record.write() as tx:
            self._record.write_act(tx, internal_act(note, code, now))

    def prove_for(self, deed: Deed, code: StaffCode, pin: str) -> StaffMember:
        """Prove that somebody acts who may do this.

        Raises:
            WrongInput: `pin_form` or `staff_unknown`.
            Refused: `not_a_manager`: the deed is not open to this person; `pin_wrong` or
                `pin_locked`.
        """
        with self._record.read() as view:
            if not self._rights.may(self._record.staff.member(view, code).role, deed):
                raise Refused("not_a_manager")
        return self.prove(code, pin)
