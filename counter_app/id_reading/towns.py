"""Prefectures, cities and towns of Japan: an address as read, put right where one name fits.

The table is the postal code file of Japan Post, whose use is free, without the codes.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

HEAD = 12
_CITIES = 6
NO_END = 0.9
"""Added to the distance of a town whose name does not end where a number begins."""

_ENDS = re.compile(r"[0-9一二三四五六七八九十百甲乙丙丁字大無第番]|$")
_DESIGNATED = re.compile(r".+市.+区")


@dataclass(frozen=True, slots=True)
class Fitted:
    """An address whose beginning was compared with the table.

    Attributes:
        known: whether it begins with a place of the table, as read or after the correction.
    """

    text: str
    known: bool


class Towns:
    """Every place that an address can begin with."""

    def __init__(self, places: dict[str, tuple[str, ...]]) -> None:
        self._places = places

    def fit(self, text: str) -> Fitted:
        """The address with its prefecture, city and town as the table writes them.

        A licence of a large city may leave out the prefecture; both forms are in the table.
        """
        exact = self._exact(text)
        if exact:
            return Fitted(text, known=True)
        cost, place, rest = min(self._fits(text), default=(99.0, "", ""))
        if place and cost <= max(1.0, 0.2 * len(place)):
            return Fitted(place + rest, known=True)
        return Fitted(text, known=False)

    def _exact(self, text: str) -> bool:
        ends = range(3, min(len(text), HEAD + 4) + 1)
        cities = [text[:end] for end in ends if text[:end] in self._places]
        return any(
            text.startswith(town, len(city)) and _ENDS.match(text[len(city) + len(town) :])
            for city in cities
            for town in self._places[city]
        )

    def _fits(self, text: str) -> list[tuple[float, str, str]]:
        """(distance, place, rest of the address) of every place that could be meant."""
        fits = []
        for city in self._near(text):
            for end in {max(0, len(city) + step) for step in (-1, 0, 1)}:
                before = Levenshtein.distance(text[:end], city)
                if before > max(1.0, 0.4 * len(city)):
                    continue
                rest = text[end:]
                for town, step in itertools.product(self._places[city], (-1, 0, 1)):
                    stop = len(town) + step
                    cost: float = before + Levenshtein.distance(rest[:stop], town, score_cutoff=4)
                    cost += 0.0 if _ENDS.match(rest[stop:]) else NO_END
                    fits.append((cost - 0.001 * len(town), city + town, rest[stop:]))
        return fits

    def _near(self, text: str) -> list[str]:
        head = text[:HEAD]
        told = (
            (Levenshtein.distance(head[: len(city)], city) / len(city), city)
            for city in self._places
        )
        return [city for off, city in sorted(told)[:_CITIES] if off <= 0.4]  # noqa: PLR2004 - share of signs off


def load_towns(folder: Path) -> Towns:
    """The table `towns.tsv`: prefecture, city, and its towns parted by spaces."""
    places: dict[str, tuple[str, ...]] = {}
    for row in (folder / "towns.tsv").read_text(encoding="utf-8").splitlines():
        prefecture, city, towns = row.split("\t")
        names = tuple(town for town in towns.split(" ") if town)
        places[prefecture + city] = names
        if _DESIGNATED.fullmatch(city):
            places.setdefault(city, names)
    return Towns(places)
