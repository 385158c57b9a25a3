"""The notice in large type, 24 points and more: one block below the other, on many leaves.

What a leaf holds is measured and not guessed, for the narrowest window that the program knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.services.notices import NoticePack, NoticePage
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.icon import Icon
from ui.widgets.laid_text import LaidText
from ui.widgets.notice_leaves import Block, Leaf
from ui.widgets.notice_parts import beside, words_of
from ui.widgets.paragraphs import Paragraphs

LARGE, LARGE_TITLE = "customer.large", "customer.title"
"""With the factor of larger text they are 32 and 40 pixels: 24 and 30 points at 96 a inch."""

WIDTH, HEIGHT = 944, 552
"""Room for the words in a window of 1024x768, in pixels."""

_GAP = 12
_ICON, _BESIDE = 28, 12
_NOTE_MARGINS = (20, 12, 20, 12)


def large_leaves(
    pack: NoticePack,
    texts: Texts,
    theme: Theme,
    pages: Sequence[NoticePage],
    *,
    taken: int = 0,
) -> tuple[Leaf, ...]:
    """These pages in large type, in their order.

    A page begins a leaf of its own unless all of it finds room below the one before; a purpose
    always does, so that its seconds are its own.

    Args:
        pack: the wording.
        texts: the words round it, in the same language.
        theme: measures the words.
        pages: of the wording.
        taken: pixels of the height that something else needs.
    """
    leaves: list[list[Block]] = []
    room = HEIGHT - taken
    left = 0.0
    for page in pages:
        blocks = tuple(_blocks(pack, texts, page))
        needs = [_height(theme, block) + _GAP for block in blocks]
        alone = page.key.startswith("purpose:")
        if not leaves or sum(needs) > left or alone or leaves[-1][0].page.key.startswith("purpose"):
            leaves.append([])
            left = room
        for block, need in zip(blocks, needs, strict=True):
            if need > left and leaves[-1]:
                leaves.append([])
                left = room
            leaves[-1].append(block)
            left -= need
    return tuple(_leaf(blocks) for blocks in leaves)


def fill_plain(layout: QVBoxLayout, theme: Theme, leaf: Leaf) -> None:
    """Lay the blocks of a leaf out."""
    layout.setSpacing(_GAP)
    for block in leaf.blocks:
        words = words_of(theme, block.words, _role(block))
        layout.addWidget(_framed(theme, block, words))


def _framed(theme: Theme, block: Block, words: Paragraphs) -> QWidget:
    if block.kind == "note":
        card = Card(theme, "info", margins=_NOTE_MARGINS)
        card.body.addLayout(beside(Icon(theme, "info-circle", _ICON, "primary"), words, _BESIDE))
        return card
    if block.kind == "point":
        line = QWidget()
        line.setLayout(beside(Icon(theme, "check", _ICON, "primary"), words, _BESIDE))
        return line
    return words


def _blocks(pack: NoticePack, texts: Texts, page: NoticePage) -> Iterator[Block]:
    """A page in blocks; the kinds of data that a purpose uses are told in one of them."""
    if page is pack.full[0]:
        yield Block(page, "sentence", pack.title)
    if page in pack.purposes:
        no, count = pack.purposes.index(page) + 1, len(pack.purposes)
        yield Block(page, "caption", texts.say("customer.notice.purpose_of", no=no, count=count))
    yield Block(page, "heading", page.heading)
    for sentence in page.sentences:
        yield Block(page, "sentence", sentence)
    if page.note:
        yield Block(page, "note", page.note)
    if page.items:
        yield Block(page, "sentence", kinds_words(texts, page))
        return
    for point in page.points:
        yield Block(page, "point", point.words)


def kinds_words(texts: Texts, page: NoticePage) -> str:
    """The kinds of data of a purpose's page, in one sentence."""
    kinds = texts.say("customer.notice.between").join(
        texts.say("customer.notice.kind", words=point.words, no=point.keys[0])
        for point in page.points
    )
    return f"{texts.say('customer.notice.kinds', count=len(page.items))}\n{kinds}"


def _role(block: Block) -> str:
    return LARGE_TITLE if block.kind == "heading" else LARGE


def _height(theme: Theme, block: Block) -> float:
    font = theme.font(_role(block), factor=theme.larger_text_factor)
    beside_icon = _ICON + _BESIDE
    taken, more = 0, 0
    if block.kind == "note":
        left, top, right, bottom = _NOTE_MARGINS
        taken, more = left + right + beside_icon + 4, top + bottom + 4
    elif block.kind == "point":
        taken = beside_icon
    return LaidText(block.words, font, WIDTH - taken, theme.line_height(font)).height + more


def _leaf(blocks: Sequence[Block]) -> Leaf:
    pages = tuple(dict.fromkeys(block.page for block in blocks))
    return Leaf("plain", pages, blocks=tuple(blocks))
