"""How the pages of a purpose notice are laid on the customer's screen: leaf by leaf.

A purpose has a leaf of its own; the kinds of data, the provisions to the group and the short
clauses stand several on one, so that nobody turns forty pages. No sentence is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import Literal

from counter_app.services.notices import NoticePack, NoticePage

LeafKind = Literal["short", "purpose", "items", "group", "sections"]

_ITEMS = {False: 6, True: 3}
_GROUP_ROWS = {False: 4, True: 3}
_LINES = {False: 14.0, True: 11.0}
"""What one leaf holds, ordinary and with larger text."""

_ROOM = 452
"""Height that a purpose's words may take in larger text, in pixels, by the estimate below."""

_ALONE = frozenset({"group", "police", "rights"})
"""Pages of which people should see that they begin something of their own."""

TAIL = frozenset({"prevails", "counter", "revised"})
"""Points of the short page that say no purpose: which text prevails, whom to ask, since when."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on the screen at once: one page of the notice, or several.

    Attributes:
        no, of: number among the leaves or pages of its kind.
        half: of a purpose that is too long for one leaf: its sentences, or its kinds of data.
    """

    kind: LeafKind
    pages: tuple[NoticePage, ...]
    no: int = 1
    of: int = 1
    half: Literal["", "text", "kinds"] = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages' keys, in order."""
        return tuple(page.key for page in self.pages)


def short_leaves(pack: NoticePack, *, larger: bool) -> tuple[Leaf, ...]:
    """The short layer: its page on one leaf, or on two for larger text."""
    count = 2 if larger else 1
    return tuple(Leaf("short", (pack.page("short"),), no, count) for no in range(1, count + 1))


def full_leaves(pack: NoticePack, *, larger: bool) -> tuple[Leaf, ...]:
    """The full layer, in the notice's own order.

    Args:
        pack: the wording.
        larger: fewer on a leaf, for larger text.
    """
    return tuple(
        leaf
        for kind, pages in groupby(pack.full, _kind)
        for leaf in _leaves(kind, tuple(pages), larger=larger)
    )


def leaf_of(leaves: Sequence[Leaf], key: str) -> int:
    """The index of the leaf that a page stands on; the first for a page that is on none."""
    return next((index for index, leaf in enumerate(leaves) if key in leaf.keys), 0)


def _kind(page: NoticePage) -> LeafKind:
    if page.key.startswith("purpose:"):
        return "purpose"
    if page.key.startswith("group:"):
        return "group"
    return "items" if page.key == "items" or page.key.startswith("item:") else "sections"


def _leaves(kind: LeafKind, pages: tuple[NoticePage, ...], *, larger: bool) -> Iterator[Leaf]:
    if kind == "purpose":
        for no, page in enumerate(pages, start=1):
            whole = Leaf(kind, (page,), no, len(pages))
            if larger and _height(page) > _ROOM:
                yield replace(whole, half="text")
                yield replace(whole, half="kinds")
            else:
                yield whole
    elif kind == "sections":
        yield from _sections(pages, _LINES[larger])
    else:
        size = _ITEMS[larger] + 1 if kind == "items" else _GROUP_ROWS[larger]  # items: one heads it
        for start in range(0, len(pages), size):
            yield Leaf(kind, pages[start : start + size], start + 1, len(pages))


def _sections(pages: tuple[NoticePage, ...], lines: float) -> Iterator[Leaf]:
    together: list[NoticePage] = []
    left = lines
    for page in pages:
        needs = _lines(page)
        if together and (needs > left or page.key in _ALONE or together[0].key in _ALONE):
            yield Leaf("sections", tuple(together))
            together, left = [], lines
        together.append(page)
        left -= needs
    yield Leaf("sections", tuple(together))


def _lines(page: NoticePage) -> float:
    """Roughly how many lines of text a section is high: a heading counts for two."""
    rows = -(-len(page.points) // 3)
    return 2 + len(page.sentences) + 1.5 * rows + (1.5 if page.note else 0)


def _height(page: NoticePage) -> float:
    """Roughly how high a purpose's words are in larger text; a test holds it against the screen."""
    heading = ceil(_wide(page.heading) / 20) * 58
    sentences = sum(ceil(_wide(sentence) / 35) for sentence in page.sentences) * 41
    note = ceil(_wide(page.note) / 42) * 30 + 40 if page.note else 0
    kinds = sum(_wide(point.words) for point in page.points) * 3.2
    return heading + sentences + note + kinds


def _wide(words: str) -> float:
    """How wide words are, in full-width signs."""
    return sum(0.6 if sign.isascii() else 1 for sign in words)
