"""The left side of the document page: the camera, its buttons, what was checked, and two ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.camera_pane import CameraPane
from ui.widgets.card import Card, row
from ui.widgets.check_list import CheckList, Finding
from ui.widgets.tick_row import TickRow

WIDE, NARROW = 608, 448


class ScanPane(QWidget):
    """Camera, buttons, checks, and the clerk's word that they saw card and face.

    Attributes:
        confirmed: one of the two ticks was set or taken away.
    """

    scan_asked = Signal()
    type_asked = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.camera = CameraPane(theme)
        self.camera.setObjectName("camera")
        self.scan = Button(theme, icon="refresh")
        self.scan.setObjectName("scan")
        self.scan.clicked.connect(self.scan_asked)
        self.type = Button(theme, icon="pencil")
        self.type.setObjectName("type")
        self.type.clicked.connect(self.type_asked)
        self._checks = CheckList(theme, 2)
        self.seen = TickRow(theme, tone="ok")
        self.seen.setObjectName("seen")
        self.face = TickRow(theme, tone="ok")
        self.face.setObjectName("face")
        self._ticks = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for tick in (self.seen, self.face):
            tick.toggled.connect(self.confirmed)
            self._ticks.addWidget(tick, 1)
        self._ticks.setSpacing(16)
        checks = Card(theme, margins=(16, 8, 16, 4), spacing=0)
        checks.body.addWidget(self._checks)
        checks.body.addLayout(self._ticks)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.camera, 1)
        whole.addLayout(row(self.scan, self.type, None))
        whole.addWidget(checks)
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(WIDE)

    def set_words(self, texts: Texts, *, again: bool) -> None:
        """Set every word; after a reading the first button scans again."""
        self.scan.setText(texts.say(f"clerk.document.{'again' if again else 'scan'}") + "  F5")
        self.type.setText(texts.say("clerk.document.type") + "  F7")
        self.seen.set_words(texts.say("clerk.document.seen"))
        self.face.set_words(texts.say("clerk.document.face"))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what the checks of the document found."""
        self._checks.show_findings(findings)

    def set_ticks(self, *, ticked: bool) -> None:
        """Set or take away both ticks, for another document."""
        self.seen.setChecked(ticked)
        self.face.setChecked(ticked)

    def set_narrow(self, *, narrow: bool) -> None:
        """Fit the pane to the window."""
        self._checks.set_columns(1 if narrow else 2)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._ticks.setDirection(way)
        self._ticks.setSpacing(0 if narrow else 16)
