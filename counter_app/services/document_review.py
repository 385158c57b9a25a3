"""From the fields that the clerk reviewed to the identity document of a visit.

Which fields a kind of document has, what is wrong with a text, and the document as the record keeps
it. A number that may not be kept is never asked for: a My Number, an insurance number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from counter_app.clock import business_day
from counter_app.domain.customer import (
    NUMBERED,
    READ_AND_KEPT,
    IdentityDocument,
    person_text,
    plain_text,
)
from counter_app.domain.errors import WrongInput
from counter_app.domain.values import StaffCode
from counter_app.law.eras import NotADate
from counter_app.services.decision import DocumentChoice, LawDesk
from counter_app.services.scanning import Scan

Fault = Literal["", "empty", "date", "text", "my_number"]
"""What is wrong with a field's text; empty when it can be taken."""

DATES = ("birth_date", "issued_on", "expires_on")
_WITHOUT_ADDRESS = frozenset({"passport_jp", "passport_foreign"})
_ISSUE_DECIDES = frozenset({"passport_jp", "passport_foreign", "driving_record_certificate"})


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who saw the original and compared the face, and when."""

    code: StaffCode
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """Where the document under review came from.

    Attributes:
        choice: its kind; None while nobody has chosen one.
        scan: the camera's reading, when it is a fresh one.
        side: as presented.
        reading: raw texts and confidences by field, as the camera's reading gave them.
        image: SHA-256 (hex) of the image that is kept of it already, or empty.
    """

    choice: DocumentChoice | None = None
    scan: Scan | None = None
    side: Literal["front", "back"] = "front"
    reading: tuple[tuple[str, str, float], ...] = ()
    image: str = ""

    def agreements(self, ending: str) -> tuple[bool, ...]:
        """What the reader's checks of this kind found, such as licence_number or _era."""
        checks = self.scan.checks if self.scan is not None else ()
        return tuple(one.ok for one in checks if one.code.endswith(ending))


def review_of_scan(scan: Scan, choice: DocumentChoice) -> Review:
    """A document that was just read; what only serves the reader's checks is left out."""
    reading = tuple(
        (name, one.value, one.confidence)
        for name, one in scan.fields.items()
        if name in READ_AND_KEPT
    )
    return Review(choice, scan, scan.side, reading)


def review_of_document(document: IdentityDocument, choice: DocumentChoice | None) -> Review:
    """A document that was reviewed before: what was read of it and kept of it stays."""
    side: Literal["front", "back"] = "back" if document.side == "back" else "front"
    return Review(choice, None, side, document.reading, document.image)


def field_names(choice: DocumentChoice) -> tuple[str, ...]:
    """The fields that a kind of document is asked for, in the order of a card."""
    names = ["name", "birth_date"]
    if choice.key not in _WITHOUT_ADDRESS:
        names.append("address")
    if choice.key in _ISSUE_DECIDES:
        names.append("issued_on")
    if choice.expires:
        names.append("expires_on")
    if choice.key in NUMBERED:
        names.append("number")
    return tuple(names)


def fault_of(law: LawDesk, today: date, name: str, text: str) -> Fault:
    """What is wrong with a field's text; the document's own number may be left out."""
    if not text:
        return "" if name in ("number", "issued_on") else "empty"
    if name in DATES:
        try:
            law.read_date(text, today, birth=name == "birth_date")
        except NotADate:
            return "date"
        return ""
    try:
        check = plain_text if name == "number" else person_text
        check(text, "name_form")
    except WrongInput as wrong:
        return "my_number" if wrong.code == "my_number_typed" else "text"
    return ""


def day_of(law: LawDesk, today: date, text: str, *, birth: bool = False) -> date | None:
    """The day that a text names, or None."""
    try:
        return law.read_date(text, today, birth=birth).day if text else None
    except NotADate:
        return None


def reviewed_document(
    law: LawDesk, review: Review, values: Mapping[str, str], reviewer: Reviewer
) -> IdentityDocument:
    """The document as the clerk confirms it.

    Args:
        law: for dates and for the ledger's words.
        review: where it came from; its kind is chosen.
        values: texts by field, none of them faulty.
        reviewer: who compared it with the person.

    Raises:
        WrongInput: `unknown_document`: no kind was chosen.
    """
    if review.choice is None:
        raise WrongInput("unknown_document")
    kind, today = review.choice.key, business_day(reviewer.at)
    return IdentityDocument(
        kind=kind,
        side=review.side,
        name=values.get("name", ""),
        address=values.get("address", ""),
        birth_date=day_of(law, today, values.get("birth_date", ""), birth=True),
        number=values.get("number", ""),
        issued_on=day_of(law, today, values.get("issued_on", "")),
        expires_on=day_of(law, today, values.get("expires_on", "")),
        reading=review.reading,
        method=law.method_words(kind, today),
        checked_by=reviewer.code,
        checked_at=reviewer.at,
        image=review.image,
    )
