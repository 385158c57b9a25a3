"""Internal acts look alike from outside, and tell everything to who may read them."""

from __future__ import annotations

from pathlib import Path

from counter_app.domain.acts import INTERNAL_STEP, Header, Kind
from counter_app.domain.internal import InternalNote, NoteKind
from counter_app.services.internal_acts import internal_act, internal_notes
from counter_app.storage.act_log import NewAct
from tests.records import CLERK, NOON, small_record

SUSPICION = InternalNote(NoteKind.SUSPICION, {"station": "見本警察署", "reasons": ["boxed_phones"]})
INSPECTION = InternalNote(NoteKind.INSPECTION, {"officer": "見本第1号", "from": "2026-11-01"})


def shape(header: Header) -> tuple[object, ...]:
    """What a header shows of an act beside its place and time."""
    parts = tuple((part.name, part.size, part.blob) for part in header.parts)
    return parts, header.ledger, header.ref


def test_notes_are_read_back_in_order(tmp_path: Path) -> None:
    with small_record(tmp_path) as till:
        for note in (SUSPICION, INSPECTION):
            till.write(internal_act(note, CLERK, NOON))
        with till.record.read() as view:
            notes = [note for _stored, note in internal_notes(till.record, view)]
    assert notes == [SUSPICION, INSPECTION]


def test_a_header_does_not_tell_a_suspicion_from_an_inspection(tmp_path: Path) -> None:
    with small_record(tmp_path) as till:
        one, other = (
            till.write(internal_act(note, CLERK, NOON)).header for note in (SUSPICION, INSPECTION)
        )
        fields = {"other.staff_note": SUSPICION.field()}
        plain = till.write(NewAct(Kind.DAY_CLOSED, CLERK, NOON, fields)).header
    assert (one.kind, shape(one)) == (other.kind, shape(other))
    assert one.parts[0].size == INTERNAL_STEP + len(b"sixteen byte tag")
    assert shape(plain) != shape(one)  # an act of another kind shows how long its words are
