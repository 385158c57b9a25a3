"""A use beyond the notice through both windows, with two screens and with one."""

from __future__ import annotations

import pytest

from counter_app.services.extra_answers import AnswerNow
from tests.flows.conftest import Windows
from tests.ui.counters import CLERK_PIN, MANAGER, MANAGER_PIN
from tests.ui.customer.extra_questions import LINE, PURPOSES, bought
from tests.ui.customer.test_signature import NAME
from tests.ui.screens.words import words_of, write
from ui.customer.extra_purpose import ExtraPurposePage
from ui.screen import AskBeyond, Wish
from ui.script import Script, Until
from ui.turning import OneScreen


@pytest.fixture
def one_screen(windows: Windows) -> Windows:
    """The same windows, in turns on one screen."""
    windows.till._turns = OneScreen(
        windows.flow, windows.till.clerk, windows.till.customer, full=False
    )
    return windows


def asking(windows: Windows, language: str) -> Script:
    """A manager asks the customer of the first deal; the customer's page stands."""
    clerk = windows.clerk
    bought(windows.counter)
    yield from windows.sign_in()
    windows.till.clerk.wished.emit(AskBeyond(LINE))
    yield clerk.shows("ExtraPurposeScreen")
    yield from windows.rest()
    clerk.click(f"language_{language}")
    write(clerk, "text_ja", PURPOSES["ja"])
    if language != "ja":
        write(clerk, "text_other", PURPOSES[language])
    clerk.click("give_1")
    yield clerk.ready("primary")
    clerk.click("primary")
    name = f"staff_{MANAGER.lower()}"
    yield clerk.ready(name)
    clerk.click(name)
    for digit in MANAGER_PIN:
        clerk.click(f"digit_{digit}")
    yield windows.customer.shows("ExtraPurposePage")
    yield windows.customer.settled()


def handed_back(windows: Windows) -> Script:
    """Staff type their PIN on the screen that was turned to the customer."""
    yield windows.customer.shows("HandBackPage")
    yield windows.customer.settled()
    assert windows.seen == {windows.till.customer}
    for digit in CLERK_PIN:
        windows.customer.click(f"digit_{digit}")
    yield Until("the clerk's window", windows.till.clerk.isVisible)
    yield from windows.rest()
    assert windows.seen == {windows.till.clerk}


def standing(windows: Windows) -> list[AnswerNow]:
    return [one.now for one in windows.counter.extra_purposes.of_line(LINE).answers]


def test_the_customer_signs_in_their_language_and_the_clerk_sees_it(windows: Windows) -> None:
    clerk, customer, till = windows.clerk, windows.customer, windows.till

    def script() -> Script:
        yield from asking(windows, "vi")
        assert till.customer.language == "vi"
        assert customer.find("language") is None  # it was stated in this one
        assert PURPOSES["vi"] in words_of(till.customer)
        customer.click("primary")
        customer.draw("pad", NAME)
        customer.click("primary")
        yield customer.shows("ExtraAnsweredPage")
        yield from windows.rest()
        assert "Xin cảm ơn" in words_of(till.customer)
        assert "同意あり" in words_of(till.clerk)
        assert PURPOSES["vi"] not in words_of(till.customer)
        clerk.click("back")
        yield customer.shows("IdlePage")
        assert till.customer.language == "ja"

    windows.play(script())
    assert standing(windows) == [AnswerNow.GIVEN]


@pytest.mark.parametrize("wish", [Wish.BOARD, Wish.SIGN_OUT, Wish.POLICE])
def test_whoever_leaves_the_page_takes_the_question_back(windows: Windows, wish: Wish) -> None:
    def script() -> Script:
        yield from asking(windows, "en")
        page = windows.till.customer.page
        assert isinstance(page, ExtraPurposePage)
        windows.till.clerk.wished.emit(wish)
        yield windows.customer.shows("IdlePage")
        yield from windows.rest()

    windows.play(script())
    assert standing(windows) == []


def test_a_till_that_ends_while_the_customer_reads_keeps_nothing(windows: Windows) -> None:
    windows.play(asking(windows, "ja"))
    assert standing(windows) == []  # and the fixture ends the till without a word


def test_on_one_screen_the_customer_alone_is_seen_and_a_pin_brings_the_answer(
    one_screen: Windows,
) -> None:
    customer, till = one_screen.customer, one_screen.till

    def script() -> Script:
        yield from asking(one_screen, "ja")
        assert one_screen.seen == {till.customer}
        customer.click("cancel")
        customer.click("cancel")
        yield from handed_back(one_screen)
        assert "同意なし" in words_of(till.clerk)

    one_screen.play(script())
    assert standing(one_screen) == [AnswerNow.REFUSED]


def test_on_one_screen_staff_who_are_called_take_the_question_back(one_screen: Windows) -> None:
    clerk, customer, till = one_screen.clerk, one_screen.customer, one_screen.till

    def script() -> Script:
        yield from asking(one_screen, "ja")
        customer.click("hand_back")
        yield from handed_back(one_screen)
        assert clerk.page_is("ExtraPurposeScreen")
        assert "何も記録していません" in words_of(till.clerk)
        assert customer.page_is("IdlePage")
        yield clerk.ready("primary")  # and it can be asked again

    one_screen.play(script())
    assert standing(one_screen) == []
