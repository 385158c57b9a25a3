"""The consent receipt as a file that proves itself: its form, and what each part of it must say.

The names follow DPV's guide to ISO/IEC TS 27560:2023. `record` is computed from three things alone:
the opened act, the notice's very text, and the vocabulary; whoever has the file computes it again.
docs/formats.md states the form. Pure: reading, sealing and signing are elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from counter_app.domain.acts import canonical
from counter_app.domain.consent import CHANNELS, CHOICES, AnswerState
from counter_app.domain.errors import WrongInput
from counter_app.law.notice_pages import NoticePackFault, NoticePage, parts_of
from counter_app.law.vocabulary import Vocabulary

SCHEMA = "trade-in-counter/consent-receipt/v1"
STANDARD = "ISO/IEC TS 27560:2023"
CONSENT, SIGNATURE = "9.consent", "9.signature"
OPENED = (CONSENT, SIGNATURE)
"""The parts whose keys a receipt carries: the customer's own answers and ink, and nothing else."""

MOST_BYTES = 4 << 20
"""Of a receipt: a long signature has some hundred KiB."""

KEYS = frozenset({"schema", "record", "issued", "notice", "proof", "signature"})


def receipt_bytes(file: Mapping[str, Any]) -> bytes:
    """The file as it is written: canonical JSON, so that one receipt is one row of bytes."""
    return canonical(dict(file))


def read_receipt(data: bytes) -> tuple[dict[str, Any], bool]:
    """A receipt's fields, and whether its bytes are exactly those that say so.

    Raises:
        WrongInput: `receipt_form`: the file is no consent receipt.
    """
    try:
        file = json.loads(data) if len(data) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        raise WrongInput("receipt_form") from None
    if not isinstance(file, dict) or file.get("schema") != SCHEMA:
        raise WrongInput("receipt_form")
    try:
        return file, receipt_bytes(file) == data
    except (ValueError, RecursionError):  # what JSON takes and no canonical text can say
        return file, False


def signed_body(file: Mapping[str, Any]) -> bytes:
    """The bytes whose digest the till signs: all of the file but the signature."""
    return canonical({key: value for key, value in file.items() if key != "signature"})


def signed_text(till: str, digest: str) -> str:
    """The lines that the till signs."""
    return f"{SCHEMA}\n{till}\n{digest}\n"


def answers_of(consent: Mapping[str, Any]) -> dict[str, str]:
    """The state of each choice; of an act of an earlier program, from what was ticked."""
    told = consent.get("answers")
    if isinstance(told, dict):
        return {choice: str(told[choice]) for choice in CHOICES}
    choices = consent["choices"]
    states = {"terms": AnswerState.GIVEN.value}
    group = choices["group_provision"]
    deferred = AnswerState.DEFERRED.value
    states["group_provision"] = deferred if group is None else _state(given=group is True)
    return states | {one: _state(given=choices[one] is True) for one in CHANNELS}


def record_of(
    consent: Mapping[str, Any], notice: str | None, vocabulary: Vocabulary
) -> dict[str, Any]:
    """The record in the shape of ISO/IEC TS 27560, computed.

    Args:
        consent: the act's field `other.consent`.
        notice: the notice's very text, or None where it is not there.
        vocabulary: the terms.

    Raises:
        KeyError, TypeError, ValueError: the field is not one that a till writes.
        NoticePackFault: the text is no notice.
    """
    shown = consent["full"]
    states = answers_of(consent)
    return {
        "schema_version": STANDARD,
        "record_id": consent["consent_id"],
        "pii_principal_id": consent.get("customer_ref", ""),
        "visit_number": consent.get("visit_number", ""),
        "vocabulary": vocabulary.version,
        "pii_processing": {
            "privacy_notice": {
                "type": vocabulary.notices[consent["method"]],
                "id": shown["notice_id"],
                "version": shown["revised"],
                "sha256": shown["sha256"],
                "language": shown["language"],
                "prevailing_language": consent["prevailing"],
                "reference_wording": shown["reference_wording"],
                "shown_at": shown["shown_at"],
                "end_reached_at": shown.get("end_reached_at"),
                "pages": shown["pages"],
            },
            "purposes": [] if notice is None else list(_purposes(notice, states, vocabulary)),
        },
        "event": list(_events(consent, states, vocabulary)),
    }


def _purposes(
    notice: str, states: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[dict[str, Any]]:
    """Every purpose of the notice, and to whom it says that data go, as its own text has them."""
    _title, _head, pages = parts_of(notice)
    rights = [vocabulary.rights[key] for key in pages["rights"].keys]
    for page in pages.values():
        kind, _, key = page.key.rpartition(":")
        if kind not in ("purpose", "group") and page.key != "police":
            continue
        if key not in vocabulary.rows:
            raise NoticePackFault(f"no term for {key}")
        row = vocabulary.rows[key]
        yield {
            "purpose": key,
            "purpose_words": page.heading,
            "purpose_type": list(row.terms),
            "lawful_basis": vocabulary.bases[row.basis],
            "consent": {choice: vocabulary.states[states[choice]] for choice in row.choices},
            "pii_information": _information(page, vocabulary),
            "recipient_third_parties": [] if kind == "purpose" else [kind or page.key],
            "privacy_rights": rights,
        }


def _information(page: NoticePage, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The items that a purpose may use; the police's row names fields in place of items."""
    return [
        {
            "item": point.keys[0],
            "words": point.words,
            "pii_type": list(vocabulary.items.get(point.keys[0], ())),
        }
        for point in page.points
    ]


def _events(
    consent: Mapping[str, Any], states: Mapping[str, str], vocabulary: Vocabulary
) -> Iterator[dict[str, Any]]:
    """One event for each choice, with the words that stood there."""
    wordings = {one["choice"]: one for one in consent.get("wordings", ())}
    for choice in CHOICES:
        wording = wordings.get(choice, {})
        yield {
            "event_time": consent.get("answered_at", consent["signed_at"]),
            "signed_at": consent["signed_at"],
            "event_type": "dpv:ExpressedConsent",
            "event_state": vocabulary.states[states[choice]],
            "choice": choice,
            "words": wording.get("words", ""),
            "words_sha256": wording.get("sha256", ""),
            "method": consent["method"],
            "guardian": consent.get("guardian", ""),
        }


def _state(*, given: bool) -> str:
    return (AnswerState.GIVEN if given else AnswerState.REFUSED).value
