"""One leaf of a purpose notice as the customer reads it: large, plain, and word for word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter_app.services.notices import NoticePack, NoticePage, NoticePoint
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.notice_leaves import TAIL, Leaf
from ui.widgets.notice_parts import beside, note_strip, paragraphs, words_of
from ui.widgets.notice_plain import fill_plain
from ui.widgets.notice_purpose import fill_purpose
from ui.widgets.notice_tables import fill_group, fill_items
from ui.widgets.scale import scale_text
from ui.widgets.screen_frame import clear_layout

POINT_ICONS = {
    "provide": "cash-banknote",
    "appraise_verify": "user-check",
    "fraud": "shield-lock",
    "marketing": "speakerphone",
    "improve": "refresh",
    "group": "users",
    "police": "shield-check",
}
"""Pictures of the short page's points, by their first key; the words say it all without them."""

_COLUMNS = 3


class NoticeSheet(QWidget):
    """Shows one leaf at a time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.space(2))

    def show_leaf(self, leaf: Leaf, pack: NoticePack, texts: Texts, *, factor: float) -> None:
        """Draw a leaf of a wording.

        Args:
            leaf: its pages.
            pack: the wording, for the words of the nine kinds.
            texts: the words round it, in the same language.
            factor: how much larger its text is.
        """
        clear_layout(self._layout)
        theme, layout = self._theme, self._layout
        layout.setSpacing(theme.space(2))
        match leaf.kind:
            case "plain":
                fill_plain(layout, theme, leaf)
            case "purpose":
                fill_purpose(layout, theme, texts, pack, leaf)
            case "items":
                fill_items(layout, theme, texts, pack, leaf)
            case "group":
                fill_group(layout, theme, texts, pack, leaf)
            case "short":
                self._fill_short(leaf)
            case "sections":
                self._fill_sections(leaf, pack)
        layout.addStretch(1)
        self.setAccessibleName(leaf.pages[0].heading)
        scale_text(self, factor)

    def _fill_short(self, leaf: Leaf) -> None:
        """The points, and below them which text prevails, whom to ask and so on."""
        page = leaf.pages[0]
        self._layout.addWidget(words_of(self._theme, page.heading, "customer.title"))
        for sentence in page.sentences:
            self._layout.addWidget(words_of(self._theme, sentence, "customer.strong"))
        self._fill_points([point for point in page.points if TAIL.isdisjoint(point.keys)])
        self._fill_tail(page)

    def _fill_points(self, points: Sequence[NoticePoint]) -> None:
        theme, layout = self._theme, self._layout
        card = Card(theme, margins=(24, 14, 24, 14), spacing=theme.space(1))
        for point in points:
            icon = Icon(theme, POINT_ICONS.get(point.keys[0], "check"), 28, "primary")
            card.body.addLayout(beside(icon, words_of(theme, point.words), 16))
        layout.addWidget(card)

    def _fill_tail(self, page: NoticePage) -> None:
        theme, layout = self._theme, self._layout
        for point in page.points:
            if not TAIL.isdisjoint(point.keys):
                role = "customer.choice" if "prevails" in point.keys else "customer.small"
                layout.addWidget(words_of(theme, point.words, role, tone="muted"))

    def _fill_sections(self, leaf: Leaf, pack: NoticePack) -> None:
        theme, layout = self._theme, self._layout
        alone = len(leaf.pages) == 1
        layout.addWidget(words_of(theme, pack.title, "customer.label", tone="muted"))
        for page in leaf.pages:
            heading = "customer.title" if alone else "customer.strong"
            layout.addWidget(words_of(theme, page.heading, heading))
            if page.sentences:
                size = "customer.body" if alone else "customer.choice"
                layout.addWidget(paragraphs(theme, page.sentences, size))
            if page.points:
                layout.addLayout(self._points(page))
            if page.note:
                layout.addWidget(note_strip(theme, page.note))
            layout.addSpacing(theme.space(1))

    def _points(self, page: NoticePage) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._theme.space(1))
        columns = min(_COLUMNS, len(page.points))
        for index, point in enumerate(page.points):
            card = Card(self._theme, margins=(16, 12, 16, 12))
            card.body.addWidget(words_of(self._theme, point.words, "customer.choice"))
            grid.addWidget(card, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid
