"""Consent receipts of a real till, to be looked at and to be tampered with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.app.world import RESOURCES, Resources
from counter_app.domain.consent import Choices, Wording
from counter_app.domain.consent_file import receipt_bytes, signed_body, signed_text
from counter_app.domain.values import TillCode
from counter_app.law.vocabulary import Vocabulary, load_vocabulary
from counter_app.services.consent_receipts import ConsentReceiptDesk
from counter_app.sync.checkpoint import sign_note
from counter_app.sync.outbox import TillSigner
from tests import builders
from tests.counter_app.documents.builders import SHOP, texts
from tests.counter_app.services.counters import Counter
from tests.records import T01, SmallRecord, small_record

SHIPPED = Resources(RESOURCES)
WORDS = (
    Wording("terms", "ja", "8つの利用目的の説明を読みました"),
    Wording("group_provision", "ja", "グループ会社に情報を渡してもよいですか"),
    Wording("direct_mail", "ja", "郵便のちらし"),
    Wording("email", "ja", "電子メール"),
    Wording("sms", "ja", "SMS"),
)


def vocabulary() -> Vocabulary:
    """The shipped terms."""
    return load_vocabulary(RESOURCES / "consent")


def desk_of(small: SmallRecord) -> ConsentReceiptDesk:
    """The desk that makes receipts of this record."""
    signer = TillSigner(small.till, small.device)
    about = (builders.facts(), vocabulary(), SHIPPED.wording)
    return ConsentReceiptDesk(small.record, small.clock, SHOP, signer, about, texts())


def consented(counter: Counter, choices: Choices | None = None) -> str:
    """A deal whose customer answered so; the visit's number."""
    visit_id = counter.agreed()
    counter.visits.sign(visit_id, builders.consent(choices, wordings=WORDS))
    return counter.accept(visit_id).number


@contextmanager
def till_with_receipt(folder: Path) -> Iterator[tuple[Counter, bytes]]:
    """A till of some deals, and the receipt of the second one's consent."""
    with small_record(folder) as small:
        counter = Counter(small)
        consented(counter)
        number = consented(counter, Choices(email=True, group_provision=False))
        consented(counter)
        yield counter, desk_of(small).make(number).file


def resigned(file: dict[str, Any], key: Ed25519PrivateKey, till: TillCode = T01) -> bytes:
    """The file signed again: what somebody could hand out who holds a key."""
    digest = hashlib.sha256(signed_body(file)).hexdigest()
    signature = sign_note(signed_text(till, digest), till, key)
    return receipt_bytes(file | {"signature": signature})
