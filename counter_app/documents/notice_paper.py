"""The purpose notice on paper, for a customer who asks for it: every word of the wording they read.

Page for page and in the wording's own order, with the SHA-256 of its bytes and the day of its
revision below, so that the paper can be compared with what was shown and signed for (Act on the
Protection of Personal Information, art. 21(2)).
"""

from __future__ import annotations

from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BODY, FAINT, PORTRAIT, SMALL, Paper, Style
from counter_app.domain.shop import Shop
from counter_app.law.notice_pack import NoticePack
from counter_app.law.notice_pages import NoticePage
from counter_app.texts import Texts

LEFT, RIGHT, TOP, BOTTOM = 17.0, 193.0, 20.0, 272.0
WIDTH = RIGHT - LEFT
_TITLE = Style("bold", 15)
_HEADING = Style("bold", 11)
_POINT = 5.0
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
        self.block(page.heading, _HEADING, more=BODY.line_mm * 2)
        for sentence in page.sentences:
            self.block(sentence, BODY)
        if page.items:  # numbers stand by the kinds of data
            for point in page.points:
                self.block(f"[{point.keys[0]}] {point.words}", BODY, indent=_POINT)
        else:
            for point in page.points:
                self.block(f"・{point.words}", BODY, indent=_POINT)
        if page.note:
            self.block(page.note, SMALL.sized(8.5), indent=_POINT)

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
