"""Requests as they are typed and as their acts tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.requests import (
    LONGEST,
    RequestKind,
    RequestRow,
    free_text,
    require_open,
)

AT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DUE = date(2026, 12, 6)


def test_words_of_several_lines_are_kept_and_control_signs_are_not() -> None:
    assert free_text("  一行目\n二行目 \n") == "一行目\n二行目"
    for wrong in ("a\x00b", "a\u202eb", "あ" * (LONGEST + 1), "あ\n" * LONGEST):
        with pytest.raises(WrongInput, match="request_form"):
            free_text(wrong)


def test_days_left_and_overdue() -> None:
    row = RequestRow(1, "T01-Q20261122-01", RequestKind.DISCLOSURE, "", AT.date(), DUE)
    assert row.days_left(date(2026, 12, 5)) == 1
    assert [row.is_overdue(date(2026, 12, day)) for day in (6, 7)] == [False, True]
    done = replace(row, answered=5)
    assert not done.is_overdue(date(2026, 12, 7))
    require_open(row)
    with pytest.raises(Refused, match="request_answered"):
        require_open(done)
