"""What comes down from HQ: nothing of it counts before it is proved under HQ's key.

The certificate of this till, the directory of the roles' keys (its version never goes backwards),
bundles and receipts. A head is a receipt for no batch.
"""

from __future__ import annotations

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.sync.bundle import Bundle, open_bundle, open_head
from counter_app.sync.checkpoint import HQ_NAME, Receipt, parse_receipt, verified_text
from counter_app.sync.directory import Directory, parse_directory
from counter_app.sync.enrolment import Certificate, parse_certificate

NO_BATCH = "-"
NO_DIRECTORY = Directory(0, date.min, {})
"""What a till knows before HQ's first directory: no role has a key."""


class Inbox:
    """Proves what comes down, under the key that the enrolment file brought."""

    def __init__(self, hq_key: str) -> None:
        """Trust this key.

        Args:
            hq_key: HQ's Ed25519 public key, hex.
        """
        self._key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(hq_key))

    def certificate(self, note: str, till: TillCode, device: bytes) -> Certificate:
        """The certificate that this device is this till.

        Raises:
            IntegrityFault: `note_not_signed`, `note_malformed` or `certificate_of_another`.
        """
        certificate = parse_certificate(verified_text(note, HQ_NAME, self._key))
        if (certificate.till, certificate.device) != (till, device):
            raise IntegrityFault("certificate_of_another")
        return certificate

    def directory(self, note: str) -> Directory:
        """The directory of a note; of an empty one, that no role has a key.

        Raises:
            IntegrityFault: `note_not_signed` or `note_malformed`.
        """
        return parse_directory(verified_text(note, HQ_NAME, self._key)) if note else NO_DIRECTORY

    def newer_directory(self, known: str, note: str) -> str:
        """Of two directories' notes the one to go by: never an older version.

        Raises:
            IntegrityFault: `note_not_signed` or `note_malformed`.
        """
        is_newer = self.directory(note).version > self.directory(known).version
        return note if is_newer else known

    def bundle(self, file: bytes) -> Bundle:
        """The bundle of a file.

        Raises:
            WrongInput: `bundle_form`.
            IntegrityFault: `bundle_not_proved`.
        """
        return open_bundle(file, self._key)

    def bundle_head(self, file: bytes) -> Bundle:
        """The bundle of a signed head, without its payload.

        Raises:
            WrongInput: `bundle_form`.
            IntegrityFault: `bundle_not_proved`.
        """
        return open_head(file, self._key)

    def receipt(self, note: str, till: TillCode, batch: str) -> Receipt:
        """HQ's receipt for a batch of this till.

        Args:
            note: as HQ sent it.
            till: whose log it must be over.
            batch: SHA-256 of the batch's body, hex; NO_BATCH for a head.

        Raises:
            IntegrityFault: `note_not_signed`, `note_malformed` or `receipt_of_another`.
        """
        receipt = self.any_receipt(note)
        if (receipt.checkpoint.till, receipt.batch) != (till, batch):
            raise IntegrityFault("receipt_of_another")
        return receipt

    def any_receipt(self, note: str) -> Receipt:
        """A receipt that was taken before, proved again.

        Raises:
            IntegrityFault: `note_not_signed` or `note_malformed`.
        """
        text = verified_text(note, HQ_NAME, self._key)
        receipt = parse_receipt(text)
        if receipt.text() != text:
            raise IntegrityFault("note_malformed")
        return receipt
