"""What the acts of a request tell is what was told to them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.request_acts import answer_fields, answer_from, asked_from, taken_fields
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
    new_request,
)
from counter_app.domain.values import StaffCode

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DUE = date(2026, 12, 6)


@given(
    st.sampled_from(RequestKind),
    st.sampled_from(Requester),
    st.sampled_from(Came),
    st.sampled_from(AnswerWay),
)
def test_what_was_taken_is_read_back(
    kind: RequestKind, requester: Requester, came: Came, way: AnswerWay
) -> None:
    name = "" if requester is Requester.SELF else "見本 花子"
    told = new_request(
        NewRequest(
            *(kind, "何が\n残っていますか", "見本 太郎", requester, name, came, way),
            *("en", "0312345678", "mihon@example.jp", "東京都千代田区見本1-2-3"),
        )
    )
    fields = taken_fields(told, "T01-Q20261122-01", DUE, [3])
    assert asked_from(fields) == told
    assert (fields["inquiry.concerns"], fields["inquiry.due"]) == ([3], "2026-12-06")


def test_an_answer_is_read_back() -> None:
    told = Answer(
        seq=9,
        at=AT,
        by=StaffCode("M01"),
        result=Result.PARTLY,
        text="一部です",
        reasons=(Reason("kept_by_law", "台帳"),),
        parts=(KeptPart("1.contact"), KeptPart("1.identity", "ledger_line", DUE)),
        file="ab",
        line="T01-000002",
        withdrawn=("group",),
    )
    assert answer_from(9, AT, StaffCode("M01"), answer_fields(told)) == told
