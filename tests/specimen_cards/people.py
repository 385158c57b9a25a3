"""Invented people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.specimen_cards.dice import Dice


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist.

    Attributes:
        family: as written on a Japanese card; empty where a foreigner has one name only.
        country: as a residence card prints it, and `state` its ICAO code.
        latin_family: as a passport prints it, and `latin_given` likewise.
        sex: M or F.
    """

    family: str
    given: str
    latin_family: str
    latin_given: str
    sex: str
    state: str = "JPN"
    country: str = "日本"

    @property
    def latin(self) -> str:
        """Family name and given names in Latin letters."""
        return f"{self.latin_family} {self.latin_given}".strip()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "people.toml").read_text("utf-8"))


def japanese(dice: Dice) -> Person:
    """A person with a name in kanji or kana."""
    family = dice.pick(_table()["family"].strip().split("|")).split()
    given = dice.pick(_table()["given"].strip().split("|")).split()
    return Person(family[0], given[0], family[1], given[1], given[2])


def foreign(dice: Dice) -> Person:
    """A person with a name in Latin letters."""
    family, given, country, state, sex = dice.pick(_table()["foreign"].strip().split("\n")).split(
        "|"
    )
    return Person(family, given, family, given, sex, state, country)


def name_in_use(dice: Dice) -> str:
    """A foreign resident's name in daily use (通称)."""
    return dice.pick([str(one) for one in _table()["used"]])


def country_name(state: str) -> str:
    """A nationality as passports print it."""
    return str(_table()["countries"][state])
