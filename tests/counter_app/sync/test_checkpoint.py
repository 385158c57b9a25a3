"""Signed notes: only the key that signed vouches for a text, and only a whole text is read."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.errors import IntegrityFault
from counter_app.sync.checkpoint import (
    Checkpoint,
    Receipt,
    parse_checkpoint,
    parse_receipt,
    sign_note,
    verified_text,
)
from tests.records import NOON, T01

KEY = Ed25519PrivateKey.from_private_bytes(b"\x0a" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"\x0b" * 32)
PLAIN = Checkpoint(T01, 5, b"\x55" * 32)


def test_a_note_is_read_under_its_key_and_name() -> None:
    note = sign_note(PLAIN.text(), "T01", KEY)
    assert verified_text(note, "T01", KEY.public_key()) == PLAIN.text()
    assert parse_checkpoint(PLAIN.text()) == PLAIN
    for name, key in (("T02", KEY), ("T01", OTHER), ("", KEY)):
        with pytest.raises(IntegrityFault, match="note_not_signed"):
            verified_text(note, name, key.public_key())


def test_a_second_signature_beside_it_does_no_harm() -> None:
    note = sign_note(PLAIN.text(), "T01", KEY)
    cosigned = note + sign_note(PLAIN.text(), "hq", OTHER).rpartition("\n\n")[2]
    for name, key in (("T01", KEY), ("hq", OTHER)):
        assert verified_text(cosigned, name, key.public_key()) == PLAIN.text()


@pytest.mark.parametrize("place", range(0, 150, 7))
def test_a_changed_note_is_refused(place: int) -> None:
    note = sign_note(PLAIN.text(), "T01", KEY)
    changed = note[:place] + ("x" if note[place] != "x" else "y") + note[place + 1 :]
    with pytest.raises(IntegrityFault, match="note_not_signed"):
        verified_text(changed, "T01", KEY.public_key())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "trade-in-counter/till/T01\n5\n",
        "trade-in-counter/till/T01\nfive\n" + PLAIN.text().split("\n")[2],
        "trade-in-counter/till/T01\n5\nAAAA\n",
        "trade-in-counter/till/T01\n5\n!!!!\n",
        PLAIN.text().replace("till", "shop", 1),
    ],
)
def test_a_checkpoint_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        parse_checkpoint(text)


def test_a_receipt_is_read_whole() -> None:
    receipt = Receipt(PLAIN, NOON, "ab" * 32, 3)
    assert parse_receipt(receipt.text()) == receipt
    for text in (
        PLAIN.text(),
        receipt.text().replace("deleted 3", "deleted many"),
        receipt.text().replace("time 2026", "time then"),
        receipt.text().replace("batch ", ""),
        receipt.text() + "alone\n",
    ):
        with pytest.raises(IntegrityFault, match="note_malformed"):
            parse_receipt(text)
