"""While an officer looks on no other page opens; a hold is said on no page of the customer's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from counter_app.domain.custody import CustodyOrder
from counter_app.domain.values import LedgerNumber, StaffCode, TillCode
from counter_app.domain.visit import Step
from tests import builders
from tests.faults.tills import FaultyTill, open_faulty_till
from tests.ui.counters import MANAGER, MANAGER_PIN
from tests.ui.screens.conftest import visit_at
from tests.ui.screens.words import words_of
from ui.flow import DURING_INSPECTION
from ui.pages import DESK_SCREENS
from ui.screen import Wish

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TODAY, UNTIL = date(2026, 11, 22), date(2026, 12, 22)
BY = (StaffCode(MANAGER), MANAGER_PIN)


@pytest.fixture
def till(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[FaultyTill]:
    made = open_faulty_till(qapp, qtbot, tmp_path, "ja")
    visit = visit_at(made.counter, Step.PAYOUT)
    made.counter.acceptance.accept(visit.visit_id, builders.CLERK, "1357")
    made.counter.visits.finish(visit.visit_id)
    yield made
    made.close()


@pytest.mark.parametrize("wish", [one for one in DESK_SCREENS if one is not Wish.POLICE])
def test_no_page_of_the_shop_opens_during_an_inspection(till: FaultyTill, wish: Wish) -> None:
    till.sign_in(MANAGER, MANAGER_PIN)
    till.till.clerk.wished.emit(wish)
    till.until(till.clerk.shows(DESK_SCREENS[wish].__name__))  # the control: before, it opens
    till.counter.inspections.begin("12345", TODAY, TODAY, *BY)
    till.till.clerk.wished.emit(wish)
    till.until(till.clerk.shows("PoliceScreen"))
    till.until(lambda: till.clerk.find("inspecting") is not None)


@pytest.mark.parametrize("wish", [Wish.BOARD, Wish.NEW_VISIT])
def test_nor_the_board_nor_a_visit(till: FaultyTill, wish: Wish) -> None:
    till.sign_in(MANAGER, MANAGER_PIN)
    visits = till.counter.visits.open_visits()
    till.counter.inspections.begin("12345", TODAY, TODAY, *BY)
    till.till.clerk.wished.emit(wish)
    till.until(till.clerk.shows("PoliceScreen"))
    assert till.counter.visits.open_visits() == visits
    assert wish not in DURING_INSPECTION


def test_whoever_signs_in_meanwhile_sees_the_same(till: FaultyTill) -> None:
    till.sign_in(MANAGER, MANAGER_PIN)
    till.counter.inspections.begin("12345", TODAY, TODAY, *BY)
    till.clerk.click("switch_staff")
    till.until(till.clerk.ready("staff_c01"))
    till.clerk.click("staff_c01")
    till.clerk.type("1357")
    till.until(till.clerk.shows("PoliceScreen"))
    till.until(lambda: till.clerk.find("inspecting") is not None)


def test_a_hold_is_said_on_no_page_of_the_customers(till: FaultyTill) -> None:
    order = CustodyOrder(
        *("見本警察署", "見本 警部", "差第1号", (LedgerNumber(TillCode("T01"), 1),)), TODAY, UNTIL
    )
    till.counter.custody.order(order, *BY)
    till.resume_at(Step.ARTICLE)
    till.clerk.write("imei", builders.IMEI)
    till.until(lambda: "差止め" in words_of(till.till.clerk))
    assert "差止め" not in words_of(till.till.customer)
    till.customer_only_waits()
    leak = QLabel("差止め", till.till.customer)  # the control: a leak would be seen
    leak.show()
    assert "差止め" in words_of(till.till.customer)


def test_an_article_that_is_held_stops_the_visit_on_the_clerks_side_alone(till: FaultyTill) -> None:
    order = CustodyOrder(
        *("見本警察署", "見本 警部", "差第1号", (LedgerNumber(TillCode("T01"), 1),)), TODAY, UNTIL
    )
    till.counter.custody.order(order, *BY)
    till.resume_at(Step.PAYOUT)
    seen = words_of(till.till.customer)
    till.pay()
    till.until(lambda: "差止め" in words_of(till.till.clerk))
    assert words_of(till.till.customer) == seen
    till.customer_only_waits()
    assert till.visit.acceptance is None
