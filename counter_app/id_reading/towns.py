"""Prefectures, cities and towns of Japan: an address as read, put right where one name fits.

The table is the postal code file of Japan Post, whose use is free, without the codes. What is
printed otherwise than there but means the same stays as printed: 霞ヶ関, 大字, 北1条.
"""

from __future__ import annotations

import heapq
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

HEAD = 12
_CITIES = 6
NO_END = 0.9
"""Added to the distance of a town whose name does not end where a number begins."""

TOLD = 0.4
"""Distance of a sign that the reader named as another candidate."""

_NEAREST = 24
"""Places of which the candidates are looked at."""

_ENDS = re.compile(r"[0-9一二三四五六七八九十百甲乙丙丁字大無第番]|$")
_SUB_TOWN = re.compile("大字|字|")
_STREETS = re.compile(".*(?:[上下]ケ?[るル]|[東西]入[るル]?)")
"""In Kyoto the way by the streets stands before the town: 寺町通御池上る上本能寺前町."""

_SAME = str.maketrans("ヶがガの之123456789", "ケケケノノ一二三四五六七八九")


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

    def __init__(self, places: Mapping[str, tuple[str, ...]]) -> None:
        self._places = {_folded(city): (city, towns) for city, towns in places.items()}

    def fit(self, text: str, others: Sequence[Iterable[str]] = ()) -> Fitted:
        """The address with its prefecture, city and town as the table writes them.

        Args:
            text: the address without spaces.
            others: for each of its signs what else it may be; a place that one of them makes is
                nearer.
        """
        folded = _folded(text)
        if self._exact(folded):
            return Fitted(text, known=True)
        fits = heapq.nsmallest(_NEAREST, self._fits(folded))
        weighed = (
            (cost - _told(folded, place, end, others), place, end) for cost, place, end in fits
        )
        cost, place, end = min(weighed, default=(99.0, "", 0))
        if place and cost <= max(1.0, 0.2 * len(place)):
            return Fitted(_as_printed(text[:end], place) + text[end:], known=True)
        return Fitted(text, known=False)

    def _exact(self, text: str) -> bool:
        ends = range(2, min(len(text), HEAD + 4) + 1)
        return any(
            self._goes_on(self._places[text[:end]], text[end:])
            for end in ends
            if text[:end] in self._places
        )

    def _goes_on(self, place: tuple[str, tuple[str, ...]], rest: str) -> bool:
        """Whether a town of a city follows, after 大字 or, in Kyoto, after the streets."""
        city, towns = place
        starts = [_SUB_TOWN.match(rest)]
        starts += [_STREETS.match(rest)] if "京都市" in city else []
        places = [found.end() for found in starts if found]
        return any(
            rest.startswith(town, start) and _ENDS.match(rest[start + len(town) :])
            for town in map(_folded, towns)
            for start in places
        )

    def _fits(self, text: str) -> list[tuple[float, str, int]]:
        """(distance, place, where it ends in the text) of every place that could be meant."""
        fits = []
        for key in self._near(text):
            city, towns = self._places[key]
            for end in {max(0, len(key) + step) for step in (-1, 0, 1)}:
                before = Levenshtein.distance(text[:end], key)
                if before > max(1.0, 0.4 * len(key)):
                    continue
                sub = _SUB_TOWN.match(text[end:])
                word = sub[0] if sub else ""
                rest = text[end + len(word) :]
                for town, step in itertools.product(towns, (-1, 0, 1)):
                    stop = len(town) + step
                    name = _folded(town)
                    cost: float = before + Levenshtein.distance(rest[:stop], name, score_cutoff=4)
                    cost += 0.0 if _ENDS.match(rest[stop:]) else NO_END
                    whole = city + word + town
                    fits.append((cost - 0.001 * len(town), whole, end + len(word) + max(0, stop)))
        return fits

    def _near(self, text: str) -> list[str]:
        head = text[:HEAD]
        told = (
            (Levenshtein.normalized_distance(head[: len(key)], key), -len(key), key)
            for key in self._places
        )
        near = heapq.nsmallest(_CITIES, told)
        return [key for off, _, key in near if off <= 0.4]  # noqa: PLR2004 - share of signs off


def load_towns(folder: Path) -> Towns:
    """The table `towns.tsv`: prefecture, city, and its towns parted by spaces.

    An address may leave out its prefecture, so each city stands in it twice.
    """
    places: dict[str, tuple[str, ...]] = {}
    for row in (folder / "towns.tsv").read_text(encoding="utf-8").splitlines():
        prefecture, city, towns = row.split("\t")
        names = tuple(town for town in towns.split(" ") if town)
        places[prefecture + city] = names
        places[city] = places.get(city, ()) + names
    return Towns(places)


def _folded(text: str) -> str:
    return text.translate(_SAME)


def _told(text: str, place: str, end: int, others: Sequence[Iterable[str]]) -> float:
    """How much nearer a place is by the reader's other candidates."""
    if not others:
        return 0.0
    gain = 0.0
    for step in Levenshtein.editops(text[:end], _folded(place)):
        if step.tag == "replace" and step.src_pos < len(others):
            wanted = _folded(place)[step.dest_pos]
            gain += (1 - TOLD) * any(_folded(one) == wanted for one in others[step.src_pos])
    return gain


def _as_printed(head: str, place: str) -> str:
    """A place in the signs that were printed wherever they mean the same."""
    signs = []
    for step in Levenshtein.opcodes(_folded(head), _folded(place)):
        if step.tag == "equal":
            signs.append(head[step.src_start : step.src_end])
        else:
            signs.append(place[step.dest_start : step.dest_end])
    return "".join(signs)
