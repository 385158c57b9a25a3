"""Finding a past deal by its visit's number."""

from __future__ import annotations

from counter_app.domain.acts import Kind
from counter_app.law.jobs import Job
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def accepted_act(record: Record, view: Reading, visit_number: str) -> StoredAct | None:
    """The act that accepted the articles of a visit, looked for from the last one backwards."""
    wanted = visit_number.strip().upper()
    for stored in record.acts.newest(view, Kind.ARTICLE_ACCEPTED):
        fields = record.acts.fields_for(view, stored, Job.FIND_DEAL)
        if wanted and fields.get("application.visit_number") == wanted:
            return stored
    return None
