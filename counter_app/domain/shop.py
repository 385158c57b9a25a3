"""The shop and the till, as the papers and the ledger name them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from counter_app.domain.errors import WrongInput
from counter_app.domain.values import TillCode

_PERMIT = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True)
class Shop:
    """One place of business with its permit.

    Attributes:
        permit_number: 12 digits; permit_authority: the public safety commission that gave it.
        prefecture: two digits of JIS X 0401, 13 for Tokyo; decides the youth ordinance.
        categories: permitted article categories, or None for all thirteen.
    """

    name: str
    address: str
    permit_number: str
    permit_authority: str
    prefecture: str
    till: TillCode
    police_station: str = ""
    categories: tuple[int, ...] | None = None


def place_name(name: str, filing: str) -> str:
    """The shop as papers and ledger name it; a temporary place with the number of its filing."""
    return f"{name}（仮設店舗・届出番号 {filing}）" if filing else name


def permit_number(text: str) -> str:
    """A permit number from what was typed: 12 digits.

    Raises:
        WrongInput: `permit_form`.
    """
    digits = text.replace("-", "").strip()
    if not (digits.isascii() and _PERMIT.fullmatch(digits)):
        raise WrongInput("permit_form")
    return digits
