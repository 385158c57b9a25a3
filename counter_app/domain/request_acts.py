"""Requests as their acts tell them: the fields of the first act and of the answer, both ways."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from counter_app.domain.requests import (
    Answer,
    AnswerWay,
    Came,
    KeptPart,
    NewRequest,
    Reason,
    Requester,
    RequestKind,
    Result,
)
from counter_app.domain.values import StaffCode


def taken_fields(told: NewRequest, number: str, due: date, deals: list[int]) -> dict[str, Any]:
    """The fields of the act that takes a request."""
    return {
        "person.name": told.name,
        "person.at_counter": {"name": told.requester_name} if told.requester_name else {},
        "person.contact_phone": told.phone,
        "person.email": told.email,
        "person.address": told.address,
        "inquiry.kind": {"kind": told.kind.value, "number": number},
        "inquiry.text": told.text,
        "inquiry.way": {
            "came": told.came.value,
            "answer": told.answer.value,
            "requester": told.requester.value,
            "language": told.language,
        },
        "inquiry.concerns": deals,
        "inquiry.due": due.isoformat(),
    }


def asked_from(fields: Mapping[str, Any]) -> NewRequest:
    """What an act that takes a request tells; what is erased is empty."""
    way = fields.get("inquiry.way", {})
    return NewRequest(
        kind=RequestKind(fields.get("inquiry.kind", {}).get("kind", RequestKind.QUESTION)),
        text=fields.get("inquiry.text", ""),
        name=fields.get("person.name", ""),
        requester=Requester(way.get("requester", Requester.SELF)),
        requester_name=fields.get("person.at_counter", {}).get("name", ""),
        came=Came(way.get("came", Came.COUNTER)),
        answer=AnswerWay(way.get("answer", AnswerWay.PAPER)),
        language=way.get("language", "ja"),
        phone=fields.get("person.contact_phone", ""),
        email=fields.get("person.email", ""),
        address=fields.get("person.address", ""),
    )


def answer_fields(answer: Answer) -> dict[str, Any]:
    """The fields of the act that answers a request."""
    told: dict[str, Any] = {
        "text": answer.text,
        "parts": [
            [one.part, one.rule, one.until.isoformat() if one.until else ""] for one in answer.parts
        ],
        "file": answer.file,
        "line": answer.line,
        "withdrawn": list(answer.withdrawn),
    }
    return {
        "inquiry.result": answer.result.value,
        "inquiry.answer": {name: value for name, value in told.items() if value},
        "inquiry.reasons": [[one.code, one.words] for one in answer.reasons],
    }


def answer_from(seq: int, at: datetime, by: StaffCode, fields: Mapping[str, Any]) -> Answer:
    """The answer that an act tells."""
    told = fields.get("inquiry.answer", {})
    return Answer(
        seq=seq,
        at=at,
        by=by,
        result=Result(fields.get("inquiry.result", Result.DONE)),
        text=told.get("text", ""),
        reasons=tuple(Reason(*one) for one in fields.get("inquiry.reasons", [])),
        parts=tuple(
            KeptPart(part, rule, date.fromisoformat(until) if until else None)
            for part, rule, until in told.get("parts", [])
        ),
        file=told.get("file", ""),
        line=told.get("line", ""),
        withdrawn=tuple(told.get("withdrawn", [])),
    )
