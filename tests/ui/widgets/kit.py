"""What tests of the widgets share: settling a page, and looking for what is cut or has no name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.widgets.paragraphs import Paragraphs
from ui.widgets.text import ElidedLabel

W = TypeVar("W", bound=QWidget)
ROUNDS = 3
"""After a change of words the layout is reckoned by events that wait for each other."""


def shown(qtbot: QtBot, widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
    """The widget in a window of its own, laid out; in its own size without a size given."""
    qtbot.addWidget(widget)
    hint = widget.sizeHint()
    widget.resize(width or hint.width(), height or hint.height())
    with qtbot.waitExposed(widget):
        widget.show()
    settle()
    return widget


def settle() -> None:
    """Let the layout come to rest."""
    for _ in range(ROUNDS):
        QApplication.processEvents()


def part_of(root: QWidget, kind: type[W], named: str = "") -> W:
    """The one part of a kind, by its object name."""
    (found,) = root.findChildren(kind, named) if named else root.findChildren(kind)
    return found


def parts(root: QWidget) -> Iterator[QWidget]:
    """Every part that is seen."""
    for part in (root, *root.findChildren(QWidget)):
        if part.isVisible():
            yield part


def cut(root: QWidget) -> list[str]:
    """Words that have less room than they need."""
    faults = []
    for part in parts(root):
        if isinstance(part, Paragraphs):
            needs = part.heightForWidth(part.width()) - 1
            if part.height() < needs:
                faults.append(f"{part.text()}: {part.height()} of {needs} px high")
        elif isinstance(part, ElidedLabel):
            if part.height() < part.fontMetrics().height():
                faults.append(f"{part.text()}: too low")
        elif isinstance(part, QLabel | QPushButton) and part.text():
            faults += too_small(part)
    return faults


def too_small(part: QLabel | QPushButton) -> list[str]:
    """Whether a label or a button is smaller than its words."""
    hint = part.sizeHint()
    if isinstance(part, QLabel) and part.wordWrap():
        high = part.heightForWidth(part.width())
        return [f"{part.text()}: cut at the foot"] if part.height() < high else []
    if part.width() < hint.width() or part.height() < hint.height():
        return [f"{part.text()}: {part.size().toTuple()} of {hint.toTuple()}"]
    return []


def name(widget: QWidget) -> str:
    """What screen readers call it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def nameless(root: QWidget) -> list[str]:
    """Parts that take the focus or a press and have no name."""
    return [
        f"{type(part).__name__} {part.objectName()}"
        for part in parts(root)
        if isinstance(part, QAbstractButton | QLineEdit)
        or part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not name(part)
    ]


def small_targets(root: QWidget, least: int = 44) -> list[str]:
    """What is pressed and is lower or narrower than a finger needs."""
    return [
        f"{type(part).__name__} {part.objectName()}: {part.size().toTuple()}"
        for part in parts(root)
        if isinstance(part, QAbstractButton) and min(part.width(), part.height()) < least
    ]
