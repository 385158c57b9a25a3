"""What a text engine does: read crops of one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from counter_app.id_reading.pixels import Image

Others: TypeAlias = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as an engine read it.

    Attributes:
        sure: for each sign of the text, from 0 to 1.
        doubts: positions of signs that may be another form of the same kanji.
        places: for each sign its middle across the crop, as a share of the crop's width.
        others: for each sign what else it may be, the likeliest first, with probabilities.
    """

    text: str
    sure: tuple[float, ...] = ()
    doubts: frozenset[int] = frozenset()
    places: tuple[float, ...] = ()
    others: tuple[Others, ...] = ()

    def __add__(self, other: Line) -> Line:
        """The lines of one field put together; places stay those within each line's crop."""
        moved = frozenset(len(self.text) + at for at in other.doubts)
        return Line(
            self.text + other.text,
            self.sure + other.sure,
            self.doubts | moved,
            self.places + other.places,
            self.others + other.others,
        )

    def cut(self, start: int, end: int) -> Line:
        """The signs from `start` up to `end`."""
        return Line(
            self.text[start:end],
            self.sure[start:end],
            frozenset(at - start for at in self.doubts if start <= at < end),
            self.places[start:end],
            self.others[start:end],
        )


class TextEngine(Protocol):
    """Reads print. The crops never leave memory."""

    def read(self, crops: Sequence[Image]) -> list[Line]:
        """The line of each crop; each is a picture of one line."""
        ...
