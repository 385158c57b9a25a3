"""What lies under the camera, who reads it, and whose words may stand in no log."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from typing_extensions import override

from counter_app.id_reading.pixels import Picture
from counter_app.id_reading.process import AUTO, DocumentReader
from counter_app.id_reading.reading import FieldRead, Reading

RESOURCES = Path(__file__).parents[2] / "resources"
SPECIMENS = RESOURCES / "specimens"
LICENCE = SPECIMENS / "driving_licence_1.jpg"
TYPED = {
    "name": "見本 次郎",
    "birth_date": "1990-01-15",
    "address": "東京都見本区見本2-2-2",
    "expires_on": "2029-02-15",
    "number": "301234567899",
}
"""What a clerk types from a document."""


def truth(picture: Path = LICENCE) -> dict[str, str]:
    """What stands on a specimen, by the record's names of the fields."""
    told = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))["fields"]
    ours = {"issue_date": "issued_on", "expiry_date": "expires_on"}
    return {ours.get(name, name): one["value"] for name, one in told.items()}


PERSONAL = (
    *(truth()[name] for name in ("name", "address", "number")),
    *(TYPED[name] for name in ("name", "address", "number")),
)
"""Words that may stand in no log."""


def personal_in(lines: Iterable[str]) -> list[str]:
    """The personal words that stand in what was logged."""
    told = "\n".join(lines)
    return [word for word in PERSONAL if word in told]


@dataclass
class StillReader(DocumentReader):
    """Answers every frame at once: what a licence says, or what it was told to.

    Attributes:
        fields: texts by field, all of them sure.
        refused: the code for which nothing is read.
    """

    fields: dict[str, str] = field(default_factory=truth)
    refused: str | None = None

    @override
    def start(self) -> None:
        """It is ready."""

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        if self.refused:
            return Reading(refused=self.refused)
        fields = {
            name: FieldRead(text, 0.99, (0, 0, 1, 1), False) for name, text in self.fields.items()
        }
        return Reading("driving_licence", fields=fields)

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        raise NotImplementedError

    @override
    def close(self) -> None:
        """It holds nothing."""


class Lent(DocumentReader):
    """A reader that outlives the till which uses it."""

    def __init__(self, owned: DocumentReader) -> None:
        self._owned = owned

    @override
    def start(self) -> None:
        self._owned.start()

    @override
    def read_frame(self, frame: Picture, wanted: str = AUTO) -> Reading:
        return self._owned.read_frame(frame, wanted)

    @override
    def read_file(self, data: bytes, wanted: str = AUTO) -> Reading:
        return self._owned.read_file(data, wanted)

    @override
    def close(self) -> None:
        """Its owner closes it."""


def sure_licence(**other: str) -> StillReader:
    """A reader that sees a licence with some of its fields otherwise."""
    return replace(StillReader(), fields=truth() | other)
