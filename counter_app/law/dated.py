"""Dated rows of statutory tables: what holds on a day, with the article that it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Generic, TypeVar

import msgspec

Words = Annotated[str, msgspec.Meta(min_length=1)]


class LawTableFault(ValueError):
    """A table contradicts itself or misses an article; it is not loaded."""


class NoRule(LookupError):
    """The tables do not say what holds on a day: nothing is decided, and nothing is allowed."""


class DatedRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row: what it says, from which day to which, and where the law says so.

    Attributes:
        article: where it stands.
        ja, en: in words.
        valid_from, valid_to: first and last day, both included; None for an open end.
    """

    key: Words
    article: Words
    ja: Words
    en: Words
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def first_day(self) -> date:
        """The first day on which it holds."""
        return self.valid_from or date.min

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_to or date.max

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day <= self.last_day


R = TypeVar("R", bound=DatedRow)


@dataclass(frozen=True, slots=True)
class DatedTable(Generic[R]):
    """Rows of one kind; at most one of each key holds on any day.

    Raises:
        LawTableFault: a row ends before it begins, or two rows of a key hold on the same day.
    """

    name: str
    rows: tuple[R, ...]

    def __post_init__(self) -> None:
        by_key: dict[str, list[R]] = defaultdict(list)
        for row in self.rows:
            if row.last_day < row.first_day:
                raise LawTableFault(f"{self.name}: {row.key} ends before it begins")
            by_key[row.key].append(row)
        for key, rows in by_key.items():
            rows.sort(key=lambda row: row.first_day)
            for earlier, later in pairwise(rows):
                if later.first_day <= earlier.last_day:
                    raise LawTableFault(f"{self.name}: two rows of {key} overlap")

    @property
    def keys(self) -> frozenset[str]:
        """Every key, whenever it holds."""
        return frozenset(row.key for row in self.rows)

    def on(self, day: date) -> tuple[R, ...]:
        """The rows that hold on a day, in the order of the table."""
        return tuple(row for row in self.rows if row.holds_on(day))

    def find(self, key: str, day: date) -> R | None:
        """The row of a key on a day, or None."""
        return next((row for row in self.rows if row.key == key and row.holds_on(day)), None)

    def first(self, keys: Iterable[str], day: date) -> R | None:
        """The row of the first of these keys that has one: the special before the general."""
        found = (self.find(key, day) for key in keys)
        return next((row for row in found if row is not None), None)

    def need(self, key: str, day: date) -> R:
        """The row of a key on a day.

        Raises:
            NoRule: there is none.
        """
        row = self.find(key, day)
        if row is None:
            raise NoRule(f"{self.name}: nothing about {key} on {day}")
        return row
