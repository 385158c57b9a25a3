"""Esc goes back, Enter goes on, unless a button or a field has its own use for Enter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.action_row import ActionRow
from ui.widgets.buttons import Button
from ui.widgets.text_field import TextField


class Page(QWidget):
    """A page with two fields, a button of its own and the row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.plain = TextField(theme)
        self.scanned = TextField(theme, keeps_enter=True)
        self.other = Button(theme, text="別の人")
        self.row = ActionRow(theme)
        self.row.set_words("次へ", back="戻る", cancel="取りやめる")
        layout = QVBoxLayout(self)
        for part in (self.plain, self.scanned, self.other, self.row):
            layout.addWidget(part)
        self.told: list[str] = []
        self.row.primary.clicked.connect(self._note("primary"))
        self.row.back.clicked.connect(self._note("back"))
        self.other.clicked.connect(self._note("other"))
        self.scanned.entered.connect(self._note("entered"))

    def _note(self, what: str) -> Callable[[], None]:
        def note() -> None:
            self.told.append(what)

        return note


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Page:
    made = Page(theme)
    shown(qtbot, made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_enter_in_a_field_goes_on(qtbot: QtBot, page: Page) -> None:
    page.plain.setFocus()
    QTest.keyClick(page.plain.field, Qt.Key.Key_Return)
    assert page.told == ["primary"]


def test_enter_stays_in_a_field_that_a_scanner_fills(qtbot: QtBot, page: Page) -> None:
    page.scanned.setFocus()
    QTest.keyClick(page.scanned.field, Qt.Key.Key_Return)
    assert page.told == ["entered"]


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, page: Page) -> None:
    page.other.setFocus()
    QTest.keyClick(page.other, Qt.Key.Key_Enter)
    assert page.told == ["other"]


def test_escape_goes_back(qtbot: QtBot, page: Page) -> None:
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.told == ["back"]


def test_a_step_that_is_not_ready_says_why_and_is_not_taken(qtbot: QtBot, page: Page) -> None:
    page.row.set_ready(False, "残り：住所の確認")
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.mouseClick(page.row.primary, Qt.MouseButton.LeftButton)
    assert page.told == []
    assert page.row.reason.isVisible()
    assert page.row.primary.accessibleDescription() == "残り：住所の確認"

    page.row.set_ready(True)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.told == ["primary"]
    assert not page.row.reason.isVisible()


def test_a_busy_row_takes_nothing(qtbot: QtBot, page: Page) -> None:
    page.row.set_busy(True)
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.told == []


def test_buttons_without_words_are_not_there(qtbot: QtBot, page: Page) -> None:
    page.row.set_words("始める")
    assert not page.row.back.isVisible()
    assert not page.row.cancel.isVisible()
    assert name(page.row.primary) == "始める"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.told == []
