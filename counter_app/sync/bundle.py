"""Bundles: what HQ sends down signed, by network or on a USB stick (docs/formats.md, section 8).

The head is a signed note that names topic, version, first day and the payload's digest; the payload
follows it. Which topics there are, whoever takes them says; here every topic has the same form.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.sync.checkpoint import HQ_NAME, sign_note, verified_text

LAW = "law"
BULLETINS = "bulletins"
NOTICE = "notice"
TOPICS = frozenset({LAW, "price_book", NOTICE, BULLETINS, "roles", "revocations"})
"""What HQ may sign bundles about."""

MOST_BYTES = 8 << 20
"""Of a whole bundle."""

_LABEL = "trade-in-counter/bundle/v1"
_HEAD = re.compile(
    rf"{_LABEL}\n"
    r"topic (?P<topic>[a-z_]{1,32})\n"
    r"version (?P<version>[1-9][0-9]{0,8})\n"
    r"valid_from (?P<valid_from>[0-9]{4}-[0-9]{2}-[0-9]{2})\n"
    r"size (?P<size>0|[1-9][0-9]{0,8})\n"
    r"sha256 (?P<sha256>[0-9a-f]{64})\n"
)
_GAP = b"\n\n"


@dataclass(frozen=True, slots=True)
class Bundle:
    """One version of one topic.

    Attributes:
        version: from 1; of two the greater one holds.
        valid_from: the first day on which it holds, in Japan's calendar.
        payload: in the topic's own form.
    """

    topic: str
    version: int
    valid_from: date
    payload: bytes

    def text(self) -> str:
        """The lines that HQ signs."""
        return (
            f"{_LABEL}\ntopic {self.topic}\nversion {self.version}\n"
            f"valid_from {self.valid_from.isoformat()}\nsize {len(self.payload)}\n"
            f"sha256 {hashlib.sha256(self.payload).hexdigest()}\n"
        )


def sign_bundle(bundle: Bundle, key: Ed25519PrivateKey) -> bytes:
    """The bundle as it travels: the signed head, an empty line, the payload."""
    return sign_note(bundle.text(), HQ_NAME, key).encode("utf-8") + b"\n" + bundle.payload


def signed_head(file: bytes) -> bytes:
    """A bundle without its payload: what HQ signed still proves which version it was."""
    return _GAP.join(file.split(_GAP, 2)[:2]) + _GAP


def open_head(file: bytes, key: Ed25519PublicKey) -> Bundle:
    """The bundle of a signed head, proved under HQ's key; its payload is not there.

    Raises:
        WrongInput, IntegrityFault: as `open_bundle`.
    """
    return _opened(file, key)[0]


def open_bundle(file: bytes, key: Ed25519PublicKey) -> Bundle:
    """The bundle of a file, proved under HQ's key.

    Raises:
        WrongInput: `bundle_form`: the file is no bundle.
        IntegrityFault: `bundle_not_proved`: another signed it, or head or payload were changed.
    """
    bundle, said = _opened(file, key)
    if _digest(bundle.payload) != said:
        raise IntegrityFault("bundle_not_proved")
    return bundle


def _opened(file: bytes, key: Ed25519PublicKey) -> tuple[Bundle, tuple[int, str]]:
    """What the signed head says, with the payload that lies behind it, and what that should be."""
    if len(file) > MOST_BYTES or not file.startswith(f"{_LABEL}\n".encode()):
        raise WrongInput("bundle_form")
    head, signatures, payload = [*file.split(_GAP, 2), b"", b""][:3]
    try:
        note = (head + _GAP + signatures + b"\n").decode("utf-8")
        found = _HEAD.fullmatch(verified_text(note, HQ_NAME, key))
        valid_from = date.fromisoformat(found["valid_from"]) if found else date.min
    except (ValueError, IntegrityFault):
        raise IntegrityFault("bundle_not_proved") from None
    if found is None:
        raise IntegrityFault("bundle_not_proved")
    bundle = Bundle(found["topic"], int(found["version"]), valid_from, payload)
    return bundle, (int(found["size"]), found["sha256"])


def _digest(payload: bytes) -> tuple[int, str]:
    return len(payload), hashlib.sha256(payload).hexdigest()
