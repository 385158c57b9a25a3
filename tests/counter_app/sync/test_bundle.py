"""A bundle counts only whole and under HQ's key, whatever was done to the file on its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import CounterError, IntegrityFault, WrongInput
from counter_app.sync.bundle import MOST_BYTES, TOPICS, Bundle, open_bundle, sign_bundle
from counter_app.sync.checkpoint import HQ_NAME, sign_note
from counter_app.sync.inbox import Inbox
from tests.signed_bundles import HQ, STRANGER

PUBLIC = HQ.public_key()
PLAIN = Bundle("law", 2, date(2027, 4, 1), b'{"a":"b"}')


@given(
    st.sampled_from(sorted(TOPICS)),
    st.integers(1, 999_999_999),
    st.dates(),
    st.binary(max_size=200) | st.sampled_from([b"", b"\n\n\n", b"\n\n\xe2\x80\x94 hq x\n\n"]),
)
def test_what_was_signed_is_what_is_opened(
    topic: str, version: int, valid_from: date, payload: bytes
) -> None:
    bundle = Bundle(topic, version, valid_from, payload)

    assert open_bundle(sign_bundle(bundle, HQ), PUBLIC) == bundle


def test_the_inbox_proves_it_under_the_key_of_the_enrolment_file() -> None:
    file = sign_bundle(PLAIN, HQ)

    assert Inbox(PUBLIC.public_bytes_raw().hex()).bundle(file) == PLAIN
    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        Inbox(STRANGER.public_key().public_bytes_raw().hex()).bundle(file)


def test_another_key_or_another_name_signs_nothing() -> None:
    for note in (
        sign_note(PLAIN.text(), HQ_NAME, STRANGER),
        sign_note(PLAIN.text(), "T01", HQ),
    ):
        with pytest.raises(IntegrityFault, match="bundle_not_proved"):
            open_bundle(note.encode() + b"\n" + PLAIN.payload, PUBLIC)


@given(st.integers(0, len(sign_bundle(PLAIN, HQ)) - 1), st.integers(1, 255))
def test_no_changed_byte_is_taken(place: int, change: int) -> None:
    file = bytearray(sign_bundle(PLAIN, HQ))
    file[place] ^= change

    with pytest.raises((IntegrityFault, WrongInput)):
        open_bundle(bytes(file), PUBLIC)


@given(st.integers(0, len(sign_bundle(PLAIN, HQ)) - 1))
def test_no_cut_file_and_no_longer_one_is_taken(size: int) -> None:
    whole = sign_bundle(PLAIN, HQ)
    for file in (whole[:size], whole + b"x"):
        with pytest.raises((IntegrityFault, WrongInput)):
            open_bundle(file, PUBLIC)


@given(st.binary(max_size=300))
def test_any_file_is_answered(data: bytes) -> None:
    for file in (data, b"trade-in-counter/bundle/v1\n" + data):
        with pytest.raises(CounterError) as told:
            open_bundle(file, PUBLIC)
        assert told.value.code in {"bundle_form", "bundle_not_proved"}


@pytest.mark.parametrize("file", [b"", b"hello", b"trade-in-counter/bundle/v2\nx"])
def test_what_is_no_bundle_is_wrong_input(file: bytes) -> None:
    with pytest.raises(WrongInput, match="bundle_form"):
        open_bundle(file, PUBLIC)


def test_a_file_without_end_is_no_bundle() -> None:
    large = sign_bundle(replace(PLAIN, payload=bytes(MOST_BYTES)), HQ)
    with pytest.raises(WrongInput, match="bundle_form"):
        open_bundle(large, PUBLIC)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topic law", "topic Law"),
        ("topic law", "topic "),
        ("version 2", "version 0"),
        ("version 2", "version 02"),
        ("version 2", "version -2"),
        ("version 2", "version \uff12"),
        ("2027-04-01", "2027-02-30"),
        ("2027-04-01", "20270401"),
        ("size 9", "size 09"),
        ("size 9", "size 8"),
        ("sha256 ", "sha256 A"),
        ("valid_from", "valid_to"),
    ],
)
def test_a_head_that_hq_signed_in_another_form_is_not_taken(old: str, new: str) -> None:
    text = PLAIN.text()
    assert old in text
    note = sign_note(text.replace(old, new), HQ_NAME, HQ)

    with pytest.raises(IntegrityFault, match="bundle_not_proved"):
        open_bundle(note.encode() + b"\n" + PLAIN.payload, PUBLIC)


def test_a_receipt_of_hq_is_no_bundle() -> None:
    note = sign_note("trade-in-counter/till/T01\n1\nAAAA\n", HQ_NAME, HQ)
    with pytest.raises(WrongInput, match="bundle_form"):
        open_bundle(note.encode(), PUBLIC)
