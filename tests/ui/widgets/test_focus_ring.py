"""The ring follows the keyboard and the program, not the finger, and moves nothing."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.kit import settle, shown
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import FocusRing


class Page(QWidget):
    """Two buttons and a ring."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.first, self.second = Button(theme, text="一"), Button(theme, text="二")
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.ring = FocusRing(self, theme)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Page:
    made = Page(theme)
    shown(qtbot, made, 300, 200)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_it_stands_six_pixels_outside_of_what_has_the_focus(page: Page) -> None:
    before = page.first.geometry()
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert page.ring.isVisible()
    assert page.ring.widget() is page.first
    assert page.ring.geometry() == before.adjusted(-6, -6, 6, 6)
    assert page.first.geometry() == before
    page.second.setFocus()
    settle()
    assert page.ring.widget() is page.second


def test_it_has_both_of_its_colours(page: Page, theme: Theme) -> None:
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    image = page.grab().toImage()
    box = page.first.geometry()
    outer = image.pixelColor(box.center().x(), box.top() - 5)
    inner = image.pixelColor(box.center().x(), box.top() - 2)
    assert outer.name() == theme.colour("focus_outer").name()
    assert inner.name() == theme.colour("focus_inner").name()


def test_a_touch_hides_it_and_a_key_brings_it_back(qtbot: QtBot, page: Page) -> None:
    window = page.windowHandle()
    spot = page.second.geometry().center()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(spot))
    page.second.setFocus(Qt.FocusReason.MouseFocusReason)
    settle()
    assert not page.ring.isVisible()

    QTest.keyClick(window, Qt.Key.Key_Tab)
    settle()
    assert page.ring.isVisible()


def test_it_takes_no_press_away(qtbot: QtBot, page: Page) -> None:
    page.first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    with qtbot.waitSignal(page.first.clicked):
        QTest.mouseClick(
            page.windowHandle(), Qt.MouseButton.LeftButton, pos=page.first.geometry().center()
        )


def test_it_outlives_a_scroll_area_that_goes_with_what_has_the_focus(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    area, inside, field = QScrollArea(), QWidget(), Button(theme, text="一")
    QVBoxLayout(inside).addWidget(field)
    area.setWidget(inside)
    layout = QVBoxLayout(window)
    layout.addWidget(area)
    ring = FocusRing(window, theme)
    shown(qtbot, window, 300, 200)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert ring.parentWidget() is area.viewport()  # Qt's own doing
    ring.let_go()
    layout.removeWidget(area)
    area.hide()
    area.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(area))
    assert shiboken6.isValid(ring)
    assert ring.parentWidget() is window
