"""Kinds of documents as data: labels that tell them, zones of their fields, areas to be masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Area: TypeAlias = tuple[float, float, float, float]
"""x, y, width and height in millimetres from the card's upper left corner."""


@dataclass(frozen=True, slots=True)
class Label:
    """Printed words by which a kind is known.

    Attributes:
        area: where they are looked for.
    """

    text: str
    area: Area


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a field stands.

    Attributes:
        lines: most lines that it runs over.
        signs: name of the set of signs that it may hold.
    """

    area: Area
    lines: int
    signs: str


@dataclass(frozen=True, slots=True)
class Mask:
    """What is painted over before an image of the card is encoded, and why."""

    area: Area
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One side of one kind of document.

    Attributes:
        key: the law's key for the document.
        size: width and height in millimetres.
        refused: code of the reason why this side is not read; empty when it is.
    """

    key: str
    side: Literal["front", "back"]
    size: tuple[float, float]
    labels: tuple[Label, ...]
    refused: str = ""
    zones: dict[str, Zone] = field(default_factory=dict)
    masks: tuple[Mask, ...] = ()

    @property
    def name(self) -> str:
        """The key, with _back for a back side."""
        return self.key if self.side == "front" else f"{self.key}_back"


@dataclass(frozen=True, slots=True)
class _Kinds:
    kind: tuple[Kind, ...]


def load_kinds(folder: Path) -> tuple[Kind, ...]:
    """The kinds of `kinds.toml` in a folder."""
    return msgspec.toml.decode((folder / "kinds.toml").read_bytes(), type=_Kinds).kind
