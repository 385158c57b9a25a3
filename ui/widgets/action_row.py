"""The row of a page's actions: back at the left, the one next step at the right.

It never scrolls and never moves. Esc goes back; Enter does what has the focus if that is a button,
else the next step, unless a field needs Enter for itself.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.text import PlainLabel

HEIGHT, HEIGHT_CUSTOMER = 80, 96
MARGIN, MARGIN_NARROW, MARGIN_CUSTOMER = 32, 24, 40


class ActionRow(QFrame):
    """Back, cancel, a reason, and the primary button.

    Attributes:
        escaped: Esc was pressed where there is no way back.
    """

    escaped = Signal()

    def __init__(self, theme: Theme, *, customer: bool = False) -> None:
        super().__init__()
        self.setObjectName("footer")
        self.setFixedHeight(HEIGHT_CUSTOMER if customer else HEIGHT)
        self.back = Button(theme, icon="arrow-left", customer=customer, footer=True)
        self.cancel = Button(theme, customer=customer, footer=True)
        self.primary = Button(
            theme, "primary", icon="arrow-right", icon_right=True, customer=customer
        )
        self.reason = PlainLabel(
            theme, "customer.note" if customer else "clerk.label", tone="muted", align="right"
        )
        for name, part in (
            *(("back", self.back), ("cancel", self.cancel)),
            *(("reason", self.reason), ("primary", self.primary)),
        ):
            part.setObjectName(name)
            if part is not self.primary:
                part.hide()
        self._customer = customer
        self._ready = True
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(16 if customer else 12)
        self.set_narrow(narrow=False)
        self._lefts = 2
        self._layout.addWidget(self.back)
        self._layout.addWidget(self.cancel)
        self._layout.addStretch(1)
        self._layout.addWidget(self.reason)
        self._layout.addWidget(self.primary)
        self._shortcut(Qt.Key.Key_Escape).activated.connect(self._go_back)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._shortcut(key).activated.connect(self._go_on)

    def set_words(
        self, primary: str, *, back: str = "", cancel: str = "", primary_icon: str = "arrow-right"
    ) -> None:
        """Name the buttons; one without words is not shown."""
        for button, words in (
            (self.primary, primary),
            (self.back, back),
            (self.cancel, cancel),
        ):
            button.setText(words)
            button.setVisible(bool(words))
        self.primary.set_icon(primary_icon)

    def set_ready(self, ready: bool, reason: str = "") -> None:  # noqa: FBT001 - as setEnabled
        """Whether the next step may be taken; if not, what is still missing."""
        self._ready = ready
        self.primary.set_ready(ready)
        self.reason.setText("" if ready else reason)
        self.reason.setVisible(bool(self.reason.text()))
        self.primary.setAccessibleDescription(self.reason.text())

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Whether the next step is under way: nothing of the row can be pressed meanwhile."""
        self.primary.set_busy(busy)
        self.back.set_ready(not busy)
        self.cancel.set_ready(not busy)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Take the margins of a window of 1024."""
        margin = MARGIN_CUSTOMER if self._customer else MARGIN_NARROW if narrow else MARGIN
        self._layout.setContentsMargins(margin, 0, margin, 0)

    def add_left(self, part: QWidget) -> None:
        """Put something beside back and cancel."""
        self._layout.insertWidget(self._lefts, part)
        self._lefts += 1

    def add_right(self, part: QWidget) -> None:
        """Put something beside the primary button, at its left."""
        self._layout.removeWidget(part)  # where it stands there already
        self._layout.insertWidget(self._layout.indexOf(self.primary), part)

    def _shortcut(self, key: Qt.Key) -> QShortcut:
        return QShortcut(QKeySequence(key), self)

    @Slot()
    def _go_back(self) -> None:
        if self.back.isVisible():
            self.back.click()
        else:
            self.escaped.emit()

    @Slot()
    def _go_on(self) -> None:
        focused = self.window().focusWidget()
        if isinstance(focused, QAbstractButton) and focused.isVisible():
            focused.click()
        elif self.primary.isVisible():
            self.primary.click()
