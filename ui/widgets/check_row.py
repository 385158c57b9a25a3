"""Checks: what was found in a document, one fact a row."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.icon import Icon
from ui.widgets.text import ElidedLabel, PlainLabel

Finding = Literal["ok", "warn", "danger", "open"]
LOOKS: dict[Finding, tuple[str, str, str]] = {
    "ok": ("circle-check", "ok", "muted"),
    "warn": ("alert-triangle", "warn", "warn"),
    "danger": ("ban", "danger", "danger"),
    "open": ("clock", "faint", "muted"),
}
HEIGHT = 32


class CheckRow(QWidget):
    """A fact and what was found of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self._icon = Icon(theme, "clock", 20, "faint")
        self._name = PlainLabel(theme, "clerk.label", bold=True)
        self._finding = ElidedLabel(theme, "clerk.label", tone="muted", align="right")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space(1))
        layout.addWidget(self._icon)
        layout.addWidget(self._name)
        layout.addWidget(self._finding, 1)

    def show_finding(self, name: str, finding: str, state: Finding) -> None:
        """Say what was checked and what came of it."""
        icon, icon_tone, tone = LOOKS[state]
        self._icon.set_icon(icon, icon_tone)
        self._name.setText(name)
        self._finding.set_tone(tone)
        self._finding.setText(finding)
        self.setAccessibleName(f"{name}: {finding}")
