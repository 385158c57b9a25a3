"""The leaf of one purpose: its number, its sentences, and which kinds of data it uses."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from counter_app.services.notices import NoticePack, NoticePage
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, column, row
from ui.widgets.icon import Badge, Icon
from ui.widgets.notice_leaves import Leaf
from ui.widgets.notice_parts import ITEM_ICONS, beside, note_strip, paragraphs, words_of
from ui.widgets.text import PlainLabel

_TALL, _LOW = 5, 4
"""Up to five kinds stand as tall cards in one line; more of them as low ones, four at most."""

_SMALL = "customer.small"


def fill_purpose(
    layout: QVBoxLayout, theme: Theme, texts: Texts, pack: NoticePack, leaf: Leaf
) -> None:
    """Lay a purpose's page out."""
    page = leaf.pages[0]
    number = Badge(theme, "", 88, "primary", "on_primary", radius=20, text=str(leaf.no))
    caption = texts.say("customer.notice.purpose_of", no=leaf.no, count=leaf.of)
    head = column(
        PlainLabel(theme, "customer.label", caption, tone="muted"),
        words_of(theme, page.heading, "customer.title"),
        spacing=2,
    )
    top = row(number, head, spacing=24)
    top.setStretch(1, 1)
    layout.addLayout(top)
    layout.addWidget(paragraphs(theme, page.sentences))
    kinds = texts.say("customer.notice.kinds", count=len(page.items))
    layout.addWidget(words_of(theme, kinds, "customer.strong"))
    layout.addLayout(_cards(theme, texts, page, tall=len(page.points) <= _TALL))
    layout.addLayout(_others(theme, texts, pack, page))
    if page.note:
        layout.addStretch(1)
        layout.addWidget(note_strip(theme, page.note))


def _cards(theme: Theme, texts: Texts, page: NoticePage, *, tall: bool) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.space(3 if tall else 2))
    columns = _TALL if tall else _low_columns(len(page.points))
    for index, point in enumerate(page.points):
        no = int(point.keys[0])
        make = _tall_card if tall else _low_card
        card = make(theme, point.words, texts.say("customer.notice.number", no=no), no)
        grid.addWidget(card, index // columns, index % columns)
    for place in range(columns):
        grid.setColumnStretch(place, 1)
    return grid


def _low_columns(count: int) -> int:
    """As many columns as fill the lines evenly: nine kinds are three lines of three."""
    lines = -(-count // _LOW)
    return -(-count // lines)


def _icon_name(no: int) -> str:
    return ITEM_ICONS[no - 1]


def _tall_card(theme: Theme, words: str, number: str, no: int) -> Card:
    card = Card(theme, margins=(8, 16, 8, 12), spacing=6)
    card.body.addLayout(row(None, Badge(theme, _icon_name(no), 64), None))
    card.body.addWidget(words_of(theme, words, "customer.label", centred=True))
    card.body.addStretch(1)
    card.body.addWidget(PlainLabel(theme, "customer.small", number, tone="muted", align="centre"))
    return card


def _low_card(theme: Theme, words: str, number: str, no: int) -> Card:
    card = Card(theme, margins=(12, 8, 8, 8), spacing=0)
    line = beside(Icon(theme, _icon_name(no), 28, "primary"), words_of(theme, words, _SMALL), 10)
    line.addWidget(PlainLabel(theme, _SMALL, number, tone="muted"))
    card.body.addLayout(line)
    return card


def _others(theme: Theme, texts: Texts, pack: NoticePack, page: NoticePage) -> QVBoxLayout:
    """The kinds that this purpose does not use, as one grey line."""
    unused = [
        texts.say("customer.notice.kind", words=words, no=no)
        for no, words in pack.item_words.items()
        if no not in page.items
    ]
    key, icon = ("not_used", "circle-minus") if unused else ("all_used", "circle-check")
    kinds = texts.say("customer.notice.between").join(unused)
    told = texts.say(f"customer.notice.{key}", kinds=kinds, count=len(pack.item_words))
    return column(
        beside(Icon(theme, icon, 22), words_of(theme, told, "customer.label", tone="muted"))
    )
