"""Tab goes through a page as it is read: head, body, what came later, actions."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
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
