"""What is painted over, as data: zones of each kind, and words of documents that are refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from counter_app.id_reading.kinds import Area, Kind


@dataclass(frozen=True, slots=True)
class MaskRule:
    """One thing that is painted over.

    Attributes:
        reason: with its article.
        kinds: keys of the documents that may show it; empty for every kind.
        area: where it stands on the official card, in millimetres.
        always: the area is painted also where the label was found.
        label: printed words by which it is found, the longest first.
        reach: how it lies to its label.
        block: left, top, right and bottom from the label's upper left corner, in millimetres.
        digits: lines of digits alone are painted too.
        value: patterns of what the zone itself says: a third net, where no label is legible.
    """

    reason: str
    kinds: tuple[str, ...] = ()
    area: Area | None = None
    always: bool = False
    label: tuple[str, ...] = ()
    reach: Literal["row", "below", "block"] = "row"
    block: Area | None = None
    digits: bool = False
    value: tuple[str, ...] = ()

    def concerns(self, kind: Kind | None) -> bool:
        """Whether a card of this kind may show it; one whose kind is not known may show all."""
        return kind is None or not self.kinds or kind.key in self.kinds


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words of a document of which nothing is kept.

    Attributes:
        code: of the reason that the clerk is told.
        without: words of accepted documents that hold these words too.
    """

    code: str
    words: tuple[str, ...]
    reason: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masks:
    """The rows of `masks.toml`.

    Attributes:
        version: goes with every image that was painted by these rows.
        until: words at which a zone found by its label ends.
    """

    version: int
    until: tuple[str, ...]
    mask: tuple[MaskRule, ...]
    refusal: tuple[Refusal, ...] = ()


def load_masks(folder: Path) -> Masks:
    """The rows of `masks.toml` in a folder."""
    return msgspec.toml.decode((folder / "masks.toml").read_bytes(), type=Masks)
