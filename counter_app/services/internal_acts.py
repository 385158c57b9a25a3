"""Writing and reading internal acts: all of one shape, whatever they tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from counter_app.domain.acts import Kind
from counter_app.domain.internal import NOTE_FIELD, InternalNote, note_from
from counter_app.domain.values import StaffCode
from counter_app.law.jobs import Job
from counter_app.storage.act_log import NewAct, StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def internal_act(note: InternalNote, by: StaffCode, at: datetime) -> NewAct:
    """The act of a note. It refers to no other act: the header would tell whom it is about."""
    fields = {NOTE_FIELD: note.field()}
    return NewAct(Kind.INTERNAL, by, at, fields, bases=frozenset({"notice"}))


def internal_notes(record: Record, view: Reading) -> Iterator[tuple[StoredAct, InternalNote]]:
    """Every internal act whose key is not erased, the oldest first; each is opened."""
    for stored in record.acts.of_kind(view, Kind.INTERNAL):
        told = record.acts.fields_for(view, stored, Job.HOLD_ROWS).get(NOTE_FIELD)
        if told is not None:
            yield stored, note_from(told)


def notes_since(
    record: Record, view: Reading, moment: datetime, job: Job
) -> Iterator[InternalNote]:
    """The notes from a moment on, the newest first: older acts are not opened."""
    for stored in record.acts.newest(view, Kind.INTERNAL):
        if stored.header.at < moment:
            return
        told = record.acts.fields_for(view, stored, job).get(NOTE_FIELD)
        if told is not None:
            yield note_from(told)
