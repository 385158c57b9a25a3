"""The consent receipt as a file: whoever has it can check the consent without this till.

It carries what was signed in clear, the keys of just the two parts that hold it, the path from the
act to the till's signed checkpoint, and the notice's very text; the till signs the whole.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counter_app.clock import Clock
from counter_app.documents.paper_file import save_paper
from counter_app.domain.acts import HASH_SIZE, Kind, moment_text, part_ciphers
from counter_app.domain.consent_file import (
    CONSENT,
    OPENED,
    SCHEMA,
    receipt_bytes,
    record_of,
    signed_body,
    signed_text,
)
from counter_app.domain.errors import IntegrityFault, Refused, WrongInput
from counter_app.domain.shop import Shop
from counter_app.law.jobs import Job
from counter_app.law.notice import NoticeFacts
from counter_app.law.vocabulary import Vocabulary
from counter_app.services.deals import accepted_act
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading
from counter_app.sync.checkpoint import Checkpoint, sign_note
from counter_app.sync.outbox import TillSigner
from counter_app.texts import TextCatalogues

_SEQUENCE = re.compile(r"[0-9]{1,9}")
WordingOf = Callable[[str, str, str], bytes | None]
"""The bytes of a wording by notice, revision and language, or None where they are not at hand."""


@dataclass(frozen=True, slots=True)
class MadeReceipt:
    """A receipt, and what it is of: nothing personal but in the file itself."""

    file: bytes
    visit_number: str
    act: int
    device: str


class ConsentReceiptDesk:
    """Makes receipts of consents."""

    def __init__(
        self,
        record: Record,
        clock: Clock,
        shop: Shop,
        signer: TillSigner,
        about: tuple[NoticeFacts, Vocabulary, WordingOf],
        texts: TextCatalogues,
    ) -> None:
        """Nothing is made yet.

        Args:
            record: the till's record.
            clock: says when a receipt was made.
            shop: as the receipt names it.
            signer: the till and its device key.
            about: who asks for the consent, the terms, and where the notice's bytes are.
            texts: how a consent is withdrawn, in the customer's language and in Japanese.
        """
        self._record = record
        self._clock = clock
        self._shop = shop
        self._signer = signer
        self._facts, self._vocabulary, self._wording_of = about
        self._texts = texts

    def make(self, of: str) -> MadeReceipt:
        """The receipt of a consent.

        Args:
            of: the visit's number (T01-0147), or the sequence of the consent's act.

        Raises:
            WrongInput: `consent_unknown`.
            Refused: `consent_erased`: its period has passed, and its key is destroyed.
        """
        with self._record.read() as view:
            stored = self._find(view, of)
            keys = self._record.acts.keys_for(view, stored, Job.CONSENT_RECEIPT)
            if CONSENT not in keys:
                raise Refused("consent_erased")
            opened = self._record.acts.fields_for(view, stored, Job.CONSENT_RECEIPT)
            proof = self._proof(view, stored, keys)
        consent = opened["other.consent"]
        notice = self._notice(consent)
        file: dict[str, Any] = {
            "schema": SCHEMA,
            "record": record_of(consent, notice, self._vocabulary),
            "issued": self._issued(consent),
            "notice": notice,
            "proof": proof,
        }
        digest = hashlib.sha256(signed_body(file)).hexdigest()
        till = self._signer.till
        file["signature"] = sign_note(signed_text(till, digest), till, self._signer.key)
        number = consent.get("visit_number", "")
        return MadeReceipt(receipt_bytes(file), number, stored.header.seq, proof["device"])

    def save(self, of: str, path: Path) -> MadeReceipt:
        """The same, written where only the file's owner may read it.

        Raises:
            WrongInput, Refused: as `make`.
            NotPossibleNow: `disk_full` or `paper_not_written`.
        """
        made = self.make(of)
        save_paper(path, made.file)
        return made

    def _find(self, view: Reading, of: str) -> StoredAct:
        is_seq = _SEQUENCE.fullmatch(of)
        seq = int(of) if is_seq else self._of_visit(view, of)
        try:
            stored = self._record.acts.act(view, seq)
        except IntegrityFault as fault:
            if fault.code == "act_missing":
                raise WrongInput("consent_unknown") from None
            raise
        if stored.header.kind is not Kind.CONSENT_GIVEN:
            raise WrongInput("consent_unknown")
        return stored

    def _of_visit(self, view: Reading, number: str) -> int:
        """The consent of a visit, by the act that accepted its articles."""
        accepted = accepted_act(self._record, view, number)
        if accepted is None or accepted.header.ref is None:
            raise WrongInput("consent_unknown")
        return accepted.header.ref

    def _notice(self, consent: Mapping[str, Any]) -> str | None:
        """The notice's very text, where this till still has those bytes."""
        shown = consent["full"]
        data = self._wording_of(shown["notice_id"], shown["revised"], shown["language"])
        if data is None or hashlib.sha256(data).hexdigest() != shown["sha256"]:
            return None
        return data.decode("utf-8")

    def _issued(self, consent: Mapping[str, Any]) -> dict[str, Any]:
        """What the shop adds when it hands the copy over: who it is, and how to withdraw."""
        languages = dict.fromkeys((consent["prevailing"], consent["full"]["language"]))
        facts = self._facts
        return {
            "receipt_id": secrets.token_hex(16),
            "issued_at": moment_text(self._clock.now()),
            "party_identification": [
                {
                    "party_role": "https://w3id.org/dpv#DataController",
                    "party_name": facts.controller,
                    "party_contact": {
                        "counter": facts.inquiry_counter,
                        "tel": facts.inquiry_tel,
                        "hours": facts.inquiry_hours,
                    },
                },
                {
                    "party_role": "shop",
                    "party_name": self._shop.name,
                    "party_address": self._shop.address,
                    "permit": f"{self._shop.permit_authority} {self._shop.permit_number}",
                },
            ],
            "withdrawal_method": {
                language: self._texts.in_language(language).say("consent.withdraw")
                for language in languages
            },
        }

    def _proof(self, view: Reading, stored: StoredAct, keys: Mapping[str, bytes]) -> dict[str, Any]:
        acts, header, seq = self._record.acts, stored.header, stored.header.seq
        ciphers = part_ciphers(header, stored.act.content)
        parts = []
        for place, part in enumerate(header.parts):
            committed = stored.act.commitments[place * HASH_SIZE : (place + 1) * HASH_SIZE]
            one = {"part": part.name, "commitment": committed.hex()}
            if part.name in OPENED and part.name in keys:
                one["ciphertext"] = base64.b64encode(ciphers[part.name]).decode("ascii")
                one["key"] = keys[part.name].hex()
            else:
                digest = part.blob or hashlib.sha256(ciphers[part.name]).hexdigest()
                one["ciphertext_sha256"] = digest
            parts.append(one)
        size, till = acts.size(view), self._signer.till
        checkpoint = Checkpoint(till, size, acts.root(view, size))
        known = self._record.hq.state(view)
        return {
            "header": stored.act.header.decode("utf-8"),
            "parts": parts,
            "path": [one.hex() for one in acts.inclusion_path(view, seq, size)],
            "checkpoint": sign_note(checkpoint.text(), till, self._signer.key),
            "device": self._signer.key.public_key().public_bytes_raw().hex(),
            "certificate": known.certificate if known is not None else "",
        }
