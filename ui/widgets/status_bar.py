"""The status bar over every page: visit, customer's screen, printer, HQ, date and time.

A device that is ill turns amber and says so; nothing blinks.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from ui.theme import Theme
from ui.widgets.pill import Pill
from ui.widgets.text import PlainLabel, tip_words

HEIGHT = 40
MARGIN, MARGIN_NARROW = 32, 24
WELL = frozenset({"muted", "ok"})


class StatusBar(QFrame):
    """One line of facts; each chip opens its details.

    Attributes:
        chip_pressed: the key of a chip.
    """

    chip_pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self._chips: dict[str, StatusChip] = {}
        self.setObjectName("strip")
        self.setFixedHeight(HEIGHT)
        self._visit = PlainLabel(theme, "clerk.label", bold=True)
        self._demo = Pill(theme, "off")
        self._time = PlainLabel(theme, "clerk.label", bold=True)
        for name, part in (("visit", self._visit), ("demo", self._demo), ("time", self._time)):
            part.setObjectName(name)
        for part in (self._visit, self._demo):
            part.hide()
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(theme.space(1))
        self._layout.addWidget(self._visit)
        self._layout.addWidget(self._demo)
        self._layout.addStretch(1)
        self._layout.addWidget(self._time)
        self.set_narrow(narrow=False)

    def set_visit(self, text: str) -> None:
        """Name the visit, or the page where there is none."""
        self._visit.setText(text)
        self._visit.setVisible(bool(text))  # else its gap pushes what stands beside it

    def set_demo(self, text: str) -> None:
        """Say that the data are specimens; hidden without words."""
        self._demo.setText(text)
        self._demo.setVisible(bool(text))

    def set_time(self, text: str) -> None:
        """Tell date and time."""
        self._time.setText(text)

    def set_chip(
        self, key: str, icon: str, text: str, *, tone: str = "muted", name: str = ""
    ) -> None:
        """Tell the state of a device or of the line to HQ.

        Args:
            key: of the chip; a new key adds a chip at the right.
            icon: of the device.
            text: its state, in a few words.
            tone: muted or ok while it is well; warn or danger are said in words at any width.
            name: for screen readers, if `text` alone does not tell.
        """
        if key not in self._chips:
            chip = StatusChip(self._theme, key)
            chip.pressed_for.connect(self.chip_pressed)
            self._chips[key] = chip
            self._layout.insertWidget(self._layout.count() - 1, chip)
        self._chips[key].show_state(icon, text, tone, name or text)
        self._chips[key].set_narrow(narrow=self._narrow)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - as setEnabled
        """Show what is well as icons only, for a window of 1024."""
        self._narrow = narrow
        margin = MARGIN_NARROW if narrow else MARGIN
        self._layout.setContentsMargins(margin, 0, margin, 0)
        for chip in self._chips.values():
            chip.set_narrow(narrow=narrow)


class StatusChip(QToolButton):
    """One device of the status bar."""

    pressed_for = Signal(str)

    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._well = True
        self.setObjectName(f"chip_{key}")
        self.setProperty("kind", "status")
        self.setFont(theme.font("clerk.small"))
        self.setIconSize(QSize(18, 18))
        # As high as the bar: 40 px, and 44 wide, so that it can be hit.
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(44)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._tell)

    def show_state(self, icon: str, text: str, tone: str, name: str) -> None:
        """Show a state; `name` is for screen readers."""
        self._well = tone in WELL
        self.setText(text)
        self.setIcon(self._theme.icon(icon, 18, tone))
        self.setAccessibleName(name)
        self.setToolTip(tip_words(name))
        self.setProperty("tone", tone)
        self.setFont(self._theme.font("clerk.small", bold=not self._well))
        self.style().unpolish(self)
        self.style().polish(self)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icon only while it is well."""
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if narrow and self._well:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)

    @Slot()
    def _tell(self) -> None:
        self.pressed_for.emit(self._key)
