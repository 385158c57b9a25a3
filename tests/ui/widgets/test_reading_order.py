"""Tab goes through a page as it is read: head, body, what came later, actions."""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.widgets.reading_order import next_stop, tab_stops
from ui.widgets.screen_frame import ScrollColumn


class Page(QWidget):
    """A button, a list, an action; the list has the focus first."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.action = QPushButton("action", self)
        self.head = QPushButton("head", self)
        self.rows = ScrollColumn()
        self.first = QLineEdit("first")
        self.rows.column.addWidget(self.first)
        box = QVBoxLayout(self)
        for part in (self.head, self.rows, self.action):
            box.addWidget(part)
        self.setFocusProxy(self.first)
        qtbot.addWidget(self)
        self.show()


def test_what_came_later_stands_where_it_is_read(qtbot: QtBot) -> None:
    page = Page(qtbot)
    late = QLineEdit("late")
    page.rows.column.addWidget(late)
    late.show()
    assert tab_stops(page) == [page.head, page.first, late, page.action]


def test_it_goes_round_both_ways(qtbot: QtBot) -> None:
    page = Page(qtbot)
    assert next_stop(page, page.first, forward=True) is page.action
    assert next_stop(page, page.action, forward=True) is page.head
    assert next_stop(page, page.head, forward=False) is page.action


def test_what_cannot_be_used_is_passed_over(qtbot: QtBot) -> None:
    page = Page(qtbot)
    page.action.setEnabled(False)
    page.first.hide()
    assert tab_stops(page) == [page.head]
    assert next_stop(page, page.first, forward=True) is None
    assert next_stop(page, None, forward=True) is None


def items_bound() -> int:
    """How many layout items PySide believes to be there, once what was let go is gone."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return sum(
        isinstance(one, QLayoutItem) and not isinstance(one, QLayout)
        for one in shiboken6.getAllValidWrappers()
    )


def test_what_is_deleted_afterwards_leaves_nothing_at_its_address(qtbot: QtBot) -> None:
    page = Page(qtbot)
    before = items_bound()
    assert page.action in tab_stops(page)
    assert items_bound() == before

    layout = page.layout()
    assert layout is not None
    item = layout.itemAt(2)  # how it may not be asked
    assert item is not None
    assert item.widget() is page.action
    del item
    page.action.deleteLater()
    assert items_bound() == before + 1
    assert layout.count() == len([page.head, page.rows])


def test_a_layout_in_a_layout_is_read_in_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    stops = [QPushButton(name, page) for name in "dbca"]
    d, b, c, a = stops
    inner = QHBoxLayout()
    inner.addWidget(b)
    inner.addWidget(c)
    outer = QVBoxLayout(page)
    outer.addWidget(a)
    outer.addLayout(inner)
    outer.addWidget(d)
    page.show()
    assert tab_stops(page) == [a, b, c, d]
