"""What the customer's answers lead to, at both real windows."""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.visit import Step
from tests.faults.conftest import MakeTill
from tests.ui.counters import SETTINGS


def test_a_no_to_the_group_ends_kindly_where_the_dealer_needs_a_yes(make_till: MakeTill) -> None:
    till = make_till(settings=replace(SETTINGS, group_may_be_refused=False))
    till.resume_at(Step.CONSENT)
    till.until(till.customer.shows("FullNoticePage"))
    while till.customer.page_is("FullNoticePage"):
        till.until(till.customer.ready("primary"))
        till.customer.click("primary")
        till.rest()
    for name in ("confirm_read", "group_no"):
        till.until(till.customer.ready(name))
        till.customer.click(name)
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")

    till.until(till.customer.shows("EndingPage"))
    assert till.customer_is_told(till.say("customer.ending.declined"))
    till.until(lambda: till.clerk_is_told(till.say("clerk.consent.group_refused")))
    assert till.counter.visits.open_visits() == []
