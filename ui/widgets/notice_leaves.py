"""How the pages of a purpose notice are laid on the customer's screen: leaf by leaf.

A purpose has a leaf of its own; the kinds of data, the provisions to the group and the short
clauses stand several on one, so that nobody turns forty pages. No sentence is left out. In large
type they are laid otherwise: ui.widgets.notice_plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from counter_app.services.notices import NoticePack, NoticePage

LeafKind = Literal["short", "purpose", "items", "group", "sections", "plain"]

_ITEMS = 6
_GROUP_ROWS = 4
_LINES = 14.0
"""What one leaf holds."""

_ALONE = frozenset({"group", "police", "rights"})
"""Pages of which people should see that they begin something of their own."""

TAIL = frozenset({"prevails", "counter", "revised"})
"""Points of the short page that say no purpose: which text prevails, whom to ask, since when."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words of a page that stand together in large type."""

    page: NoticePage
    kind: Literal["caption", "heading", "sentence", "note", "point"]
    words: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on the screen at once: one page of the notice, or several.

    Attributes:
        no, of: number among the leaves or pages of its kind.
        blocks: what a leaf in large type holds.
    """

    kind: LeafKind
    pages: tuple[NoticePage, ...]
    no: int = 1
    of: int = 1
    blocks: tuple[Block, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The pages' keys, in order."""
        return tuple(page.key for page in self.pages)


def short_leaves(pack: NoticePack) -> tuple[Leaf, ...]:
    """The short layer: one leaf."""
    return (Leaf("short", (pack.page("short"),)),)


def full_leaves(pack: NoticePack) -> tuple[Leaf, ...]:
    """The full layer, in the notice's own order."""
    return tuple(
        leaf for kind, pages in groupby(pack.full, _kind) for leaf in _leaves(kind, tuple(pages))
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


def _leaves(kind: LeafKind, pages: tuple[NoticePage, ...]) -> Iterator[Leaf]:
    if kind == "purpose":
        for no, page in enumerate(pages, start=1):
            yield Leaf(kind, (page,), no, len(pages))
    elif kind == "sections":
        yield from _sections(pages, _LINES)
    else:
        size = _ITEMS + 1 if kind == "items" else _GROUP_ROWS  # items: one heads it
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
