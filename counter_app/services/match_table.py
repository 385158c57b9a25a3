"""The words and thresholds by which bulletins are compared, from resources/police."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from counter_app.domain.bulletin_match import PARTS, MatchTable
from counter_app.domain.bulletin_words import vocabulary

SCHEMA = 1
FILE = "matching.toml"

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Weight = Annotated[float, msgspec.Meta(gt=0)]


class MatchTableFault(ValueError):
    """The table cannot be used as it is; nothing is compared by it."""


class _Same(msgspec.Struct, forbid_unknown_fields=True):
    means: str
    words: list[str]


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    kinds: frozenset[str]
    colours: frozenset[str]
    qualifiers: frozenset[str]
    ignored: list[str]


class _Thresholds(msgspec.Struct, forbid_unknown_fields=True):
    least: Share
    least_model: Share
    least_weight: Weight
    qualifier_off: Share
    colour_off: Share
    serial_least: Annotated[int, msgspec.Meta(ge=1)]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    schema: int
    weights: dict[str, Weight]
    thresholds: _Thresholds
    makers: dict[str, str]
    words: _Words
    same: list[_Same]


def load_match_table(path: Path) -> MatchTable:
    """The table of a file.

    Raises:
        MatchTableFault: it is none, or misses a weight.
    """
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, ValueError) as fault:
        raise MatchTableFault(f"{path.name}: {fault}") from None
    if file.schema != SCHEMA or file.weights.keys() != set(PARTS):
        raise MatchTableFault(f"{path.name}: another schema, or a weight too many or too few")
    limits: dict[str, Any] = msgspec.structs.asdict(file.thresholds)
    return MatchTable(
        words=vocabulary(((one.means, one.words) for one in file.same), file.words.ignored),
        makers=file.makers,
        kinds=file.words.kinds,
        colours=file.words.colours,
        qualifiers=file.words.qualifiers,
        weights=file.weights,
        **limits,
    )
