"""The rail: where a visit is, and which steps can be opened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.step_rail import RailStep, StepButton, StepRail

STEPS = (
    RailStep("notice", "説明", "お客様画面", "done", reachable=True),
    RailStep("document", "本人確認書類", "撮影と確認", "now", reachable=True),
    RailStep("offer", "買取額", "期限切れの書類", "stopped"),
    RailStep("payout", "お支払い", "", "open"),
)


@pytest.fixture
def rail(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> StepRail:
    made = StepRail(theme, catalogues.in_language("ja"))
    made.set_steps(STEPS)
    shown(qtbot, made, 232, 768)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def step(rail: StepRail, number: int) -> StepButton:
    return part_of(rail, StepButton, f"step_{number}")


def test_a_press_opens_a_step_that_may_be_reached(qtbot: QtBot, rail: StepRail) -> None:
    told: list[object] = []
    rail.step_chosen.connect(told.append)

    QTest.mouseClick(step(rail, 1), Qt.MouseButton.LeftButton)
    QTest.mouseClick(step(rail, 4), Qt.MouseButton.LeftButton)
    assert told == ["notice"]


def test_alt_and_a_digit_open_it_too(qtbot: QtBot, rail: StepRail) -> None:
    told: list[object] = []
    rail.step_chosen.connect(told.append)
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_9):
        QTest.keyClick(rail, key, Qt.KeyboardModifier.AltModifier)
    assert told == ["document"]


def test_arrows_and_space_open_it_too(qtbot: QtBot, rail: StepRail) -> None:
    told: list[object] = []
    rail.step_chosen.connect(told.append)
    step(rail, 1).setFocus()
    QTest.keyClick(step(rail, 1), Qt.Key.Key_Down)
    assert step(rail, 2).hasFocus()
    QTest.keyClick(step(rail, 2), Qt.Key.Key_Space)
    assert told == ["document"]


def test_each_step_says_its_number_and_state(rail: StepRail, catalogues: TextCatalogues) -> None:
    assert name(step(rail, 2)) == "手順2/4 本人確認書類、いまここ"
    states = {name(step(rail, n)).rpartition("、")[2] for n in range(1, 5)}
    assert len(states) == 4
    rail.retranslate(catalogues.in_language("en"))
    assert name(step(rail, 4)) == "Step 4 of 4, お支払い, still to come"


def test_narrow_shows_circles_only_and_tells_the_rest(rail: StepRail) -> None:
    rail.set_narrow(True)
    assert rail.width() == 72
    assert step(rail, 3).toolTip() == "買取額\n期限切れの書類"


def test_another_visit_has_other_steps(rail: StepRail) -> None:
    rail.set_steps(STEPS[:2])
    assert len(rail.findChildren(StepButton)) >= 2
    rail.set_steps(())
    rail.set_steps(STEPS)
    assert name(step(rail, 1)).startswith("手順1/4")
