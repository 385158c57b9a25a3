"""A doubtful reading: marks that follow the text, alternatives, agreeing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, shown
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.doubtful_field import DoubtfulField
from ui.widgets.form_picker import FormPicker
from ui.widgets.line_edit import LineEdit

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def field(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> DoubtfulField:
    made = DoubtfulField(theme, catalogues.in_language("ja"))
    crop = QImage(560, 40, QImage.Format.Format_RGB32)
    crop.fill(Qt.GlobalColor.white)
    made.show_reading("住所", "見本市7-28", [3], crop=crop, forms={3: "71T"})
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


def test_a_form_takes_the_place_of_its_sign_alone(qtbot: QtBot, field: DoubtfulField) -> None:
    second = part_of(field, Button, "form_2")
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert field.text() == "見本市1-28"
    assert field.field.marks == {3}
    QTest.keyClick(field.field, Qt.Key.Key_3, ALT)
    assert field.text() == "見本市T-28"
    QTest.keyClick(field.field, Qt.Key.Key_4, ALT)  # there is no fourth, and no digit is typed
    assert field.text() == "見本市T-28"
    assert not part_of(field, Button, "form_4").isVisible()
    assert min(second.width(), second.height()) >= 48


def test_any_sign_with_forms_is_picked_at_the_cursor_by_keys(field: DoubtfulField) -> None:
    forms = {"吉": "吉𠮷", "𠮷": "吉𠮷", "高": "高髙", "髙": "高髙"}
    field.show_reading("氏名", "吉高 太郎", forms_of=lambda sign: forms.get(sign, ""))
    QTest.keyClick(field.field, Qt.Key.Key_2, ALT)
    assert field.text() == "𠮷高 太郎"
    QTest.keyClick(field.field, Qt.Key.Key_Right)  # behind a sign that Qt counts as two
    first = part_of(field, Button, "form_1")
    second = part_of(field, Button, "form_2")
    assert (first.text(), second.text()) == ("高", "髙")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert field.text() == "𠮷髙 太郎"
    assert field.field.hasFocus()
    field.show_reading("氏名", "太郎")  # no sign of it has another form
    assert not field.forms.isVisible()


def test_a_form_that_no_font_has_is_not_offered(field: DoubtfulField) -> None:
    field.show_reading("氏名", "高", forms_of=lambda _sign: "高髙\U0003fffd")  # no sign at all
    shown_forms = [one.text() for one in field.forms.findChildren(Button) if one.isVisible()]
    assert shown_forms == ["高", "髙"]


def test_beside_a_typed_field_forms_are_there_while_it_is_worked_in(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    field, other = LineEdit(theme), LineEdit(theme)
    picker = FormPicker(theme, field, catalogues.in_language("ja"))
    picker.set_forms(lambda sign: "高髙" if sign in "高髙" else "")
    page = QWidget()
    layout = QVBoxLayout(page)
    for part in (field, picker, other):
        layout.addWidget(part)
    shown(qtbot, page, 420)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    other.setFocus()
    field.setText("山高")
    assert not picker.isVisible()
    field.setFocus()
    assert picker.isVisible()
    QTest.keyClick(field, Qt.Key.Key_2, ALT)
    assert field.text() == "山髙"
    other.setFocus()
    qtbot.waitUntil(lambda: not picker.isVisible())


def test_what_changed_a_reading_is_said_and_taken_back_with_one_press(
    field: DoubtfulField,
) -> None:
    field.show_reading("住所", "見本市見本7-28", [5], raw="見木市見本7-28", changed_by="towns")
    assert "見木市見本7-28" in name(part_of(field, QWidget, "why"))
    edited = QSignalSpy(field.edited)
    QTest.mouseClick(field.take_raw, Qt.MouseButton.LeftButton)
    assert field.text() == "見木市見本7-28"
    assert edited.at(0) == ["見木市見本7-28"]
    assert not field.take_raw.isVisible()
    field.show_reading("住所", "見本市", changed_by="something_new", raw="見木市")
    assert "見木市" in name(part_of(field, QWidget, "why"))
    field.show_reading("住所", "見本市")
    assert not field.take_raw.isVisible()


def test_every_doubtful_sign_is_reached(field: DoubtfulField) -> None:
    field.show_reading("住所", "見本市7-28", [0, 3, 6])
    reached = [field.field.selected_place()]
    while field.next_mark():
        reached.append(field.field.selected_place())
    assert reached == [0, 3, 6]


def test_it_says_where_the_doubt_is(field: DoubtfulField, catalogues: TextCatalogues) -> None:
    assert name(field.field) == "住所、要確認、4文字目が不確か"
    field.retranslate(catalogues.in_language("en"))
    assert name(field.field) == "住所, to be checked, characters in doubt: 4"
    assert field.text() == "見本市7-28"


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
