"""A note of an internal act: its kind and what it tells, and nothing that is none."""

from __future__ import annotations

from typing import Any

import pytest

from counter_app.domain.errors import IntegrityFault
from counter_app.domain.internal import InternalNote, NoteKind, note_from


def test_a_note_is_read_back_from_its_field() -> None:
    note = InternalNote(NoteKind.CUSTODY_ORDERED, {"line": 3, "until": "2026-12-01"})
    assert note.field() == {"kind": "custody_ordered", "line": 3, "until": "2026-12-01"}
    assert note_from(note.field()) == note


@pytest.mark.parametrize("wrong", [{}, {"kind": "gossip"}, {"line": 3}])
def test_what_is_no_note_is_not_taken_for_one(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityFault) as caught:
        note_from(wrong)
    assert caught.value.code == "act_malformed"
