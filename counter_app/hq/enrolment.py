"""Enrolling tills: one-time codes, device certificates, and taking them back.

A code works once, for one till, for 15 minutes, and is burnt by three wrong tries. HQ keeps no
code: it derives the code from its own key and a random serial, so that nobody who reads the
database can enrol a till.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from counter_app.clock import Clock
from counter_app.domain.acts import moment_from, moment_text
from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqRefused, Rejected
from counter_app.hq.publish import newest_directory
from counter_app.hq.store.database import Store, Transaction
from counter_app.hq.store.desk import CodeRow, EnrolledTill
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.enrolment import (
    Certificate,
    EnrolmentFile,
    EnrolRequest,
    enrolment_mac,
    parse_enrol_body,
)

CODE_LIFE = timedelta(minutes=15)
MOST_TRIES = 3
_CODE_BYTES = 15
"""120 random-looking bits: 24 letters and digits."""


class EnrolmentDesk:
    """Makes tills known to HQ."""

    def __init__(self, store: Store, key: Ed25519PrivateKey, clock: Clock) -> None:
        self._store = store
        self._key = key
        self._clock = clock

    def new_code(self, till: TillCode, url: str) -> EnrolmentFile:
        """A fresh code for a till; earlier codes of this till end.

        Raises:
            HqRefused: `roles_missing`: a till needs the roles' keys before its first act.
        """
        directory = newest_directory(self._store)
        expires = moment_text(self._clock.now() + CODE_LIFE)
        with self._store.write() as tx:
            last = tx.desk.code(till)
            row = CodeRow(till, last.no + 1 if last else 1, secrets.token_hex(16), expires)
            tx.desk.add_code(row)
        hq_key = self._key.public_key().public_bytes_raw().hex()
        return EnrolmentFile(1, till, self._code(row), expires, url, hq_key, directory)

    def enrol(self, body: bytes) -> str:
        """The certificate's note for an enrolment request; the same again when its reply was lost.

        Raises:
            WireFault: `enrolment_malformed`.
            Rejected: `code_unknown`, `code_expired`, `code_used` or `code_wrong`.
        """
        request = parse_enrol_body(body)
        till = TillCode(request.till)
        with self._store.write() as tx:
            outcome = self._outcome(tx, till, request)
        if isinstance(outcome, Rejected):  # raised here, so that the try stays written down
            raise outcome
        return outcome

    def device(self, till: TillCode) -> Ed25519PublicKey | None:
        """The key of an enrolled till; None when it is not enrolled, or its certificate is back."""
        with self._store.read() as tx:
            devices = tx.desk.devices(till)
        if not devices or devices[-1].revoked_at:
            return None
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(devices[-1].device))

    def revoke(self, till: TillCode) -> None:
        """Take a till's certificate back: HQ takes nothing of it from now on.

        Raises:
            HqRefused: `till_not_enrolled`.
        """
        with self._store.write() as tx:
            if not tx.desk.revoke(till, moment_text(self._clock.now())):
                raise HqRefused("till_not_enrolled", till=till)

    def _outcome(self, tx: Transaction, till: TillCode, request: EnrolRequest) -> str | Rejected:
        row, now = tx.desk.code(till), self._clock.now()
        if row is None:
            return _forbidden("code_unknown")
        if now > moment_from(row.expires):
            return _forbidden("code_expired")
        known = tx.desk.devices(till)
        device = bytes.fromhex(request.device)
        right = hmac.compare_digest(enrolment_mac(self._code(row), till, device), request.mac)
        if row.used:
            again = right and bool(known) and known[-1].device == request.device
            return known[-1].certificate if again else _forbidden("code_used")
        if not right:
            burnt = row.tries + 1 >= MOST_TRIES
            tx.desk.touch_code(replace(row, tries=row.tries + 1, used=burnt))
            return _forbidden("code_wrong")
        tx.desk.touch_code(replace(row, used=True))
        return self._certify(tx, till, device, now)

    def _certify(self, tx: Transaction, till: TillCode, device: bytes, now: datetime) -> str:
        generation = len(tx.desk.devices(till)) + 1
        note = sign_note(Certificate(till, device, now).text(), HQ_NAME, self._key)
        tx.desk.enrol(EnrolledTill(till, generation, device.hex(), note, moment_text(now)))
        tx.log(till).start()
        return note

    def _code(self, row: CodeRow) -> str:
        info = f"trade-in-counter/enrolment-code/v1\n{row.till}\n{row.serial}\n".encode("ascii")
        secret = HKDF(SHA256(), _CODE_BYTES, None, info).derive(self._key.private_bytes_raw())
        text = base64.b32encode(secret).decode("ascii")
        return "-".join(text[place : place + 6] for place in range(0, len(text), 6))


def _forbidden(code: str) -> Rejected:
    return Rejected(code, HTTPStatus.FORBIDDEN)
