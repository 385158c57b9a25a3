"""Does a consent receipt prove itself: computed again from the file alone, without till or network.

Every byte counts: the file must be the canonical text of what it says, the till's signature covers
all of it, and what it says in clear must be what its own ciphertexts, keys and log say. Who holds
the till's key is beyond the file: HQ's certificate tells it, under HQ's key.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from counter_app.domain import merkle
from counter_app.domain.acts import (
    Header,
    Kind,
    canonical,
    commitment,
    leaf_preimage,
    parse_header,
    part_context,
    part_fields,
)
from counter_app.domain.consent_file import (
    CONSENT,
    KEYS,
    OPENED,
    SIGNATURE,
    answers_of,
    read_receipt,
    record_of,
    signed_body,
    signed_text,
)
from counter_app.domain.errors import CounterError, IntegrityFault, WrongInput
from counter_app.law.vocabulary import Vocabulary
from counter_app.storage.sealing import open_cipher
from counter_app.sync.checkpoint import Checkpoint, parse_checkpoint, verified_text
from counter_app.sync.inbox import Inbox

_KEY_HEX = 64


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """What a receipt proves.

    Attributes:
        answers: the state of each choice.
        log_size: acts of the till's log when it signed; `act` is one of them.
        device: the Ed25519 public key that signed, hex.
        certified: HQ's key says that this device is this till; else it is not known whose it is.
        notice_given: the notice's very text was compared, and not its digest alone.
        terms_compared: the terms were made by this program's table, and were compared too.
    """

    consent_id: str
    visit_number: str
    till: str
    act: int
    at: str
    staff: str
    notice_id: str
    revised: str
    language: str
    notice_sha256: str
    answers: Mapping[str, str]
    method: str
    log_size: int
    device: str
    certified: bool
    notice_given: bool
    terms_compared: bool


def check_receipt(
    data: bytes, vocabulary: Vocabulary, *, hq_key: str = "", notice: bytes | None = None
) -> CheckedReceipt:
    """Compute everything that a receipt says again.

    Args:
        data: the file.
        vocabulary: this program's terms.
        hq_key: HQ's Ed25519 public key, hex; without it nothing is said of whose the till is.
        notice: the notice's bytes, for a receipt that has only their digest, or to compare.

    Raises:
        WrongInput: `receipt_form`: the file is no consent receipt; `hq_key_form`.
        IntegrityFault: `receipt_not_proved`, with `what` does not hold; `receipt_not_certified`:
            under this HQ key nothing says that the device is the till's.
    """
    if hq_key and not _is_key(hq_key):
        raise WrongInput("hq_key_form")
    file, exact = read_receipt(data)
    if not exact or set(file) != KEYS:
        raise _not_proved("bytes")
    try:
        return _checked(file, vocabulary, hq_key, notice)
    except CounterError as fault:
        if fault.code in ("receipt_not_proved", "receipt_not_certified"):
            raise
        raise _not_proved(fault.code) from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise _not_proved("form") from None


def _checked(
    file: dict[str, Any], vocabulary: Vocabulary, hq_key: str, notice: bytes | None
) -> CheckedReceipt:
    proof = file["proof"]
    header_bytes = proof["header"].encode("utf-8")
    header = parse_header(header_bytes)
    device = bytes.fromhex(proof["device"])
    key = Ed25519PublicKey.from_public_bytes(device)
    digest = hashlib.sha256(signed_body(file)).hexdigest()
    _require(_is_exact(file["signature"], signed_text(header.till, digest), header, key), "bytes")
    _require(header.kind is Kind.CONSENT_GIVEN, "act")
    opened = _opened(proof["parts"], header)
    checkpoint = _in_the_log(proof, header_bytes, header, key)
    consent = opened[CONSENT]["other.consent"]
    _check_strokes(consent, opened.get(SIGNATURE, {}))
    given = _check_notice(file["notice"], consent, notice)
    same_terms = _check_record(file["record"], consent, file["notice"], vocabulary)
    certified = _certified(proof["certificate"], header, device, hq_key)
    return _told(consent, header, (checkpoint.size, device), (certified, given, same_terms))


def _told(
    consent: Mapping[str, Any],
    header: Header,
    log: tuple[int, bytes],
    held: tuple[bool, bool, bool],
) -> CheckedReceipt:
    """What is proved, by name."""
    shown, (size, device), (certified, given, same_terms) = consent["full"], log, held
    return CheckedReceipt(
        consent_id=consent["consent_id"],
        visit_number=consent.get("visit_number", ""),
        till=header.till,
        act=header.seq,
        at=consent["signed_at"],
        staff=header.staff,
        notice_id=shown["notice_id"],
        revised=shown["revised"],
        language=shown["language"],
        notice_sha256=shown["sha256"],
        answers=answers_of(consent),
        method=consent["method"],
        log_size=size,
        device=device.hex(),
        certified=certified,
        notice_given=given,
        terms_compared=same_terms,
    )


def _opened(parts: list[dict[str, str]], header: Header) -> dict[str, dict[str, Any]]:
    """The fields of the parts that the receipt opens, each by the key that the act commits to."""
    _require([one["part"] for one in parts] == [part.name for part in header.parts], "parts")
    opened: dict[str, dict[str, Any]] = {}
    for one in parts:
        name = one["part"]
        if "key" not in one:
            continue
        _require(name in OPENED, "parts")
        key, cipher = bytes.fromhex(one["key"]), base64.b64decode(one["ciphertext"], validate=True)
        committed = commitment(key, part_context(header.till, header.seq, name))
        _require(committed.hex() == one["commitment"], "key")
        opened[name] = part_fields(open_cipher(cipher, key, header, name))
    _require(CONSENT in opened, "parts")
    return opened


def _in_the_log(
    proof: Mapping[str, Any], header_bytes: bytes, header: Header, key: Ed25519PublicKey
) -> Checkpoint:
    """The till's signed checkpoint, in whose log this very act stands."""
    digests = []
    for one in proof["parts"]:
        if "ciphertext" in one:
            digest = hashlib.sha256(base64.b64decode(one["ciphertext"], validate=True)).digest()
        else:
            digest = bytes.fromhex(one["ciphertext_sha256"])
        digests.append((digest, bytes.fromhex(one["commitment"])))
    leaf = merkle.leaf_hash(leaf_preimage(header_bytes, digests))
    checkpoint = parse_checkpoint(verified_text(proof["checkpoint"], header.till, key))
    path = [bytes.fromhex(one) for one in proof["path"]]
    root = merkle.root_by_path(header.seq - 1, checkpoint.size, leaf, path)
    _require(checkpoint.till == header.till and root == checkpoint.root, "log")
    return checkpoint


