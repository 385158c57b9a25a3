"""Enrolment: how a till becomes known to HQ, once, by a code (docs/formats.md, section 7).

HQ writes a file with a one-time code and its own public key. The till answers with its device key
and a MAC under the code; HQ signs a certificate.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from counter_app.domain.acts import moment_from, moment_text
from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.values import TillCode
from counter_app.sync.batch import Sha256Text, TillText, WireFault

_CERTIFICATE = "trade-in-counter/certificate/v1"
_LINES = 4


class EnrolmentFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an administrator carries from HQ to a new till.

    Attributes:
        code: works once, for this till, until `expires` (RFC 3339).
        url: where HQ answers.
        hq_key: HQ's Ed25519 public key, hex; all that comes down is checked against it.
        directory: HQ's note with the roles' public keys.
    """

    v: Literal[1]
    till: TillText
    code: Annotated[str, msgspec.Meta(min_length=16, max_length=64)]
    expires: str
    url: str
    hq_key: Sha256Text  # 32 bytes in hex, as a hash has
    directory: str


class EnrolRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of `POST /v1/enrol`."""

    till: TillText
    device: Sha256Text
    mac: Sha256Text


@dataclass(frozen=True, slots=True)
class Certificate:
    """HQ's word that this device is this till.

    Attributes:
        device: the till's Ed25519 public key, 32 bytes.
    """

    till: TillCode
    device: bytes
    at: datetime

    def text(self) -> str:
        """The lines that HQ signs."""
        return f"{_CERTIFICATE}\n{self.till}\n{self.device.hex()}\n{moment_text(self.at)}\n"


def parse_certificate(text: str) -> Certificate:
    """The certificate of a verified text.

    Raises:
        IntegrityFault: `note_malformed`.
    """
    try:
        label, till, device, at = text.splitlines()[:_LINES]
        certificate = Certificate(TillCode(till), bytes.fromhex(device), moment_from(at))
    except ValueError:
        raise IntegrityFault("note_malformed") from None
    if label != _CERTIFICATE or certificate.text() != text:
        raise IntegrityFault("note_malformed")
    return certificate


def enrolment_mac(code: str, till: TillCode, device: bytes) -> str:
    """What proves that who sends this device key holds the code: HMAC-SHA256, hex."""
    told = f"trade-in-counter/enrol/v1\n{till}\n{device.hex()}\n".encode("ascii")
    return hmac.new(code.encode("utf-8"), told, hashlib.sha256).hexdigest()


def enrol_body(code: str, till: TillCode, device: bytes) -> bytes:
    """The body of an enrolment request for this device key."""
    request = EnrolRequest(till, device.hex(), enrolment_mac(code, till, device))
    return msgspec.json.encode(request)


def parse_enrol_body(body: bytes) -> EnrolRequest:
    """The enrolment request of a body.

    Raises:
        WireFault: `enrolment_malformed`.
    """
    try:
        return msgspec.json.decode(body, type=EnrolRequest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise WireFault("enrolment_malformed") from None


def enrolment_file_bytes(file: EnrolmentFile) -> bytes:
    """An enrolment file as it is written."""
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def parse_enrolment_file(data: bytes) -> EnrolmentFile:
    """An enrolment file as it was carried to the till.

    Raises:
        WrongInput: `enrolment_file_form`.
    """
    try:
        return msgspec.json.decode(data, type=EnrolmentFile)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise WrongInput("enrolment_file_form") from None
