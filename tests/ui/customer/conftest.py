"""A stage for one page of the customer: a real open till behind it, hands in front of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.screens.conftest import Shown, counter, stage

__all__ = ["counter", "stage"]  # fixtures

COLUMN, WIDE = (1024, 704), (1366, 704)
"""The place of a page in the customer's window, below its top bar."""


def click(shown: Shown, name: str) -> None:
    """Press, and let Qt lay out what comes of it."""
    shown.hands.click(name)
    drawn()


def press(shown: Shown, key: Qt.Key) -> None:
    """Press a key in the active window, and let Qt lay out what comes of it."""
    shown.host.activateWindow()
    drawn()
    if shown.host.focusWidget() is None:
        shown.screen.setFocus(Qt.FocusReason.OtherFocusReason)  # as the window does
    shown.hands.press(key)
    drawn()


def drawn() -> None:
    """Qt shows new parts of a page by events of its own."""
    for _ in range(6):
        QApplication.processEvents()
