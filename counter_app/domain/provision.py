"""Provisions to the police: who asked, by what right, and which fields may be given.

Without a written legal demand only what the notice's own row for the police names may be given (the
row names fields; payment, billing, inquiries and web history are not among them). A written demand,
with its number and the law that it stands on, reaches what the ledger has to hold: the columns of
Form 15.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, StaffCode
from counter_app.law.notice import NoticeFacts

FORM_15 = frozenset(
    {
        *("application.date", "application.product", "application.quantity"),
        *("article.category", "article.features", "article.imei", "article.serial"),
        *("article.price", "article.disposal"),
        *("person.name", "person.address", "person.occupation", "person.birth_date", "person.age"),
        "id_document.method",
    }
)
"""The fields in which the columns of Form 15 stand (Act art. 16)."""


@dataclass(frozen=True, slots=True)
class PoliceRequest:
    """An inquiry of the police, as it was made.

    Attributes:
        authority: the station or office; officer: who asked.
        letter: the number of their letter; basis: the law that it names. Both, or it is no written
            legal demand.
        asked: what was asked, in the counter's words.
    """

    authority: str
    officer: str
    asked: str
    letter: str = ""
    basis: str = ""

    @property
    def is_written(self) -> bool:
        """Whether it is a written legal demand."""
        return bool(self.letter and self.basis)


@dataclass(frozen=True, slots=True)
class GivenLine:
    """What was given of one ledger line, by field."""

    number: LedgerNumber
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Provision:
    """What was given, exactly.

    Attributes:
        seq: its act.
        absent: fields that were chosen and of which the record holds nothing.
    """

    seq: int
    request: PoliceRequest
    given: tuple[GivenLine, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastProvision:
    """What the record says of an earlier provision: to whom, of which lines, which fields.

    Attributes:
        seq: its act; at: when; by: the manager who gave it.
    """

    seq: int
    at: datetime
    by: StaffCode
    request: PoliceRequest
    lines: tuple[LedgerNumber, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PendingRequest:
    """An inquiry that was not answered yet: what it is about is not erased meanwhile."""

    seq: int
    request: PoliceRequest
    lines: tuple[LedgerNumber, ...]


def police_request(told: PoliceRequest) -> PoliceRequest:
    """A request as it was typed, clean and complete.

    Raises:
        WrongInput: `provision_incomplete` or `provision_form`.
    """
    names = [one.name for one in fields(told)]
    clean = replace(
        told, **{name: plain_text(getattr(told, name), "provision_form") for name in names}
    )
    if not (clean.authority and clean.officer and clean.asked):
        raise WrongInput("provision_incomplete")
    return clean


def for_police(field: str, facts: NoticeFacts, *, written: bool) -> bool:
    """Whether a field may be given."""
    named = any(
        field.startswith(one.removesuffix("*")) if one.endswith(".*") else field == one
        for one in facts.police_fields
    )
    return named or (written and field in FORM_15)


def fields_for_police(facts: NoticeFacts, *, written: bool) -> tuple[str, ...]:
    """Every field that may be given, in the notice's order."""
    return tuple(field for field in facts.field_items if for_police(field, facts, written=written))


def require_fields(
    chosen: Iterable[str], facts: NoticeFacts, request: PoliceRequest
) -> tuple[str, ...]:
    """The chosen fields, each once, all of which may be given.

    Raises:
        WrongInput: `provision_nothing` or `field_unknown`.
        Refused: `field_not_for_police` with the field.
    """
    kept = tuple(dict.fromkeys(chosen))
    if not kept:
        raise WrongInput("provision_nothing")
    for field in kept:
        if field not in facts.field_items:
            raise WrongInput("field_unknown", field=field)
        if not for_police(field, facts, written=request.is_written):
            raise Refused("field_not_for_police", field=field)
    return kept
