"""HQ as a process: listens, says where, serves until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

from counter_app.hq.errors import HqRefused

MOST_CONNECTIONS = 256
STOP_SECONDS = 10
HEAD_SECONDS = 10.0


class Impatient(H11Protocol):
    """A connection that is closed when it does not say what it wants.

    uvicorn waits for a request's head for ever, and every connection counts against the limit: a
    few hundred silent ones, by anybody and at no cost, would shut all tills out.

    Attributes:
        head_seconds: for a whole head, from the connection or from the answer before it.
    """

    head_seconds = HEAD_SECONDS
    _patience: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        super().connection_made(transport)
        self._wait()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    @override
    def on_response_complete(self) -> None:
        self._wait()
        super().on_response_complete()

    def _wait(self) -> None:
        self._stop_waiting()
        self._patience = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        done: bool = getattr(self.cycle, "response_complete", True)  # no cycle before a head
        if done:  # a request in hand has its own limit, that of its body
            self.transport.close()


def serve(app: Starlette, host: str, port: int, announce: Callable[[str, int], None]) -> None:
    """Serve until SIGTERM or SIGINT; requests in hand are finished first.

    Args:
        app: the ASGI application.
        host: address to listen at.
        port: 0 for any free one.
        announce: is told host and port as soon as connections are taken.

    Raises:
        HqRefused: `address_taken`: this host and port cannot be listened at.
    """
    config = uvicorn.Config(
        app,
        http=Impatient,
        loop="asyncio",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    listener = _listening(host, port)
    # uvicorn raises the signal again after it has stopped: by then it has been heard.
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _heard)
    with listener:
        announce(host, listener.getsockname()[1])
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, because asyncio sends small answers at once only on such sockets;
    # otherwise each answer waits 40 ms for the other side's acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows it would let another program take the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise HqRefused("address_taken", host=host, port=port) from None
    return listener


def _heard(_signal: int, _frame: FrameType | None) -> None:
    """Nothing is left to do."""
