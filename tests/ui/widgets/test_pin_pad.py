"""The PIN pad: by touch and by keyboard; no digit is ever shown, told or kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues
from tests.ui.widgets.kit import name, part_of, settle, shown
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.pin_pad import PinPad

KEY_HEIGHT = 64
TEXTS_OF = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)


@pytest.fixture
def pad(qtbot: QtBot, theme: Theme, catalogues: TextCatalogues) -> PinPad:
    made = PinPad(theme, catalogues.in_language("ja"))
    made.set_heading("見本さんのPIN", "")
    shown(qtbot, made, 320)
    return made


def told(pad: PinPad) -> str:
    """All that screen readers can hear of the pad, but for the names of its keys."""
    keys = pad.findChildren(Button)
    interfaces = [
        QAccessible.queryAccessibleInterface(part)
        for part in (pad, *pad.findChildren(QWidget))
        if part not in keys
    ]
    return "|".join(one.text(kind) for one in interfaces for kind in TEXTS_OF)


def press(qtbot: QtBot, pad: PinPad, key: str) -> None:
    QTest.mouseClick(part_of(pad, Button, key), Qt.MouseButton.LeftButton)


def test_touch_enters_a_pin(qtbot: QtBot, pad: PinPad) -> None:
    entered = QSignalSpy(pad.entered)
    for digit in "1357":
        press(qtbot, pad, f"digit_{digit}")
    assert [entered.at(n) for n in range(entered.count())] == [["1357"]]
    assert part_of(pad, Button, "digit_1").height() == KEY_HEIGHT


def test_the_keyboard_enters_it_at_once(qtbot: QtBot, pad: PinPad) -> None:
    entered = QSignalSpy(pad.entered)
    pad.setFocus()
    QTest.keyClicks(pad, "13x9")
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "57")
    assert [entered.at(n) for n in range(entered.count())] == [["1357"]]


def test_only_the_count_is_told(qtbot: QtBot, pad: PinPad) -> None:
    QTest.keyClicks(pad, "97")
    assert name(pad) == "4桁のうち2桁入力済み"
    heard = told(pad).replace(name(pad), "")
    assert not set("97") & set(heard)
    # The control: a pad that told its digits would be heard.
    pad.setAccessibleDescription("97")
    assert set("97") & set(told(pad))


def test_it_forgets_the_pin_in_the_moment_it_is_entered(qtbot: QtBot, pad: PinPad) -> None:
    QTest.keyClicks(pad, "2468")
    assert "2468" not in repr(vars(pad))
    assert name(pad) == "4桁のうち4桁入力済み"


def test_wrong_says_what_is_left_and_starts_anew(qtbot: QtBot, pad: PinPad) -> None:
    entered = QSignalSpy(pad.entered)
    QTest.keyClicks(pad, "24")
    pad.show_wrong("PINがちがいます。あと3回です。")
    assert pad.accessibleDescription().endswith("PINがちがいます。あと3回です。")
    QTest.keyClicks(pad, "1357")
    assert entered.at(0) == ["1357"]


def test_clear_and_backspace(qtbot: QtBot, pad: PinPad) -> None:
    QTest.keyClicks(pad, "123")
    press(qtbot, pad, "backspace")
    assert name(pad).startswith("4桁のうち2桁")
    press(qtbot, pad, "clear")
    assert name(pad).startswith("4桁のうち0桁")


def test_a_busy_pad_takes_nothing(qtbot: QtBot, pad: PinPad) -> None:
    entered = QSignalSpy(pad.entered)
    pad.set_busy(True)
    QTest.keyClicks(pad, "1357")
    press(qtbot, pad, "digit_1")
    assert entered.count() == 0
    pad.set_busy(False)
    QTest.keyClicks(pad, "1357")
    assert entered.count() == 1


def test_another_language_keeps_the_count(
    qtbot: QtBot, pad: PinPad, catalogues: TextCatalogues
) -> None:
    QTest.keyClicks(pad, "12")
    pad.retranslate(catalogues.in_language("en"))
    assert name(pad) == "2 of 4 digits typed"


def test_the_keys_stay_where_they_are_when_the_pin_was_wrong(
    qtbot: QtBot, pad: PinPad, catalogues: TextCatalogues
) -> None:
    pad.resize(320, 420)
    pad.show()
    before = 0
    for language in ("ja", "en"):
        texts = catalogues.in_language(language)
        pad.set_heading(texts.say("clerk.pin_of", name="見本 花子"), texts.say("clerk.pin_line"))
        before = key_at(pad)
        pad.show_wrong(texts.say("error.pin_wrong", left=4))
        assert key_at(pad) == before
    # The control: a sentence of four lines has no room without moving them.
    pad.show_wrong("\n".join(["見本"] * 4))
    assert key_at(pad) != before


def key_at(pad: PinPad) -> int:
    """Where the first key stands, in pixels from the top."""
    settle()
    key = pad.findChild(QPushButton, "digit_1")
    assert key is not None
    return key.mapTo(pad, key.rect().topLeft()).y()
