"""Custody orders within the law: complete, 30 days at most; a victim's year (Act art. 20, 21)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.custody import (
    Custody,
    CustodyOrder,
    VictimReturn,
    custody_order,
    reference_of,
    victim_return,
)
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode
from counter_app.law.periods import period_end
from tests.law_desks import law_tables

TODAY = date(2026, 11, 22)
LINE = LedgerNumber(TillCode("T01"), 1)
ORDER = CustodyOrder("見本警察署", "見本 警部", "見本差第1号", (LINE,), TODAY, date(2026, 12, 22))
PERIOD = law_tables().periods.need("custody", TODAY)
CLAIM = law_tables().periods.need("victim_return", TODAY)


def entered(order: CustodyOrder, today: date = TODAY) -> CustodyOrder:
    return custody_order(order, period_end(PERIOD, order.first), today)


def test_the_periods_name_their_articles() -> None:
    assert (PERIOD.length, PERIOD.unit, PERIOD.article) == (30, "days", "法第21条")
    assert (CLAIM.length, CLAIM.unit, CLAIM.article) == (12, "months", "法第20条")


def test_an_order_of_thirty_days_is_taken_and_one_of_thirty_one_is_not() -> None:
    assert entered(ORDER) == ORDER
    with pytest.raises(WrongInput, match="custody_days") as told:
        entered(replace(ORDER, last=date(2026, 12, 23)))
    assert told.value.facts == {"latest": date(2026, 12, 22)}


@given(days=st.integers(-400, 400), late=st.integers(0, 60))
def test_only_periods_within_thirty_days_that_are_not_over(days: int, late: int) -> None:
    order = replace(ORDER, last=TODAY + timedelta(days=days))
    today = TODAY + timedelta(days=late)
    if 0 <= days <= 30 and days >= late:
        assert entered(order, today) == order
    else:
        with pytest.raises(WrongInput, match="custody_over" if 0 <= days <= 30 else "custody_days"):
            entered(order, today)


@pytest.mark.parametrize("blank", ["station", "officer", "number", "lines"])
def test_nothing_may_be_missing(blank: str) -> None:
    empty: dict[str, object] = {blank: () if blank == "lines" else " "}
    with pytest.raises(WrongInput, match="custody_incomplete"):
        entered(replace(ORDER, **empty))  # type: ignore[arg-type]  # one of the fields


@pytest.mark.parametrize("field", ["station", "officer", "number"])
def test_signs_that_cannot_be_kept_are_refused(field: str) -> None:
    bad: dict[str, object] = {field: "見本\n警察署"}
    with pytest.raises(WrongInput, match="custody_form"):
        entered(replace(ORDER, **bad))  # type: ignore[arg-type]  # one of the fields


def test_a_line_that_stands_there_twice_is_one_line() -> None:
    assert entered(replace(ORDER, lines=(LINE, LINE))).lines == (LINE,)


def test_a_number_is_the_same_in_any_width_and_not_with_another_hyphen() -> None:
    assert reference_of("見本 警察署", "Ａ１-23") == reference_of("見本警察署", "a1-23")
    assert reference_of("見本警察署", "1-23") != reference_of("見本警察署", "12-3")
    assert reference_of("見本警察署", "1") != reference_of("別の警察署", "1")


def test_it_holds_to_the_end_of_its_last_day() -> None:
    custody = Custody(7, ORDER, StaffCode("M01"))
    assert [custody.holds_on(date(2026, 12, day)) for day in (21, 22, 23)] == [True, True, False]
    assert [custody.days_left(date(2026, 12, day)) for day in (21, 22, 23)] == [1, 0, 0]
    assert not replace(custody, ended_on=TODAY).holds_on(TODAY)


TOLD = VictimReturn("見本 花子", "見本警察署 受第5号", date(2025, 11, 22))


def returned(told: VictimReturn) -> VictimReturn:
    return victim_return(told, period_end(CLAIM, told.lost_on), TODAY)


def test_a_victim_may_claim_within_a_year_and_not_a_day_longer() -> None:
    assert returned(TOLD) == TOLD
    with pytest.raises(Refused, match="victim_claim_over"):
        returned(replace(TOLD, lost_on=date(2025, 11, 21)))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"victim": " "}, "victim_incomplete"),
        ({"police": ""}, "victim_incomplete"),
        ({"lost_on": date(2026, 11, 23)}, "victim_form"),
        ({"consent": "\x00"}, "victim_form"),
    ],
)
def test_a_return_that_is_not_whole(changes: dict[str, object], code: str) -> None:
    with pytest.raises(WrongInput, match=code):
        returned(replace(TOLD, **changes))  # type: ignore[arg-type]  # some of the fields
