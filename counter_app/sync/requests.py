"""Signed requests: how HQ knows which till speaks, whatever stands between them.

The till's Ed25519 key signs method, path, till, time and the body's digest (docs/formats.md,
section 7). The signature holds behind proxies that end TLS; a replay changes nothing, because what
a request asks for is decided by the till's head at HQ.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.domain.acts import moment_from, moment_text
from counter_app.domain.errors import Refused
from counter_app.domain.values import TillCode

TILL_HEADER = "X-Counter-Till"
CREATED_HEADER = "X-Counter-Created"
DIGEST_HEADER = "X-Counter-Digest"
SIGNATURE_HEADER = "X-Counter-Signature"

_TILL = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_DIGEST = re.compile(r"[0-9a-f]{64}")

KeyOf = Callable[[TillCode], Ed25519PublicKey | None]
"""The key of an enrolled till; None when it is not enrolled, or no more."""


class RequestRefused(Refused):
    """`request_not_signed`, `till_not_enrolled` or `request_digest`: nothing was done."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What a signature vouches for.

    Attributes:
        key: the till's key that signed.
        digest: SHA-256 of the body, hex.
    """

    till: TillCode
    key: Ed25519PublicKey
    digest: str

    def check_body(self, body: bytes) -> None:
        """Make sure that this is the signed body.

        Raises:
            RequestRefused: `request_digest`.
        """
        if hashlib.sha256(body).hexdigest() != self.digest:
            raise RequestRefused("request_digest")


def sign_request(
    method: str,
    path: str,
    body: bytes,
    *,
    till: TillCode,
    key: Ed25519PrivateKey,
    created: datetime,
) -> dict[str, str]:
    """The four headers that a request carries."""
    digest, moment = hashlib.sha256(body).hexdigest(), moment_text(created)
    signature = key.sign(_signed_bytes(method, path, till, moment, digest))
    return {
        TILL_HEADER: till,
        CREATED_HEADER: moment,
        DIGEST_HEADER: digest,
        SIGNATURE_HEADER: base64.b64encode(signature).decode("ascii"),
    }


def check_request(
    method: str, path: str, headers: Mapping[str, str], key_of: KeyOf
) -> SignedRequest:
    """Who signed a request, before its body is read.

    Args:
        method: as asked for, in capitals.
        path: as asked for, without a query.
        headers: those of the request; any mapping that finds `X-Counter-...`.
        key_of: gives the key of an enrolled till.

    Raises:
        RequestRefused: `request_not_signed` or `till_not_enrolled`.
    """
    till, created = headers.get(TILL_HEADER, ""), headers.get(CREATED_HEADER, "")
    digest = headers.get(DIGEST_HEADER, "")
    if not (_TILL.fullmatch(till) and _DIGEST.fullmatch(digest) and _is_moment(created)):
        raise RequestRefused("request_not_signed")
    key = key_of(TillCode(till))
    if key is None:
        raise RequestRefused("till_not_enrolled")
    try:
        signature = base64.b64decode(headers.get(SIGNATURE_HEADER, ""), validate=True)
        key.verify(signature, _signed_bytes(method, path, TillCode(till), created, digest))
    except (ValueError, InvalidSignature):
        raise RequestRefused("request_not_signed") from None
    return SignedRequest(TillCode(till), key, digest)


def _signed_bytes(method: str, path: str, till: TillCode, created: str, digest: str) -> bytes:
    return f"trade-in-counter/request/v1\n{method}\n{path}\n{till}\n{created}\n{digest}\n".encode()


def _is_moment(text: str) -> bool:
    try:
        return moment_text(moment_from(text)) == text
    except ValueError:
        return False
