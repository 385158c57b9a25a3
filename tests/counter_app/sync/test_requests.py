"""Signed requests: whatever is changed, the signature no longer fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.values import TillCode
from counter_app.sync.requests import (
    CREATED_HEADER,
    DIGEST_HEADER,
    SIGNATURE_HEADER,
    TILL_HEADER,
    RequestRefused,
    SignedRequest,
    check_request,
    sign_request,
)

KEY = Ed25519PrivateKey.generate()
T01 = TillCode("T01")
NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PATH, BODY = "/v1/batch", b"body"


def key_of(till: TillCode) -> Ed25519PublicKey | None:
    return KEY.public_key() if till in {"T01", "T02"} else None


def headers(till: TillCode = T01, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    return sign_request("POST", PATH, BODY, till=till, key=key, created=NOON)


def checked(told: dict[str, str], method: str = "POST", path: str = PATH) -> SignedRequest:
    return check_request(method, path, told, key_of)


def code(told: dict[str, str], method: str = "POST", path: str = PATH) -> str:
    with pytest.raises(RequestRefused) as caught:
        checked(told, method, path)
    return caught.value.code


def test_a_signed_request_tells_its_till_and_its_body() -> None:
    signed = checked(headers())
    assert signed.till == "T01"
    assert signed.key == KEY.public_key()
    signed.check_body(BODY)
    with pytest.raises(RequestRefused, match="request_digest"):
        signed.check_body(BODY + b"x")


def test_the_signature_is_for_this_method_and_path() -> None:
    assert code(headers(), method="PUT") == "request_not_signed"
    assert code(headers(), path="/v1/batch/") == "request_not_signed"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (TILL_HEADER, "T02"),
        (TILL_HEADER, "t01"),
        (TILL_HEADER, ""),
        (CREATED_HEADER, "2026-11-22T03:00:00.001Z"),
        (CREATED_HEADER, "2026-11-22T03:00:00Z"),
        (CREATED_HEADER, "soon"),
        (DIGEST_HEADER, "0" * 64),
        (DIGEST_HEADER, "0" * 63),
        (SIGNATURE_HEADER, ""),
        (SIGNATURE_HEADER, "AAAA"),
        (SIGNATURE_HEADER, "not base64"),
        (SIGNATURE_HEADER, "é"),
    ],
)
def test_another_header_is_refused(name: str, value: str) -> None:
    assert code(headers() | {name: value}) == "request_not_signed"


@pytest.mark.parametrize("name", [TILL_HEADER, CREATED_HEADER, DIGEST_HEADER, SIGNATURE_HEADER])
def test_a_missing_header_is_refused(name: str) -> None:
    told = headers()
    del told[name]
    assert code(told) == "request_not_signed"


def test_another_key_and_an_unknown_till_are_refused() -> None:
    assert code(headers(key=Ed25519PrivateKey.generate())) == "request_not_signed"
    assert code(headers(till=TillCode("T03"))) == "till_not_enrolled"


@given(
    name=st.sampled_from([TILL_HEADER, CREATED_HEADER, DIGEST_HEADER, SIGNATURE_HEADER]),
    value=st.text(max_size=100),
)
def test_any_text_in_a_header_is_refused(name: str, value: str) -> None:
    assert code(headers() | {name: value}) in {"request_not_signed", "till_not_enrolled"}
