"""The customer's papers, A4 upright: filled from top to bottom, with one foot for every page.

Japanese stands first; the customer's language, when it is another, stands smaller beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import (
    BODY,
    BOLD,
    DIGITS,
    FAINT,
    GREY,
    PORTRAIT,
    SMALL,
    Paper,
    Style,
)
from counter_app.documents.words import PaperWords
from counter_app.domain.consent import Signature
from counter_app.domain.shop import Shop

LEFT, RIGHT = 17.0, 193.0
TOP, BOTTOM = 17.0, 276.0
WIDTH = RIGHT - LEFT
LABEL = 34.0
"""Width of the label beside a value, in millimetres."""

TITLE = Style("bold", 18)
HEADING = Style("bold", 10.5)
BESIDE = Style(size=7.5, grey=GREY)
SIGNATURE_HEIGHT = 27.0


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands below every page.

    Attributes:
        left: shop and permit.
        pages: how many pages the paper has; 0 while they are being counted.
        watermark: pale words across the page in demo and practice, or empty.
    """

    left: str
    pages: int
    watermark: str


@dataclass(frozen=True, slots=True)
class Place:
    """A column for labels and values: left edge, width and width of the labels in millimetres."""

    x: float = LEFT
    width: float = WIDTH
    label: float = LABEL
    style: Style = BODY


WHOLE = Place()


class Sheet:
    """A paper being filled from the top.

    Attributes:
        y: where the next thing goes, in millimetres from the top.
        page: number of the present page.
        beside: how words of the customer's language are set.
    """

    def __init__(self, paper: Paper, words: PaperWords, foot: Foot) -> None:
        self.paper = paper
        self.words = words
        self.y = TOP
        self.page = 1
        self.beside = BESIDE.spoken(words.language)
        self._foot = foot
        self._begin()

    def room(self, height: float) -> None:
        """Go on to a next page when less than this height is left."""
        if self.y + height > BOTTOM:
            self._end()
            self.paper.next_page()
            self.page += 1
            self._begin()

    def title(self, key: str, at: datetime, number: str) -> None:
        """The head of the paper, with its number and moment at the right."""
        self.paper.say(LEFT, self.y + 5, self.words.say(key), TITLE)
        self.paper.say(LEFT, self.y + 11, self.words.beside(key), self.beside.sized(9))
        number_words = self.words.say("paper.visit_number", number=number)
        self.paper.say(RIGHT, self.y + 2.5, number_words, BOLD, "right")
        self.paper.say(RIGHT, self.y + 7.2, self.words.moment(at), SMALL.sized(8.5), "right")
        other_words = self.words.beside("paper.visit_number", number=number)
        self.paper.say(RIGHT, self.y + 11, other_words, self.beside, "right")
        self.y += 14
        self.paper.rule(LEFT, self.y, RIGHT, self.y, 1.2, 0)
        self.y += 7

    def heading(self, key: str, room: float = 24) -> None:
        """The heading of a part of the paper, with room for what follows."""
        self.room(room)
        self.y += 3
        self.labelled(LEFT, key, HEADING)
        self.y += 2.2
        self.paper.rule(LEFT, self.y, RIGHT, self.y, 0.5)
        self.y += 5

    def labelled(self, x: float, key: str, style: Style) -> None:
        """A label, the other language beside it, on the present line."""
        width = self.paper.say(x, self.y, self.words.say(key), style)
        self.paper.say(x + width + 2, self.y, self.words.beside(key), self.beside)

    def fact(self, key: str, value: str, other: str = "", place: Place = WHOLE) -> None:
        """A label and its value in a column, in as many lines as it needs.

        Args:
            key: of the label.
            value: in Japanese, or as the customer stated it.
            other: the value in the customer's language, set smaller after it.
            place: where the column stands, and how the value is set.
        """
        x, style = place.x + place.label, place.style
        width = place.width - place.label
        lines = self.paper.wrapped(value, style, width)
        self.room(max(len(lines), 2) * style.line_mm)
        top = self.y
        label_end = self._label(key, place)
        self.y = self.paper.lines(x, top, lines, style)
        if other:
            after = self.paper.width_of(lines[-1], style) + 2
            fits = after + self.paper.width_of(other, self.beside) <= width
            self.y = self.y - style.line_mm if fits else self.y - 0.8
            left = x + after if fits else x
            self.y = self.paper.block(left, self.y, other, self.beside, width)
            self.y += style.line_mm - self.beside.line_mm if fits else 0.8
        self.y = max(self.y, label_end) + 0.6

    def _label(self, key: str, place: Place) -> float:
        """A label, the other language after it or below it; returns where the next line may go."""
        label, beside = SMALL.sized(8), self.beside.sized(6.5)
        width = self.paper.say(place.x, self.y, self.words.say(key), label)
        other = self.words.beside(key)
        if width + self.paper.width_of(other, beside) + 3.5 <= place.label:
            self.paper.say(place.x + width + 1.5, self.y, other, beside)
            return self.y + label.line_mm
        self.paper.say(place.x, self.y + 3.2, other, beside)
        return self.y + label.line_mm + 3.2

    def note(self, ja: str, other: str = "", style: Style = BODY) -> None:
        """A sentence over the whole width, and the same in the other language below it."""
        lines = self.paper.wrapped(ja, style, WIDTH)
        beside = self.paper.wrapped(other, self.beside, WIDTH) if other else []
        self.room(len(lines) * style.line_mm + len(beside) * self.beside.line_mm)
        self.y = self.paper.lines(LEFT, self.y, lines, style)
        if beside:
            closer = 0.8 if style.size > self.beside.size else 0.0
            self.y = self.paper.lines(LEFT, self.y - closer, beside, self.beside)
        self.y += 0.8

    def signed(self, signature: Signature, name: str, at: datetime) -> None:
        """The customer's signature in its frame, with name and moment."""
        self.heading("paper.signature", SIGNATURE_HEIGHT + 9)
        width = WIDTH * 0.6
        self.y -= 2
        self.paper.frame(LEFT, self.y, width, SIGNATURE_HEIGHT)
        base = self.y + SIGNATURE_HEIGHT - 6
        self.paper.rule(LEFT + 6, base, LEFT + width - 6, base)
        self.paper.signature(signature, LEFT + 1, self.y + 1, width - 2, SIGNATURE_HEIGHT - 2)
        x = LEFT + width + 6
        self.paper.say(x, self.y + 4, self.words.moment(at), SMALL.sized(8))
        self.paper.block(x, self.y + 10, name, BOLD, RIGHT - x)
        self.y += SIGNATURE_HEIGHT + 6

    def closed(self) -> int:
        """End the last page; returns how many there are."""
        self._end()
        self.paper.next_page()
        return self.page

    def _begin(self) -> None:
        if self._foot.watermark:
            self.paper.watermark(self._foot.watermark)
        self.y = TOP

    def _end(self) -> None:
        draw_missing(self.paper, self.words, LEFT, BOTTOM + 4)
        self.paper.rule(LEFT, BOTTOM + 6, RIGHT, BOTTOM + 6, 0.3, FAINT)
        self.paper.say(LEFT, BOTTOM + 10, self._foot.left, SMALL)
        pages = f"{self.page} / {self._foot.pages}"
        self.paper.say(RIGHT, BOTTOM + 10, pages, DIGITS.sized(8), "right")


