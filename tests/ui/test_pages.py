"""Every step has one page of each side, and the customer is asked only what is theirs to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from counter_app.domain.values import VisitId
from counter_app.domain.visit import Step, Visit
from tests import builders
from ui.customer.details import DetailsPage
from ui.customer.guardian import GuardianPage
from ui.customer.please_wait import PleaseWaitPage
from ui.pages import (
    ACTING_PAGES,
    CLERK_SCREENS,
    CUSTOMER_PAGES,
    DESK_SCREENS,
    clerk_screen,
    customer_page,
)
from ui.screens.authority import AuthorityScreen
from ui.screens.call_back import CallBackScreen
from ui.screens.waiting import WaitingScreen

WAITING = Visit(VisitId("a" * 32), "T01-0001", builders.NOW, builders.CLERK)
CONFIRMED = builders.seller(confirmed_at=builders.NOW)
SEEN: dict[str, Any] = {
    "authority": "letter_of_attorney",
    "seen_by": builders.CLERK,
    "seen_at": builders.NOW,
}


@pytest.mark.parametrize("step", Step)
def test_a_step_asks_the_clerk_or_the_customer_never_both(step: Step) -> None:
    visit = replace(WAITING, step=step)
    clerk, customer = clerk_screen(visit), customer_page(visit)
    assert (clerk is WaitingScreen) <= (customer in ACTING_PAGES)
    if clerk is not WaitingScreen and step is not Step.OFFER:  # the clerk shows it beside them
        assert customer not in ACTING_PAGES


def test_no_step_is_without_a_page() -> None:
    assert set(CLERK_SCREENS) == set(CUSTOMER_PAGES) == set(Step)


def test_the_shops_own_work_is_no_page_of_a_visit() -> None:
    assert not set(DESK_SCREENS.values()) & set(CLERK_SCREENS.values())


def test_who_sells_for_another_shows_that_they_may_before_they_go_on() -> None:
    told = replace(WAITING, step=Step.DETAILS, seller=CONFIRMED, standing=builders.for_company())
    assert (clerk_screen(told), customer_page(told)) == (AuthorityScreen, PleaseWaitPage)
    shown = replace(told, standing=builders.for_company(**SEEN))
    assert (clerk_screen(shown), customer_page(shown)) == (WaitingScreen, DetailsPage)
    asked = replace(told, seller=builders.seller(confirmed_at=None))
    assert (clerk_screen(asked), customer_page(asked)) == (WaitingScreen, DetailsPage)


def test_a_guardian_who_stayed_at_home_is_called_and_not_shown_a_page() -> None:
    home = replace(WAITING, step=Step.GUARDIAN, guardian=builders.on_paper())
    assert (clerk_screen(home), customer_page(home)) == (CallBackScreen, PleaseWaitPage)
    here = replace(home, guardian=builders.guardian())
    assert (clerk_screen(here), customer_page(here)) == (WaitingScreen, GuardianPage)
