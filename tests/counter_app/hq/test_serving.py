"""HQ as a process and the till's real line to it, over a loopback socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Receive, Send
from uvicorn.server import ServerState

from counter_app.clock import HeldClock
from counter_app.domain.errors import NotPossibleNow, Refused
from counter_app.hq.data_folder import open_data
from counter_app.hq.errors import HqRefused
from counter_app.hq.serving import Impatient, _listening, serve
from counter_app.sync.checkpoint import parse_receipt, verified_text
from counter_app.sync.client import HttpHqLine
from counter_app.sync.enrolment import EnrolmentFile, parse_certificate, parse_enrolment_file
from tests.counter_app.hq import processes
from tests.counter_app.hq.builders import NOON, SmallHq, SmallTill, photo
from tests.counter_app.hq.processes import Served, served

NOW = "2026-11-22T03:00:00Z"


@pytest.fixture
def running(hq: SmallHq, tmp_path: Path) -> Iterator[Served]:
    with served(hq.folder, tmp_path / "log", "--now", NOW) as process:
        yield process


def line(running: Served, till: SmallTill) -> HttpHqLine:
    return HttpHqLine(running.url, till.code, till.key, HeldClock(NOON))


def test_a_till_enrols_sends_and_is_answered(running: Served, hq: SmallHq, tmp_path: Path) -> None:
    till, key = SmallTill(), hq.data.key.public_key()
    file = code_file(hq, tmp_path)
    to_hq = line(running, till)

    certificate = parse_certificate(verified_text(to_hq.enrol(file.code), "hq", key))
    assert certificate.device == till.key.public_key().public_bytes_raw()
    assert verified_text(to_hq.roles(), "hq", key).startswith("trade-in-counter/roles/v1\n")

    blob, cipher = photo()
    till.add(blobs={"2.image": blob})
    assert to_hq.missing_blobs([blob.sha256]) == [blob.sha256]
    assert to_hq.send(till.body()).missing == (blob.sha256,)
    to_hq.put_blob(blob.sha256, cipher)
    assert to_hq.missing_blobs([blob.sha256]) == []

    for _ in range(2):  # the same batch again: the same head
        told = to_hq.send(till.body())
        receipt = parse_receipt(verified_text(told.receipt, "hq", key))
        assert (receipt.checkpoint.size, receipt.checkpoint.root) == (1, till.tree.root())
        assert (told.head, told.missing) == ("", ())
    till.add()
    till.add()
    ahead = to_hq.send(till.body(before=2))
    assert parse_receipt(verified_text(ahead.head, "hq", key)).checkpoint.size == 1
    assert hq.rows(till) == 1
    to_hq.close()

    assert running.stop() == 0
    with pytest.raises(NotPossibleNow, match="hq_unreachable"):
        to_hq.send(till.body(before=1))


def code_file(hq: SmallHq, tmp_path: Path) -> EnrolmentFile:
    """Made by the command while the server runs, as an administrator would."""
    path = tmp_path / "code.json"
    words = ("enrol-code", "--till", "T01", "--url", "http://127.0.0.1:1", "-o", path)
    made = processes.run("--data", hq.folder, "--now", NOW, *words)
    assert made.returncode == 0, made.stderr
    return parse_enrolment_file(path.read_bytes())


def test_two_tills_programs_racing_with_one_batch_leave_one_copy(
    running: Served, hq: SmallHq, till: SmallTill
) -> None:
    for _ in range(100):
        till.add()
    body = till.body()

    def send(_number: int) -> str:
        to_hq = line(running, till)
        try:
            return to_hq.send(body).receipt
        finally:
            to_hq.close()

    with ThreadPoolExecutor(4) as pool:
        notes = list(pool.map(send, range(8)))

    key = hq.data.key.public_key()
    assert {parse_receipt(verified_text(note, "hq", key)).checkpoint.size for note in notes} == {
        100
    }
    assert hq.rows(till) == 100


def test_a_killed_server_has_what_it_answered_for(
    hq: SmallHq, till: SmallTill, tmp_path: Path
) -> None:
    key = hq.data.key.public_key()
    for size in range(3):
        with served(hq.folder, tmp_path / "log") as process:
            till.add()
            to_hq = line(process, till)
            note = to_hq.send(till.body(before=size)).receipt
            process.process.kill()
            to_hq.close()
        assert parse_receipt(verified_text(note, "hq", key)).checkpoint.size == size + 1
    with open_data(hq.folder) as data, data.store.read() as tx:
        assert [kept.act for kept in tx.log(till.code).acts()] == till.acts


def test_refusals_reach_the_till_with_status_and_code(
    running: Served, hq: SmallHq, till: SmallTill, tmp_path: Path
) -> None:
    till.add()
    stranger = line(running, SmallTill())
    for ask in (
        lambda: stranger.send(till.body()),
        lambda: stranger.put_blob("0" * 64, b""),
        lambda: stranger.missing_blobs(["0" * 64]),
    ):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.code == "hq_refused"
        assert caught.value.facts == {"status": 403, "why": "request_not_signed"}
    with pytest.raises(Refused) as caught:
        stranger.enrol("A" * 24)
    assert caught.value.facts["status"] == 403
    stranger.close()
    assert hq.rows(till) == 0
    assert running.stop() == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert log == ""  # nothing that a till sends is written to a log


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(HqRefused, match="address_taken"):
            serve(lambda: None, "127.0.0.1", port, lambda _host, _port: None)  # type: ignore[arg-type]  # never called


def test_small_answers_are_sent_at_once() -> None:
    # asyncio sets TCP_NODELAY only where the socket names its protocol; without it every answer
    # waits 40 ms (measured: 47 ms a request, against 5).
    with _listening("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        assert listener.getsockname()[0] == "127.0.0.1"


@asynccontextmanager
async def _impatient() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection to a server that waits a fifth of a second for a head."""
    config = uvicorn.Config(_hello, lifespan="off", ws="none", log_config=None)
    state = ServerState()

    def made() -> Impatient:
        protocol = Impatient(config, state, {})
        protocol.head_seconds = 0.2
        return protocol

    loop = asyncio.get_running_loop()
    async with await loop.create_server(made, "127.0.0.1", 0) as server, asyncio.timeout(5):
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        yield reader, writer
        writer.close()
        await writer.wait_closed()


async def _hello(_scope: object, receive: Receive, send: Send) -> None:
    """Wait for the whole body, then answer; as a Starlette application does."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    ("sent", "answers"),
    [(b"", 0), (HEAD + b"X-Slow: a", 0), (HEAD + b"\r\n", 1), (HEAD + b"\r\nGET / HT", 1)],
    ids=["silent", "half a head", "idle after an answer", "half a second head"],
)
def test_who_does_not_say_what_they_want_is_not_waited_for(sent: bytes, answers: int) -> None:
    async def talk() -> bytes:
        async with _impatient() as (reader, writer):
            writer.write(sent)
            return await reader.read()  # to the end, which only the server can make

    assert asyncio.run(talk()).count(b"hello") == answers


def test_a_request_in_hand_is_waited_for() -> None:
    async def talk() -> bytes:
        async with _impatient() as (reader, writer):
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\nslow")
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await reader.read(1)
            writer.write(b"body")
            return await reader.readuntil(b"hello")

    assert b"200 OK" in asyncio.run(talk())
