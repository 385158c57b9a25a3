"""A till in small and an HQ on disk, to send real sealed acts from one to the other."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from counter_app.clock import HeldClock
from counter_app.domain import merkle
from counter_app.domain.acts import Act, Header, Kind, parse_header
from counter_app.domain.values import StaffCode, TillCode
from counter_app.hq.data_folder import NOTICES, HqData, create_data, open_data
from counter_app.hq.enrolment import EnrolmentDesk
from counter_app.hq.intake import Answer, Intake
from counter_app.hq.openings import Openings
from counter_app.hq.publish import publish_roles
from counter_app.hq.role_keys import RoleKeys
from counter_app.hq.server import HqServer
from counter_app.law.notice import NoticeFacts, load_facts
from counter_app.storage.sealing import BlobPart, seal_act, seal_blob
from counter_app.sync.batch import Batch, WireAct, WireEnvelope, WireRun, encode_batch
from counter_app.sync.checkpoint import Checkpoint, sign_note
from counter_app.sync.enrolment import enrol_body
from counter_app.sync.envelope import Envelope, Run, seal_envelope, seal_run
from counter_app.sync.requests import sign_request

NOON = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
NOTICE = "rakuten-mobile-secondhand/2023-02-01"
T01 = TillCode("T01")


def the_facts() -> NoticeFacts:
    return load_facts(NOTICES / NOTICE / "facts.toml")


def clear_words(part: str) -> dict[str, str]:
    """Made-up fields of a part, in the notice's names."""
    return {name: f"見本 {name}" for name in sorted(the_facts().parts[part].fields)}


