"""Who may do what: which roles a deed is open to.

The table is data (resources/staff/rights.toml). A deed that no table opens to clerks is the
manager's: what is not known is not allowed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from counter_app.domain.staff import Role


class Deed(StrEnum):
    """What somebody proves with their PIN before it is done."""

    ACCEPT = "accept"
    DISPOSE = "dispose"
    MOVE = "move"
    LATE_ENTRY = "late_entry"
    APPROVE_OFFER = "approve_offer"
    CORRECT = "correct"
    CANCEL_LINE = "cancel_line"
    CLOSE_DAY = "close_day"
    CONFIRM_CLOCK = "confirm_clock"
    APPROVE_NOTICE = "approve_notice"
    ENTER_BULLETIN = "enter_bulletin"
    CLEAR_MATCH = "clear_match"
    CUSTODY = "custody"
    ANSWER_POLICE = "answer_police"
    INSPECTION = "inspection"
    REPORT_SUSPICION = "report_suspicion"
    CHANGE_CONSENT = "change_consent"
    OPEN_IMAGE = "open_image"
    EXTRA_PURPOSE = "extra_purpose"
    PROVIDE = "provide"
    NOTE_INCIDENT = "note_incident"
    TAKE_REQUEST = "take_request"
    ANSWER_QUESTION = "answer_question"
    ANSWER_REQUEST = "answer_request"
    RELEASE_NOTES = "release_notes"


class RightsFault(ValueError):
    """The table misses a deed, names one twice or an unknown one, or shuts the manager out."""


@dataclass(frozen=True, slots=True)
class Rights:
    """The roles of each deed."""

    roles: Mapping[Deed, frozenset[Role]] = field(default_factory=dict)

    def may(self, role: Role, deed: Deed) -> bool:
        """Whether a deed is open to a role."""
        return role in self.roles.get(deed, frozenset({Role.MANAGER}))


MANAGERS_ONLY = Rights()
"""What holds where no table was read."""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    deed: Deed
    roles: Annotated[frozenset[Role], msgspec.Meta(min_length=1)]
    ja: str
    en: str


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal[1]
    right: tuple[_Row, ...]


def read_rights(text: str) -> Rights:
    """The table of a file's text.

    Raises:
        RightsFault: as said there.
    """
    try:
        table = msgspec.convert(tomllib.loads(text), _Table)
    except (ValueError, msgspec.ValidationError) as fault:
        raise RightsFault(f"{fault}") from None
    deeds = [row.deed for row in table.right]
    if sorted(deeds) != sorted(Deed):
        raise RightsFault("a deed is missing or stands twice")
    for row in table.right:
        if Role.MANAGER not in row.roles:
            raise RightsFault(f"{row.deed} shuts the manager out")
    return Rights({row.deed: row.roles for row in table.right})
