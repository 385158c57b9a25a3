"""The form in which a purpose notice is written: a head, then pages with sentences and points.

# title
notice_id: ...   language: ...   revised: ...   prevailing: ...   wording: reference|official
## key | heading
a sentence a line
> a note, at most one a page
- [keys] a point
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEAD_KEYS = ("notice_id", "language", "revised", "prevailing", "wording")
_POINT = re.compile(r"- \[([^\]]+)\] (.+)")


class NoticePackFault(ValueError):
    """The wording is not whole, or says other than the facts; it is not loaded."""


@dataclass(frozen=True, slots=True)
class NoticePoint:
    """One point of a page: what it stands for, by key, and its words."""

    keys: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page as the customer reads it.

    Attributes:
        key: such as short, item:person, purpose:provide, group:g_inquiry, police, rights.
        note: a remark set apart, such as that the law asks for the check; or empty.
    """

    key: str
    heading: str
    sentences: tuple[str, ...]
    points: tuple[NoticePoint, ...] = ()
    note: str = ""

    @property
    def items(self) -> tuple[int, ...]:
        """The numbers of the items that a purpose's page names, as printed."""
        return tuple(int(key) for key in self.keys if key.isdecimal())

    @property
    def keys(self) -> tuple[str, ...]:
        """What the page's points stand for, in order."""
        return tuple(key for point in self.points for key in point.keys)

    def point(self, key: str) -> str:
        """The words of one point.

        Raises:
            KeyError: the page has no such point.
        """
        for point in self.points:
            if key in point.keys:
                return point.words
        raise KeyError(key)


def text_of(data: bytes) -> str:
    """The text of a pack's bytes.

    Raises:
        NoticePackFault: not UTF-8 with plain line ends.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise NoticePackFault("the text is not UTF-8") from fault
    if text.startswith("\ufeff") or "\r" in text:
        raise NoticePackFault("the text has a byte order mark or foreign line ends")
    return text


def parts_of(text: str) -> tuple[str, dict[str, str], dict[str, NoticePage]]:
    """Title, head and pages by key, in the order of the text.

    Raises:
        NoticePackFault: the form is broken.
    """
    front, *blocks = re.split(r"^## ", text, flags=re.MULTILINE)
    title, *lines = [line for line in front.split("\n") if line.strip()] or [""]
    if not title.startswith("# "):
        raise NoticePackFault("the text has no title")
    head = dict(_head_line(line) for line in lines)
    if tuple(head) != _HEAD_KEYS:
        raise NoticePackFault(f"the head must say {', '.join(_HEAD_KEYS)}")
    pages: dict[str, NoticePage] = {}
    for page in map(_page, blocks):
        if page.key in pages:
            raise NoticePackFault(f"page {page.key} stands twice")
        pages[page.key] = page
    return title.removeprefix("# "), head, pages


def _head_line(line: str) -> tuple[str, str]:
    key, colon, value = line.partition(": ")
    if not colon:
        raise NoticePackFault(f"not a line of the head: {line}")
    return key, value


def _page(block: str) -> NoticePage:
    first, *lines = block.split("\n")
    key, bar, heading = first.partition(" | ")
    if not bar or not heading.strip():
        raise NoticePackFault(f"page {first} has no heading")
    sentences, notes, points = [], [], []
    for line in filter(str.strip, lines):
        point = _POINT.fullmatch(line)
        if point:
            points.append(NoticePoint(tuple(point[1].split(" ")), point[2]))
        elif line.startswith("> "):
            notes.append(line.removeprefix("> "))
        elif line.startswith(("-", ">", "#")) or line != line.strip():
            raise NoticePackFault(f"page {key}: not a sentence, note or point: {line}")
        else:
            sentences.append(line)
    if len(notes) > 1 or not (sentences or points):
        raise NoticePackFault(f"page {key} is empty or has two notes")
    return NoticePage(key, heading, tuple(sentences), tuple(points), "".join(notes))
