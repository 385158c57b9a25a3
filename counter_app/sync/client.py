"""The till's line to HQ: one request, one answer, no memory.

A plain transport: it signs, sends, waits a bounded time and tells what came back. It keeps nothing,
proves no note (whoever knows HQ's key does) and does not try again, but for one fresh connection
when an idle one turns out to be dead: the loop above decides when to try again. An answer that is
not HQ's, such as the page of a captive portal, is an unreachable HQ and never a result.
"""

from __future__ import annotations

import io
import re
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Protocol

import msgspec
import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from urllib3.exceptions import HTTPError, LocationParseError, ProtocolError

from counter_app.clock import Clock
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.domain.values import TillCode
from counter_app.sync.batch import MAX_ACTS, Sha256Text
from counter_app.sync.bundle import MOST_BYTES
from counter_app.sync.checkpoint import HQ_NAME
from counter_app.sync.enrolment import enrol_body
from counter_app.sync.requests import sign_request

BATCH_PATH = "/v1/batch"
BLOBS_PATH = "/v1/blobs/"
ENROL_PATH = "/v1/enrol"
ROLES_PATH = "/v1/roles"
BUNDLES_PATH = "/v1/bundles/"

MAX_ANSWER = 128 << 10
"""Bytes of any answer but a bundle."""

