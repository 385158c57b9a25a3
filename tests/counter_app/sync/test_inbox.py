"""Nothing that comes down counts before HQ's key vouches for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.values import TillCode
from counter_app.sync.checkpoint import HQ_NAME, Checkpoint, Receipt, sign_note
from counter_app.sync.directory import Directory
from counter_app.sync.enrolment import Certificate
from counter_app.sync.inbox import NO_BATCH, Inbox
from tests.records import NOON, T01

HQ = Ed25519PrivateKey.from_private_bytes(b"\x0b" * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(b"\x0c" * 32)
DEVICE = b"\x0a" * 32
PUBLIC = bytes(1_216)


def inbox() -> Inbox:
    return Inbox(HQ.public_key().public_bytes_raw().hex())


def note(text: str, key: Ed25519PrivateKey = HQ) -> str:
    return sign_note(text, HQ_NAME, key)


def directory(version: int, fill: int = 0) -> str:
    keys = {"provide": bytes([fill]) * len(PUBLIC)}
    return note(Directory(version, date(2027, 2, 20), keys).text())


def receipt(**changes: object) -> Receipt:
    plain = Receipt(Checkpoint(T01, 2, b"\x55" * 32), NOON, "ab" * 32, 0)
    return replace(plain, **changes)  # type: ignore[arg-type]  # by name


def test_a_certificate_must_name_this_till_and_this_device() -> None:
    plain = Certificate(T01, DEVICE, NOON)
    assert inbox().certificate(note(plain.text()), T01, DEVICE) == plain
    for other in (replace(plain, till=TillCode("T02")), replace(plain, device=b"\x0c" * 32)):
        with pytest.raises(IntegrityFault, match="certificate_of_another"):
            inbox().certificate(note(other.text()), T01, DEVICE)


def test_what_a_stranger_signed_is_nothing() -> None:
    with pytest.raises(IntegrityFault, match="note_not_signed"):
        inbox().certificate(note(Certificate(T01, DEVICE, NOON).text(), STRANGER), T01, DEVICE)
    with pytest.raises(IntegrityFault, match="note_not_signed"):
        inbox().receipt(note(receipt().text(), STRANGER), T01, "ab" * 32)
    stranger = note(Directory(9, date(2027, 2, 20), {"provide": PUBLIC}).text(), STRANGER)
    with pytest.raises(IntegrityFault, match="note_not_signed"):
        inbox().newer_directory("", stranger)


def test_one_kind_of_note_is_not_taken_for_another() -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        inbox().receipt(directory(1), T01, "ab" * 32)
    with pytest.raises(IntegrityFault, match="note_malformed"):
        inbox().directory(note(receipt().text()))
    with pytest.raises(IntegrityFault, match="note_malformed"):
        inbox().certificate(directory(1), T01, DEVICE)


@pytest.mark.parametrize(
    ("known", "came", "kept"), [(1, 2, 2), (2, 1, 2), (10, 9, 10), (9, 10, 10)]
)
def test_a_directory_never_goes_back(known: int, came: int, kept: int) -> None:
    assert inbox().newer_directory(directory(known), directory(came)) == directory(kept)


def test_a_directory_of_the_same_version_changes_nothing() -> None:
    assert inbox().newer_directory(directory(3), directory(3, fill=7)) == directory(3)


def test_the_first_directory_is_taken() -> None:
    assert inbox().newer_directory("", directory(1)) == directory(1)
    assert inbox().directory("").keys == {}


def test_a_receipt_is_for_one_batch_of_one_till() -> None:
    assert inbox().receipt(note(receipt().text()), T01, "ab" * 32) == receipt()
    with pytest.raises(IntegrityFault, match="receipt_of_another"):
        inbox().receipt(note(receipt().text()), T01, "cd" * 32)
    with pytest.raises(IntegrityFault, match="receipt_of_another"):
        inbox().receipt(note(receipt().text()), TillCode("T02"), "ab" * 32)


def test_a_head_is_no_receipt_and_a_receipt_no_head() -> None:
    head = note(receipt(batch=NO_BATCH).text())
    assert inbox().receipt(head, T01, NO_BATCH).batch == "-"
    with pytest.raises(IntegrityFault, match="receipt_of_another"):
        inbox().receipt(head, T01, "ab" * 32)
    with pytest.raises(IntegrityFault, match="receipt_of_another"):
        inbox().receipt(note(receipt().text()), T01, NO_BATCH)


def test_a_receipt_says_nothing_beside_its_lines() -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        inbox().any_receipt(note(receipt().text() + "more 1\n"))
