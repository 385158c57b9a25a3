"""What a service holds while it reads or writes: a transaction that it can only hand back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent view of the record."""

    connection: Connection


@dataclass(frozen=True, slots=True)
class Writing(Reading):
    """One transaction: everything in it is kept, or nothing."""
