"""The condition of a part: three answers by touch and by key, and its photo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.condition_row import ConditionRow


@pytest.fixture
def row(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> ConditionRow:
    made = ConditionRow(theme, catalogues.in_language("ja"))
    made.set_words("画面", "右上にひび割れ")
    shown(qtbot, made, 600)
    return made


def segment(row: ConditionRow, answer: str) -> QPushButton:
    return part_of(row, QPushButton, answer)


def test_nothing_is_answered_ahead(row: ConditionRow) -> None:
    assert row.answer() is None
    assert name(row) == "画面, 未回答"


def test_touch_and_keys_answer(qtbot: QtBot, row: ConditionRow) -> None:
    told = QSignalSpy(row.answered)
    QTest.mouseClick(segment(row, "light"), Qt.MouseButton.LeftButton)
    QTest.keyClick(segment(row, "light"), Qt.Key.Key_3)
    QTest.keyClick(segment(row, "heavy"), Qt.Key.Key_Left)
    assert [told.at(n)[0] for n in range(told.count())] == ["light", "heavy", "light"]
    assert row.answer() == "light"
    assert name(segment(row, "light")) == "画面: 軽い"


def test_an_answer_can_be_shown_and_taken_away(row: ConditionRow) -> None:
    told = QSignalSpy(row.answered)
    row.set_answer("heavy")
    row.set_amount("−¥6,000")
    assert name(row) == "画面, 重い, −¥6,000"
    row.set_answer(None)
    assert row.answer() is None
    assert told.count() == 0


def test_the_photo_is_asked_for_until_it_is_there(qtbot: QtBot, row: ConditionRow) -> None:
    assert name(row.photo) == "画面の写真を撮る"
    with qtbot.waitSignal(row.photo_asked):
        QTest.mouseClick(row.photo, Qt.MouseButton.LeftButton)
    row.set_photo(QImage(64, 48, QImage.Format.Format_RGB32))
    assert name(row.photo) == "画面の写真を見る"
    row.set_photo_wanted(False)
    assert not row.photo.isVisible()