_THIS_MACHINE = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_CODE = re.compile(r"[a-z_]{1,40}")
_PASSING = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the line waits, in seconds.

    Attributes:
        connect: for a connection, and for each piece of a request to leave.
        silence: for each piece of an answer.
        answer: for a whole answer from its first byte: a line that drips is a line that is down.
    """

    connect: float = 5.0
    silence: float = 20.0
    answer: float = 60.0


@dataclass(frozen=True, slots=True)
class SendResult:
    """HQ's answer to a batch: exactly one of the three.

    Attributes:
        receipt: the note of a receipt: the acts stand at HQ.
        head: the note of HQ's head: it stands elsewhere than the batch thought.
        missing: names of blobs that HQ needs first.
    """

    receipt: str = ""
    head: str = ""
    missing: tuple[str, ...] = ()


class HqLine(Protocol):
    """What the till can ask of HQ.

    Every call raises NotPossibleNow `hq_unreachable` when no answer of HQ came (nothing is known
    then: the request may have arrived) and Refused `hq_refused` when HQ said no.
    """

    def enrol(self, code: str) -> str:
        """The note of this till's certificate, for a one-time code."""
        ...

    def missing_blobs(self, names: Sequence[str]) -> list[str]:
        """Which of these blobs HQ does not have."""
        ...

    def put_blob(self, name: str, cipher: bytes) -> None:
        """Bring a blob; `name` is the SHA-256 of its bytes, in hex."""
        ...

    def send(self, body: bytes) -> SendResult:
        """Bring a batch."""
        ...

    def roles(self) -> str:
        """The note of the roles' directory."""
        ...

    def bundle(self, topic: str, above: int) -> bytes:
        """The bundle of a topic that comes after a version; empty when there is none."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class HttpHqLine:
    """The line over HTTPS; plain HTTP only within this machine."""

    def __init__(
        self,
        url: str,
        till: TillCode,
        key: Ed25519PrivateKey,
        clock: Clock,
        ca_file: str | None = None,
        patience: Patience = Patience(),
    ) -> None:
        """Nothing is sent yet.

        Args:
            url: HQ's address, such as https://hq.example.
            till: who speaks.
            key: the till's device key.
            clock: for the time in signed headers.
            ca_file: certificates of HQ's own authority, instead of the system's.
            patience: how long to wait.

        Raises:
            Refused: `hq_not_encrypted`: neither https, nor http within this machine.
        """
        self._url = _checked(url)
        self._till = till
        self._key = key
        self._clock = clock
        self._patience = patience
        self._pool = urllib3.PoolManager(
            num_pools=1,
            maxsize=1,
            cert_reqs="CERT_REQUIRED",
            ca_certs=ca_file,
            ssl_minimum_version=ssl.TLSVersion.TLSv1_2,
            timeout=urllib3.Timeout(connect=patience.connect, read=patience.silence),
            retries=False,
        )

    def enrol(self, code: str) -> str:
        """The note of this till's certificate."""
        body = enrol_body(code, self._till, self._key.public_key().public_bytes_raw())
        return _note(self._ask("POST", ENROL_PATH, body, signed=False))

    def missing_blobs(self, names: Sequence[str]) -> list[str]:
        """Which of these blobs HQ does not have, asked one by one."""
        return [name for name in names if not self._has_blob(name)]

    def put_blob(self, name: str, cipher: bytes) -> None:
        """Bring a blob; bringing it again changes nothing."""
        answer = self._ask("PUT", BLOBS_PATH + name, cipher)
        if answer.status != HTTPStatus.OK or answer.tag != f'"{name}"':
            raise _refusal(answer)

    def send(self, body: bytes) -> SendResult:
        """Bring a batch."""
        answer = self._ask("POST", BATCH_PATH, body)
        if answer.status == HTTPStatus.CONFLICT:
            return SendResult(head=_note_text(answer))
        if answer.status == HTTPStatus.FAILED_DEPENDENCY:
            return SendResult(missing=_names(answer))
        return SendResult(receipt=_note(answer))

    def roles(self) -> str:
        """The note of the roles' directory."""
        return _note(self._ask("GET", ROLES_PATH, b"", signed=False))

    def bundle(self, topic: str, above: int) -> bytes:
        """The bundle of a topic that comes after a version; empty when there is none."""
        answer = self._ask("GET", f"{BUNDLES_PATH}{topic}/{above}", b"", most=MOST_BYTES)
        if answer.status == HTTPStatus.NO_CONTENT:
            return b""
        if answer.status != HTTPStatus.OK:
            raise _refusal(answer)
        if answer.kind != "application/octet-stream" or not answer.data:
            raise _not_hq(answer.status)
        return answer.data

    def close(self) -> None:
        """Close the connection."""
        self._pool.clear()

    def _has_blob(self, name: str) -> bool:
        answer = self._ask("HEAD", BLOBS_PATH + name, b"")
        if answer.status == HTTPStatus.OK and answer.tag == f'"{name}"':
            return True
        if answer.status == HTTPStatus.NOT_FOUND:
            return False
        raise _refusal(answer)

    def _ask(
        self, method: str, path: str, body: bytes, *, signed: bool = True, most: int = MAX_ANSWER
    ) -> Answer:
        headers = {"Content-Length": str(len(body))} if body else {}
        if signed:
            headers |= sign_request(
                method, path, body, till=self._till, key=self._key, created=self._clock.now()
            )
        try:
            try:
                return self._once(method, path, body, headers, most)
            except ProtocolError:  # an idle connection that HQ had closed; all requests may repeat
                return self._once(method, path, body, headers, most)
        except HTTPError as fault:
            raise NotPossibleNow("hq_unreachable", why=type(fault).__name__) from None

    def _once(
        self, method: str, path: str, body: bytes, headers: dict[str, str], most: int
    ) -> Answer:
        response = self._pool.request(
            method,
            self._url + path,
            # As a stream, so that each piece has its own time limit: uplinks of shops are slow.
            body=io.BytesIO(body) if body else None,
            headers=headers,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        try:
            data = _bounded(response, self._patience.answer, most)
        except BaseException:
            response.close()
            raise
        response.release_conn()
        told = response.headers
        kind = told.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(
            response.status, kind, told.get("ETag", ""), told.get("X-Counter-Error", ""), data
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read whole.

    Attributes:
        kind: media type.
        tag: name of the blob that it speaks of, in quotes.
        error: HQ's code for a refusal.
    """

    status: int
    kind: str
    tag: str
    error: str
    data: bytes


def _checked(url: str) -> str:
    try:
        parsed = urllib3.util.parse_url(url)
    except LocationParseError:
        raise Refused("hq_not_encrypted") from None
    near = parsed.scheme == "http" and parsed.host in _THIS_MACHINE
    plain = parsed.auth is None and parsed.query is None and parsed.fragment is None
    if parsed.host is None or not plain or not (parsed.scheme == "https" or near):
        raise Refused("hq_not_encrypted")
    return url.rstrip("/")


def _bounded(response: urllib3.BaseHTTPResponse, seconds: float, most: int) -> bytes:
    """The body, unless it is too long or takes too long.

    Raises:
        ProtocolError, NotPossibleNow: as said.
    """
    data, end = bytearray(), time.monotonic() + seconds
    while chunk := response.read1(1 << 14):
        data += chunk
        if len(data) > most or time.monotonic() > end:
            raise _not_hq(response.status)
    return bytes(data)


def _note(answer: Answer) -> str:
    """The note of a good answer."""
    if answer.status != HTTPStatus.OK:
        raise _refusal(answer)
    return _note_text(answer)


def _note_text(answer: Answer) -> str:
    try:
        text = answer.data.decode("utf-8")
    except UnicodeDecodeError:
        raise _not_hq(answer.status) from None
    if answer.kind != "text/plain" or f"\n\n— {HQ_NAME} " not in text:
        raise _not_hq(answer.status)
    return text


def _names(answer: Answer) -> tuple[str, ...]:
    wanted = Annotated[list[Sha256Text], msgspec.Meta(min_length=1, max_length=MAX_ACTS * 8)]
    try:
        return tuple(msgspec.json.decode(answer.data, type=wanted))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _not_hq(answer.status) from None


def _refusal(answer: Answer) -> Refused | NotPossibleNow:
    """HQ's no, if it is HQ that says so and means it; else nothing is known."""
    final = HTTPStatus.BAD_REQUEST <= answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
    if final and answer.status not in _PASSING and _CODE.fullmatch(answer.error):
        return Refused("hq_refused", status=answer.status, why=answer.error)
    return _not_hq(answer.status)


def _not_hq(status: int) -> NotPossibleNow:
    return NotPossibleNow("hq_unreachable", status=status)
