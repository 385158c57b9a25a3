"""Tiles: chosen by touch and by keyboard, and told by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.card import column
from ui.widgets.tiles import BigTile, StaffTile


def test_a_person_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    first, second = StaffTile(theme), StaffTile(theme)
    first.show_person("𠮷田 見本", "店長", "𠮷")
    second.show_person("佐藤 見本", "担当", "佐")
    page.setLayout(column(first, second))
    shown(qtbot, page, 300)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    assert name(first) == "𠮷田 見本, 店長"
    assert first.height() == 96
    plain = first.grab().toImage()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert first.isChecked()
    assert first.grab().toImage() != plain
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert second.isChecked()


def test_the_big_tile_begins(qtbot: QtBot, theme: Theme) -> None:
    tile = BigTile(theme)
    tile.set_words("新しい買取を始める", "F2")
    shown(qtbot, tile)
    pressed = QSignalSpy(tile.clicked)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert pressed.count() == 2
    assert name(tile) == "新しい買取を始める"
