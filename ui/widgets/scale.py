"""Larger text: every part of a page that shows words can be set larger or back again."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget


@runtime_checkable
class ScalesText(Protocol):
    """A part that shows words in a size of its own."""

    def set_text_factor(self, factor: float) -> None:
        """Show the words `factor` times as large as usual."""


def scale_text(root: QWidget, factor: float) -> None:
    """Set the words of a whole page larger (1.25) or as usual (1.0); paddings stay."""
    for part in (root, *root.findChildren(QWidget)):
        if part is not root and isinstance(part, ScalesText):
            part.set_text_factor(factor)
