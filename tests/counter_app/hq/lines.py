"""The till's real line to a real HQ without a socket between them, and with faults on demand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette
from typing_extensions import override

from counter_app.clock import Clock
from counter_app.domain.errors import NotPossibleNow
from counter_app.domain.values import TillCode
from counter_app.sync.client import Answer, HttpHqLine
from tests.counter_app.hq.builders import ask

Fault = Literal["well", "lost request", "lost reply", "twice"]


class DirectLine(HttpHqLine):
    """Signs, asks and reads as the real line does; only the wire is missing.

    Each request takes the next fault of the script; after its end all goes well.
    """

    def __init__(
        self,
        app: Starlette,
        till: TillCode,
        key: Ed25519PrivateKey,
        clock: Clock,
        script: Iterable[Fault] = (),
    ) -> None:
        super().__init__("http://127.0.0.1:1", till, key, clock)
        self._app = app
        self._script = iter(script)
        self.asked: list[str] = []

    @override
    def _once(
        self, method: str, path: str, body: bytes, headers: dict[str, str], most: int
    ) -> Answer:
        fault = next(self._script, "well")
        if fault == "lost request":
            raise NotPossibleNow("hq_unreachable", why="lost request")
        self.asked.append(f"{method} {path}")
        reply = ask(self._app, method, path, headers, body)
        if fault == "twice":
            reply = ask(self._app, method, path, headers, body)
        if fault == "lost reply":
            raise NotPossibleNow("hq_unreachable", why="lost reply")
        kind = reply.headers.get("content-type", "").partition(";")[0]
        data = b"" if method == "HEAD" else reply.body
        return Answer(reply.status, kind, reply.headers.get("etag", ""), reply.code, data)
