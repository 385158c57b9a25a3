"""Both windows through the ways a visit takes beside the straight one."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import Ending, Step
from tests import builders
from tests.faults.tills import FaultyTill, open_faulty_till
from tests.ui.counters import CLERK, MANAGER, MANAGER_PIN
from tests.ui.screens.words import words_of
from ui.screen import Screen, Wish, Withdraw
from ui.steps import GROUPS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SELLER = builders.seller()


@pytest.fixture
def till(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FaultyTill]:
    made = open_faulty_till(qapp, qtbot, tmp_path, "ja")
    yield made
    made.close()


def ending(till: FaultyTill) -> Ending | None:
    visit = till.shown[-1]
    assert visit is not None
    return visit.ending


def nothing_is_kept(till: FaultyTill) -> None:
    """The visit is gone, and neither window shows anything of the customer."""
    assert till.counter.visits.open_visits() == []
    for hands in (till.clerk, till.customer):
        assert SELLER.name not in words_of(hands.window)
    assert till.clerk.page_is("BoardScreen")
    assert till.till.clerk.rail.findChildren(Screen) == []


# ---- Ways out


def test_the_clerk_ends_a_visit_by_pressing_twice(till: FaultyTill) -> None:
    till.open_visit()
    till.until(till.clerk.ready("cancel"))
    till.clerk.click("cancel")
    till.rest()
    assert till.visit.is_open  # once is not sure

    till.clerk.click("cancel")
    till.until(till.customer.shows("EndingPage"))
    assert ending(till) is Ending.CANCELLED
    assert till.customer_is_told(till.say("customer.ending.cancelled"))
    nothing_is_kept(till)


def test_the_customer_declines_the_notice(till: FaultyTill) -> None:
    till.open_visit()
    till.until(till.customer.ready("cancel"))
    till.customer.click("cancel")
    till.customer.click("cancel")  # it asks once more

    till.until(till.customer.shows("EndingPage"))
    assert ending(till) is Ending.DECLINED
    assert till.customer_is_told(till.say("customer.ending.declined"))
    nothing_is_kept(till)


def test_after_an_ending_the_board_shows_customers_the_idle_page(till: FaultyTill) -> None:
    till.open_visit()
    till.until(till.customer.ready("cancel"))
    till.customer.click("cancel")
    till.customer.click("cancel")
    till.until(till.customer.shows("EndingPage"))

    till.till.clerk.wished.emit(Wish.BOARD)
    till.until(till.customer.shows("IdlePage"))


# ---- Beside the steps


def test_a_kept_image_is_looked_at_over_the_page_that_it_was_asked_from(till: FaultyTill) -> None:
    till.open_visit()
    before = till.till.clerk.page

    till.till.clerk.wished.emit(Wish.KEPT_IMAGE)
    till.rest()
    assert "理由を先に記録" in words_of(till.clerk.window)
    assert not till.customer_is_told("理由を先に記録")

    till.clerk.click("back")
    till.rest()
    assert till.till.clerk.page is before
    assert "理由を先に記録" not in words_of(till.clerk.window)


def test_a_line_of_the_ledger_leads_to_its_consent(till: FaultyTill) -> None:
    till.sign_in()
    till.till.clerk.wished.emit(Withdraw(LedgerNumber(TillCode("T01"), 9)))
    till.until(till.clerk.shows("WithdrawalScreen"))
    till.rest()
    assert till.clerk_is_told(till.error("line_unknown"))

    till.clerk.click("back")
    till.until(till.clerk.shows("LedgerScreen"))


# ---- Back and on


@pytest.mark.parametrize(
    ("step", "button", "before", "screen"),
    [
        (Step.DETAILS, "take_back", Step.DOCUMENT, "DocumentScreen"),
        (Step.OFFER, "to_article", Step.ARTICLE, "ArticleScreen"),
        (Step.CONSENT, "take_back", Step.OFFER, "OfferScreen"),
    ],
)
def test_the_clerk_takes_the_screen_back_from_the_customer(
    till: FaultyTill, step: Step, button: str, before: Step, screen: str
) -> None:
    till.resume_at(step)
    till.until(till.clerk.ready(button))
    till.clerk.click(button)

    till.until(till.clerk.shows(screen))
    visit = till.visit
    assert visit.step is before
    assert visit.document is not None  # nothing is lost by going back
    if before is not Step.OFFER:
        assert till.customer.page_is("PleaseWaitPage")


def test_the_customer_goes_back_from_the_choices_to_the_notice(till: FaultyTill) -> None:
    till.resume_at(Step.CONSENT)
    till.until(till.customer.shows("FullNoticePage"))
    while till.customer.page_is("FullNoticePage"):
        till.until(till.customer.ready("primary"))
        till.customer.click("primary")
        till.rest()
    till.until(till.customer.shows("ChoicesPage"))

    till.customer.click("back")
    till.until(till.customer.shows("FullNoticePage"))


def test_a_step_of_the_rail_is_gone_to(till: FaultyTill) -> None:
    till.resume_at(Step.OFFER)
    place = list(GROUPS).index("article") + 1
    till.until(till.clerk.ready(f"step_{place}"))
    till.clerk.click(f"step_{place}")

    till.until(till.clerk.shows("ArticleScreen"))
    assert till.visit.step is Step.ARTICLE


# ---- From one clerk to another


def test_a_visit_waits_for_a_colleague_and_the_customers_window_blanks(till: FaultyTill) -> None:
    till.resume_at(Step.DETAILS)
    till.until(till.customer.shows("DetailsPage"))
    assert SELLER.name in words_of(till.till.customer)

    till.clerk.click("switch_staff")
    till.until(till.clerk.shows("SignInScreen"))
    assert till.customer.page_is("IdlePage")
    assert SELLER.name not in words_of(till.till.customer)
    assert till.clerk.find("step_1") is None

    till.sign_in(MANAGER, MANAGER_PIN)
    till.until(till.clerk.ready("resume_0"))
    till.clerk.click("resume_0")
    till.until(till.customer.shows("DetailsPage"))
    assert till.visit.opened_by == CLERK
    flow = till.till.flow
    assert flow is not None
    assert flow.staff is not None
    assert flow.staff.code == MANAGER


def speak(till: FaultyTill, language: str) -> None:
    """Choose a language in the bar of the customer's window."""
    till.customer.click("language")
    till.until(till.customer.ready(f"language_{language}"))
    till.customer.click(f"language_{language}")


