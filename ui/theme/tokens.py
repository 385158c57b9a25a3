"""The design tokens of resources/style/tokens.toml: colours, type, spaces and targets, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Scheme: TypeAlias = Literal["light", "high_contrast"]
SCHEMES: tuple[Scheme, ...] = ("light", "high_contrast")
Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TypeSize:
    """One role of type, in logical pixels."""

    px: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Contrast:
    """Pairs of colours, ink and ground, that must stay apart, and how far (WCAG 2.2)."""

    text_min: float
    part_min: float
    text: tuple[Pair, ...]
    part: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every measure of the two windows.

    Attributes:
        colours: by scheme and name, as RRGGBB or RRGGBBAA.
        types: by role, such as `clerk.title`.
        strokes: widths of lines by scheme and part.
        targets: height and least width of what is pressed.
        focus: widths of the inner and the outer ring.
        motion: milliseconds.
    """

    colours: Mapping[Scheme, Mapping[str, str]]
    contrast: Contrast
    families: tuple[str, ...]
    digit_families: tuple[str, ...]
    line_box: float
    larger_text: float
    types: Mapping[str, TypeSize]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    strokes: Mapping[Scheme, Mapping[str, int]]
    targets: Mapping[str, tuple[int, int]]
    focus: tuple[int, int]
    motion: Mapping[str, int]


def load_tokens(path: Path) -> Tokens:
    """Read the tokens.

    Raises:
        KeyError: a table or a name is missing.
    """
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    kind = told["type"]
    return Tokens(
        colours={scheme: told["colour"][scheme] for scheme in SCHEMES},
        contrast=_contrast(told["contrast"]),
        families=tuple(kind["families"]),
        digit_families=tuple(kind["digit_families"]),
        line_box=kind["line_box"],
        larger_text=kind["larger_text"],
        types={
            f"{side}.{role}": TypeSize(px, weight > 400)  # noqa: PLR2004 - the regular weight
            for side in ("clerk", "customer")
            for role, (px, weight) in kind[side].items()
        },
        space=told["space"],
        radius=told["radius"],
        strokes={scheme: told["stroke"][scheme] for scheme in SCHEMES},
        targets={name: (height, width) for name, (height, width) in told["target"].items()},
        focus=(told["focus"]["inner"], told["focus"]["outer"]),
        motion=told["motion"],
    )


def _contrast(told: Mapping[str, object]) -> Contrast:
    def pairs(name: str) -> tuple[Pair, ...]:
        lines = told[name]
        if not isinstance(lines, list):
            raise TypeError(name)
        split = [str(line).split("/") for line in lines]
        return tuple((ink, ground) for ink, ground in split)

    return Contrast(
        float(str(told["text_min"])), float(str(told["part_min"])), pairs("text"), pairs("part")
    )
