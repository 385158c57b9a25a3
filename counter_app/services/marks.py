"""Marks by which a person or an article is known again, and from which nobody can be read."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import blake2b


class Marks:
    """Makes marks under a key of this run: they stay in memory, and mean nothing in another."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, told: Iterable[str]) -> frozenset[bytes]:
        """The mark of each of these words."""
        return frozenset(blake2b(one.encode(), key=self._key).digest() for one in told)
