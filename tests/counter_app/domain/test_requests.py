"""Requests as they are typed and as their acts tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.requests import (
    LONGEST,
    Answer,
    AnswerWay,
    Came,
    KeptPart,
    NewRequest,
    Reason,
    Requester,
    RequestKind,
    RequestRow,
    Result,
    answer_fields,
    answer_from,
    asked_from,
    free_text,
    new_request,
    require_open,
    taken_fields,
)
from counter_app.domain.values import StaffCode

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DUE = date(2026, 12, 6)


def test_words_of_several_lines_are_kept_and_control_signs_are_not() -> None:
    assert free_text("  一行目\n二行目 \n") == "一行目\n二行目"
    for wrong in ("a\x00b", "a\u202eb", "あ" * (LONGEST + 1), "あ\n" * LONGEST):
        with pytest.raises(WrongInput, match="request_form"):
            free_text(wrong)


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


def test_days_left_and_overdue() -> None:
    row = RequestRow(1, "T01-Q20261122-01", RequestKind.DISCLOSURE, "", AT.date(), DUE)
    assert row.days_left(date(2026, 12, 5)) == 1
    assert [row.is_overdue(date(2026, 12, day)) for day in (6, 7)] == [False, True]
    done = replace(row, answered=5)
    assert not done.is_overdue(date(2026, 12, 7))
    require_open(row)
    with pytest.raises(Refused, match="request_answered"):
        require_open(done)
