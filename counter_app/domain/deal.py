"""What kind of deal a visit makes, and by which of the lawful routes its seller is confirmed.

Secondhand Articles Dealer Act art. 15(1), (2): bought, taken in exchange, taken on consignment, or
bought back from the very person to whom this shop sold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from counter_app.domain.consent import Signature
from counter_app.domain.values import LedgerNumber, StaffCode

DealKind = Literal["buy", "exchange", "consignment", "buyback_own_sale"]
KINDS: tuple[DealKind, ...] = ("buy", "exchange", "consignment", "buyback_own_sale")

NEVER_PAID: frozenset[DealKind] = frozenset({"exchange", "consignment"})
"""Kinds for which no money leaves the shop: the value is credited, or comes when it is sold on."""


@dataclass(frozen=True, slots=True)
class OwnSale:
    """The sale by this shop that a buy-back goes back to (Act art. 15(2)(ii)).

    Attributes:
        number: the ledger line on whose disposal side the sale stands.
        same_person: who found that the customer is the one who bought it, where the ledger does not
            say who did; None where it does.
    """

    number: LedgerNumber
    same_person: StaffCode | None = None


Route = Literal["A_DOC", "B_SIGN", "C_TABLET"]
ROUTES: tuple[Route, ...] = ("A_DOC", "B_SIGN", "C_TABLET")
BY_DOCUMENT: Route = "A_DOC"
"""The ordinary route, and the one to go back to whenever what was stated is in doubt."""


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper with the four particulars, signed in front of staff (Act art. 15(1)(ii)).

    The shop keeps the paper itself; here stands who saw it signed, and when.
    """

    seen_by: StaffCode
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class WrittenName:
    """The name written on the screen with an instrument, in front of staff (Act art. 15(1)(iv)).

    Attributes:
        signature: the strokes.
        seen_by: who stood at the counter; seen_at: when.
    """

    signature: Signature
    seen_by: StaffCode
    seen_at: datetime
