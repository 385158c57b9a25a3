"""Facts that were checked, one row each, in one or two columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets.check_row import CheckRow
from ui.widgets.screen_frame import clear_layout

FindingState = Literal["ok", "warn", "danger", "open"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at one check, in words."""

    name: str
    finding: str
    state: FindingState


class CheckList(QWidget):
    """Rows of findings."""

    def __init__(self, theme: Theme, columns: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._columns = columns
        self._shown: tuple[Finding, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(0)
        self._stretch()

    def set_columns(self, columns: int) -> None:
        """Show them in so many columns."""
        if columns != self._columns:
            self._columns = columns
            shown, self._shown = self._shown, ()
            self._stretch()
            self.show_findings(shown)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these rows; nothing is drawn anew when they are the same."""
        if tuple(findings) == self._shown:
            return
        self._shown = tuple(findings)
        clear_layout(self._grid)
        place = 0
        for one in findings:
            row = CheckRow(self._theme)
            row.show_finding(one.name, one.finding, one.state)
            wide = 1 if one.finding else self._columns  # a sentence alone takes the whole line
            place = -(-place // wide) * wide
            self._grid.addWidget(row, place // self._columns, place % self._columns, 1, wide)
            place += wide

    def _stretch(self) -> None:
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
