"""The ledger's search field asks after a moment's rest, once for a text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import shown
from ui.theme import Theme
from ui.widgets.ledger_search import LedgerSearch


@pytest.fixture
def search(qtbot: QtBot, theme: Theme) -> LedgerSearch:
    made = LedgerSearch(theme)
    made.set_words("台帳を探す", "氏名", "戻る")
    shown(qtbot, made, 400, 48)
    made.field.setFocus()
    return made


def asked(spy: QSignalSpy) -> list[str]:
    return [spy.at(place)[0] for place in range(spy.count())]


def test_keys_in_a_row_are_one_question(qtbot: QtBot, search: LedgerSearch) -> None:
    spy = QSignalSpy(search.asked)
    QTest.keyClicks(search.field, "mihon ")
    assert asked(spy) == []
    qtbot.waitUntil(lambda: spy.count() == 1, timeout=2_000)
    assert asked(spy) == ["mihon"]
    QTest.keyClicks(search.field, " ")  # the same, but for a blank
    QTest.keyClick(search.field, Qt.Key.Key_Backspace)
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert asked(spy) == ["mihon"]


def test_enter_asks_at_once_and_then_goes_on(search: LedgerSearch) -> None:
    spy, left = QSignalSpy(search.asked), QSignalSpy(search.left)
    QTest.keyClicks(search.field, "1234")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert (asked(spy), left.count()) == (["1234"], 0)
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert (asked(spy), left.count()) == (["1234"], 1)
    QTest.keyClick(search.field, Qt.Key.Key_Down)
    assert left.count() == 2


def test_escape_and_the_button_empty_it(search: LedgerSearch) -> None:
    spy = QSignalSpy(search.asked)
    for way in ("key", "button"):
        QTest.keyClicks(search.field, "12")
        QTest.keyClick(search.field, Qt.Key.Key_Return)
        assert search.empty_button.isVisible()
        if way == "key":
            QTest.keyClick(search.field, Qt.Key.Key_Escape)
        else:
            QTest.mouseClick(search.empty_button, Qt.MouseButton.LeftButton)
        assert search.text() == ""
        assert not search.empty_button.isVisible()
    assert asked(spy) == ["12", "", "12", ""]
