"""What kind of deal a visit makes, and by which of the lawful routes its seller is confirmed.

Secondhand Articles Dealer Act art. 15(1), (2): bought, taken in exchange, taken on consignment, or
bought back from the very person to whom this shop sold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
