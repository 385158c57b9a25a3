"""The registration number of a qualified-invoice issuer (適格請求書発行事業者の登録番号).

A dealer's books stand for an invoice only where the seller is no such issuer (古物商特例,
Consumption Tax Act Enforcement Order art. 49(1)); a seller who is one is asked for the number.
"""

from __future__ import annotations

import unicodedata

from counter_app.domain.article import HYPHENS
from counter_app.domain.errors import WrongInput
from counter_app.law.check_digits import CORPORATE_DIGITS, corporate_number_ok

_LETTER = "T"


def invoice_number_from(text: str) -> str:
    """A registration number as it was typed, in any width, with blanks or hyphens, T or none.

    Returns:
        T and 13 digits, or an empty string for an empty text.

    Raises:
        WrongInput: `invoice_number_form`: not T and 13 digits; `invoice_number_check`: the first
            digit does not fit the other twelve (order 70 of 2014 of the Ministry of Finance,
            art. 2).
    """
    signs = "".join(
        sign
        for sign in unicodedata.normalize("NFKC", text).upper()
        if not sign.isspace() and sign not in HYPHENS
    )
    if not signs:
        return ""
    digits = signs.removeprefix(_LETTER)
    if len(digits) != CORPORATE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise WrongInput("invoice_number_form")
    if not corporate_number_ok(digits):
        raise WrongInput("invoice_number_check")
    return _LETTER + digits
