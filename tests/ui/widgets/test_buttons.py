"""Buttons: pressed by mouse and keyboard, not while busy or not ready."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import settle, shown
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.card import column


def test_mouse_and_space_press_it(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "primary", "次へ")
    presses = QSignalSpy(button.clicked)
    shown(qtbot, button)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)

    assert presses.count() == 2
    assert button.height() == theme.target("primary")[0]
    assert button.width() >= theme.target("primary")[1]


def test_heights_are_the_tokens(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    wanted = {
        Button(theme, "secondary", "戻る"): 48,
        Button(theme, "secondary", "戻る", footer=True): 56,
        Button(theme, "primary", "はい", customer=True): 64,
        Button(theme, "secondary", "いいえ", customer=True): 64,
        Button(theme, "danger", "返す"): 48,
        Button(theme, "chip", "品物"): 44,
    }
    page.setLayout(column(*wanted))
    shown(qtbot, page)
    assert {button.height() for button in wanted} == {44, 48, 56, 64}
    assert all(button.height() == height for button, height in wanted.items())


def test_a_busy_button_keeps_its_words_and_takes_no_press(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, "primary", "支払った")
    presses = QSignalSpy(button.clicked)
    shown(qtbot, button)
    button.setFocus()

    button.set_busy(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.click()
    assert presses.count() == 0
    assert button.text() == "支払った"
    assert button.is_busy

    button.set_busy(False)
    settle()
    assert button.hasFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert presses.count() == 1


def test_work_that_ends_does_not_make_a_button_ready(qtbot: QtBot, theme: Theme) -> None:
    button = Button(theme, text="次へ")
    qtbot.addWidget(button)
    button.set_ready(False)
    button.set_busy(True)
    button.set_busy(False)
    assert not button.isEnabled()
    button.set_ready(True)
    assert button.isEnabled()
