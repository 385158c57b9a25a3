"""The daily dealer ledger (古物台帳): one line per article, in the columns of Form 15.

Enforcement Regulations of the Secondhand Articles Dealer Act, Form 15: receipt (受入れ) with date,
kind of receipt, article, features, quantity, price, and the seller's address, name, occupation and
age, and the measure by which the seller was confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.values import LedgerNumber, StaffCode, Yen


class Receipt(StrEnum):
    """The two words that Form 15 has for a receipt."""

    PURCHASE = "買受け"
    CONSIGNMENT = "委託"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One article received.

    Attributes:
        number: till and running number, without gaps.
        act_seq: the act that wrote it.
        day: business day in Japan of the receipt; at: the moment.
        category: number 1 to 13 (Enforcement Regulations art. 2); category_ja its name.
        item: 品目; features: 特徴.
        age: on the day of the receipt; None for a company.
        method: 確認の方法: the measure and its manner (Act art. 15(1)), or why none was needed.
        remark: 備考, such as 古物商特例対象.
        erased: the personal columns were erased when their time had passed.
    """

    number: LedgerNumber
    act_seq: int
    day: date
    at: datetime
    receipt: Receipt
    category: int
    category_ja: str
    goods: str
    item: str
    features: str
    quantity: int
    price: Yen
    name: str
    address: str
    occupation: str
    age: int | None
    method: str
    staff: StaffCode
    visit_id: str
    visit_number: str
    imei: str = ""
    serial: str = ""
    remark: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """What one printed day of one volume shows.

    Attributes:
        root: the log's root over the first `tree_size` acts, 32 bytes; printed as a QR code, so
            that paper is the second witness.
        checkpoint: the signed checkpoint text that the QR carries.
    """

    day: date
    shop: str
    permit_number: str
    permit_authority: str
    till: str
    lines: tuple[LedgerLine, ...]
    tree_size: int
    root: bytes
    checkpoint: str
    printed_at: datetime

    @property
    def total(self) -> Yen:
        """The day's sum in yen."""
        return Yen(sum(line.price for line in self.lines))