def permit_words(shop: Shop, words: PaperWords) -> str:
    """The dealer's permit, as signs and papers name it."""
    return words.say("paper.permit", authority=shop.permit_authority, number=shop.permit_number)


def foot(shop: Shop, words: PaperWords, pages: int, *, demo: bool) -> Foot:
    """The foot of a customer's paper: shop, permit, pages, and the specimen mark in the demo."""
    mark = words.say("paper.specimen") if demo else ""
    return Foot(f"{shop.name}　{permit_words(shop, words)}", pages, mark)


def draw_missing(paper: Paper, words: PaperWords, x: float, y: float) -> None:
    """Say which signs of this page are not in the fonts, by code point."""
    if paper.missing:
        codes = " ".join(f"U+{ord(sign):04X}" for sign in paper.missing)
        paper.say(x, y, words.say("paper.missing_signs", codes=codes), SMALL.sized(6.5))


def drawn_twice(
    fonts: PaperFonts,
    title: str,
    made_at: datetime,
    draw: Callable[[Paper, int], int],
) -> bytes:
    """A paper whose pages know how many there are: drawn once to count them, once for good.

    Args:
        fonts: the papers' fonts.
        title: of the PDF; nothing personal.
        made_at: the moment in its metadata.
        draw: fills a paper that has so many pages, and returns how many it has.
    """
    pages = draw(Paper(fonts, PORTRAIT, title, made_at), 0)
    paper = Paper(fonts, PORTRAIT, title, made_at)
    draw(paper, pages)
    return paper.finished()
