"""What a reading says: kind, place, fields, checks, and the masked image, or why it was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from counter_app.id_reading.pixels import Picture

Box: TypeAlias = tuple[int, int, int, int]
"""x, y, width and height in pixels of the frame."""

Corners: TypeAlias = tuple[tuple[float, float], ...]
"""The card's own corners in the frame: upper left, upper right, lower right, lower left."""


@dataclass(frozen=True, slots=True)
class FieldRead:
    """One field of a document.

    Attributes:
        value: as it goes into the record once staff agree; dates in ISO 8601; empty: not read.
        confidence: 0 to 1.
        box: around its print.
        doubtful: staff must look before they take it over.
        doubts: positions in the value of signs to look at.
        crop: its print as a small picture, to be shown beside the value.
        raw: as it was read, before a rule or a list put anything right.
        changed_by: what changed it, such as towns, names, mrz; empty when it stands as read.
        variants: (position in the value, the forms that staff may pick there).
    """

    value: str = field(repr=False)
    confidence: float
    box: Box
    doubtful: bool
    doubts: tuple[int, ...] = ()
    crop: Picture | None = field(default=None, repr=False)
    raw: str = field(default="", repr=False)
    changed_by: str = ""
    variants: tuple[tuple[int, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that a document must agree with itself about."""

    code: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one frame. Only masked pixels are in it, and the crops of its fields.

    Attributes:
        kind: the law's key, with _back for a back side; empty when it is not known.
        refused: code of the reason why nothing was read; None when it was.
        masked: what was painted over.
        image: the card laid flat and masked, as PNG without metadata; empty when refused.
        mask_version: version of the masking rules by which the image was painted; 0: none.
        ms: milliseconds from the frame to the reading.
    """

    kind: str = ""
    quad: Corners = ()
    fields: dict[str, FieldRead] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    refused: str | None = None
    masked: tuple[Box, ...] = ()
    image: bytes = field(default=b"", repr=False)
    mask_version: int = 0
    ms: int = 0

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Names of the fields that staff must look at."""
        return tuple(name for name, one in self.fields.items() if one.doubtful)


def as_json(reading: Reading, file: str) -> dict[str, Any]:
    """The line that `counterctl read-id` prints for one image."""
    return {
        "file": file,
        "kind": reading.kind or None,
        "quad": [list(corner) for corner in reading.quad] or None,
        "fields": {
            name: {"value": one.value, "confidence": one.confidence, "box": list(one.box)}
            for name, one in reading.fields.items()
        },
        "checks": [{"code": check.code, "ok": check.ok} for check in reading.checks],
        "doubtful": list(reading.doubtful),
        "refused": reading.refused,
        "masked": [list(box) for box in reading.masked],
        "ms": reading.ms,
    }
