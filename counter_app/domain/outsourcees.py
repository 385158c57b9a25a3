"""The dealer's outsourcees: to whom operations were entrusted, by which contract, for what.

The list is the dealer's own file, outsourcees.toml in the data folder. Whoever is not in it, or
whose contract has not begun or has ended, gets nothing (APPI arts. 25, 27(5)(i)).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import msgspec

from counter_app.domain.third_party import Recipient, RecipientKind
from counter_app.law.notice import NoticeFacts

FILE = "outsourcees.toml"
"""In the till's data folder; without it there are none."""

_Words = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class OutsourceesFault(ValueError):
    """The list is not whole; nobody in it gets anything."""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: _Words
    address: _Words
    representative: _Words
    contract: _Words
    purpose: _Words
    first_day: date
    last_day: date | None = None


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    outsourcee: tuple[_Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Outsourcee:
    """One contract of entrustment, with the days on which it holds, both included."""

    recipient: Recipient
    first_day: date
    last_day: date

    def holds_on(self, day: date) -> bool:
        """Whether the contract holds on a day."""
        return self.first_day <= day <= self.last_day


def read_outsourcees(data: bytes, facts: NoticeFacts) -> tuple[Outsourcee, ...]:
    """The list from its file's bytes.

    Raises:
        OutsourceesFault: it is damaged, names somebody twice, or entrusts a purpose that the notice
            does not have or that needs a consent of its own.
    """
    try:
        told = msgspec.convert(tomllib.loads(data.decode("utf-8")), _List)
    except (ValueError, RecursionError, msgspec.ValidationError) as fault:
        raise OutsourceesFault(f"{FILE}: {fault}") from None
    open_purposes = {row.key for row in facts.purposes if row.basis == "notice"}
    keys = [row.key for row in told.outsourcee]
    for row in told.outsourcee:
        if keys.count(row.key) > 1:
            raise OutsourceesFault(f"{FILE} names {row.key} twice")
        if row.purpose not in open_purposes:
            raise OutsourceesFault(f"{FILE}: {row.key} has no purpose that may be entrusted here")
    return tuple(_entries(told.outsourcee))


def _entries(rows: Iterable[_Row]) -> Iterable[Outsourcee]:
    for row in rows:
        recipient = Recipient(
            RecipientKind.OUTSOURCEE,
            row.key,
            row.name,
            row.address,
            row.representative,
            row.contract,
            row.purpose,
        )
        yield Outsourcee(recipient, row.first_day, row.last_day or date.max)
