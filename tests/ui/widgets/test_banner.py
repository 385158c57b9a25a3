"""The banner says one thing, leaves when it is good news, and stays when it is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import name, shown
from ui.theme import Theme
from ui.widgets.banner import Banner, Gravity


def test_the_first_line_stands_out_and_the_button_is_one(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    banner.show_words("warn", "カメラがはずれました\n入力した内容は残っています。", "つなぎ直す")
    shown(qtbot, banner, 800)

    assert banner.text() == "カメラがはずれました\n入力した内容は残っています。"
    assert name(banner) == banner.text()
    assert banner.height() >= 64
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(banner.action, Qt.MouseButton.LeftButton)


def test_good_news_leave_by_themselves(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    shown(qtbot, banner, 800)
    banner.show_words("ok", "控えを印刷しました", for_ms=1)
    qtbot.waitUntil(lambda: not banner.is_shown)


@pytest.mark.parametrize("gravity", ["info", "warn", "danger"])
def test_the_rest_stays_until_it_is_put_away(qtbot: QtBot, theme: Theme, gravity: Gravity) -> None:
    banner = Banner(theme)
    banner.set_close_name("閉じる")
    shown(qtbot, banner, 800)
    banner.show_words("ok", "印刷しました", for_ms=1)
    banner.show_words(gravity, "止まっています")
    qtbot.wait(20)
    assert banner.is_shown

    with qtbot.waitSignal(banner.closed):
        QTest.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert not banner.is_shown


def test_marks_of_a_language_of_pages_stay_signs(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    banner.show_words("danger", "<b>止まりました</b>\n<i>次へ</i>")
    shown(qtbot, banner, 800)
    assert banner.text() == "<b>止まりました</b>\n<i>次へ</i>"
