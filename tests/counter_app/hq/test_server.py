"""The routes: who asks, how much, and plain codes for everything that is refused."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.domain.values import TillCode
from counter_app.hq import server
from counter_app.hq.blobs import MAX_BLOB
from counter_app.hq.intake import Intake
from counter_app.hq.publish import newest_directory
from counter_app.hq.store.database import HqBusy
from counter_app.sync.batch import MAX_BODY
from counter_app.sync.checkpoint import parse_receipt, verified_text
from counter_app.sync.enrolment import enrol_body
from tests.counter_app.hq.builders import Reply, SmallHq, SmallTill, ask, photo, sha256

BATCH = "/v1/batch"


def post(hq: SmallHq, till: SmallTill, body: bytes, /, **changed: str) -> Reply:
    headers = till.headers("POST", BATCH, body)
    headers |= {f"X-Counter-{name.capitalize()}": value for name, value in changed.items()}
    return ask(hq.app, "POST", BATCH, headers, body, pieces=3)


def refused(reply: Reply) -> tuple[int, str]:
    """Status and code; the code stands in the header and, alone, in the body."""
    assert json.loads(reply.body) == {"error": reply.code}
    return reply.status, reply.code


def test_a_batch_goes_in_and_a_receipt_comes_out(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    reply = post(hq, till, till.body())
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    told = parse_receipt(verified_text(reply.body.decode(), "hq", hq.data.key.public_key()))
    assert told.checkpoint.root == till.tree.root()


def test_a_head_that_stands_elsewhere_is_409(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    till.add()
    reply = post(hq, till, till.body(before=1))
    assert reply.status == 409
    told = parse_receipt(verified_text(reply.body.decode(), "hq", hq.data.key.public_key()))
    assert (told.checkpoint.size, told.batch) == (0, "-")


def test_blobs_that_are_missing_are_424_and_can_be_brought(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    till.add(blobs={"2.image": blob})
    path = f"/v1/blobs/{blob.sha256}"

    def head() -> Reply:
        return ask(hq.app, "HEAD", path, till.headers("HEAD", path, b""))

    assert (head().status, head().code) == (404, "blob_not_here")
    reply = post(hq, till, till.body())
    assert (reply.status, json.loads(reply.body)) == (424, [blob.sha256])

    for _ in range(2):
        put = ask(hq.app, "PUT", path, till.headers("PUT", path, cipher), cipher)
        assert (put.status, put.headers["etag"]) == (200, f'"{blob.sha256}"')

    assert (head().status, head().headers["etag"]) == (200, f'"{blob.sha256}"')
    assert post(hq, till, till.body()).status == 200


def test_a_blob_must_be_what_its_name_says(hq: SmallHq, till: SmallTill) -> None:
    def put(name: str, cipher: bytes) -> tuple[int, str]:
        path = f"/v1/blobs/{name}"
        return refused(ask(hq.app, "PUT", path, till.headers("PUT", path, cipher), cipher))

    assert put(sha256(b"other"), b"sealed") == (400, "blob_name")
    for name in ("x", "0" * 63, "A" * 64, "..", "%2e%2e"):
        assert put(name, b"sealed") == (400, "blob_name")
    assert not (hq.folder / "blobs").exists()


@pytest.mark.parametrize("header", ["till", "created", "digest", "signature"])
@pytest.mark.parametrize(
    "value", ["", "x", "T02\n", "é", "0" * 64, base64.b64encode(bytes(64)).decode()]
)
def test_a_request_that_is_not_signed_by_its_till_is_403(
    header: str, value: str, hq: SmallHq, till: SmallTill
) -> None:
    till.add()
    reply = post(hq, till, till.body(), **{header: value})
    assert refused(reply) == (403, "request_not_signed")
    assert hq.rows(till) == 0


def test_strangers_and_revoked_tills_are_403(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    body = till.body()
    stranger = SmallTill(code=TillCode("T77"))
    assert refused(post(hq, stranger, body)) == (403, "till_not_enrolled")
    impostor = SmallTill()
    assert refused(post(hq, impostor, body)) == (403, "request_not_signed")
    hq.enrolment.revoke(till.code)
    assert refused(post(hq, till, body)) == (403, "till_not_enrolled")
    assert hq.rows(till) == 0


def test_another_body_than_was_signed_is_403(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    headers = till.headers("POST", BATCH, b"other")
    reply = ask(hq.app, "POST", BATCH, headers, till.body())
    assert refused(reply) == (403, "request_digest")
    assert hq.rows(till) == 0


def test_a_signature_is_for_one_method_and_one_path(hq: SmallHq, till: SmallTill) -> None:
    blob, cipher = photo()
    path = f"/v1/blobs/{blob.sha256}"
    headers = till.headers("PUT", path, cipher)
    other = f"/v1/blobs/{sha256(b'other')}"
    assert refused(ask(hq.app, "PUT", other, headers, cipher)) == (403, "request_not_signed")
    assert ask(hq.app, "HEAD", path, headers).code == "request_not_signed"
    assert ask(hq.app, "PUT", path, headers, cipher).status == 200


def test_bodies_are_read_no_further_than_their_limit(hq: SmallHq, till: SmallTill) -> None:
    def sent(method: str, path: str, size: int, *, told: bool) -> tuple[int, str]:
        body = bytes(size)
        headers = till.headers(method, path, body)
        if told:
            headers["Content-Length"] = str(size)
        return refused(ask(hq.app, method, path, headers, body, pieces=50))

    blob = f"/v1/blobs/{'0' * 64}"
    for told in (True, False):
        assert sent("POST", BATCH, MAX_BODY + 1, told=told) == (413, "body_too_large")
        assert sent("POST", BATCH, MAX_BODY, told=told) == (400, "batch_malformed")
        assert sent("PUT", blob, MAX_BLOB + 1, told=told) == (413, "body_too_large")
        assert sent("POST", "/v1/enrol", 4097, told=told) == (413, "body_too_large")
        assert sent("POST", "/v1/enrol", 4096, told=told) == (400, "enrolment_malformed")


def test_a_body_that_does_not_come_is_not_waited_for(
    hq: SmallHq, till: SmallTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "BODY_SECONDS", 0.01)
    headers = till.headers("POST", BATCH, till.body())
    reply = ask(hq.app, "POST", BATCH, headers, till.body(), stall=True)
    assert refused(reply) == (408, "body_too_slow")


def test_a_till_that_hangs_up_leaves_nothing_and_no_noise(hq: SmallHq, till: SmallTill) -> None:
    till.add()
    body = till.body()
    headers = till.headers("POST", BATCH, body)
    reply = ask(hq.app, "POST", BATCH, headers, body, cut=True)
    assert reply.code == "request_cut_off"
    assert hq.rows(till) == 0


def test_enrolment_over_the_line(hq: SmallHq) -> None:
    till = SmallTill()
    device = till.key.public_key().public_bytes_raw()
    code = hq.enrolment.new_code(till.code, "http://127.0.0.1:1").code
    wrong = ask(hq.app, "POST", "/v1/enrol", body=enrol_body("A" * 24, till.code, device))
    assert refused(wrong) == (403, "code_wrong")
    reply = ask(hq.app, "POST", "/v1/enrol", body=enrol_body(code, till.code, device))
    assert reply.status == 200
    assert device.hex() in verified_text(reply.body.decode(), "hq", hq.data.key.public_key())


def test_the_directory_is_for_everybody(hq: SmallHq) -> None:
    reply = ask(hq.app, "GET", "/v1/roles")
    assert (reply.status, reply.body.decode()) == (200, newest_directory(hq.data.store))


def test_no_directory_yet(hq: SmallHq) -> None:
    with hq.data.store.write() as tx:
        tx._connection.exec_driver_sql("DELETE FROM directories")
    assert refused(ask(hq.app, "GET", "/v1/roles")) == (404, "roles_missing")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", BATCH, 405), ("DELETE", f"/v1/blobs/{'0' * 64}", 405)],
)
def test_other_routes_are_plain_codes(method: str, path: str, status: int, hq: SmallHq) -> None:
    assert refused(ask(hq.app, method, path)) == (status, "no_such_route")


def test_a_busy_store_is_503_and_a_damaged_one_500(
    hq: SmallHq,
    till: SmallTill,
    monkeypatch: pytest.MonkeyPatch,
    expect_log: Callable[[str], None],
) -> None:
    till.add()
    with monkeypatch.context() as patched:
        patched.setattr(Intake, "take", _busy)
        assert refused(post(hq, till, till.body())) == (503, "hq_busy")
    assert post(hq, till, till.body()).status == 200
    with hq.data.store.write() as tx:
        tx._connection.exec_driver_sql("DELETE FROM nodes")
    till.add()
    expect_log("ERROR counter_app.hq.server: HQ cannot answer: hq_store_damaged")
    assert refused(post(hq, till, till.body(before=1))) == (500, "hq_store_damaged")


def _busy(*_given: object) -> None:
    raise HqBusy


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT"]),
    path=st.sampled_from([BATCH, "/v1/enrol", "/v1/roles", f"/v1/blobs/{'0' * 64}", "/v1/blobs/é"]),
    body=st.binary(max_size=60),
    signed=st.sampled_from(["signed", ""]),
)
def test_whatever_is_asked_is_answered_by_a_code(
    method: str,
    path: str,
    body: bytes,
    signed: str,
    hq: SmallHq,
) -> None:
    till = SmallTill(code=TillCode("T08"), key=hq.data.key)
    if hq.enrolment.device(till.code) is None:
        hq.enrol(till)
    reply = ask(hq.app, method, path, till.headers(method, path, body) if signed else {}, body)
    assert reply.status == 200 or (reply.status < 500 and reply.code)
    assert hq.rows(till) == 0
