"""A press that must be sure."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.sure_press import ASKS_FOR_MS, SurePress


def guarded(qtbot: QtBot) -> tuple[QPushButton, SurePress, list[None]]:
    button = QPushButton()
    qtbot.addWidget(button)
    guard = SurePress(button)
    guard.set_words("取りやめる", "もう一度押すと取りやめます")
    sure: list[None] = []
    guard.sure.connect(lambda: sure.append(None))
    return button, guard, sure


def test_the_first_press_asks_and_the_second_does_it(qtbot: QtBot) -> None:
    button, _, sure = guarded(qtbot)
    button.click()
    assert sure == []
    assert button.text() == "もう一度押すと取りやめます"
    button.click()
    assert len(sure) == 1
    assert button.text() == "取りやめる"


def test_a_question_that_is_not_answered_is_forgotten(qtbot: QtBot) -> None:
    button, guard, sure = guarded(qtbot)
    button.click()
    assert guard._timer.interval() == ASKS_FOR_MS
    guard._timer.timeout.emit()
    assert button.text() == "取りやめる"
    button.click()
    assert sure == []


def test_a_switched_language_does_not_forget_the_question(qtbot: QtBot) -> None:
    button, guard, sure = guarded(qtbot)
    button.click()
    guard.set_words("Cancel", "Press again to cancel")
    assert button.text() == "Press again to cancel"
    button.click()
    assert len(sure) == 1
