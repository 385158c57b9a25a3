"""The daily dealer ledger (古物台帳): one line per article, in the columns of Form 15.

Enforcement Regulations of the Secondhand Articles Dealer Act, Form 15: receipt (受入れ) with date,
kind of receipt, article, features, quantity, price, and the seller's address, name, occupation and
age, and the measure by which the seller was confirmed. A line is never changed: what was wrong is
put right by a line of its own (domain.counter_entry).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from counter_app.domain.counter_entry import CounterEntry
from counter_app.domain.deal import DealKind
from counter_app.domain.disposal import Aftermath
from counter_app.domain.values import LedgerNumber, StaffCode, Yen


class Receipt(StrEnum):
    """The two words that Form 15 has for a receipt."""

    PURCHASE = "買受け"
    CONSIGNMENT = "委託"


KIND_REMARKS: Mapping[DealKind, str] = {
    "exchange": "交換",
    "buyback_own_sale": "自店売却品の買戻し",
}
"""What stands in the remarks where Form 15's two words do not tell the kind of deal."""


def receipt_of(kind: DealKind) -> Receipt:
    """Form 15's word for a kind of deal: an exchange and a buy-back are 買受け too."""
    return Receipt.CONSIGNMENT if kind == "consignment" else Receipt.PURCHASE


@dataclass(frozen=True, slots=True)
class LateEntry:
    """An article that was received before its line could be written.

    Attributes:
        received_at: when it was received; the line's own moment is that of the writing.
        reason: why it was not written at once, as Act art. 16 wants it.
    """

    received_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Who else stands in a line: the person who came for a company, or a proxy's principal.

    Attributes:
        company: the line's counterparty is a company, and this is who came; else the line names who
            came, and this is for whom.
        post, occupation, age: of whoever came for a company.
        authority: the words of what showed that they may sell.
    """

    company: bool
    name: str
    address: str
    authority: str
    post: str = ""
    occupation: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One article received, or what puts such a line right.

    Attributes:
        number: till and running number, without gaps.
        act_seq: the act that wrote it.
        day: business day in Japan of the writing; at: the moment.
        receipt: 区別; None once what tells it is erased.
        category: number 1 to 13 (Enforcement Regulations art. 2); category_ja its name.
        item: 品目; features: 特徴.
        age: on the day of the receipt; None for a company.
        method: 確認の方法: the measure and its manner (Act art. 15(1)), or why none was needed.
        remark: 備考, such as 古物商特例対象, or 交換 where the receipt's word does not tell it.
        invoice_number: of a seller who is a qualified-invoice issuer: T and 13 digits.
        erased: the personal columns were erased when their time had passed.
        counter: what it corrects or cancels; None for an article received.
        late: set when it was written later than the article was received.
        behind: set where somebody sold for a company or another person.
        guardian: how a guardian consented, accompany or written; empty for a seller of age.
    """

    number: LedgerNumber
    act_seq: int
    day: date
    at: datetime
    receipt: Receipt | None
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
    invoice_number: str = ""
    erased: bool = False
    counter: CounterEntry | None = None
    late: LateEntry | None = None
    guardian: str = ""
    behind: Behind | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom the line names: the counterparty, and who came for it or sent them."""
        return (self.name,) if self.behind is None else (self.name, self.behind.name)

    @property
    def articles(self) -> int:
        """What the line adds to the count of articles: a cancellation takes one off."""
        return 1 if self.counter is None else -1 if self.counter.cancels else 0

    @property
    def yen(self) -> int:
        """What the line adds to a sum, in yen: a correction the difference, less than 0 or not."""
        if self.counter is None:
            return self.price
        return -self.price if self.counter.cancels else self.price - self.counter.price_before


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """What one printed day of one volume shows, or the lines that answer a question.

    Attributes:
        root: the log's root over the first `tree_size` acts, 32 bytes; printed as a QR code, so
            that paper is the second witness.
        checkpoint: the signed checkpoint text that the QR carries.
        aftermaths: what became later of lines of this day.
        printed_before: when this day was last printed, if it was.
        asked: the question, when these are not all lines of a day; their numbers may have gaps.
        damaged: running numbers of this day that are known to be damaged or missing.
        through: the last day of an extract of days on end, whose numbers have no gaps.
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
    aftermaths: tuple[Aftermath, ...] = ()
    printed_before: datetime | None = None
    asked: str = ""
    damaged: tuple[int, ...] = ()
    through: date | None = None

    @property
    def total(self) -> Yen:
        """The day's sum in yen."""
        return Yen(sum(line.yen for line in self.lines))