def _check_strokes(consent: Mapping[str, Any], signature: Mapping[str, Any]) -> None:
    """The ink is that of this consent; an act of an earlier program has no digest of it."""
    strokes, told = signature.get("other.signature"), consent.get("strokes_sha256")
    if told and strokes is not None:
        _require(hashlib.sha256(canonical(strokes)).hexdigest() == told, "strokes")


def _check_notice(text: Any, consent: Mapping[str, Any], given: bytes | None) -> bool:
    """Whether the notice's very text was there to be compared with its digest."""
    told = consent["full"]["sha256"]
    inside = text.encode("utf-8") if text is not None else None
    texts = [one for one in (inside, given) if one is not None]
    _require(all(hashlib.sha256(one).hexdigest() == told for one in texts), "notice")
    for one in consent.get("wordings", ()):
        words = hashlib.sha256(one["words"].encode("utf-8")).hexdigest()
        _require(words == one["sha256"], "wording")
    return bool(texts)


def _check_record(
    record: Mapping[str, Any], consent: Mapping[str, Any], text: Any, vocabulary: Vocabulary
) -> bool:
    """The readable part is what the act and the notice say; whether its terms are this table's."""
    expected = record_of(consent, text, vocabulary)
    if record["vocabulary"] == vocabulary.version:
        _require(record == expected, "record")
        return True
    _require(_plain(record) == _plain(expected), "record")
    return False


def _plain(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record without the terms of a table: ids, digests, words, times, items."""
    processing = record["pii_processing"]
    notice = {key: one for key, one in processing["privacy_notice"].items() if key != "type"}
    return {
        "ids": [record["record_id"], record["pii_principal_id"], record["visit_number"]],
        "notice": notice,
        "purposes": [
            (one["purpose"], one["purpose_words"], [it["item"] for it in one["pii_information"]])
            for one in processing["purposes"]
        ],
        "event": [
            {key: told for key, told in one.items() if key not in ("event_state", "event_type")}
            for one in record["event"]
        ],
    }


def _certified(note: str, header: Header, device: bytes, hq_key: str) -> bool:
    if not hq_key:
        return False
    try:
        Inbox(hq_key).certificate(note, header.till, device)
    except IntegrityFault:
        raise IntegrityFault("receipt_not_certified") from None
    return True


def _is_exact(note: str, text: str, header: Header, key: Ed25519PublicKey) -> bool:
    """Whether a note is this text under this key, with nothing beside it and one spelling only."""
    name = header.till
    _require(verified_text(note, name, key) == text, "bytes")
    start = f"{text}\n— {name} "
    spelled = note.removeprefix(start).removesuffix("\n")
    blob = base64.b64decode(spelled, validate=True)
    return note == f"{start}{base64.b64encode(blob).decode('ascii')}\n"


def _is_key(text: str) -> bool:
    try:
        return len(text) == _KEY_HEX and len(bytes.fromhex(text)) * 2 == _KEY_HEX
    except ValueError:
        return False


def _require(holds: bool, what: str) -> None:  # noqa: FBT001 - the sentence reads "require that"
    if not holds:
        raise _not_proved(what)


def _not_proved(what: str) -> IntegrityFault:
    return IntegrityFault("receipt_not_proved", what=what)
