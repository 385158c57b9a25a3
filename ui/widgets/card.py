"""Cards, rules and the two ways to put parts beside or below each other."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import Theme

CardKind = Literal["plain", "soft", "ok", "info", "warn", "danger", "chosen"]
Part = QWidget | QLayout | int | None


class Card(QFrame):
    """A framed ground; its kind tells a state, never by colour alone."""

    def __init__(
        self,
        theme: Theme,
        kind: CardKind = "plain",
        *,
        margins: tuple[int, int, int, int] = (16, 12, 16, 12),
        spacing: int | None = None,
    ) -> None:
        """A card with nothing in it.

        Args:
            theme: the look.
            kind: what it tells.
            margins: left, top, right, bottom, in pixels.
            spacing: between its parts, in pixels.
        """
        super().__init__()
        self.setProperty("card", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(theme.space(1) if spacing is None else spacing)

    def set_kind(self, kind: CardKind) -> None:
        """Tell another state."""
        self.setProperty("card", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()


class Rule(QFrame):
    """A line of 1 px between two rows."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("rule", True)
        self.setFixedHeight(theme.stroke("card"))


def row(*parts: Part, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side: widgets, layouts, gaps in pixels, None for what gives way."""
    layout = QHBoxLayout()
    _fill(layout, parts, spacing)
    return layout


def column(*parts: Part, spacing: int = 8) -> QVBoxLayout:
    """Parts one below the other: widgets, layouts, gaps in pixels, None for what gives way."""
    layout = QVBoxLayout()
    _fill(layout, parts, spacing)
    return layout


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
