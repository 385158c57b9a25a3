"""A counter with one screen: the customer never sees the clerk's window, a PIN brings it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from counter_app.domain.visit import Step
from tests.flows.conftest import Windows
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.words import words_of
from ui.script import Script, Until
from ui.start import Till
from ui.turning import OneScreen

WRONG_PIN = "9753"


@pytest.fixture
def one_screen(windows: Windows) -> Windows:
    """The same windows, in turns on one screen."""
    flow, till = windows.flow, windows.till
    till._turns = OneScreen(flow, till.clerk, till.customer, full=False)
    return windows


def test_the_clerk_begins_and_the_customer_alone_is_seen_while_they_act(
    one_screen: Windows,
) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        assert one_screen.seen == {till.clerk}
        yield from one_screen.sign_in()
        yield clerk.turn_to()
        clerk.press(Qt.Key.Key_F2)
        yield customer.shows("ShortNoticePage")
        assert one_screen.seen == {till.customer}
        customer.click("primary")
        yield customer.shows("HandBackPage")
        yield from one_screen.rest()
        assert one_screen.visit.step is Step.DOCUMENT
        assert one_screen.seen == {till.customer}

    one_screen.play(script())


def refusal(till: Till) -> str:
    """The first line of what is said of a wrong PIN."""
    return till.customer.texts.say("error.pin_wrong", left=4).partition("\n")[0]


def test_only_the_right_pin_opens_the_clerks_window(one_screen: Windows) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        yield from one_screen.sign_in()
        clerk.click("primary")
        yield customer.shows("ShortNoticePage")
        customer.click("primary")
        yield customer.shows("HandBackPage")
        yield customer.settled()
        yield customer.turn_to()
        customer.type(WRONG_PIN)
        yield Until("a refusal", lambda: refusal(till) in words_of(till.customer))
        yield from one_screen.rest()
        assert customer.page_is("HandBackPage")
        assert one_screen.seen == {till.customer}
        customer.type(CLERK_PIN)
        yield Until("the clerk's window", till.clerk.isVisible)
        yield from one_screen.rest()
        assert one_screen.seen == {till.clerk}
        assert clerk.page_is("DocumentScreen")

    one_screen.play(script())
    assert one_screen.visit.step is Step.DOCUMENT


@pytest.mark.parametrize(
    ("step", "before", "screen"),
    [
        (Step.DETAILS, Step.DOCUMENT, "DocumentScreen"),
        (Step.OFFER, Step.ARTICLE, "ArticleScreen"),
        (Step.CONSENT, Step.ARTICLE, "ArticleScreen"),
    ],
)
def test_staff_who_are_called_take_the_step_back(
    one_screen: Windows, step: Step, before: Step, screen: str
) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        yield from one_screen.take_up(step)
        assert one_screen.seen == {till.customer}
        customer.click("hand_back")
        yield customer.shows("HandBackPage")
        yield customer.settled()
        assert one_screen.visit.step is step
        for digit in CLERK_PIN:
            customer.click(f"digit_{digit}")
        yield clerk.shows(screen)
        yield from one_screen.rest()
        assert one_screen.seen == {till.clerk}

    one_screen.play(script())
    kept = one_screen.counter.visits.get(one_screen.visit.visit_id)
    assert (one_screen.visit.step, kept.step) == (before, before)
    assert kept.document is not None


def test_who_sells_for_another_calls_the_staff(one_screen: Windows) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        yield from one_screen.take_up(Step.DETAILS)
        for name, words in (("behalf", "会社のもの"), ("occupation", "会社員")):
            customer.click(f"{name}/box")
            yield Until("a list", lambda: customer.popup() is not None)
            customer.type_into_popup(words)
            yield from one_screen.rest()
        for name in ("owner_name", "owner_post", "owner_address"):
            customer.write(f"{name}/field", "見本")
        customer.click("primary")
        yield customer.shows("HandBackPage")
        yield customer.settled()
        for digit in CLERK_PIN:
            customer.click(f"digit_{digit}")
        yield clerk.shows("AuthorityScreen")
        yield from one_screen.rest()
        assert one_screen.seen == {till.clerk}

    one_screen.play(script())
    assert one_screen.visit.seller_type == "company"


def test_before_anything_was_asked_for_the_visit_ends(one_screen: Windows) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        yield from one_screen.take_up(Step.NOTICE)
        customer.click("hand_back")
        yield customer.shows("HandBackPage")
        yield customer.settled()
        for digit in CLERK_PIN:
            customer.click(f"digit_{digit}")
        yield clerk.shows("BoardScreen")
        yield from one_screen.rest()
        assert one_screen.seen == {till.clerk}

    one_screen.play(script())
    assert one_screen.counter.visits.open_visits() == []


def test_with_two_screens_both_are_seen_and_nobody_hands_back(windows: Windows) -> None:
    def script() -> Script:
        yield from windows.take_up(Step.DETAILS)
        assert windows.seen == {windows.till.clerk, windows.till.customer}
        assert windows.customer.find("hand_back") is None

    windows.play(script())
