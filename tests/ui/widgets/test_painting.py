"""Widgets that paint in Python can be repainted for a whole day.

PySide6 6.12.0 on Python 3.11 takes a reference away from None at most calls of a painter, until
the process dies ("deallocating None"); ordinary tests are too short to see it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from tests.ui.widgets.kit import shown
from ui.theme import Theme
from ui.widgets.pill import Pill

REPAINTS = 5_000
MOST_LOST = 100


def lost_references(repaint: Callable[[], None]) -> int:
    """How many references to None are gone after many repaints."""
    repaint()
    before = sys.getrefcount(None)
    for _ in range(REPAINTS):
        repaint()
    return before - sys.getrefcount(None)


class Plain(QWidget):
    """A widget with the least painting there is."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawLine(0, 0, 9, 9)


def test_none_keeps_its_references(qtbot: QtBot, theme: Theme) -> None:
    plain, pill = Plain(), Pill(theme, "ok", "確認済み", icon="check")
    for widget in (plain, pill):
        shown(qtbot, widget, 100, 40)
        assert lost_references(widget.repaint) <= MOST_LOST


def test_the_count_sees_what_is_lost() -> None:
    held = [None] * (2 * MOST_LOST + REPAINTS)

    def lose_one() -> None:
        held.pop()

    assert lost_references(lose_one) > MOST_LOST
