"""Parts that several leaves of the notice are made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.card import Card, row
from ui.widgets.icon import Icon
from ui.widgets.paragraphs import Paragraphs

ITEM_ICONS = (
    "user",
    "id",
    "clipboard-list",
    "cash-banknote",
    "receipt-yen",
    "device-mobile",
    "message-question",
    "history",
    "dots",
)
"""Pictures of the nine kinds of data, in the notice's order."""


def words_of(
    theme: Theme,
    words: str,
    role: str = "customer.body",
    *,
    tone: str = "ink",
    centred: bool = False,
) -> Paragraphs:
    """A sentence or a heading that may take several lines."""
    made = Paragraphs(
        theme,
        role,
        words,
        tone=tone,
        line_height=theme.tokens.line_box,
        align="centre" if centred else "left",
    )
    return _as_high_as_needed(made)


def paragraphs(theme: Theme, sentences: tuple[str, ...], role: str = "customer.body") -> Paragraphs:
    """Sentences, each on a line of its own."""
    return _as_high_as_needed(Paragraphs(theme, role, "\n".join(sentences), line_height=1.55))


def beside(first: Icon, words: QWidget, spacing: int = 12) -> QHBoxLayout:
    """A picture, and words that take the rest of the line."""
    line = row(first, words, spacing=spacing)
    line.setStretch(1, 1)
    line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
    return line


def note_strip(theme: Theme, words: str) -> Card:
    """A remark set apart, such as that the law asks for the check."""
    card = Card(theme, "info", margins=(20, 12, 20, 12))
    icon = Icon(theme, "info-circle", 24, "primary")
    card.body.addLayout(beside(icon, words_of(theme, words, "customer.label")))
    return card


def _as_high_as_needed(words: Paragraphs) -> Paragraphs:
    """Ask for the height at the width that there is, not for that at the width hinted at."""
    policy = words.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    words.setSizePolicy(policy)
    return words
