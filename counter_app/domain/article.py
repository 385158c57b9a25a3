"""The article that is bought, with what the ledger must say of it.

The features of a phone must identify it: maker, model, capacity, colour, IMEI or serial, visible
damage (notes to Form 15 of the Enforcement Regulations of the Secondhand Articles Dealer Act).
Nothing is ever read from the device's storage, and there is no field for a device's passcode.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields

from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.law.check_digits import imei_ok

IMEI_DIGITS = 15
LONGEST_WORDS = 1000
"""Code points of one text of an article; faults and damage stand in one line."""
HYPHENS = frozenset("-/−ー‐‑‒–—―")
"""What Japanese keyboards and labels put between the groups, after NFKC: true hyphens and dashes,
the minus sign and the long vowel mark."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, one ledger line.

    Attributes:
        goods: key of the goods table (law): smartphone, watch, book ...
        maker, model, capacity, colour: as printed on the article.
        imei: 15 digits or empty; imei2 for a second SIM.
        damage: what the eye sees, in the clerk's words.
        accessories: box, cable ... in the clerk's words.
    """

    goods: str
    maker: str
    model: str
    capacity: str = ""
    colour: str = ""
    imei: str = ""
    imei2: str = ""
    serial: str = ""
    damage: str = ""
    accessories: str = ""

    @property
    def name(self) -> str:
        """What people call it: maker, model, capacity, colour."""
        return " ".join(
            part for part in (self.maker, self.model, self.capacity, self.colour) if part
        )

    @property
    def features(self) -> str:
        """The ledger's 特徴: everything that identifies this one article."""
        marks = [
            f"{label}{value}"
            for label, value in (
                ("IMEI ", self.imei),
                ("IMEI2 ", self.imei2),
                ("製造番号 ", self.serial),
                ("", self.damage),
                ("付属品 ", self.accessories),
            )
            if value
        ]
        return "、".join([self.name, *marks])

    @property
    def identifies(self) -> bool:
        """Whether the features tell this article from its sisters."""
        return bool(self.maker and self.model and (self.imei or self.serial or self.damage))


def require_plain(article: Article) -> None:
    """Refuse an article whose words would not stand in one line of the ledger as they are read.

    Raises:
        WrongInput: `article_text_form`: control signs, ends of lines, signs that turn the direction
            of writing, or too many signs.
    """
    for one in fields(article):
        plain_text(getattr(article, one.name), "article_text_form", LONGEST_WORDS)


def imei_from(text: str) -> str:
    """An IMEI from what was scanned or typed, in any width, with blanks or hyphens.

    Returns:
        15 digits, or an empty string for an empty text.

    Raises:
        WrongInput: `imei_form` (not 15 digits) or `imei_check` (3GPP TS 23.003: Luhn digit).
    """
    digits = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", text)
        if not sign.isspace() and sign not in HYPHENS
    )
    if not digits:
        return ""
    if len(digits) != IMEI_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise WrongInput("imei_form")
    if not imei_ok(digits):
        raise WrongInput("imei_check")
    return digits
