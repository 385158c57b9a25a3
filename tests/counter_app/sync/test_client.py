"""The line to HQ: bounded, typed, and never taken in by somebody who is not HQ."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import ipaddress
import json
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import NameOID

from counter_app.clock import HeldClock
from counter_app.domain.errors import CounterError, NotPossibleNow, Refused
from counter_app.domain.values import TillCode
from counter_app.sync.batch import MAX_BODY
from counter_app.sync.checkpoint import sign_note
from counter_app.sync.client import MAX_ANSWER, HttpHqLine, Patience, SendResult
from tests.counter_app.sync.scripted_hq import RESET, SILENCE, ScriptedHq, answer, scripted

KEY = Ed25519PrivateKey.generate()
NOON = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
NOTE = sign_note("some\nlines\n", "hq", KEY)
NAME = hashlib.sha256(b"sealed").hexdigest()
PORTAL = b"<!doctype html><html><body>Welcome to the guest Wi-Fi</body></html>"
HURRIED = Patience(connect=1.0, silence=0.2, answer=0.4)


def line(url: str, ca_file: Path | None = None, patience: Patience = HURRIED) -> HttpHqLine:
    ca = str(ca_file) if ca_file else None
    return HttpHqLine(url, TillCode("T01"), KEY, HeldClock(NOON), ca, patience)


def said(*answers: bytes) -> SendResult:
    """What comes of sending a batch to a server that says this."""
    with scripted(answers) as hq:
        return line(hq.url).send(b"body")


def failed(*answers: bytes) -> CounterError:
    """The error that comes of sending a batch to a server that says this."""
    with pytest.raises(CounterError) as caught:
        said(*answers)
    return caught.value


def unreachable(*answers: bytes) -> bool:
    error = failed(*answers)
    return isinstance(error, NotPossibleNow) and error.code == "hq_unreachable"


def note(status: str, text: str = NOTE) -> bytes:
    return answer(status, text.encode(), "text/plain; charset=utf-8")


def refusal(status: str, code: str) -> bytes:
    body = json.dumps({"error": code}).encode()
    return answer(status, body, "application/json", X_Counter_Error=code)


def test_receipt_head_and_missing_blobs_are_told_apart() -> None:
    assert said(note("200 OK")) == SendResult(receipt=NOTE)
    assert said(note("409 Conflict")) == SendResult(head=NOTE)
    missing = answer("424 Failed Dependency", json.dumps([NAME]).encode(), "application/json")
    assert said(missing) == SendResult(missing=(NAME,))


def test_a_request_is_signed_over_what_is_sent() -> None:
    body = b"x" * 100_000
    with scripted([note("200 OK")]) as hq:
        line(hq.url).send(body)
    head, _, sent = hq.requests[0].partition(b"\r\n\r\n")
    start, *rest = head.decode().split("\r\n")
    told = dict(one.split(": ", 1) for one in rest)
    assert start == "POST /v1/batch HTTP/1.1"
    assert sent == body
    assert told["Content-Length"] == "100000"
    assert told["X-Counter-Till"] == "T01"
    assert told["X-Counter-Created"] == "2026-11-22T03:00:00.000Z"
    digest = hashlib.sha256(body).hexdigest()
    assert told["X-Counter-Digest"] == digest
    words = ["trade-in-counter/request/v1", "POST", "/v1/batch", "T01"]
    signed = "\n".join([*words, "2026-11-22T03:00:00.000Z", digest, ""]).encode()
    KEY.public_key().verify(base64.b64decode(told["X-Counter-Signature"]), signed)


def test_blobs_are_asked_for_and_brought() -> None:
    here = answer("200 OK", ETag=f'"{NAME}"')
    missing = answer("404 Not Found", X_Counter_Error="blob_not_here")
    with scripted([missing, here, here]) as hq:
        to_hq = line(hq.url)
        assert to_hq.missing_blobs([NAME]) == [NAME]
        to_hq.put_blob(NAME, b"sealed")
        assert to_hq.missing_blobs([NAME]) == []
    assert [request.split(b" HTTP")[0].decode() for request in hq.requests] == [
        f"HEAD /v1/blobs/{NAME}",
        f"PUT /v1/blobs/{NAME}",
        f"HEAD /v1/blobs/{NAME}",
    ]
    assert hq.connections == 1


def test_a_blob_is_not_thought_to_be_there_because_somebody_says_ok() -> None:
    for said_by_a_stranger in (answer("200 OK"), answer("200 OK", ETag='"other"')):
        with scripted([said_by_a_stranger, said_by_a_stranger]) as hq:
            to_hq = line(hq.url)
            with pytest.raises(NotPossibleNow):
                to_hq.missing_blobs([NAME])
            with pytest.raises(NotPossibleNow):
                to_hq.put_blob(NAME, b"sealed")


def test_enrolment_and_roles_carry_no_signature() -> None:
    with scripted([note("200 OK"), note("200 OK")]) as hq:
        to_hq = line(hq.url)
        assert to_hq.enrol("CODE") == NOTE
        assert to_hq.roles() == NOTE
    assert all(b"X-Counter" not in request for request in hq.requests)
    sent = json.loads(hq.requests[0].partition(b"\r\n\r\n")[2])
    assert sent["device"] == KEY.public_key().public_bytes_raw().hex()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("400 Bad Request", "batch_malformed"),
        ("403 Forbidden", "till_not_enrolled"),
        ("413 Content Too Large", "body_too_large"),
    ],
)
def test_what_hq_refuses_is_refused_with_its_reason(status: str, code: str) -> None:
    error = failed(refusal(status, code))
    assert isinstance(error, Refused)
    assert error.code == "hq_refused"
    assert error.facts == {"status": int(status[:3]), "why": code}


@pytest.mark.parametrize(
    "status",
    ["408 Request Timeout", "429 Too Many Requests", "500 Oops", "502 Bad Gateway", "503 Busy"],
)
def test_what_passes_is_unreachable(status: str) -> None:
    assert unreachable(refusal(status, "hq_busy"))
    assert unreachable(answer(status, PORTAL, "text/html"))


@pytest.mark.parametrize(
    "status",
    [
        "200 OK",
        "400 Bad Request",
        "403 Forbidden",
        "404 Not Found",
        "409 Conflict",
        "424 X",
        "511 Network Authentication Required",
    ],
)
def test_a_captive_portal_is_never_hq(status: str) -> None:
    assert unreachable(answer(status, PORTAL, "text/html"))
    assert unreachable(answer(status, PORTAL, "text/plain"))


def test_a_redirect_is_not_followed() -> None:
    with scripted([note("200 OK")]) as elsewhere:
        moved = answer("302 Found", Location=f"{elsewhere.url}/v1/batch", Connection="close")
        assert unreachable(moved)
        assert elsewhere.requests == []


@pytest.mark.parametrize(
    "bad",
    [
        answer("200 OK", b"", "text/plain"),
        answer("200 OK", b"\xff\xfe", "text/plain"),
        answer("200 OK", NOTE.encode(), "application/json"),
        answer("200 OK", NOTE.replace("— hq ", "— qh ").encode(), "text/plain"),
        answer("424 X", b"[]", "application/json"),
        answer("424 X", b'["../../etc"]', "application/json"),
        answer("424 X", b"\xff", "application/json"),
        answer("403 X", b"{}", "application/json", X_Counter_Error="An unknown Reason!"),
        answer("201 Created", NOTE.encode(), "text/plain"),
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\nConnection: close\r\n\r\n",
        answer("200 OK", bytes(MAX_ANSWER + 1), "text/plain"),
    ],
    ids=lambda bad: bad[:40].decode("latin-1"),
)
def test_an_answer_of_another_form_is_not_hqs(bad: bytes) -> None:
    assert unreachable(bad, bad)


def test_an_answer_cut_off_is_asked_for_once_more() -> None:
    cut = note("200 OK")[:-5].replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert said(cut, note("200 OK")).receipt == NOTE
    assert unreachable(cut, cut)


def test_a_torn_connection_is_tried_once_more_and_only_once() -> None:
    with scripted([RESET, note("200 OK")]) as hq:
        assert line(hq.url).send(b"body").receipt == NOTE
        assert (len(hq.requests), hq.connections) == (2, 2)
        assert hq.requests[0] == hq.requests[1]
    with scripted([RESET, RESET, note("200 OK")]) as hq:
        with pytest.raises(NotPossibleNow, match="hq_unreachable"):
            line(hq.url).send(b"body")
        assert len(hq.requests) == 2


def test_an_idle_connection_that_hq_closed_is_made_anew() -> None:
    closing = note("200 OK").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    with scripted([closing, note("200 OK")]) as hq:
        to_hq = line(hq.url)
        for _ in range(2):
            assert to_hq.send(b"body").receipt == NOTE
    assert hq.connections == 2


def test_silence_is_waited_for_only_so_long() -> None:
    begun = time.monotonic()
    assert unreachable(SILENCE)
    assert time.monotonic() - begun < 5


def test_a_line_that_drips_is_a_line_that_is_down() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    with Dripping(head, b"1\r\nx\r\n") as url, pytest.raises(NotPossibleNow):
        line(url).send(b"body")


class Dripping:
    """A server that sends a byte now and then, for ever."""

    def __init__(self, head: bytes, drop: bytes) -> None:
        self._head, self._drop = head, drop

    def __enter__(self) -> str:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._pool = ThreadPoolExecutor(1)
        self._done = self._pool.submit(self._drip)
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _drip(self) -> None:
        peer, _address = self._listener.accept()
        with peer:
            peer.settimeout(0.05)
            try:
                peer.sendall(self._head)
                for _ in range(200):  # ten seconds at most
                    peer.sendall(self._drop)
                    _wait(peer)
            except OSError:
                return

    def __exit__(self, *_error: object) -> None:
        self._done.result(15)
        self._pool.shutdown()
        self._listener.close()


def _wait(peer: socket.socket) -> None:
    """Until the other side hangs up, a twentieth of a second at most."""
    try:
        while peer.recv(4096):
            pass
    except TimeoutError:
        return
    raise OSError


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NotPossibleNow, match="hq_unreachable"):
        line(f"http://127.0.0.1:{port}").roles()


@pytest.mark.parametrize(
    "url",
    [
        "http://hq.example",
        "http://192.0.2.7",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "http://127.0.0.1@hq.example",
        "http://[::2]",
        "ftp://127.0.0.1",
        "127.0.0.1:80",
        "https://",
        "https://name:word@hq.example",
        "https://hq.example/?a=b",
        "https://hq.example/#a",
        "http://[bad",
        "",
    ],
)
def test_what_is_not_encrypted_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Refused) as caught:
        line(url)
    assert caught.value.code == "hq_not_encrypted"


@pytest.mark.parametrize(
    "url",
    [
        "https://hq.example",
        "https://hq.example:8443/",
        "http://127.0.0.1:1",
        "http://localhost:1",
        "http://[::1]:1",
        "HTTPS://HQ.EXAMPLE",
    ],
)
def test_https_and_this_machine_are_allowed(url: str) -> None:
    line(url).close()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of 127.0.0.1 that signs itself: the file, and a server's context."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "HQ 見本")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def test_tls_is_verified(tmp_path: Path) -> None:
    public, context = certificate(tmp_path)
    with scripted([note("200 OK")], context) as hq:
        with pytest.raises(NotPossibleNow) as caught:
            line(hq.url).send(b"body")
        assert caught.value.facts == {"why": "SSLError"}
        assert hq.requests == []
    with scripted([note("200 OK")], context) as hq:  # control: an authority that is known
        assert line(hq.url, public).send(b"body").receipt == NOTE


def test_a_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    public, context = certificate(tmp_path)
    with scripted([note("200 OK")], context) as hq:
        elsewhere = hq.url.replace("127.0.0.1", "localhost")
        with pytest.raises(NotPossibleNow):
            line(elsewhere, public).send(b"body")
        assert hq.requests == []


def test_a_whole_batch_goes_out_in_pieces_each_with_its_own_time() -> None:
    with scripted([note("200 OK")]) as hq:
        line(hq.url).send(bytes(MAX_BODY))
    assert len(hq.requests[0].partition(b"\r\n\r\n")[2]) == MAX_BODY


def test_the_script_itself_counts_what_it_is_asked() -> None:
    with scripted([note("200 OK")]) as hq:
        assert isinstance(hq, ScriptedHq)
        line(hq.url).roles()
    assert len(hq.requests) == hq.connections == 1
