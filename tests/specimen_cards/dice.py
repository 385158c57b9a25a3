"""Chance that repeats itself: the same words give the same throws on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

import numpy as np

Thing = TypeVar("Thing")


class Dice:
    """Throws that depend on nothing but the words given.

    Args:
        words: what the throws are for, such as the seed, the index and the part of the picture.
    """

    def __init__(self, *words: object) -> None:
        self._random = Random("/".join(map(str, words)))  # noqa: S311 - pictures, not secrets

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of them."""
        return things[self._random.randrange(len(things))]

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(least, most)

    def between(self, least: float, most: float) -> float:
        """Any number in between."""
        return self._random.uniform(least, most)

    def chance(self, share: float) -> bool:
        """True in this share of throws."""
        return self._random.random() < share

    def digits(self, count: int) -> str:
        """So many digits."""
        return "".join(str(self.whole(0, 9)) for _ in range(count))

    def letters(self, count: int, among: str = "ABCDEFGHJKLMNPRSTUVWXY") -> str:
        """So many capital letters."""
        return "".join(self.pick(among) for _ in range(count))

    def day(self, first: date, last: date) -> date:
        """A day, both ends included."""
        return first + timedelta(days=self.whole(0, (last - first).days))

    def noise(self) -> np.random.Generator:
        """A source for whole pictures of noise."""
        return np.random.default_rng(self._random.getrandbits(63))
