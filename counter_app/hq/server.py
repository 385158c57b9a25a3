"""HQ's face to the tills: six routes that take and give bytes (docs/formats.md, section 7).

Who asks is known by signature before a body is read, and no body is read beyond its limit. Refusals
are plain codes. Nothing that a till sends is logged.
"""

from __future__ import annotations

import asyncio
import logging
import re
from http import HTTPStatus
from typing import NoReturn

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from counter_app.domain.errors import CounterError
from counter_app.domain.values import TillCode
from counter_app.hq.blobs import MAX_BLOB, BlobFolder
from counter_app.hq.bundles import bundle_above
from counter_app.hq.enrolment import EnrolmentDesk
from counter_app.hq.errors import HqRefused, Rejected
from counter_app.hq.intake import BlobsMissing, Elsewhere, Intake
from counter_app.hq.publish import newest_directory
from counter_app.hq.store.database import HqBusy, Store
from counter_app.sync.batch import MAX_BODY, WireFault
from counter_app.sync.bundle import TOPICS
from counter_app.sync.requests import RequestRefused, SignedRequest, check_request

MAX_ENROLMENT = 4 << 10
BODY_SECONDS = 60
_BLOB_NAME = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"0|[1-9][0-9]{0,8}")
_log = logging.getLogger(__name__)


class HqServer:
    """The routes; every piece of work is done by a desk of HQ, in a thread of its own."""

    def __init__(
        self, store: Store, blobs: BlobFolder, intake: Intake, enrolment: EnrolmentDesk
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._intake = intake
        self._enrolment = enrolment

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/v1/batch", self._batch, methods=["POST"]),
                Route("/v1/blobs/{name}", self._put_blob, methods=["PUT"]),
                Route("/v1/blobs/{name}", self._head_blob, methods=["HEAD"]),
                Route("/v1/enrol", self._enrol, methods=["POST"]),
                Route("/v1/roles", self._roles, methods=["GET"]),
                Route("/v1/bundles/{topic}/{above}", self._bundle, methods=["GET"]),
            ],
            exception_handlers={
                CounterError: _told,
                HTTPException: _no_such_route,
                ClientDisconnect: _gone,
            },
        )

    async def _batch(self, request: Request) -> Response:
        signed = await self._signed(request)
        body = await _body(request, MAX_BODY)
        signed.check_body(body)
        answer = await run_in_threadpool(self._intake.take, signed.till, signed.key, body)
        if isinstance(answer, BlobsMissing):
            return JSONResponse(list(answer.names), HTTPStatus.FAILED_DEPENDENCY)
        status = HTTPStatus.CONFLICT if isinstance(answer, Elsewhere) else HTTPStatus.OK
        return PlainTextResponse(answer.note, status)

    async def _put_blob(self, request: Request) -> Response:
        signed = await self._signed(request)
        name = _name(request)
        body = await _body(request, MAX_BLOB)
        signed.check_body(body)
        await run_in_threadpool(self._keep_blob, signed.till, name, body)
        return PlainTextResponse("", headers={"ETag": f'"{name}"'})

    async def _head_blob(self, request: Request) -> Response:
        signed = await self._signed(request)
        name = _name(request)
        if not await run_in_threadpool(self._has_blob, signed.till, name):
            raise Rejected("blob_not_here", HTTPStatus.NOT_FOUND)
        return PlainTextResponse("", headers={"ETag": f'"{name}"'})

    async def _enrol(self, request: Request) -> Response:
        body = await _body(request, MAX_ENROLMENT)
        return PlainTextResponse(await run_in_threadpool(self._enrolment.enrol, body))

    async def _roles(self, _request: Request) -> Response:
        return PlainTextResponse(await run_in_threadpool(newest_directory, self._store))

    async def _bundle(self, request: Request) -> Response:
        await self._signed(request)
        topic, above = request.path_params["topic"], request.path_params["above"]
        if topic not in TOPICS or not _VERSION.fullmatch(above):
            raise Rejected("bundle_path")
        file = await run_in_threadpool(bundle_above, self._store, topic, int(above))
        if file is None:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return Response(file, media_type="application/octet-stream")

    async def _signed(self, request: Request) -> SignedRequest:
        return await run_in_threadpool(
            check_request,
            request.method,
            request.scope["path"],
            request.headers,
            self._enrolment.device,
        )

    def _keep_blob(self, till: TillCode, name: str, cipher: bytes) -> None:
        self._blobs.put(till, name, cipher)
        with self._store.write() as tx:
            tx.sealed(till).add_blob(name, len(cipher))

    def _has_blob(self, till: TillCode, name: str) -> bool:
        with self._store.read() as tx:
            known = tx.sealed(till).blobs([name])
        return name in known and self._blobs.has(till, name)


def _name(request: Request) -> str:
    name: str = request.path_params["name"]
    if not _BLOB_NAME.fullmatch(name):
        raise Rejected("blob_name")
    return name


async def _body(request: Request, limit: int) -> bytes:
    """The body, read no further than its limit and no longer than a minute.

    Raises:
        Rejected: `body_too_large` or `body_too_slow`.
    """
    if int(request.headers.get("content-length", "0")) > limit:  # h11 lets only digits through
        _too_large(limit)
    data = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                data += chunk
                if len(data) > limit:
                    _too_large(limit)
    except TimeoutError:
        raise Rejected("body_too_slow", HTTPStatus.REQUEST_TIMEOUT) from None
    return bytes(data)


def _too_large(limit: int) -> NoReturn:
    raise Rejected("body_too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, limit=limit)


def _status(error: CounterError) -> HTTPStatus:
    """The status that a refusal is answered with."""
    match error:
        case Rejected():
            return error.status
        case RequestRefused():
            return HTTPStatus.FORBIDDEN
        case WireFault(code="batch_too_large"):
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        case WireFault():
            return HTTPStatus.BAD_REQUEST
        case HqRefused():
            return HTTPStatus.NOT_FOUND
        case HqBusy():
            return HTTPStatus.SERVICE_UNAVAILABLE
        case _:
            return HTTPStatus.INTERNAL_SERVER_ERROR


async def _told(_request: Request, error: Exception) -> Response:
    if not isinstance(error, CounterError):  # pragma: no cover - only these are handed here
        raise error
    status = _status(error)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("HQ cannot answer: %s", error)
    return _refusal(error.code, status)


async def _no_such_route(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return _refusal("no_such_route", HTTPStatus(status))


async def _gone(_request: Request, _error: Exception) -> Response:
    return _refusal("request_cut_off", HTTPStatus.BAD_REQUEST)


def _refusal(code: str, status: HTTPStatus) -> Response:
    # The header says it to a HEAD request too, whose answer has no body.
    return JSONResponse({"error": code}, status, headers={"X-Counter-Error": code})
