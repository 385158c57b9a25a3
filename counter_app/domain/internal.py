"""Internal acts: what staff write down among themselves and for the police.

Suspicion, custody, provision to the police, inspection and what a bulletin led to share one clear
kind of act and one compartment of the same size, so that whoever sees only headers cannot tell one
from the other, nor whom it is about (DESIGN 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from counter_app.domain.errors import IntegrityFault

NOTE_FIELD = "other.staff_note"
"""The one field of an internal act; it goes to the purposes provide and screening only."""


class NoteKind(StrEnum):
    """What an internal act tells."""

    BULLETIN_ARRIVED = "bulletin_arrived"
    MATCH_FOUND = "match_found"
    MATCH_CLEARED = "match_cleared"
    SUSPICION = "suspicion"
    CUSTODY_ORDERED = "custody_ordered"
    CUSTODY_ENDED = "custody_ended"
    VICTIM_RETURN = "victim_return"
    POLICE_PROVISION = "police_provision"
    INSPECTION = "inspection"
    PIN_LOCKED = "pin_locked"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class InternalNote:
    """What one internal act tells: its kind, and values that JSON knows."""

    kind: NoteKind
    told: Mapping[str, Any]

    def field(self) -> dict[str, Any]:
        """The value of the note's field."""
        return {"kind": self.kind.value, **self.told}


def note_from(value: Mapping[str, Any]) -> InternalNote:
    """The note of an opened field.

    Raises:
        IntegrityFault: `act_malformed`: it is none of this program.
    """
    told = dict(value)
    try:
        return InternalNote(NoteKind(told.pop("kind")), told)
    except (KeyError, ValueError):
        raise IntegrityFault("act_malformed") from None
