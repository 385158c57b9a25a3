"""The seller: what they stated, what their document says, and how they were identified.

What is read from the card is data of item 2 of the notice until the customer confirms it on their
own screen; from then on name, address and birth date are item 1 (LAW: notice, P5-P8).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode
from counter_app.law.forbidden_numbers import names_my_number

PARTICULARS = ("name", "address", "occupation", "birth_date")
"""What the ledger must say of the seller (Act art. 16); the age follows from the birth date."""

NUMBERED = frozenset(
    {
        "driving_licence",
        "driving_record_certificate",
        "residence_card",
        "combined_residence_card",
        "special_permanent_resident_certificate",
        "passport_jp",
        "passport_foreign",
    }
)
"""Documents whose number may be kept. A My Number, a health-insurance or a pension number may not
(My Number Act art. 20, Health Insurance Act art. 194-2), so of any other document none is."""

READ_AND_KEPT = ("name", "address", "birth_date", "issued_on", "expires_on", "number")
"""Fields whose reading may be kept. Sex, nationality and the machine-readable lines serve the
checks while the document is looked at; no ledger asks for them (Act art. 16), so none is kept
(APPI art. 22)."""

TEXT_LENGTH = 200
"""Longest name or address in code points; the law sets none, a card's two lines stay far below."""

_NOT_IN_A_LINE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's control signs, halves of signs (no UTF-8 can hold them), and ends of lines."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that only turn the direction of what stands beside them (UAX 9, 2): a name that brings one
could make the price next to it read backwards. No document prints them."""


@dataclass(frozen=True, slots=True)
class Seller:
    """The person who sells, as confirmed by themselves.

    Names stay as printed: never normalised, for 髙 is not 高 (LAW 8.3).

    Attributes:
        birth_date: None until it is known.
        confirmed_at: when the customer confirmed it on their screen; None before.
    """

    name: str = ""
    name_kana: str = ""
    address: str = ""
    birth_date: date | None = None
    occupation: str = ""
    contact_phone: str = ""
    confirmed_at: datetime | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the four particulars are still empty."""
        return tuple(field for field in PARTICULARS if not getattr(self, field))


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """What the presented identity document says, reviewed by the clerk.

    Attributes:
        kind: document key of the law's table, such as driving_licence.
        side: front or back, as presented.
        number: the document's own number; never a My Number.
        name, address, birth_date: as read or typed from it.
        reading: raw texts and confidences by field, for the record of how it was read.
        method: the ledger's words for the measure taken (Act art. 15(1)).
        checked_by: who compared the card with the person, and when.
        image: SHA-256 of the sealed, masked image (hex), or empty when none is kept.
    """

    kind: str
    side: str = "front"
    name: str = ""
    address: str = ""
    birth_date: date | None = None
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    reading: tuple[tuple[str, str, float], ...] = ()
    method: str = ""
    checked_by: StaffCode | None = None
    checked_at: datetime | None = None
    image: str = ""


def document_to_keep(document: IdentityDocument) -> IdentityDocument:
    """The document as it may be kept: clean lines, nothing that must not or need not be kept.

    Raises:
        WrongInput: `name_form`, `address_form` or `my_number_typed`.
    """
    numbered = document.kind in NUMBERED
    return replace(
        document,
        name=person_text(document.name, "name_form"),
        address=person_text(document.address, "address_form"),
        number=document.number if numbered else "",
        reading=tuple(
            one
            for one in document.reading
            if one[0] in READ_AND_KEPT and (numbered or one[0] != "number")
        ),
    )


def person_text(text: str, code: str) -> str:
    """A person's name, address or the like, which holds no My Number (My Number Act art. 20).

    Raises:
        WrongInput: `code`, as plain_text has it, or `my_number_typed`.
    """
    told = plain_text(text, code)
    if names_my_number(told):
        raise WrongInput("my_number_typed")
    return told


def plain_text(text: str, code: str, longest: int = TEXT_LENGTH) -> str:
    """A name, address or other line of a person, trimmed at its ends and otherwise as typed.

    Args:
        text: as typed.
        code: of the error.
        longest: code points.

    Raises:
        WrongInput: `code`, when it is too long or holds control characters, line ends or signs
            that turn the direction of writing.
    """
    trimmed = text.strip()
    if len(trimmed) > longest or any(
        unicodedata.category(sign) in _NOT_IN_A_LINE or sign in _TURNING for sign in trimmed
    ):
        raise WrongInput(code, length=longest)
    return trimmed
