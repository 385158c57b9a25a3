"""A server that says just what a test tells it to: for everything that a line can do wrong."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PATIENCE = 10.0
RESET = b"RESET"
SILENCE = b"SILENCE"


def answer(status: str, body: bytes = b"", kind: str = "text/plain", **headers: str) -> bytes:
    """A whole HTTP answer."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


@dataclass
class ScriptedHq:
    """Answers request after request with the next bytes, on however many connections.

    RESET tears the connection down instead, SILENCE leaves it open without a word.
    """

    answers: list[bytes]
    url: str = ""
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    _peers: list[socket.socket] = field(default_factory=list)

    def hang_up(self) -> None:
        """Say nothing more, on no connection."""
        self.answers.clear()
        for peer in self._peers:
            with suppress(OSError):  # it may have gone by itself
                peer.shutdown(socket.SHUT_RDWR)

    def serve(self, listener: socket.socket, tls: ssl.SSLContext | None) -> None:
        """Serve until every answer is given, or nobody comes."""
        while self.answers:
            try:
                raw, _address = listener.accept()
                peer = tls.wrap_socket(raw, server_side=True) if tls else raw
            except OSError:
                if tls is None or listener.fileno() < 0:
                    break
                continue  # the other side refused our certificate
            peer.settimeout(PATIENCE)
            self.connections += 1
            self._peers.append(peer)
            if self._converse(peer) is not SILENCE:
                peer.close()
        for peer in self._peers:
            peer.close()

    def _converse(self, peer: socket.socket) -> bytes:
        while self.answers:
            request = _request(peer)
            if not request:
                return b""
            self.requests.append(request)
            given = self.answers.pop(0)
            if given is RESET:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return b""
            if given is SILENCE:
                return SILENCE
            peer.sendall(given)
            if b"Connection: close" in given:
                return b""
        return b""


def _request(peer: socket.socket) -> bytes:
    """One request, whole; nothing when the other side hung up."""
    data = b""
    try:
        while b"\r\n\r\n" not in data:
            if not (piece := peer.recv(65536)):
                return b""
            data += piece
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            piece = peer.recv(65536)
            data, body = data + piece, body + piece
    except OSError:
        return b""
    return data


@contextmanager
def scripted(answers: Sequence[bytes], tls: ssl.SSLContext | None = None) -> Iterator[ScriptedHq]:
    """A server on a loopback port that ends with the block, or by itself after ten seconds."""
    with socket.create_server(("127.0.0.1", 0)) as listener, ThreadPoolExecutor(1) as pool:
        listener.settimeout(PATIENCE)
        scheme = "https" if tls else "http"
        hq = ScriptedHq(list(answers), f"{scheme}://127.0.0.1:{listener.getsockname()[1]}")
        done = pool.submit(hq.serve, listener, tls)
        try:
            yield hq
        finally:
            hq.hang_up()
            with socket.socket() as waker:  # lets accept() return
                waker.connect_ex(listener.getsockname()[:2])
            done.result(PATIENCE)
