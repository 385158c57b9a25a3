"""The purpose gate: which job of the till reads which fields, for which row of the notice.

The notice's matrix is a ceiling; a job gets only what it needs below it (Act on the Protection of
Personal Information, arts. 17, 18, 23). The table is data (resources/notices/jobs.toml). One that
names a field without an item, or a field that its row may not use, does not load, and a job that
stands in no table reads nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Protocol

import msgspec

FILE = "jobs.toml"
_EVERYTHING = ".*"


class Job(StrEnum):
    """What somebody reads the content of acts for."""

    LEDGER_ROWS = "ledger_rows"
    CONSENT_ANSWERS = "consent_answers"
    CONSENT_RECEIPT = "consent_receipt"
    COPIES = "copies"
    LAST_CONSENT = "last_consent"
    CONSENTS_OF_PERSON = "consents_of_person"
    EXTRA_CONSENTS = "extra_consents"
    FIND_DEAL = "find_deal"
    HOLD_ROWS = "hold_rows"
    STAFF_ROWS = "staff_rows"
    ERASURE_NOTES = "erasure_notes"
    CARRY_OVER = "carry_over"
    CORRECTION = "correction"
    AFTERMATH = "aftermath"
    OPEN_IMAGE = "open_image"
    SPLIT_DEALS = "split_deals"
    FRAUD_CHECK = "fraud_check"
    BULLETIN_NOTES = "bulletin_notes"
    CUSTODY = "custody"
    POLICE_INQUIRY = "police_inquiry"
    POLICE_PROVISION = "police_provision"
    NOTICE_APPROVALS = "notice_approvals"
    DAY_CASH = "day_cash"
    DAY_CLOSINGS = "day_closings"
    EXCEPTIONS = "exceptions"
    THIRD_PARTY_VALUES = "third_party_values"
    THIRD_PARTY_RECORDS = "third_party_records"
    INCIDENTS = "incidents"
    REQUEST_ROWS = "request_rows"
    REQUESTS = "requests"
    REQUEST_DEALS = "request_deals"
    DISCLOSURE = "disclosure"


class JobsFault(ValueError):
    """The table misses a job, or gives one what its row may not use; it is not loaded."""


class _Part(Protocol):
    @property
    def fields(self) -> frozenset[str]:
        """The fields that are sealed in it."""
        ...


class Ceiling(Protocol):
    """What the notice's facts allow: the most that any job can get."""

    @property
    def parts(self) -> Mapping[str, _Part]:
        """Every part, by name."""
        ...

    def parts_for(self, row_key: str) -> tuple[str, ...]:
        """The parts that a row may open.

        Raises:
            KeyError: there is no such row.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reads:
    """What one job reads.

    Attributes:
        purpose: the row of the notice that it reads for.
        kinds: the kinds of acts that it may open.
        fields: which fields it gets; never another.
        parts: the parts in which those are sealed; no key of another part is drawn.
    """

    purpose: str
    kinds: frozenset[str]
    fields: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The table of jobs; empty, it lets nobody read."""

    reads: Mapping[Job, Reads] = field(default_factory=dict)

    def of(self, job: str) -> Reads | None:
        """What a job reads; None of one that stands in no table."""
        return next((reads for known, reads in self.reads.items() if known == job), None)


NOBODY_READS = Jobs()
"""What holds where no table was read."""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Job
    purpose: str
    kinds: Annotated[frozenset[str], msgspec.Meta(min_length=1)]
    fields: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    whole_item: bool = False


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    job: tuple[_Row, ...]


def jobs_beside(facts_file: Path, ceiling: Ceiling) -> Jobs:
    """The table that holds for a version of the notice.

    It lies two folders above the version's facts, one for every version of every notice: what a
    job needs does not change with the wording. Without it nobody reads anything.

    Raises:
        JobsFault: as read_jobs.
    """
    path = facts_file.absolute().parent / ".." / ".." / FILE
    if not path.is_file():
        return NOBODY_READS
    return read_jobs(path.read_text(encoding="utf-8"), ceiling)


def read_jobs(text: str, ceiling: Ceiling) -> Jobs:
    """The table of a text, checked against the facts of a notice.

    Raises:
        JobsFault: a job is missing, unknown or stands twice; its row is unknown; a field belongs to
            no part, or to one that the row may not open; `*` where not a whole item is needed.
    """
    try:
        table = msgspec.convert(tomllib.loads(text), _Table)
    except (ValueError, msgspec.ValidationError) as fault:
        raise JobsFault(f"{fault}") from None
    keys = [row.key for row in table.job]
    if sorted(keys) != sorted(Job):
        raise JobsFault("a job is missing or stands twice")
    return Jobs({row.key: _reads(row, ceiling) for row in table.job})


def within(jobs: Jobs, ceiling: Ceiling) -> Jobs:
    """The same jobs under the facts of another version of the notice.

    Raises:
        JobsFault: a job reads what this version does not allow; the program has to need less first.
    """
    for job, reads in jobs.reads.items():
        if not reads.parts <= set(ceiling.parts_for(reads.purpose)):
            raise JobsFault(f"{job} reads more than {reads.purpose} may use")
    return jobs


def _reads(row: _Row, ceiling: Ceiling) -> Reads:
    try:
        allowed = ceiling.parts_for(row.purpose)
    except KeyError:
        raise JobsFault(f"{row.key}: no row {row.purpose}") from None
    fields = frozenset(name for one in row.fields for name in _names(row, one, ceiling))
    parts: set[str] = set()
    for name in fields:
        home = next((key for key, part in ceiling.parts.items() if name in part.fields), None)
        if home is None:
            raise JobsFault(f"{row.key}: {name} belongs to no part")
        if home not in allowed:
            raise JobsFault(f"{row.key}: {row.purpose} may not use {name}")
        parts.add(home)
    return Reads(row.purpose, row.kinds, fields, frozenset(parts))


def _names(row: _Row, one: str, ceiling: Ceiling) -> Iterator[str]:
    """The names that an entry stands for: itself, or every field of an item that its row opens."""
    if not one.endswith(_EVERYTHING):
        yield one
        return
    if not row.whole_item:
        raise JobsFault(f"{row.key}: {one} without need of a whole item")
    start = one.removesuffix("*")
    found = [
        name
        for part in ceiling.parts_for(row.purpose)
        for name in ceiling.parts[part].fields
        if name.startswith(start)
    ]
    if not found:
        raise JobsFault(f"{row.key}: {one} names no field")
    yield from found