@dataclass(repr=False)
class SmallTill:
    """A till without a disk: seals acts, keeps their keys, speaks the protocol's bytes."""

    code: TillCode = T01
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    facts: NoticeFacts = field(default_factory=the_facts)
    acts: list[Act] = field(default_factory=list)
    keys: list[dict[str, bytes]] = field(default_factory=list)
    tree: merkle.Tree = field(default_factory=merkle.Tree)

    def add(
        self,
        kind: Kind = Kind.PAID,
        parts: Mapping[str, Mapping[str, object]] | None = None,
        *,
        blobs: Mapping[str, BlobPart] | None = None,
        ref: int | None = None,
        at: datetime = NOON,
    ) -> int:
        """Seal one more act; its sequence."""
        fields = {"5.billing": {"billing.amount": 45_000}} if parts is None else parts
        keys = {name: os.urandom(32) for name in fields}
        header = Header(self.code, len(self.acts) + 1, kind, at, StaffCode("C01"), ref=ref)
        act = seal_act(header, fields, keys, blobs)
        return self.keep(act, keys | {name: blob.key for name, blob in (blobs or {}).items()})

    def keep(self, act: Act, keys: dict[str, bytes] | None = None) -> int:
        """Append an act that was made elsewhere."""
        self.acts.append(act)
        self.keys.append(keys or {})
        self.tree.append(merkle.leaf_hash(act.leaf()))
        return len(self.acts)

    def full_act(self) -> int:
        """An act with a value in every field of every part that is not a file."""
        parts = {
            name: clear_words(name) for name, part in self.facts.parts.items() if not part.blob
        }
        return self.add(Kind.ARTICLE_ACCEPTED, parts)

    def leaf(self, seq: int) -> bytes:
        """An act's leaf hash."""
        return merkle.leaf_hash(self.acts[seq - 1].leaf())

    def checkpoint(self, size: int | None = None) -> str:
        """The till's signed note over its log, now or at an earlier size."""
        size = len(self.acts) if size is None else size
        text = Checkpoint(self.code, size, self.tree.root(size)).text()
        return sign_note(text, self.code, self.key)

    def batch(self, before: int = 0, **changes: Any) -> Batch:
        """All acts after `before`; any field of the batch can be put in another way."""
        acts = [WireAct.of(act) for act in self.acts[before:]]
        plain = Batch(1, self.code, before, acts, [], [], [], [], self.checkpoint())
        return msgspec.structs.replace(plain, **changes)

    def body(self, before: int = 0, **changes: Any) -> bytes:
        """The bytes of `batch`."""
        return encode_batch(self.batch(before, **changes))

    def headers(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """What a request of this till carries."""
        return sign_request(method, path, body, till=self.code, key=self.key, created=NOON)

    def envelopes(
        self, public: Mapping[str, bytes], seq: int, *rows: str, **wider: bytes
    ) -> tuple[list[Run], list[Envelope]]:
        """An envelope of an act for each row, with the keys that the notice lets the row have."""
        runs: list[Run] = []
        made: list[Envelope] = []
        for row in rows:
            run_key, run = seal_run(self.code, row, public[row])
            keys = self.keys[seq - 1]
            mine = {name: keys[name] for name in self.facts.parts_for(row) if name in keys}
            about = (run_key, run)
            made.append(seal_envelope(self.code, seq, self.leaf(seq), mine | wider, about))
            runs.append(run)
        return runs, made


def wire(runs: list[Run], envelopes: list[Envelope]) -> dict[str, Any]:
    """As the batch's fields."""
    return {
        "runs": [WireRun.of(run) for run in runs],
        "envelopes": [WireEnvelope.of(envelope) for envelope in envelopes],
    }


def photo(part: str = "2.image") -> tuple[BlobPart, bytes]:
    """A sealed file and its bytes."""
    key = os.urandom(32)
    name, cipher = seal_blob(b"no picture, but bytes", key, part)
    return BlobPart(name, len(cipher), key), cipher


@dataclass(repr=False)
class SmallHq:
    """An HQ on disk with its desks, called without sockets."""

    folder: Path
    data: HqData
    clock: HeldClock
    roles: RoleKeys
    public: Mapping[str, bytes]

    @property
    def enrolment(self) -> EnrolmentDesk:
        """The enrolment desk."""
        return EnrolmentDesk(self.data.store, self.data.key, self.clock)

    @property
    def intake(self) -> Intake:
        """The intake."""
        data = self.data
        return Intake(data.store, data.blobs, data.facts, data.key, self.clock)

    @property
    def openings(self) -> Openings:
        """The openings."""
        data = self.data
        return Openings(data.store, data.blobs, data.facts, self.clock, self.roles)

    @property
    def app(self) -> Starlette:
        """The ASGI application."""
        data = self.data
        return HqServer(data.store, data.blobs, self.intake, self.enrolment).app()

    def enrol(self, till: SmallTill) -> str:
        """Enrol a till; its certificate's note."""
        file = self.enrolment.new_code(till.code, "http://127.0.0.1:1")
        device = till.key.public_key().public_bytes_raw()
        return self.enrolment.enrol(enrol_body(file.code, till.code, device))

    def take(self, till: SmallTill, body: bytes) -> Answer:
        """Hand a batch in, as signed by this till."""
        return self.intake.take(till.code, till.key.public_key(), body)

    def put(self, till: SmallTill, name: str, cipher: bytes) -> None:
        """Bring a blob."""
        path = f"/v1/blobs/{name}"
        assert ask(self.app, "PUT", path, till.headers("PUT", path, cipher), cipher).status == 200

    def size(self, till: SmallTill) -> int:
        """Size of the till's head."""
        with self.data.store.read() as tx:
            return tx.log(till.code).head().size

    def rows(self, till: SmallTill) -> int:
        """How many acts of the till there are, counted."""
        with self.data.store.read() as tx:
            return len(list(tx.log(till.code).acts()))


@contextmanager
def small_hq(folder: Path) -> Iterator[SmallHq]:
    """A fresh HQ with published roles."""
    create_data(folder / "hq", NOTICE)
    clock, roles = HeldClock(NOON), RoleKeys(folder / "hq.role-keys")
    with open_data(folder / "hq") as data:
        directory = publish_roles(data.store, data.key, clock, data.facts, roles)
        yield SmallHq(folder / "hq", data, clock, roles, directory.keys)


@dataclass(frozen=True)
class Reply:
    """An answer of the application."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The refusal's code."""
        return self.headers.get("x-counter-error", "")


def ask(
    app: Starlette,
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    *,
    pieces: int = 1,
    cut: bool = False,
    stall: bool = False,
) -> Reply:
    """Ask the application without a socket; the body may come in pieces, be cut off, or stall."""
    raw = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in (headers or {}).items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "headers": raw,
        "client": None,
        "server": ("127.0.0.1", 80),
    }
    step = max(1, -(-len(body) // pieces))
    parts = [body[start : start + step] for start in range(0, len(body), step)] or [b""]
    given = iter(
        {"type": "http.request", "body": part, "more_body": cut or stall or place < len(parts)}
        for place, part in enumerate(parts, 1)
    )
    sent: list[Any] = []

    async def receive() -> Any:
        message = next(given, None)
        if message is None and stall:
            await asyncio.Event().wait()
        return message or {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    told = {k.decode("latin-1"): v.decode("latin-1") for k, v in sent[0]["headers"]}
    return Reply(sent[0]["status"], told, b"".join(one.get("body", b"") for one in sent[1:]))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def retyped(act: Act, old: bytes, new: bytes) -> Act:
    """The act with other bytes in its header, and everything else as it was."""
    assert old in act.header
    return Act(act.header.replace(old, new), act.content, act.commitments)


def header_of(act: Act) -> Header:
    return parse_header(act.header)
