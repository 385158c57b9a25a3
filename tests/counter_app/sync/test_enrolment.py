"""Enrolment's bytes: request, certificate, file."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import IntegrityFault, WrongInput
from counter_app.domain.values import TillCode
from counter_app.sync.batch import WireFault
from counter_app.sync.enrolment import (
    Certificate,
    EnrolmentFile,
    enrol_body,
    enrolment_file_bytes,
    parse_certificate,
    parse_enrol_body,
    parse_enrolment_file,
)

T01 = TillCode("T01")
DEVICE = bytes(range(32))
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TEXT = (
    "trade-in-counter/certificate/v1\nT01\n"
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
    "2026-11-22T03:00:00.000Z\n"
)
FILE = EnrolmentFile(1, "T01", "C" * 24, "2026-11-22T03:15:00.000Z", "https://hq", "0" * 64, "note")


def test_a_request_proves_the_code_without_telling_it() -> None:
    body = enrol_body("SECRET-CODE", T01, DEVICE)
    told = f"trade-in-counter/enrol/v1\nT01\n{DEVICE.hex()}\n".encode()
    mac = hmac.new(b"SECRET-CODE", told, hashlib.sha256).hexdigest()
    assert json.loads(body) == {"till": "T01", "device": DEVICE.hex(), "mac": mac}
    assert b"SECRET" not in body
    assert parse_enrol_body(body).mac == mac


@given(st.binary(max_size=200))
def test_any_bytes_are_no_request(data: bytes) -> None:
    with pytest.raises(WireFault, match="enrolment_malformed"):
        parse_enrol_body(data)


def test_a_certificate_reads_as_it_was_written() -> None:
    certificate = Certificate(T01, DEVICE, NOON)
    assert certificate.text() == TEXT
    assert parse_certificate(TEXT) == certificate


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "more\n",
        TEXT.replace("v1", "v2"),
        TEXT.replace("00010203", "xx"),
        TEXT.replace("2026", "then"),
        TEXT.replace("\n", "\r\n"),
    ],
)
def test_another_text_is_no_certificate(text: str) -> None:
    with pytest.raises(IntegrityFault, match="note_malformed"):
        parse_certificate(text)


def test_a_file_reads_as_it_was_written() -> None:
    assert parse_enrolment_file(enrolment_file_bytes(FILE)) == FILE


@pytest.mark.parametrize(
    ("key", "value"),
    [("v", 2), ("till", "t"), ("code", "short"), ("hq_key", "zz"), ("url", None), ("more", 1)],
)
def test_another_file_is_refused(key: str, value: object) -> None:
    raw = json.loads(enrolment_file_bytes(FILE)) | {key: value}
    with pytest.raises(WrongInput, match="enrolment_file_form"):
        parse_enrolment_file(json.dumps(raw).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_no_file(data: bytes) -> None:
    with pytest.raises(WrongInput, match="enrolment_file_form"):
        parse_enrolment_file(data)
