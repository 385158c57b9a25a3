"""What the shop or the law holds against a deal is told to the clerk, with the way on, and no more.

The customer is asked to wait; why stands on the clerk's screen alone.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.visit import Step
from tests.counter_app.services.own_sales import priced
from tests.faults.conftest import MakeTill, language, make_till
from tests.faults.tills import FaultyTill
from tests.ui.counters import MANAGER, MANAGER_PIN, SETTINGS
from tests.ui.screens.conftest import visit_at

__all__ = ["language", "make_till"]  # fixtures


def dear(till: FaultyTill, goods: str) -> None:
    """Take up a visit before its payout: precious metal for 2,000,001 yen, approved."""
    counter = till.counter
    visit = visit_at(counter, Step.PAYOUT)
    assert visit.consent is not None
    counter.visits.set_articles(visit.visit_id, (priced(goods, "J1", 2_000_001),))
    counter.visits.agree(visit.visit_id, 0, 0)
    counter.visits.sign(visit.visit_id, visit.consent)
    visit = counter.visits.approve(visit.visit_id, MANAGER, MANAGER_PIN)  # type: ignore[arg-type]  # a code
    counter.visits.speak(visit.visit_id, till.language)
    till.sign_in()
    till.until(till.clerk.ready("resume_0"))
    till.clerk.click("resume_0")
    till.until(till.clerk.shows("PayoutScreen"))
    till.rest()


@pytest.mark.parametrize(("goods", "by_transfer"), [("jewellery", True), ("bullion", False)])
def test_precious_metal_over_two_million_is_told_to_the_clerk_with_the_way_on(
    make_till: MakeTill, goods: str, *, by_transfer: bool
) -> None:
    """By transfer jewellery may be paid, bullion may not (the report is out of scope)."""
    till = make_till()
    dear(till, goods)

    told = till.error("precious_metal_cash")
    till.clerk_hears(told)
    assert till.clerk_is_told("犯罪収益移転防止法第4条第1項")
    till.customer_only_waits()
    till.clerk.click("method")
    till.rest()
    assert till.clerk_is_told(told) is not by_transfer
    primary = till.clerk.find("primary")
    assert primary is not None
    assert primary.isEnabled() is by_transfer
    till.customer_only_waits()


def test_a_place_where_nothing_may_be_received_is_told_to_the_clerk(make_till: MakeTill) -> None:
    till = make_till(settings=replace(SETTINGS, place="customer_home"))
    till.resume_at(Step.PAYOUT)

    till.clerk_hears(till.error("place_not_allowed"))
    assert till.clerk_is_told("法第14条第1項")
    till.customer_only_waits()
    primary = till.clerk.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
