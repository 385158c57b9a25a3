"""Which document lies there, and which way up: told by the words printed at known places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from counter_app.id_reading.card import FlatCard, lay_flat
from counter_app.id_reading.engine import TextEngine
from counter_app.id_reading.kinds import Kind, Label
from counter_app.id_reading.outline import Outline, Quad
from counter_app.id_reading.pixels import Image
from counter_app.id_reading.zones import cut

SURE = 0.7
"""A kind whose labels agree so well needs no second look from the other side."""

CERTAIN = 0.9
"""Nor does another outline need a look then."""

LEAST = 0.5
"""Below this the card's kind is not known."""

BEST_LABELS = 3
"""Labels that count: one may lie under glare or a thumb."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A card whose kind was looked for.

    Attributes:
        kind: None when no kind's labels agree well enough.
        quad: corners in the frame, the card's own upper left first.
        score: how well the labels agree, 0 to 1.
    """

    kind: Kind | None
    quad: Quad
    flat: FlatCard
    score: float


def recognise(
    frame: Image, outlines: Sequence[Outline], kinds: Sequence[Kind], engine: TextEngine
) -> Recognised | None:
    """The card and its kind: of several outlines and both ways up, where the labels agree best."""
    best: Recognised | None = None
    for outline in outlines:
        for turn in (0, 2):
            found = _looked_at(frame, np.roll(outline.quad, turn, 0), kinds, engine)
            if best is None or found.score > best.score:
                best = found
            if best.score >= SURE:
                break
        if best is not None and best.score >= CERTAIN:
            break
    return best


def _looked_at(frame: Image, quad: Quad, kinds: Sequence[Kind], engine: TextEngine) -> Recognised:
    flats = {size: lay_flat(frame, quad, size) for size in {kind.size for kind in kinds}}
    asked = [(kind, label) for kind in kinds for label in kind.labels]
    crops = [cut(flats[kind.size].image, label.area) for kind, label in asked]
    read = engine.read(crops, [""] * len(crops))
    found: dict[str, list[float]] = {kind.name: [] for kind in kinds}
    for (kind, label), line in zip(asked, read, strict=True):
        found[kind.name].append(agreement(label, line.text))
    scores = {name: _mean_of_best(values) for name, values in found.items()}
    best = max(kinds, key=lambda kind: scores[kind.name])
    score = scores[best.name]
    return Recognised(best if score >= LEAST else None, quad, flats[best.size], score)


def agreement(label: Label, text: str) -> float:
    """How well what was read agrees with a label, 0 to 1; spaces and width do not count."""
    read = "".join(text.split())
    if not read:
        return 0.0
    long_enough = min(1.0, len(read) / len(label.text))
    return float(fuzz.partial_ratio(read, label.text)) / 100 * long_enough


def _mean_of_best(values: list[float]) -> float:
    best = sorted(values, reverse=True)[:BEST_LABELS]
    return sum(best) / len(best) if best else 0.0
