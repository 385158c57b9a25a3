"""The frame of a clerk's screen: head and body within the margins, the action row below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.action_row import ActionRow

NARROW = 1000
"""Below this width, in logical pixels, the margins of a small window hold."""

_MARGIN, _NARROW_MARGIN = 32, 24
_TOP, _BOTTOM = 20, 16


class ScreenFrame(QWidget):
    """Head, body and action row; the action row never moves and never scrolls."""

    def __init__(
        self, body: QLayout, *, head: QWidget | None = None, actions: ActionRow | None = None
    ) -> None:
        super().__init__()
        self._actions = actions
        self._inner = QVBoxLayout()
        self._inner.setSpacing(12)
        if head is not None:
            self._inner.addWidget(head)
        self._inner.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._inner, 1)
        if actions is not None:
            whole.addWidget(actions)
        self._set_margin(_MARGIN)

    def fill(self, page: QWidget) -> None:
        """Become all that a page shows."""
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margin(_NARROW_MARGIN if self.width() < NARROW else _MARGIN)

    def _set_margin(self, margin: int) -> None:
        self._inner.setContentsMargins(margin, _TOP, margin, _BOTTOM)
        if self._actions is not None:
            self._actions.set_narrow(narrow=margin == _NARROW_MARGIN)


class ScrollColumn(QScrollArea):
    """A column that scrolls by itself when its window is too small for it."""

    def __init__(self, spacing: int = 12) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let its widgets go."""
    while item := layout.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
