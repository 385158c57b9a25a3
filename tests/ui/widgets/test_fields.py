"""Fields: labels, what is wrong, choices that stay chosen, and the calm row of a sure one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues, Texts
from tests.ui.widgets.kit import name, settle, shown
from ui.theme import Theme
from ui.widgets.choice_field import ChoiceField
from ui.widgets.field_row import FieldRow
from ui.widgets.screen_frame import ScrollColumn
from ui.widgets.text_field import TextField


def test_a_field_keeps_what_was_typed_when_it_is_wrong(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme)
    field.set_words("生年月日", help="西暦で")
    edited = QSignalSpy(field.edited)
    shown(qtbot, field, 300)

    field.setFocus()
    QTest.keyClicks(field.field, "2026-02-31")
    field.show_wrong("この日はありません。日を直してください。")

    assert field.text() == "2026-02-31"
    states: list[str] = [field.state]
    assert edited.count() == 10
    assert name(field.field) == "生年月日"
    assert field.field.accessibleDescription() == "この日はありません。日を直してください。"
    assert field.field.height() >= 48
    field.show_sure("確かです")
    states.append(field.state)
    field.clear_state()
    states.append(field.state)
    assert states == ["wrong", "sure", ""]
    assert field.field.accessibleDescription() == "西暦で"


def test_the_customers_field_is_larger(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme, customer=True)
    field.set_words("職業")
    shown(qtbot, field, 300)
    assert field.field.height() >= 64


def test_a_choice_stays_chosen_in_another_language(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField(theme)
    field.set_words("職業", "選んでください")
    field.set_choices([("office", "会社員"), ("student", "学生")])
    shown(qtbot, field, 300)
    assert field.key() is None

    chosen = QSignalSpy(field.chosen)
    field.setFocus()
    QTest.keyClick(field.box, Qt.Key.Key_Down)
    assert field.key() == "office"
    assert chosen.count() == 1

    field.set_choices([("office", "Office worker"), ("student", "Student")])
    assert field.key() == "office"
    assert field.box.currentText() == "Office worker"
    field.set_key("unknown")
    assert field.key() is None


def test_a_sure_row_is_calm_and_can_be_corrected(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    row = FieldRow(theme, texts)
    row.set_words("Name")
    row.set_value("<b>見本</b> 太郎")
    shown(qtbot, row, 400)

    assert row.text() == "<b>見本</b> 太郎"
    assert row.height() == 52
    assert "見本" in name(row)
    with qtbot.waitSignal(row.edit_asked):
        QTest.mouseClick(row.edit, Qt.MouseButton.LeftButton)
    row.set_editable(False)
    assert not row.edit.isVisible()


def test_a_long_address_is_read_whole(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues
) -> None:
    row = FieldRow(theme, catalogues.in_language("ja"))
    row.set_words("住所")
    row.set_value("東京都見本区見本一丁目" * 18)
    page = ScrollColumn()
    page.column.addWidget(row)
    page.column.addStretch(1)
    shown(qtbot, page, 400, 300)
    needed = row.heightForWidth(row.width())
    assert needed > 200
    assert row.height() == needed


def test_beside_a_wrong_field_the_label_stays_at_its_field(qtbot: QtBot, theme: Theme) -> None:
    page, left, right = QWidget(), TextField(theme), TextField(theme)
    line = QHBoxLayout(page)
    for field in (left, right):
        field.set_words("見本")
        line.addWidget(field)
    shown(qtbot, page, 400)
    gap = left.field.y() - left.label.y()
    right.show_wrong("一行目の文です。\n二行目の文です。")
    page.resize(400, page.sizeHint().height())
    settle()
    assert left.height() > left.sizeHint().height()
    assert left.field.y() - left.label.y() == gap


def test_a_text_that_is_filled_in_is_read_from_its_beginning(qtbot: QtBot, theme: Theme) -> None:
    field = TextField(theme)
    shown(qtbot, field, 200)
    field.field.clearFocus()
    field.set_text("東京都見本区見本一丁目1番1号")
    assert field.field.cursorPosition() == 0
