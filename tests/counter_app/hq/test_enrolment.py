"""Codes work once, for one till, for fifteen minutes, and not after three wrong tries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sqlite3
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counter_app.domain.values import TillCode
from counter_app.hq.errors import HqRefused, Rejected
from counter_app.hq.publish import newest_directory
from counter_app.sync.batch import WireFault
from counter_app.sync.checkpoint import verified_text
from counter_app.sync.enrolment import parse_certificate
from tests.counter_app.hq.builders import T01, SmallHq, SmallTill

URL = "https://hq.example"


def device() -> bytes:
    return Ed25519PrivateKey.generate().public_key().public_bytes_raw()


def asked(code: str, key: bytes, till: str = "T01", **other: str) -> bytes:
    """An enrolment request, written here by the words of docs/formats.md."""
    told = f"trade-in-counter/enrol/v1\n{till}\n{key.hex()}\n".encode()
    mac = hmac.new(code.encode(), told, hashlib.sha256).hexdigest()
    return json.dumps({"till": till, "device": key.hex(), "mac": mac} | other).encode()


def refused(hq: SmallHq, body: bytes) -> str:
    with pytest.raises(Rejected) as caught:
        hq.enrolment.enrol(body)
    assert caught.value.status == 403
    return caught.value.code


def test_a_code_gives_a_certificate_that_hq_signed(hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    key = device()

    note = hq.enrolment.enrol(asked(file.code, key))

    told = parse_certificate(verified_text(note, "hq", hq.data.key.public_key()))
    assert (told.till, told.device, told.at) == ("T01", key, hq.clock.now())
    known = hq.enrolment.device(T01)
    assert known is not None
    assert known.public_bytes_raw() == key


def test_the_file_holds_all_that_a_till_needs(hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    assert (file.v, file.till, file.url) == (1, "T01", URL)
    assert file.expires == "2026-11-22T03:15:00.000Z"
    assert file.hq_key == hq.data.key.public_key().public_bytes_raw().hex()
    assert file.directory == newest_directory(hq.data.store)


def test_codes_are_long_and_all_different(hq: SmallHq) -> None:
    codes = {hq.enrolment.new_code(TillCode(f"T{no:02}"), URL).code for no in range(20)}
    codes |= {hq.enrolment.new_code(T01, URL).code for _ in range(20)}
    assert len(codes) == 40
    for code in codes:
        assert len(base64.b32decode(code.replace("-", ""))) * 8 >= 80


def test_the_database_holds_no_code(hq: SmallHq) -> None:
    code = hq.enrolment.new_code(T01, URL).code
    with closing(sqlite3.connect(hq.folder / "hq.db")) as base:
        everything = "\n".join(base.iterdump())
    assert "T01" in everything  # control: the row is there
    for shape in (code, code.replace("-", ""), hashlib.sha256(code.encode()).hexdigest()):
        assert shape.lower() not in everything.lower()


def test_a_used_code_enrols_nobody_else(hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    first = device()
    hq.enrolment.enrol(asked(file.code, first))

    assert refused(hq, asked(file.code, device())) == "code_used"

    known = hq.enrolment.device(T01)
    assert known is not None
    assert known.public_bytes_raw() == first


def test_a_lost_reply_can_be_asked_for_again_by_the_same_device(hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    body = asked(file.code, device())
    note = hq.enrolment.enrol(body)
    assert hq.enrolment.enrol(body) == note
    hq.clock.move(seconds=15 * 60 + 1)
    assert refused(hq, body) == "code_expired"


@pytest.mark.parametrize(("seconds", "code"), [(15 * 60, ""), (15 * 60 + 1, "code_expired")])
def test_a_code_ends_after_fifteen_minutes(seconds: int, code: str, hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    hq.clock.move(seconds=seconds)
    body = asked(file.code, device())
    if code:
        assert refused(hq, body) == code
    else:
        hq.enrolment.enrol(body)


@pytest.mark.parametrize(("wrong", "code"), [(2, ""), (3, "code_used")])
def test_three_wrong_tries_burn_a_code(wrong: int, code: str, hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    for _ in range(wrong):
        assert refused(hq, asked("A" * 24, device())) == "code_wrong"
    body = asked(file.code, device())
    if code:
        assert refused(hq, body) == code
        assert hq.enrolment.device(T01) is None
    else:
        hq.enrolment.enrol(body)


def test_a_code_is_for_its_till_and_its_device(hq: SmallHq) -> None:
    file = hq.enrolment.new_code(T01, URL)
    hq.enrolment.new_code(TillCode("T02"), URL)
    assert refused(hq, asked(file.code, device(), till="T02")) == "code_wrong"
    assert refused(hq, asked(file.code, device(), till="T03")) == "code_unknown"
    assert refused(hq, asked(file.code, device(), device=device().hex())) == "code_wrong"
    hq.enrolment.enrol(asked(file.code, device()))


def test_a_new_code_ends_the_one_before(hq: SmallHq) -> None:
    old = hq.enrolment.new_code(T01, URL)
    new = hq.enrolment.new_code(T01, URL)
    assert refused(hq, asked(old.code, device())) == "code_wrong"
    hq.enrolment.enrol(asked(new.code, device()))


def test_a_second_device_takes_the_tills_place(hq: SmallHq) -> None:
    first, second = SmallTill(), SmallTill()
    hq.enrol(first)
    hq.enrol(second)
    known = hq.enrolment.device(T01)
    assert known is not None
    assert known.public_bytes_raw() == second.key.public_key().public_bytes_raw()


def test_a_revoked_till_is_a_stranger_until_it_enrols_again(hq: SmallHq, till: SmallTill) -> None:
    hq.enrolment.revoke(till.code)
    assert hq.enrolment.device(till.code) is None
    with pytest.raises(HqRefused, match="till_not_enrolled"):
        hq.enrolment.revoke(till.code)
    hq.enrol(till)
    assert hq.enrolment.device(till.code) is not None


def test_a_till_that_nobody_enrolled_is_a_stranger(hq: SmallHq) -> None:
    assert hq.enrolment.device(TillCode("T99")) is None


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b'{"till":"T01","device":"00","mac":"00"}', b"\xff", b"[" * 5000],
)
def test_other_bytes_are_refused(body: bytes, hq: SmallHq) -> None:
    with pytest.raises(WireFault, match="enrolment_malformed"):
        hq.enrolment.enrol(body)
