"""The purpose notice on paper, for a customer who asks for it: every word of the wording they read.

Page for page and in the wording's own order, with the SHA-256 of its bytes and the day of its
revision below, so that the paper can be compared with what was shown and signed for (Act on the
Protection of Personal Information, art. 21(2)).
"""

from __future__ import annotations

from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import FAINT, PORTRAIT, SMALL, Paper, Style
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.law.notice_pages import NoticePage
from counter_app.texts import Texts

LEFT, RIGHT, TOP, BOTTOM = 17.0, 193.0, 20.0, 272.0
WIDTH = RIGHT - LEFT
_TITLE = Style("bold", 15)
_HEADING = Style("bold", 12)
_TEXT = Style(size=10.5)
"""Large enough for whoever asked for paper because the screen was hard to read."""

_POINT = 5.0
_BETWEEN = "　"
_GAP = 3.0


def notice_paper(
    pack: NoticePack,
    shop: Shop,
    fonts: PaperFonts,
    texts: Texts,
    printed_at: datetime,
    *,
    demo: bool,
) -> bytes:
    """The notice as a PDF, A4 upright, in the language of the wording alone.

    Args:
        pack: the wording.
        shop: named in the foot.
        fonts: the papers' fonts.
        texts: the words of the foot, in the wording's language.
        printed_at: the moment in the PDF's metadata.
        demo: marked as a specimen.
    """
    paper = Paper(fonts, PORTRAIT, pack.title, printed_at, pack.language)
    writer = _Writer(paper, pack, shop, texts, demo=demo)
    writer.block(pack.title, _TITLE)
    for page in pack.pages:
        writer.page(page)
    writer.close()
    return paper.finished()


class _Writer:
    """Fills one page after the other."""

    def __init__(
        self, paper: Paper, pack: NoticePack, shop: Shop, texts: Texts, *, demo: bool
    ) -> None:
        self._paper = paper
        self._pack = pack
        self._shop = shop
        self._texts = texts
        self._demo = demo
        self._number = 1
        self._y = TOP
        self._begin()

    def page(self, page: NoticePage) -> None:
        """One page of the wording: heading, sentences, points, note."""
        self._y += _GAP
        self.block(page.heading, _HEADING, more=_TEXT.line_mm * 2)
        for sentence in page.sentences:
            self.block(sentence, _TEXT)
        if page.items:
            self._kinds(page)
        else:
            for point in page.points:
                self.block(f"・{point.words}", _TEXT, indent=_POINT)
        if page.note:
            self.block(page.note, SMALL.sized(9.5), indent=_POINT)

    def _kinds(self, page: NoticePage) -> None:
        """The kinds of data with their numbers, several on a line, none of them broken."""
        style, line = _TEXT.spoken(self._pack.language), ""
        for point in page.points:
            one = f"[{point.keys[0]}] {point.words}"
            longer = f"{line}{_BETWEEN}{one}" if line else one
            if line and self._paper.width_of(longer, style) > WIDTH - _POINT:
                self.block(line, _TEXT, indent=_POINT)
                longer = one
            line = longer
        self.block(line, _TEXT, indent=_POINT)

    def block(self, words: str, style: Style, *, indent: float = 0.0, more: float = 0.0) -> None:
        """Words in as many lines as they need; `more` is the room that must be left below."""
        style = style.spoken(self._pack.language)
        lines = self._paper.wrapped(words, style, WIDTH - indent)
        if self._y + len(lines) * style.line_mm + more > BOTTOM:
            self._end()
            self._paper.next_page()
            self._number += 1
            self._begin()
        self._y = self._paper.lines(LEFT + indent, self._y, lines, style)

    def close(self) -> None:
        """End the last page."""
        self._end()
        self._paper.next_page()

    def _begin(self) -> None:
        if self._demo:
            self._paper.watermark(self._texts.say("paper.specimen"))
        self._y = TOP

    def _end(self) -> None:
        pack, paper, say = self._pack, self._paper, self._texts.say
        style = SMALL.sized(7).spoken(pack.language)
        paper.rule(LEFT, BOTTOM + 3, RIGHT, BOTTOM + 3, 0.3, FAINT)
        revised = say("paper.notice.revised", day=pack.revised, id=pack.notice_id)
        paper.say(LEFT, BOTTOM + 7, f"{self._shop.name}　{revised}", style)
        paper.say(RIGHT, BOTTOM + 7, f"{self._number}", style, "right")
        paper.say(LEFT, BOTTOM + 11, say("paper.notice.foot", hash=pack.sha256), style)
