"""Postal codes of Japan: whether a code and an address name the same place, and a place's codes.

The table is the postal code file of Japan Post, whose use is free. It is kept as it stands in its
file, and a city's row is taken apart only when it is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

DIGITS = 7
_HEAD = 3
_PLACE = re.compile(r"([a-z])([0-9]{4})")
_CODE = re.compile(r"〒?([0-9]{3})[-‐‑–—−ーｰ―]?([0-9]{4})")
_SUB_TOWN = re.compile("^(大字|字)")
_STREETS = re.compile("^.*(上[るルがガ]+|下[るルがガ]+|[東西]入[るル]?)")
"""In Kyoto the way to a house by its streets stands before the town: 寺町通御池上る上本能寺前町."""


@dataclass(frozen=True, slots=True)
class CityCodes:
    """One city's places and their codes, as the files hold them.

    Attributes:
        towns: parted by spaces.
        heads: the first three digits of its codes.
        codes: of the city as a whole, then of each town.
    """

    prefecture: str
    city: str
    towns: str
    heads: tuple[str, ...]
    codes: str

    def places(self) -> dict[str, frozenset[str]]:
        """Each town's codes; the city's own under an empty name."""
        names = ("", *(town for town in self.towns.split(" ") if town))
        return dict(zip(names, map(self._told, self.codes.split(" ")), strict=True))

    def _told(self, part: str) -> frozenset[str]:
        return frozenset(
            self.heads[ord(letter) - ord("a")] + rest for letter, rest in _PLACE.findall(part)
        )


class PostalCodes:
    """What postal codes say of addresses."""

    def __init__(self, cities: list[CityCodes]) -> None:
        self._heads: dict[str, list[CityCodes]] = {}
        self._cities: dict[str, list[CityCodes]] = {}
        for city in cities:
            for head in city.heads:
                self._heads.setdefault(head, []).append(city)
            self._cities.setdefault(city.prefecture + city.city, []).append(city)
            self._cities.setdefault(city.city, []).append(city)
        self._longest = max(map(len, self._cities), default=0)

    def of_address(self, address: str) -> frozenset[str]:
        """The codes that an address may have; empty where its city is not known.

        A town that the table does not name has its city's own code.
        """
        cities, rest = self._cities_of(_plain(address))
        return frozenset[str]().union(*(_of_towns(city.places(), rest) for city in cities))

    def agrees(self, code: str, address: str) -> bool | None:
        """Whether a code belongs to an address; None where one of them cannot be judged.

        Codes of one large office or firm stand in no table of places. They are judged by the first
        three digits alone, which are also their city's.
        """
        wanted = digits_of(code)
        cities, rest = self._cities_of(_plain(address))
        if not wanted or not cities:
            return None
        if any(wanted in _of_towns(city.places(), rest) for city in cities):
            return True
        near = any(wanted[:_HEAD] in city.heads for city in cities)
        return None if near and not self.places(wanted) else False

    def places(self, code: str) -> tuple[str, ...]:
        """Prefecture, city and town of a code, as an address begins; empty for an unknown code."""
        wanted = digits_of(code)
        return tuple(
            city.prefecture + city.city + town
            for city in self._heads.get(wanted[:_HEAD], ())
            for town, codes in city.places().items()
            if wanted in codes
        )

    def _cities_of(self, text: str) -> tuple[list[CityCodes], str]:
        """The cities that an address may begin with, and what follows."""
        for end in range(min(len(text), self._longest), 1, -1):
            if cities := self._cities.get(text[:end]):
                return cities, text[end:]
        return [], ""


def digits_of(code: str) -> str:
    """The seven digits of a code as typed or printed, such as 〒１６４−０００１; empty for none."""
    found = _CODE.fullmatch(_plain(code))
    return found[1] + found[2] if found else ""


def load_postal_codes(folder: Path) -> PostalCodes:
    """The codes of `codes.tsv`, whose rows follow those of `towns.tsv`.

    Raises:
        ValueError: the two files do not belong together.
    """
    towns = (folder / "towns.tsv").read_text(encoding="utf-8").splitlines()
    codes = (folder / "codes.tsv").read_text(encoding="utf-8").splitlines()
    cities = []
    for row, told in zip(towns, codes, strict=True):
        prefecture, city, names = row.split("\t")
        heads, rest = told.split("\t")
        cities.append(CityCodes(prefecture, city, names, tuple(heads.split(" ")), rest))
    return PostalCodes(cities)


def _of_towns(places: dict[str, frozenset[str]], rest: str) -> frozenset[str]:
    """The codes of the longest town that an address goes on with; else the city's own."""
    for part in (_SUB_TOWN.sub("", rest), _STREETS.sub("", rest)):
        for end in range(len(part), 0, -1):
            if codes := places.get(part[:end]):
                return codes
    return places[""]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
