"""Reading a request together: the act that took it, its steps and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from counter_app.domain.acts import Kind
from counter_app.domain.errors import WrongInput
from counter_app.domain.request_acts import answer_from, asked_from
from counter_app.domain.requests import (
    Check,
    Confirmed,
    Note,
    Request,
)
from counter_app.domain.values import LedgerNumber
from counter_app.law.jobs import Job
from counter_app.storage.act_log import StoredAct
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def opened_request(record: Record, view: Reading, number: str) -> Request:
    """A whole request.

    Raises:
        WrongInput: `request_unknown`.
    """
    row = record.requests.numbered(view, number.strip().upper())
    if row is None:
        raise WrongInput("request_unknown")
    stored, fields = opened_act(record, view, row.seq)
    deals: dict[int, None] = dict.fromkeys(fields.get("inquiry.concerns", []))
    request = Request(row, asked_from(fields), stored.header.at, stored.header.staff, ())
    for seq in row.steps:
        step, told = opened_act(record, view, seq)
        deals |= dict.fromkeys(told.get("inquiry.concerns", []))
        request = _gone_on(request, step, told)
    return replace(request, deals=tuple(LedgerNumber(record.till, one) for one in deals))


def opened_act(record: Record, view: Reading, seq: int) -> tuple[StoredAct, dict[str, Any]]:
    """An act, with what may be used of it to answer the person."""
    stored = record.acts.act(view, seq)
    return stored, record.acts.fields_for(view, stored, Job.REQUESTS)


def _gone_on(request: Request, stored: StoredAct, told: Mapping[str, Any]) -> Request:
    """The request after a step or its answer."""
    seq, at, by = stored.header.seq, stored.header.at, stored.header.staff
    if stored.header.kind is Kind.REQUEST_ANSWERED:
        return replace(request, answer=answer_from(seq, at, by, told))
    checked = told.get("inquiry.checked")
    if checked is not None:
        document = told.get("id_document.kind", "")
        return replace(request, check=Check(Confirmed(checked["how"]), document, by, at))
    text = told.get("inquiry.text", "")
    if not text:
        return request
    due = told.get("inquiry.due")
    noted = Note(text, by, at, date.fromisoformat(due) if due else None)
    return replace(request, notes=(*request.notes, noted))
