"""A doubtful reading: marks that follow the text, alternatives, agreeing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.doubtful_field import DoubtfulField
from ui.widgets.line_edit import LineEdit

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def field(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> DoubtfulField:
    made = DoubtfulField(theme, catalogues.in_language("ja"))
    crop = QImage(560, 40, QImage.Format.Format_RGB32)
    crop.fill(Qt.GlobalColor.white)
    made.show_reading("住所", "見本市7-28", [3], crop=crop, alternatives=["1", "T"])
    shown(qtbot, made, 420)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_enter_and_the_button_agree(qtbot: QtBot, field: DoubtfulField) -> None:
    agreed = QSignalSpy(field.agreed)
    field.setFocus()
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    QTest.mouseClick(field.agree, Qt.MouseButton.LeftButton)
    assert [agreed.at(0), agreed.at(1)] == [["見本市7-28"], ["見本市7-28"]]


def test_an_alternative_takes_the_place_of_the_sign(qtbot: QtBot, field: DoubtfulField) -> None:
    first = part_of(field, Button, "alternative_1")
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert field.text() == "見本市1-28"
    assert field.field.marks == {3}
    QTest.keyClick(field.field, Qt.Key.Key_2, ALT)
    assert field.text() == "見本市T-28"
    QTest.keyClick(field.field, Qt.Key.Key_3, ALT)  # there is no third
    assert field.text() == "見本市T-28"
    assert not part_of(field, Button, "alternative_3").isVisible()


def test_it_says_where_the_doubt_is(field: DoubtfulField, catalogues: TextCatalogues) -> None:
    assert name(field.field) == "住所、要確認、4文字目が不確か"
    field.retranslate(catalogues.in_language("en"))
    assert name(field.field) == "住所, to be checked, characters in doubt: 4"
    assert field.text() == "見本市7-28"


def test_a_whole_value_can_be_taken(qtbot: QtBot, field: DoubtfulField) -> None:
    field.show_reading("氏名", "見木 太郎", [1], alternatives=["見本 太郎"])
    edited = QSignalSpy(field.edited)
    QTest.mouseClick(part_of(field, Button, "alternative_1"), Qt.MouseButton.LeftButton)
    assert field.text() == "見本 太郎"
    assert edited.count() == 1


def test_typing_takes_away_the_mark_of_what_was_typed_over(
    qtbot: QtBot, field: DoubtfulField
) -> None:
    field.field.setSelection(3, 1)
    QTest.keyClicks(field.field, "1")
    assert field.text() == "見本市1-28"
    assert field.field.marks == set()


@given(
    text=st.text("あいうえ12", min_size=2, max_size=12),
    typed=st.text("か9", max_size=3),
    data=st.data(),
)
def test_marks_stay_with_their_signs(
    theme: Theme, text: str, typed: str, data: st.DataObject
) -> None:
    # Signs that differ from all others show whether a mark still stands on its own.
    text = "".join(dict.fromkeys(text))
    mark = data.draw(st.integers(0, len(text) - 1))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    field = LineEdit(theme)
    field.setText(text)
    field.set_marks([mark])
    field.setSelection(start, end - start)
    field.insert(typed)
    field.textEdited.emit(field.text())

    assert [field.text()[place] for place in field.marks] in ([], [text[mark]])
    if not start <= mark < end and typed and start == end:
        assert len(field.marks) == 1
