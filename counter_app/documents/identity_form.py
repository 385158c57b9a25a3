"""The paper of route B (本人確認書面): address, name, occupation and age, and a place to sign.

Secondhand Articles Dealer Act art. 15(1)(ii) and Enforcement Regulations art. 15(2): the customer
hands over a paper that states the four, signed clearly in front of staff. It is printed empty; the
customer writes with a pen, and the shop keeps it with its ledger.
"""

from __future__ import annotations

from datetime import datetime

from counter_app.documents.fonts import PaperFonts
from counter_app.documents.page import BOLD, SMALL, Paper
from counter_app.documents.sheet import LEFT, RIGHT, WIDTH, Sheet, drawn_twice, foot
from counter_app.documents.words import paper_words
from counter_app.domain.shop import Shop
from counter_app.texts import TextCatalogues

_STATED = (("address", 26.0), ("name", 18.0), ("occupation", 14.0), ("age", 14.0))
"""What the customer writes, and the height of its box in millimetres."""
_LABEL = 44.0
_SIGN_HEIGHT = 30.0


def identity_form(
    shop: Shop,
    number: str,
    language: str,
    fonts: PaperFonts,
    texts: TextCatalogues,
    printed_at: datetime,
    *,
    demo: bool,
) -> bytes:
    """The empty form as a PDF, A4 upright; Japanese with the customer's language beside it.

    Args:
        shop: who keeps it.
        number: of the visit.
        language: of the customer's screen.
        fonts: the papers' fonts.
        texts: the catalogues.
        printed_at: the moment on the paper and in the PDF's metadata.
        demo: marked as a specimen.
    """
    words = paper_words(texts, language)
    title = f"{words.say('paper.identity_form.title')} {number}"

    def draw(paper: Paper, pages: int) -> int:
        sheet = Sheet(paper, words, foot(shop, words, pages, demo=demo))
        sheet.title("paper.identity_form.title", printed_at, number)
        for key in ("paper.identity_form.basis", "paper.identity_form.ask"):
            sheet.note(words.say(key), words.beside(key))
        sheet.y += 4
        for name, height in _STATED:
            _box(sheet, f"paper.{name}", height)
        _sign(sheet)
        sheet.y += 8
        sheet.fact("paper.shop", shop.name)
        sheet.fact("paper.identity_form.staff", "")
        return sheet.closed()

    return drawn_twice(fonts, title, printed_at, draw)


def _box(sheet: Sheet, key: str, height: float) -> None:
    """An empty box with its name at the left."""
    sheet.paper.frame(LEFT, sheet.y, WIDTH, height)
    sheet.paper.rule(LEFT + _LABEL, sheet.y, LEFT + _LABEL, sheet.y + height)
    middle = sheet.y + height / 2
    sheet.paper.say(LEFT + 4, middle, sheet.words.say(key), BOLD.sized(11))
    sheet.paper.say(LEFT + 4, middle + 4.4, sheet.words.beside(key), sheet.beside)
    sheet.y += height


def _sign(sheet: Sheet) -> None:
    """Where the customer signs, in front of staff."""
    sheet.y += 8
    key = "paper.identity_form.sign"
    sheet.paper.say(LEFT, sheet.y, sheet.words.say(key), BOLD.sized(11))
    sheet.paper.say(LEFT, sheet.y + 4.4, sheet.words.beside(key), sheet.beside)
    sheet.y += 8
    sheet.paper.frame(LEFT, sheet.y, WIDTH, _SIGN_HEIGHT)
    base = sheet.y + _SIGN_HEIGHT - 8
    sheet.paper.rule(LEFT + 8, base, RIGHT - 8, base)
    date_words = sheet.words.say("paper.identity_form.date")
    sheet.paper.say(RIGHT - 8, base + 5, date_words, SMALL.sized(8.5), "right")
    sheet.y += _SIGN_HEIGHT
