"""Kinds of documents as data: the words that tell them, and how each field is found on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Area: TypeAlias = tuple[float, float, float, float]
"""x, y, width and height in millimetres from the card's upper left corner."""

Grammar: TypeAlias = Literal["name", "address", "date", "number", "sex", "nation", "latin"]
"""What a field's value is made of."""


@dataclass(frozen=True, slots=True)
class Label:
    """Printed words by which a kind is known or a field is found.

    Attributes:
        tells: how much finding them speaks for the kind: 3 for a title, 0 for words of every card.
        place: where they stand on the card as it is issued, in millimetres; None: not measured.
    """

    text: str
    tells: float = 0.0
    place: Area | None = None


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """How a field is found on a kind of document, whatever drawing of it lies there.

    Attributes:
        grammar: what its value is made of.
        labels: words printed beside or above it.
        marks: pattern of words that the value itself is printed with, such as まで有効.
        areas: where it stands on the drawings that are known, in millimetres; a tie-breaker, and
            the place to look where its label cannot be read.
        lines: most lines that it runs over.
    """

    grammar: Grammar
    labels: tuple[str, ...] = ()
    marks: str = ""
    areas: tuple[Area, ...] = ()
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One side of one kind of document.

    Attributes:
        key: the law's key for the document.
        size: width and height in millimetres.
        refused: code of the reason why this side is not read; empty when it is.
        labels: words that tell the kind.
        without: words that this kind never bears: they speak for another one.
        others: words beside values that are no field of ours, such as a date of permission.
    """

    key: str
    side: Literal["front", "back"]
    size: tuple[float, float]
    labels: tuple[Label, ...]
    refused: str = ""
    without: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    fields: dict[str, FieldPlace] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key, with _back for a back side."""
        return self.key if self.side == "front" else f"{self.key}_back"

    @property
    def beside(self) -> frozenset[str]:
        """The words that stand beside values: those of a title own nothing."""
        own = {text for one in self.fields.values() for text in one.labels}
        return frozenset(own | set(self.others))

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that is a label on this kind, and no part of a value."""
        marks = [one.marks for one in self.fields.values() if one.marks]
        told = {label.text: None for label in self.labels}
        told |= {text: None for one in self.fields.values() for text in one.labels}
        told |= dict.fromkeys(self.others)
        return tuple(text for text in told if not any(re.search(mark, text) for mark in marks))


@dataclass(frozen=True, slots=True)
class _Kinds:
    kind: tuple[Kind, ...]


def load_kinds(folder: Path) -> tuple[Kind, ...]:
    """The kinds of `kinds.toml` in a folder."""
    return msgspec.toml.decode((folder / "kinds.toml").read_bytes(), type=_Kinds).kind
