"""A use beyond the notice: what is wanted, for which deal, and the customer's answer to just that.

The notice's alteration clause and APPI art. 18(1): beyond what the notice says, the purpose is made
clear and consent is obtained beforehand, each time. So a consent is bound to the very text, the
items and the deal by one digest, and is spent by one use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from counter_app.domain.acts import canonical
from counter_app.domain.consent import PREVAILING
from counter_app.domain.customer import plain_text
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import TillCode

LONGEST_PURPOSE = 600
"""Code points: it is read on one page, in large letters."""

_ITEMS = range(1, 10)
_LABEL = "trade-in-counter/extra-purpose/v1"


@dataclass(frozen=True, slots=True)
class ExtraPurpose:
    """What the customer is asked to agree to, once.

    Attributes:
        till, deal: the act that accepted the articles of the deal that it is about.
        visit_number: of that deal, for people.
        items: numbers of the notice's nine, ascending.
        text: the purpose in words, by language; Japanese is always there and prevails.
        language: in which the customer reads it.
    """

    till: TillCode
    deal: int
    visit_number: str
    items: tuple[int, ...]
    text: Mapping[str, str]
    language: str

    @property
    def digest(self) -> str:
        """What the consent is bound to: hex SHA-256 over text, items and deal."""
        told = {
            "label": _LABEL,
            "till": self.till,
            "deal": self.deal,
            "visit_number": self.visit_number,
            "items": list(self.items),
            "text": dict(self.text),
            "language": self.language,
        }
        return hashlib.sha256(canonical(told)).hexdigest()

    def field(self) -> dict[str, Any]:
        """As the act of the consent tells it."""
        return {
            "till": self.till,
            "deal": self.deal,
            "visit_number": self.visit_number,
            "items": list(self.items),
            "text": dict(self.text),
            "language": self.language,
            "digest": self.digest,
        }


def items_from(items: Iterable[int]) -> tuple[int, ...]:
    """The items that are wanted, ascending.

    Raises:
        WrongInput: `extra_items_form`: none, or one that the notice does not have.
    """
    wanted = tuple(sorted(set(items)))
    if not wanted or any(isinstance(no, bool) or no not in _ITEMS for no in wanted):
        raise WrongInput("extra_items_form")
    return wanted


def purpose_text(text: Mapping[str, str], language: str) -> dict[str, str]:
    """The purpose in words: in Japanese, and in the customer's language.

    Raises:
        WrongInput: `extra_text_missing` or `extra_text_form`.
    """
    wanted = dict.fromkeys((PREVAILING, language))
    clean = {
        one: plain_text(text.get(one, ""), "extra_text_form", LONGEST_PURPOSE) for one in wanted
    }
    if not all(clean.values()):
        raise WrongInput("extra_text_missing")
    if set(text) - set(wanted):
        raise WrongInput("extra_text_form", length=LONGEST_PURPOSE)
    return clean
