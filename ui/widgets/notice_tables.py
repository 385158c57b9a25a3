"""The leaves of many short pages: the nine kinds of data, and the provisions to the group."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from counter_app.services.notices import NoticePack, NoticePage
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card, column, row
from ui.widgets.icon import Icon
from ui.widgets.notice_leaves import Leaf
from ui.widgets.notice_parts import ITEM_ICONS, beside, paragraphs, words_of
from ui.widgets.pill import Pill
from ui.widgets.text import PlainLabel

_ITEM_COLUMNS = 3


def fill_items(
    layout: QVBoxLayout, theme: Theme, texts: Texts, pack: NoticePack, leaf: Leaf
) -> None:
    """The kinds of data, as cards in the notice's order, under the heading of them all."""
    pages, first = leaf.pages, leaf.no
    layout.addWidget(words_of(theme, pack.page("items").heading, "customer.title"))
    if pages[0].key == "items":
        layout.addWidget(paragraphs(theme, pages[0].sentences, "customer.label"))
        pages, first = pages[1:], 2
    grid = QGridLayout()
    grid.setSpacing(theme.space(2))
    for index, page in enumerate(pages):
        no = first - 1 + index
        card = _item_card(theme, page, no, texts.say("customer.notice.number", no=no))
        grid.addWidget(card, index // _ITEM_COLUMNS, index % _ITEM_COLUMNS)
    for place in range(_ITEM_COLUMNS):
        grid.setColumnStretch(place, 1)
    layout.addLayout(grid)


def _item_card(theme: Theme, page: NoticePage, no: int, number: str) -> Card:
    card = Card(theme, margins=(16, 12, 16, 12), spacing=6)
    heading = words_of(theme, page.heading, "customer.strong")
    line = beside(Icon(theme, ITEM_ICONS[no - 1], 22, "primary"), heading, 8)
    line.addWidget(PlainLabel(theme, "customer.small", number, tone="muted"))
    card.body.addLayout(line)
    for sentence in page.sentences:
        card.body.addWidget(words_of(theme, sentence, "customer.label"))
    card.body.addStretch(1)
    return card


def fill_group(
    layout: QVBoxLayout, theme: Theme, texts: Texts, pack: NoticePack, leaf: Leaf
) -> None:
    """Provisions to the group, a row each, with the numbers of the kinds that each may have."""
    heading = pack.page("group").heading
    layout.addWidget(PlainLabel(theme, "customer.title", heading, wrap=True))
    for index, page in enumerate(leaf.pages):
        layout.addWidget(_group_row(theme, pack, page, leaf.no + index))
    used = texts.say("customer.notice.used")
    kinds = texts.say("customer.notice.between").join(
        texts.say("customer.notice.kind", words=words, no=no)
        for no, words in pack.item_words.items()
    )
    layout.addWidget(words_of(theme, f"{used}{kinds}", "customer.small", tone="muted"))


def _group_row(theme: Theme, pack: NoticePack, page: NoticePage, no: int) -> Card:
    card = Card(theme, margins=(20, 8, 20, 8), spacing=2)
    number = PlainLabel(theme, "customer.money", str(no), tone="primary", align="centre")
    number.setMinimumWidth(40)
    told = column(
        words_of(theme, page.heading, "customer.strong"),
        *(words_of(theme, sentence, "customer.label") for sentence in page.sentences),
        spacing=2,
    )
    line = row(number, told, _kinds(theme, pack, page), spacing=16)
    line.setStretch(1, 1)
    card.body.addLayout(line)
    return card


def _kinds(theme: Theme, pack: NoticePack, page: NoticePage) -> QHBoxLayout:
    """The numbers of the kinds that go to the group, each in a place of its own."""
    line = row()
    line.setSpacing(4)
    for no, words in pack.item_words.items():
        if no in page.items:
            pill = Pill(theme, "info", str(no), customer=True)
            pill.setAccessibleName(words)
            pill.setToolTip(words)
            line.addWidget(pill)
    return line
