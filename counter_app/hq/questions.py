"""What may be asked of the anonymiser: a table of measures and dimensions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from counter_app.domain.statistics import Question, Ways
from counter_app.hq.errors import HqFault, HqRefused, HqWrongUse
from counter_app.hq.role_keys import ANONYMISED

FILE = Path(__file__).resolve().parents[2] / "resources" / "statistics" / "questions.toml"
LEAST = 10
"""Persons: no table may allow fewer."""

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=32)]


_Dimension = Literal["category", "goods", "grade", "kind", "month", "prefecture", "age"]
"""Those that rows have: whatever else a table names is refused."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    least_persons: Annotated[int, msgspec.Meta(ge=LEAST)]
    most_dimensions: Annotated[int, msgspec.Meta(ge=1, le=7)]
    band_years: Annotated[int, msgspec.Meta(ge=10)]
    oldest_band: Annotated[int, msgspec.Meta(ge=10, le=90)]
    measures: tuple[Literal["count", "sum", "mean"], ...]
    dimensions: tuple[_Dimension, ...]
    prefectures: tuple[_Name, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What may be asked.

    Attributes:
        least: persons in each figure and each difference of figures.
        most: dimensions of one question.
    """

    least: int
    most: int
    measures: tuple[str, ...]
    dimensions: tuple[str, ...]
    ways: Ways

    def question(
        self, purpose: str, measure: str, by: Iterable[str], first: str, last: str
    ) -> Question:
        """A question as it was typed.

        Args:
            purpose: improve or investment.
            measure: one of the table's.
            by: dimensions; their order is the columns'.
            first: first month, YYYY-MM.
            last: last month.

        Raises:
            HqWrongUse: `purpose_unknown`, `measure_unknown`, `dimension_unknown`,
                `too_many_dimensions` or `month_form`.
        """
        named = tuple(dict.fromkeys(by))
        if purpose not in ANONYMISED:
            raise HqWrongUse("purpose_unknown", purpose=purpose)
        if measure not in self.measures:
            raise HqWrongUse("measure_unknown", measure=measure)
        for name in named:
            if name not in self.dimensions:
                raise HqWrongUse("dimension_unknown", dimension=name)
        if len(named) > self.most:
            raise HqWrongUse("too_many_dimensions", most=self.most)
        if not (_MONTH.fullmatch(first) and _MONTH.fullmatch(last) and first <= last):
            raise HqWrongUse("month_form")
        return Question(purpose, measure, named, f"{first}/{last}")


def load_questions(path: Path = FILE) -> Questions:
    """The table of a file.

    Raises:
        HqFault: `questions_damaged`: also when it would allow figures about fewer than LEAST.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        table = msgspec.convert(raw, _Table)
    except (OSError, ValueError, msgspec.ValidationError):
        raise HqFault("questions_damaged", file=path.name) from None
    ways = Ways(table.band_years, table.oldest_band, table.prefectures)
    return Questions(
        table.least_persons, table.most_dimensions, table.measures, table.dimensions, ways
    )


def require_closed(question: Question, today: date) -> None:
    """Let only months pass that are over: a month that still grows answers twice.

    Raises:
        HqRefused: `period_open`.
    """
    if question.period.split("/")[1] >= f"{today:%Y-%m}":
        raise HqRefused("period_open", period=question.period)


def overlaps(one: str, other: str) -> bool:
    """Whether two periods share a month."""
    first, last = one.split("/")
    begins, ends = other.split("/")
    return first <= ends and begins <= last
