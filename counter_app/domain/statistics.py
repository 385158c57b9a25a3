"""Figures about many, and none about few: what may be counted, and which cells may be told.

Statistics leave only when nobody stands out (Act on the Protection of Personal Information, arts.
41, 43; the notice's purposes 7 and 8). The rule is one: whatever was ever told about a period cuts
its deals into groups that no combination of the figures can cut further; each of those groups has
deals of at least `least_persons` different persons. So no difference of two answers, nor any other
sum of them, is about fewer. Decision record 010 says what this does not cover.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from counter_app.law.age import age_on

UNKNOWN = "-"
"""Stands where an act does not say."""

Key = tuple[str, ...]
"""Values of the dimensions asked for, in their order."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How the values of dimensions are made.

    Attributes:
        band_years: width of an age band; oldest: from this age on one band.
        prefectures: names with which an address may begin.
    """

    band_years: int
    oldest: int
    prefectures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealRow:
    """One article of a deal, without anything that names a person or a device.

    Attributes:
        person: tells one person from another, in memory only; it is in no answer.
        values: by dimension.
        yen: the price paid.
    """

    person: str
    values: Mapping[str, str]
    yen: int


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        measure: count, sum or mean.
        by: dimensions, in order.
        period: first and last month, `YYYY-MM/YYYY-MM`.
    """

    purpose: str
    measure: str
    by: tuple[str, ...]
    period: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was told before about the same rows: by which dimensions, and of which cells."""

    by: tuple[str, ...]
    shown: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Figures:
    """An answer.

    Attributes:
        cells: figure by key; those that may not be told are missing.
        total: of all rows of the period.
        hidden: whether a cell is missing.
    """

    cells: Mapping[Key, int]
    total: int
    hidden: bool


def rows_of(fields: Mapping[str, Any], on: date, ways: Ways) -> list[DealRow]:
    """The articles of an accepted deal as rows.

    Args:
        fields: of the act, as its purpose may see them.
        on: the day of the deal.
        ways: how values are made.
    """
    shared = {
        "kind": str(fields.get("application.kind") or "buy"),
        "month": f"{on:%Y-%m}",
        "prefecture": _prefecture(str(fields.get("person.address", "")), ways),
        "age": _age_band(str(fields.get("person.birth_date", "")), on, ways),
    }
    prices = _listed(fields, "article.price")
    columns = {name: _listed(fields, f"article.{name}") for name in ("category", "goods", "grade")}
    rows: list[DealRow] = []
    for place, yen in enumerate(prices):
        own = {
            name: _word(values[place]) if place < len(values) else UNKNOWN
            for name, values in columns.items()
        }
        amount = yen if isinstance(yen, int) else 0
        rows.append(DealRow(person_key(fields), shared | own, amount))
    return rows


def person_key(fields: Mapping[str, Any]) -> str:
    """One person's key: name and birth date; all who are not named count as one person."""
    name = unicodedata.normalize("NFKC", str(fields.get("person.name", "")))
    born = str(fields.get("person.birth_date", ""))
    return f"{''.join(name.split()).casefold()}\n{born}" if name else ""


def figures(
    rows: Sequence[DealRow], question: Question, earlier: Iterable[Told], least: int
) -> Figures | None:
    """The answer; None when nothing may be told.

    Args:
        rows: every row of the period, the same at each question.
        question: what is asked.
        earlier: what was told about these rows before, by whatever purpose.
        least: persons that a figure, and any difference of figures, is about at the least.
    """
    if _persons(rows, range(len(rows))) < least:
        return None
    cells = _cells(rows, question.by)
    shown = _tellable(rows, cells, _groups(rows, earlier), least)
    if question.by and not shown:
        return None
    told = {key: _measured(rows, cells[key], question.measure) for key in sorted(shown)}
    total = _measured(rows, range(len(rows)), question.measure)
    return Figures(told, total, hidden=shown != cells.keys())


def _cells(rows: Sequence[DealRow], by: tuple[str, ...]) -> dict[Key, list[int]]:
    cells: dict[Key, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if by:
            cells[tuple(row.values[name] for name in by)].append(place)
    return dict(cells)


def _groups(rows: Sequence[DealRow], earlier: Iterable[Told]) -> list[list[int]]:
    """The rows that everything told so far leaves together."""
    groups: dict[tuple[Key | None, ...], list[int]] = defaultdict(list)
    told = list(earlier)
    for place, row in enumerate(rows):
        marks: list[Key | None] = []
        for one in told:
            key = tuple(row.values[name] for name in one.by)
            marks.append(key if key in one.shown else None)
        groups[tuple(marks)].append(place)
    return list(groups.values())


def _tellable(
    rows: Sequence[DealRow],
    cells: Mapping[Key, Sequence[int]],
    groups: Sequence[Sequence[int]],
    least: int,
) -> set[Key]:
    """The cells that may be told: with them every group is still of enough persons, or empty."""
    cell_of = {place: key for key, places in cells.items() for place in places}
    shown = {key for key, places in cells.items() if _persons(rows, places) >= least}
    while (revealing := _revealing(rows, cell_of, groups, shown, least)) is not None:
        shown.discard(revealing)
    return shown


def _revealing(
    rows: Sequence[DealRow],
    cell_of: Mapping[int, Key],
    groups: Sequence[Sequence[int]],
    shown: set[Key],
    least: int,
) -> Key | None:
    """A shown cell by which some group would become too small; None when there is none."""
    for group in groups:
        pieces: dict[Key | None, set[str]] = defaultdict(set)
        for place in group:
            key = cell_of.get(place)
            pieces[key if key in shown else None].add(rows[place].person)
        small = sorted(key for key, who in pieces.items() if key is not None and len(who) < least)
        if small:
            return small[0]
        beside = [(len(who), key) for key, who in pieces.items() if key is not None]
        if beside and 0 < len(pieces.get(None, ())) < least:  # it would follow by subtraction
            return min(beside)[1]
    return None


def _persons(rows: Sequence[DealRow], places: Iterable[int]) -> int:
    return len({rows[place].person for place in places})


def _measured(rows: Sequence[DealRow], places: Iterable[int], measure: str) -> int:
    """Articles, or yen: a mean is rounded down to whole yen."""
    counted = Counter({"count": 0, "sum": 0})
    for place in places:
        counted["count"] += 1
        counted["sum"] += rows[place].yen
    if measure == "mean":
        return counted["sum"] // counted["count"]
    return counted[measure]


def _listed(fields: Mapping[str, Any], name: str) -> list[Any]:
    value = fields.get(name)
    return value if isinstance(value, list) else []


def _word(value: Any) -> str:
    """A value's word; a category stands as its number and its word."""
    if isinstance(value, list):
        value = value[-1] if value else ""
    return str(value or UNKNOWN)


def _prefecture(address: str, ways: Ways) -> str:
    plain = unicodedata.normalize("NFKC", address).lstrip()
    return next((name for name in ways.prefectures if plain.startswith(name)), UNKNOWN)


def _age_band(birth_date: str, on: date, ways: Ways) -> str:
    try:
        age = age_on(date.fromisoformat(birth_date), on)
    except ValueError:
        return UNKNOWN
    if age < 0:
        return UNKNOWN
    if age >= ways.oldest:
        return f"{ways.oldest}+"
    first = age // ways.band_years * ways.band_years
    return f"{first}-{first + ways.band_years - 1}"
