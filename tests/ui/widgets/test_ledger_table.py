"""The table of the ledger: rows of plain words, moved through and opened by keys and touch."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import shown
from ui.theme import Theme
from ui.widgets.ledger_table import Column, LedgerLine, LedgerTable

COLUMNS = (Column("no", 84), Column("what", 200, stretch=True), Column("yen", 96, "right"))
LINES = tuple(
    LedgerLine(
        f"T01-{number:06}",
        ((f"{number:06}", ""), ("スマートフォン", "<b>特徴</b>"), ("¥28,500", "")),
        "warn" if number == 2 else "plain",
    )
    for number in range(1, 5)
)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> LedgerTable:
    made = LedgerTable(theme, COLUMNS)
    made.set_headers(["番号", "品目・特徴", "代価"])
    made.set_lines(LINES)
    shown(qtbot, made, 600, 400)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_qt_finds_no_fault_with_the_model(table: LedgerTable) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(table.model(), mode)
    table.set_lines(LINES[:2])
    table.set_lines(LINES)
    assert table.model().rowCount() == 4


def test_words_stay_plain_and_are_told_with_their_column(table: LedgerTable) -> None:
    index = table.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "スマートフォン"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "品目・特徴: スマートフォン <b>特徴</b>"
    )
    assert table.model().data(QModelIndex()) is None


def test_keys_move_and_open(qtbot: QtBot, table: LedgerTable) -> None:
    opened = QSignalSpy(table.opened)
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.chosen_key() == "T01-000001"
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.chosen_key() == "T01-000004"
    assert [opened.at(n) for n in range(opened.count())] == [["T01-000002"]]


def test_touch_chooses_and_the_choice_stays(qtbot: QtBot, table: LedgerTable) -> None:
    chosen = QSignalSpy(table.chosen)
    place = table.visualRect(table.model().index(2, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.at(0) == ["T01-000003"]
    assert table.rowHeight(0) == 56

    table.set_lines(LINES[1:])
    assert table.chosen_key() == "T01-000003"
    table.set_lines(())
    assert table.chosen_key() is None


def test_a_correction_is_amber(table: LedgerTable, theme: Theme) -> None:
    image = table.viewport().grab().toImage()
    rows = [table.visualRect(table.model().index(row, 1)).top() + 3 for row in (1, 2)]
    grounds = [image.pixelColor(250, top).name() for top in rows]
    assert grounds == [theme.colour("warn_soft").name(), theme.colour("surface").name()]
