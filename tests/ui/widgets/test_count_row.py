"""Counting notes and coins: by button, by arrows, by digits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.count_row import MOST, CountRow


@pytest.fixture
def row(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> CountRow:
    made = CountRow(theme, catalogues.in_language("ja"))
    made.set_face("¥1,000", 1_000)
    shown(qtbot, made, 500)
    return made


def test_buttons_and_arrows_count(qtbot: QtBot, row: CountRow) -> None:
    counted = QSignalSpy(row.counted)
    assert not row.minus.isEnabled()
    QTest.mouseClick(row.plus, Qt.MouseButton.LeftButton)
    QTest.keyClick(row, Qt.Key.Key_Right)
    QTest.mouseClick(row.minus, Qt.MouseButton.LeftButton)
    QTest.keyClick(row, Qt.Key.Key_Left)
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert [counted.at(n)[0] for n in range(counted.count())] == [1, 2, 1, 0]


def test_digits_type_a_count(qtbot: QtBot, row: CountRow) -> None:
    row.set_count(3)
    QTest.keyClicks(row, "12")
    assert row.count() == 12
    assert name(row) == "¥1,000 12枚、¥12,000"
    QTest.keyClicks(row, "345")
    assert row.count() == MOST
    QTest.keyClick(row, Qt.Key.Key_Backspace)
    assert row.count() == 99


def test_what_the_program_sets_is_not_told(row: CountRow) -> None:
    counted = QSignalSpy(row.counted)
    row.set_count(5)
    row.set_count(-2)
    assert row.count() == 0
    assert counted.count() == 0
