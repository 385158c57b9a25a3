"""The kinds of cards: which facts stand on each, its short word, and why a counter refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.specimen_cards import facts
from tests.specimen_cards.dice import Dice
from tests.specimen_cards.facts import Fact


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of card.

    Attributes:
        word: the truth's type: the short word of shared specimens, otherwise the document's key.
        key: the document's key, with _back for a back side.
        make: invents what stands on one.
        refused: code of the reason, or None where a counter takes it.
    """

    word: str
    key: str
    make: Callable[[Dice], dict[str, Fact]]
    refused: str | None = None


def _own(key: str, make: Callable[[Dice], dict[str, Fact]], refused: str | None = None) -> Kind:
    return Kind(key, key, make, refused)


KINDS = {
    "driving_licence": Kind("dl", "driving_licence", facts.driving_licence),
    "driving_record_certificate": _own("driving_record_certificate", facts.driving_record),
    "my_number_card": Kind("mnf", "my_number_card", facts.my_number_card),
    "residence_card": Kind("rc", "residence_card", facts.residence_card),
    "residence_card_2026": Kind("rc", "residence_card", facts.residence_card),
    "special_permanent_resident_certificate": _own(
        "special_permanent_resident_certificate", facts.special_permanent
    ),
    "passport_jp": Kind("pp", "passport_jp", facts.passport_jp),
    "passport_foreign": Kind("pp", "passport_foreign", facts.passport_foreign),
    "qualification_certificate": Kind("hi", "qualification_certificate", facts.insurance),
    "my_number_card_back": Kind(
        "mnb", "my_number_card_back", facts.my_number_card, "my_number_back"
    ),
    "combined_residence_card_back": _own(
        "combined_residence_card_back", facts.residence_card, "combined_back"
    ),
    "health_insurance_card": _own(
        "health_insurance_card", facts.insurance, "health_insurance_card"
    ),
    "pension_book": _own("pension_book", facts.pension, "pension_book"),
    "disability_certificate": _own("disability_certificate", facts.disability, "look_only"),
}
NO_CARD = "no_card"
"""The kind of a frame without a card, and the code of its refusal."""