def test_the_customers_language_is_the_visits_and_comes_back_with_it(till: FaultyTill) -> None:
    till.open_visit()
    till.until(till.customer.ready("language"))
    speak(till, "vi")
    till.until(lambda: till.visit.language == "vi")
    assert till.till.clerk.language == "ja"
    till.clerk.click("switch_staff")
    till.until(till.clerk.shows("SignInScreen"))
    assert till.till.customer.language == "ja"  # the next customer is welcomed as always

    till.sign_in()
    till.until(till.clerk.ready("resume_0"))
    till.clerk.click("resume_0")
    till.until(till.customer.shows("ShortNoticePage"))
    assert till.till.customer.language == "vi"


def test_a_language_chosen_on_the_idle_page_is_that_of_the_visit_that_begins(
    till: FaultyTill,
) -> None:
    till.sign_in()
    till.until(till.customer.ready("speak_zh-Hans"))
    till.customer.click("speak_zh-Hans")
    assert till.till.customer.language == "zh-Hans"
    till.clerk.click("primary")
    till.until(till.customer.shows("ShortNoticePage"))
    assert (till.visit.language, till.till.customer.language) == ("zh-Hans", "zh-Hans")
    till.cancel()
    till.rest()
    till.clerk.click("primary")
    till.until(till.customer.shows("ShortNoticePage"))
    assert (till.visit.language, till.till.customer.language) == ("ja", "ja")  # once only


def test_a_language_that_is_kept_late_opens_no_visit_that_was_left(till: FaultyTill) -> None:
    till.open_visit()
    flow, visit = till.till.flow, till.visit
    assert flow is not None
    flow._keep(visit)
    assert flow.visit == visit
    till.clerk.click("switch_staff")
    till.until(till.clerk.shows("SignInScreen"))
    flow._keep(visit)  # its answer comes behind the sign-out
    assert flow.visit is None


# ---- What is left behind


def test_screens_that_are_gone_are_freed(till: FaultyTill) -> None:
    gone: list[weakref.ref[Screen]] = []
    till.open_visit()
    for window in (till.till.clerk, till.till.customer):
        assert window.page is not None
        gone.append(weakref.ref(window.page))
    till.until(till.customer.ready("primary"))
    till.customer.click("primary")
    till.until(till.clerk.shows("DocumentScreen"))
    del window
    page = till.till.clerk.page
    assert page is not None
    gone.append(weakref.ref(page))
    del page
    till.cancel()
    till.rest()
    till.until(lambda: till.till.tasks.idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert [type(one()).__name__ for one in gone if one() is not None] == []


def test_the_clerk_sees_which_language_the_customer_reads(till: FaultyTill) -> None:
    till.open_visit()
    assert "日本語" in words_of(till.till.clerk)
    till.until(till.customer.ready("language"))
    speak(till, "vi")
    till.until(lambda: till.clerk_is_told("ベトナム語"))


def test_the_clerk_is_told_that_the_notice_was_printed(till: FaultyTill) -> None:
    till.open_visit()
    speak(till, "zh-Hans")
    till.until(till.customer.ready("on_paper"))
    till.customer.click("on_paper")
    told = till.till.texts.in_language("ja").say("clerk.notice_printed", language="中国語 (簡体字)")
    till.until(lambda: till.clerk_is_told(told))


def test_tab_reaches_what_stands_before_the_first_focus(till: FaultyTill) -> None:
    till.sign_in()
    till.until(till.clerk.turn_to())
    seen = []
    for _ in range(7):
        till.clerk.press(Qt.Key.Key_Tab)
        focus = till.till.clerk.focusWidget()
        assert focus is not None
        seen.append(focus.objectName())
    at = seen.index("sign_out")
    assert seen[at + 1 : at + 3] == ["requests", "primary"]
