"""Ids and money: small types that keep a yen from being taken for a sequence number."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType

from typing_extensions import override

from counter_app.domain.errors import WrongInput

Yen = NewType("Yen", int)
"""A whole number of yen, tax included."""

VisitId = NewType("VisitId", str)
"""One customer's time at the counter: 32 hex digits, random."""

StaffCode = NewType("StaffCode", str)
"""Who acts: short and without the person's name, for it stands in clear in act headers."""

TillCode = NewType("TillCode", str)
"""One till, which is one volume of the ledger: T01."""

_TILL = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_NUMBER = re.compile(r"(?:(?P<till>[A-Z][A-Z0-9]{1,7})[-‐−ー])?(?P<running>[0-9]{1,9})")
_STAFF = re.compile(r"[A-Z0-9]{1,12}")


def till_code(text: str) -> TillCode:
    """A till code from what was typed: 2 to 8 capital letters and digits, a letter first.

    Raises:
        WrongInput: `till_code_form`.
    """
    if not _TILL.fullmatch(text):
        raise WrongInput("till_code_form")
    return TillCode(text)


def staff_code(text: str) -> StaffCode:
    """A staff code from what was typed: 1 to 12 capital letters and digits.

    Raises:
        WrongInput: `staff_code_form`.
    """
    if not _STAFF.fullmatch(text):
        raise WrongInput("staff_code_form")
    return StaffCode(text)


def ledger_number(text: str, till: TillCode | None = None) -> LedgerNumber:
    """A ledger number from what was typed, in any width: T01-000012, or 12 of a given till.

    Raises:
        WrongInput: `ledger_number_form`.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    told = _NUMBER.fullmatch(plain)
    of = told and (told["till"] or till)
    if told is None or not of or int(told["running"]) < 1:
        raise WrongInput("ledger_number_form")
    return LedgerNumber(TillCode(of), int(told["running"]))


def yen(amount: int) -> Yen:
    """A price as the law reads it: a whole number of at least 1 yen.

    Raises:
        WrongInput: `price_form`.
    """
    if type(amount) is not int or amount < 1:
        raise WrongInput("price_form")
    return Yen(amount)


def yen_words(amount: int) -> str:
    """Money as it is shown and printed: ¥45,000, a deduction with a true minus sign."""
    return f"−¥{-amount:,}" if amount < 0 else f"¥{amount:,}"


@dataclass(frozen=True, slots=True, order=True)
class LedgerNumber:
    """The number of a ledger line: the till (the volume) and a running number without gaps."""

    till: TillCode
    running: int

    @override
    def __str__(self) -> str:
        return f"{self.till}-{self.running:06d}"
