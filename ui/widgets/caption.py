"""A caption: a sentence or two that wrap, with a little air between the lines."""

from __future__ import annotations

from ui.theme import Theme
from ui.widgets.paragraphs import LINE_HEIGHT_CAPTION, Paragraphs


class Caption(Paragraphs):
    """Plain words that may take more than one line."""

    def __init__(
        self, theme: Theme, role: str = "clerk.body", text: str = "", *, tone: str = "ink"
    ) -> None:
        super().__init__(theme, role, text, tone=tone, line_height=LINE_HEIGHT_CAPTION)
