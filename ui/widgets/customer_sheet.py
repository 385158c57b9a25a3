"""The frame of a customer's page: one column in the middle of the window, the action row below.

The action row never moves and never scrolls. What stands above it is laid out to fit; a wording
that is longer than the shipped one scrolls rather than being cut.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme import Theme
from ui.widgets.action_row import ActionRow
from ui.widgets.screen_frame import ScrollColumn

_WIDE_WINDOW = 1900
_COLUMN, _WIDE_COLUMN = 1024, 1280
_MARGIN, _TOP, _BOTTOM = 40, 24, 16


class CustomerSheet(QWidget):
    """Body and action row of one page.

    Attributes:
        body: what the page shows, from top to bottom.
        action_row: the row below.
    """

    def __init__(self, theme: Theme, page: QWidget, *, actions: bool = True) -> None:
        """Become all that a page shows.

        Args:
            theme: the look.
            page: the page.
            actions: false for pages on which the customer has nothing to press.
        """
        super().__init__()
        self._column = ScrollColumn(theme.space(2))
        self.body = self._column.column
        self.action_row = ActionRow(theme, customer=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._column, 1)
        whole.addWidget(self.action_row)
        self.action_row.setVisible(actions)
        around = QVBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        if actions:
            page.setFocusProxy(self.action_row.primary)  # Enter goes on, and never ends a visit
        self._set_margins()

    @property
    def fits(self) -> bool:
        """Whether everything can be seen without scrolling."""
        return self._column.verticalScrollBar().maximum() == 0

    def show_part(self, part: QWidget) -> None:
        """Scroll so far that all of a part is seen."""
        self._column.ensureWidgetVisible(part, 0, _BOTTOM)

    def go_down(self) -> bool:
        """Scroll on by what is seen now; False when the end is seen already."""
        bar = self._column.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return False
        bar.setValue(bar.value() + bar.pageStep())
        return True

    def to_top(self) -> None:
        """Show the beginning of the page."""
        self._column.verticalScrollBar().setValue(0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        widest = _WIDE_COLUMN if self.width() >= _WIDE_WINDOW else _COLUMN
        side = max(_MARGIN, (self.width() - widest) // 2)
        self.body.setContentsMargins(side, _TOP, side, _BOTTOM)
        row = self.action_row.layout()
        if row is not None:
            row.setContentsMargins(side, 0, side, 0)
