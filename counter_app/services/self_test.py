"""Does the reader read on this PC: one bundled specimen, and what of it came out right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from counter_app.id_reading.process import DocumentReader

LEAST_EQUAL = 5
"""Of the six fields of a driving licence."""

_NAMES = {"issue_date": "issued_on", "expiry_date": "expires_on"}
"""The specimens' own words for two of them."""


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What was read of a specimen; its holder is made up, so that the values may be shown.

    Attributes:
        fields: name to value as read and as printed.
    """

    fields: dict[str, tuple[str, str]]

    @property
    def equal(self) -> int:
        """How many fields were read as they are printed."""
        return sum(read == printed for read, printed in self.fields.values())

    @property
    def passed(self) -> bool:
        """Whether the reader is good enough to begin with."""
        return self.equal >= LEAST_EQUAL


def read_specimen(picture: Path, reader: DocumentReader) -> SelfTest:
    """Read a specimen and compare it with the file beside its picture.

    Raises:
        NotPossibleNow: `reader_stopped`.
    """
    printed = specimen_fields(picture)
    reading = reader.read_file(picture.read_bytes())
    return SelfTest(
        {
            name: (reading.fields[name].value if name in reading.fields else "", value)
            for name, value in printed.items()
        }
    )


def specimen_fields(picture: Path) -> dict[str, str]:
    """What stands on a specimen, by field name, from the file beside its picture."""
    told = json.loads(picture.with_suffix(".json").read_text(encoding="utf-8"))
    return {_NAMES.get(name, name): one["value"] for name, one in told["fields"].items()}
