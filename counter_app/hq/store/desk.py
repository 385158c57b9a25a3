"""Who is enrolled, by which codes, what was published and signed, and who opened what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from counter_app.domain.values import TillCode
from counter_app.hq.store import tables


@dataclass(frozen=True, slots=True)
class EnrolledTill:
    """A till's device, as HQ certified it.

    Attributes:
        generation: 1 for the first device of this till, then counted up.
        device: Ed25519 public key, hex.
        revoked_at: RFC 3339, or empty while it is valid.
    """

    till: TillCode
    generation: int
    device: str
    certificate: str
    enrolled_at: str
    revoked_at: str = ""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """An enrolment code, without the code itself: HQ derives that from its key and the serial."""

    till: TillCode
    no: int
    serial: str
    expires: str
    tries: int = 0
    used: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """That somebody asked to open an act.

    Attributes:
        reason: in the operator's words; empty when none was said.
        test: a test-opening: of a purpose that people see statistics of only.
    """

    at: str
    till: str
    seq: int
    purpose: str
    operator: str
    reason: str = ""
    test: bool = False


class Desk:
    """Tills, codes, directories, bundles and openings within one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def note(self, name: str, value: str) -> None:
        """Write down a fact about this HQ, once."""
        self._connection.execute(sa.insert(tables.about).values(name=name, value=value))

    def about(self, name: str) -> str:
        """A fact about this HQ; empty when it was never written down."""
        wanted = sa.select(tables.about.c.value).where(tables.about.c.name == name)
        return self._connection.execute(wanted).scalar() or ""

    def devices(self, till: TillCode) -> list[EnrolledTill]:
        """All devices that were ever this till, the newest last."""
        tills = tables.tills
        wanted = sa.select(tills).where(tills.c.till == till).order_by(tills.c.generation)
        return [
            EnrolledTill(
                TillCode(row.till),
                row.generation,
                row.device,
                row.certificate,
                row.enrolled_at,
                row.revoked_at or "",
            )
            for row in self._connection.execute(wanted)
        ]

    def tills(self) -> list[TillCode]:
        """All tills that were ever enrolled."""
        wanted = sa.select(tables.tills.c.till).distinct().order_by(tables.tills.c.till)
        return [TillCode(code) for code in self._connection.execute(wanted).scalars()]

    def enrol(self, new: EnrolledTill) -> None:
        """Add a device; the newest one is the till from now on."""
        self._connection.execute(
            sa.insert(tables.tills).values(
                till=new.till,
                generation=new.generation,
                device=new.device,
                certificate=new.certificate,
                enrolled_at=new.enrolled_at,
            )
        )

    def revoke(self, till: TillCode, at: str) -> int:
        """Take the certificates of a till back; how many were valid."""
        tills = tables.tills
        return self._connection.execute(
            sa.update(tills)
            .where(tills.c.till == till, tills.c.revoked_at.is_(None))
            .values(revoked_at=at)
        ).rowcount

    def add_code(self, code: CodeRow) -> None:
        """Add a code; earlier ones of this till are worth nothing from now on."""
        codes = tables.codes
        self._connection.execute(
            sa.update(codes).where(codes.c.till == code.till).values(used=True)
        )
        self._connection.execute(
            sa.insert(codes).values(
                till=code.till,
                no=code.no,
                serial=code.serial,
                expires=code.expires,
                tries=code.tries,
                used=code.used,
            )
        )

    def code(self, till: TillCode) -> CodeRow | None:
        """The newest code of a till."""
        codes = tables.codes
        wanted = sa.select(codes).where(codes.c.till == till).order_by(codes.c.no.desc())
        row = self._connection.execute(wanted.limit(1)).one_or_none()
        return CodeRow(till, row.no, row.serial, row.expires, row.tries, row.used) if row else None

    def touch_code(self, code: CodeRow) -> None:
        """Write down tries and use of a code."""
        codes = tables.codes
        self._connection.execute(
            sa.update(codes)
            .where(codes.c.till == code.till, codes.c.no == code.no)
            .values(tries=code.tries, used=code.used)
        )

    def add_directory(self, version: int, note: str) -> None:
        """Publish a directory."""
        self._connection.execute(sa.insert(tables.directories).values(version=version, note=note))

    def directory(self) -> tuple[int, str]:
        """Version and note of the newest directory; (0, "") before the first."""
        wanted = sa.select(tables.directories).order_by(tables.directories.c.version.desc())
        row = self._connection.execute(wanted.limit(1)).one_or_none()
        return (row.version, row.note) if row else (0, "")

    def add_bundle(self, topic: str, version: int, file: bytes) -> None:
        """Keep a bundle that was signed."""
        self._connection.execute(
            sa.insert(tables.bundles).values(topic=topic, version=version, file=file)
        )

    def newest_bundle(self, topic: str) -> int:
        """The greatest version that was signed of a topic; 0 before the first."""
        bundles = tables.bundles
        wanted = sa.select(sa.func.max(bundles.c.version)).where(bundles.c.topic == topic)
        return self._connection.execute(wanted).scalar() or 0

    def bundle_above(self, topic: str, version: int) -> bytes | None:
        """The bundle of a topic that comes after a version, as it was signed; None for the last."""
        bundles = tables.bundles
        wanted = (
            sa.select(bundles.c.file)
            .where(bundles.c.topic == topic, bundles.c.version > version)
            .order_by(bundles.c.version)
        )
        return self._connection.execute(wanted.limit(1)).scalar()

    def log_opening(self, opening: Opening) -> None:
        """Write down that somebody asks to open an act."""
        written = self._connection.execute(
            sa.insert(tables.openings).values(
                at=opening.at,
                till=opening.till,
                seq=opening.seq,
                purpose=opening.purpose,
                operator=opening.operator,
            )
        )
        [no] = written.inserted_primary_key or (0,)
        self._connection.execute(
            sa.insert(tables.opening_notes).values(no=no, reason=opening.reason, test=opening.test)
        )

    def openings(self, till: str | None = None, seq: int | None = None) -> Iterator[Opening]:
        """Every opening that was asked for, in order; of one till, or of one act of it."""
        asked, notes = tables.openings, tables.opening_notes
        wanted = sa.select(asked, notes.c.reason, notes.c.test).select_from(
            asked.outerjoin(notes, asked.c.no == notes.c.no)
        )
        if till is not None:
            wanted = wanted.where(asked.c.till == till)
        if seq is not None:
            wanted = wanted.where(asked.c.seq == seq)
        for row in self._connection.execute(wanted.order_by(asked.c.no)):
            yield Opening(
                row.at,
                row.till,
                row.seq,
                row.purpose,
                row.operator,
                row.reason or "",
                bool(row.test),
            )
