"""Every page at both sizes, in both languages, with larger text: nothing is cut and all fits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from counter_app.domain.consent import Choices
from counter_app.domain.deal import DealKind
from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.customer.conftest import COLUMN, WIDE, drawn
from tests.ui.customer.extra_questions import asked, bought
from tests.ui.screens.conftest import Stage, visit_at, visit_of_15
from tests.ui.screens.words import cut_off
from ui.customer.choices import ChoicesPage
from ui.customer.details import DetailsPage
from ui.customer.ending import EndingPage
from ui.customer.extra_answered import ExtraAnsweredPage
from ui.customer.extra_purpose import ExtraPurposePage
from ui.customer.full_notice import FullNoticePage
from ui.customer.guardian import GuardianPage
from ui.customer.idle import IdlePage
from ui.customer.offer import OfferPage
from ui.customer.please_wait import PleaseWaitPage
from ui.customer.short_notice import ShortNoticePage
from ui.customer.signature import SignaturePage
from ui.customer.thanks import ThanksPage
from ui.customer.written_name import WrittenNamePage
from ui.screen import Screen
from ui.widgets.customer_sheet import CustomerSheet
from ui.widgets.notice_reader import NoticeReader

PAGES: dict[type[Screen], Step] = {
    IdlePage: Step.NOTICE,
    ShortNoticePage: Step.NOTICE,
    PleaseWaitPage: Step.DOCUMENT,
    DetailsPage: Step.DETAILS,
    WrittenNamePage: Step.DETAILS,
    OfferPage: Step.OFFER,
    FullNoticePage: Step.CONSENT,
    ChoicesPage: Step.CONSENT,
    SignaturePage: Step.CONSENT,
    GuardianPage: Step.GUARDIAN,
    ThanksPage: Step.PAYOUT,
    EndingPage: Step.NOTICE,
}
TARGET = 44
"""Least height of what is pressed, in pixels (WCAG 2.2, 2.5.5)."""


def visit_for(stage: Stage, kind: type[Screen]) -> Visit:
    if kind is GuardianPage:
        return visit_of_15(stage.counter, builders.guardian())
    visit = visit_at(stage.counter, PAGES[kind])
    if kind is EndingPage:
        return replace(visit, ending=Ending.REFUSED, ending_code="minor_without_guardian")
    if kind is WrittenNamePage:
        return replace(visit, route="C_TABLET", seller=builders.seller())
    if kind is OfferPage:
        rules = [rule.key for rule in builders.price_book().rules[:4]]
        return replace(visit, articles=(builders.appraised("sample-phone-x-128", *rules),))
    return visit


def faults(screen: Screen) -> list[str]:
    """What is cut, what does not fit, and what is too small to press."""
    found = cut_off(screen)
    for sheet in screen.findChildren(CustomerSheet):
        if not sheet.fits:
            found.append("the page has to be scrolled")
        least = sheet.minimumSizeHint().width()
        if least > screen.window().width():
            found.append(f"the page needs {least} px")
    for button in screen.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.height() < TARGET:
            found.append(f"{button.objectName()} is {button.height()} px high")
    return found + outside(screen)


def outside(screen: QWidget) -> list[str]:
    """Visible parts that stand beyond the page's left or right edge."""
    page = screen.rect()
    found = []
    for part in screen.findChildren(QWidget):
        place = QRect(part.mapTo(screen, QPoint(0, 0)), part.size())
        if part.isVisible() and (place.left() < 0 or place.right() > page.right()):
            found.append(f"{part.objectName() or type(part).__name__} at {place.getRect()}")
    return found


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
@pytest.mark.parametrize("size", [COLUMN, WIDE])
@pytest.mark.parametrize("larger", [False, True])
def test_every_page_fits_can_be_pressed_and_has_names_in_every_language(
    stage: Stage, language: str, size: tuple[int, int], *, larger: bool
) -> None:
    """All pages on one stage: also those of an exchange and of a consignment."""
    visits = {kind: visit_for(stage, kind) for kind in PAGES}
    kept: list[DealKind] = ["exchange", "consignment"]
    shown: list[tuple[type[Screen], Visit]] = [*visits.items()]
    shown += [
        (kind, replace(visits[kind], kind=deal))
        for kind in (OfferPage, SignaturePage, ThanksPage)
        for deal in kept
    ]
    found: list[str] = []
    for kind, visit in shown:
        screen, held = stage.show(kind, visit, language=language, size=size)
        if isinstance(screen, SignaturePage):
            read = stage.counter.notices.shown(language, "full", builders.NOW)
            screen.show_agreed(read, Choices())
        if larger:
            enlarge: Callable[[bool], None] = getattr(screen, "set_larger")  # noqa: B009 - each page has its own
            enlarge(larger)
        drawn()
        stage.settle()
        reader = held.hands.find("notice")
        leaves = reader.total if isinstance(reader, NoticeReader) else 1
        for leaf in range(leaves):
            if isinstance(reader, NoticeReader) and leaf:
                reader.go(leaf)
                drawn()
                stage.settle()
            found += [f"{kind.__name__} {visit.kind} {leaf}: {one}" for one in faults(screen)]
            found += [f"{kind.__name__} {leaf}: {one}" for one in unusable(screen)]
        if held.hands.find("cancel") is not None:
            held.hands.click("cancel")  # the way out asks once more
            drawn()
            stage.settle()
            found += [f"{kind.__name__} asked: {one}" for one in faults(screen)]
        held.host.close()
    assert found == []


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "zh-Hans", "vi"])
@pytest.mark.parametrize("size", [COLUMN, WIDE])
def test_the_question_beyond_the_notice_fits_in_every_language(
    stage: Stage, language: str, size: tuple[int, int]
) -> None:
    """Reading and signing, with two items and with all nine, and what is said after the answer."""
    bought(stage.counter)
    found: list[str] = []
    for larger in (False, True):
        for items in ((1, 6), tuple(range(1, 10))):
            page, held = stage.show(ExtraPurposePage, language=language, size=size)
            page.show_asked(asked(stage.counter, language, items))
            page.set_larger(larger)
            drawn()
            found += faults(page) + unusable(page)
            held.hands.click("primary")
            drawn()
            assert held.hands.find("pad") is not None
            found += faults(page) + unusable(page)
            held.host.close()
        after, held = stage.show(ExtraAnsweredPage, language=language, size=size)
        for agreed in (False, True):
            after.show_answer(agreed=agreed)
            after.set_larger(larger)
            drawn()
            found += faults(after) + unusable(after)
        held.host.close()
    assert found == []


CUSTOMERS_TARGET = 48
"""Least height of what a customer presses or types into, in pixels."""


def unusable(screen: Screen) -> list[str]:
    """What cannot be reached by keys, has no name for a screen reader, or is too small."""
    found = []
    for part in screen.findChildren(QWidget):
        takes = isinstance(part, QAbstractButton | QLineEdit | QComboBox)
        if not takes or not part.isVisible() or isinstance(part.parent(), QComboBox):
            continue
        node = QAccessible.queryAccessibleInterface(part)
        name = node.text(QAccessible.Text.Name)
        if not name.strip():
            found.append(f"{part.objectName()} has no name")
        if part.height() < CUSTOMERS_TARGET:
            found.append(f"{name} is {part.height()} px high")
        by_keys = bool(part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if not by_keys and part.objectName() != "photo":  # a line without a photo has but a picture
            found.append(f"{name} is not reached by keys")
    return found


def test_a_page_that_is_too_small_for_its_words_is_found(stage: Stage) -> None:
    """The control: the same look finds what does not fit."""
    screen, _ = stage.show(
        ChoicesPage, visit_for(stage, ChoicesPage), language="en", size=(620, 400)
    )
    drawn()
    stage.settle()
    assert faults(screen)
