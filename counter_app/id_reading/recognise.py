"""Which document lies there: told by the words printed on it, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counter_app.id_reading.kinds import Kind
from counter_app.id_reading.labels import FoundLabel, find_labels
from counter_app.id_reading.printed import PrintedLine

LEAST = 2.0
"""A kind for which less speaks is not known."""

AGAINST = 2.0
"""What a word of another kind takes away."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a card's words tell of its kind.

    Attributes:
        kind: None when no kind's words are there.
        score: how much speaks for it.
        labels: its labels on the card.
    """

    kind: Kind | None
    score: float
    labels: tuple[FoundLabel, ...] = ()


def recognise(lines: Sequence[PrintedLine], kinds: Sequence[Kind]) -> Recognised:
    """The kind that most words of a card speak for."""
    words = {word for kind in kinds for word in (*(one.text for one in kind.labels), *kind.without)}
    there = {label.text for label in find_labels(lines, words)}
    there |= {word for word in words if any(longer != word and word in longer for longer in there)}
    scores = [(_score(kind, there), kind) for kind in kinds]
    score, best = max(scores, key=lambda told: told[0])
    if score < LEAST:
        return Recognised(None, score)
    return Recognised(best, score, tuple(find_labels(lines, best.words)))


def _score(kind: Kind, there: set[str]) -> float:
    told = sum(label.tells for label in kind.labels if label.text in there)
    return told - AGAINST * sum(word in there for word in kind.without)
