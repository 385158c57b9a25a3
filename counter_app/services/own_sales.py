"""A buy-back goes back to a sale of this shop: which one, of which article, and to whom.

Whoever sells back what they bought here need not be confirmed (Secondhand Articles Dealer Act
art. 15(2)(ii)); of anybody else it is asked. So the sale has to stand in this ledger, the article
has to be the very one, and the customer the one who bought it.
"""

from __future__ import annotations

from datetime import date

from counter_app.domain.customer import Seller
from counter_app.domain.disposal import Disposal, DisposalKind
from counter_app.domain.errors import Refused, WrongInput
from counter_app.domain.folding import folded
from counter_app.domain.ledger import LedgerLine
from counter_app.domain.values import LedgerNumber
from counter_app.domain.visit import Visit
from counter_app.law.age import age_on
from counter_app.services.disposals import aftermaths
from counter_app.storage.ledger_marks import LineMarks
from counter_app.storage.records import Record
from counter_app.storage.transactions import Reading


def sale_at(record: Record, view: Reading, number: LedgerNumber) -> tuple[LedgerLine, Disposal]:
    """The article that was sold at a line, as the ledger holds it now, and the sale.

    Raises:
        WrongInput: `own_sale_unknown`: no line of this till with a sale has this number.
    """
    found = aftermaths(record, view, [number.running]) if number.till == record.till else ()
    sale = found[0].disposal if found else None
    line = _holding(record, view, number.running)
    if line is None or sale is None or sale.kind is not DisposalKind.SALE:
        raise WrongInput("own_sale_unknown")
    return line, sale


def require_same_article(record: Record, view: Reading, visit: Visit) -> None:
    """The one article of the visit is the one that was sold, and was not bought back before.

    Raises:
        WrongInput: `own_sale_unknown`.
        Refused: `own_sale_missing`: no sale is named; `own_sale_other_article`: its IMEI or serial
            is another, or there is more than one article; `own_sale_used`.
    """
    if visit.own_sale is None:
        raise Refused("own_sale_missing")
    number = visit.own_sale.number
    line, _sale = sale_at(record, view, number)
    if len(visit.articles) != 1 or not _same(line, visit) or not _alike(line, visit):
        raise Refused("own_sale_other_article", number=number)
    sold = record.marks.of_lines(view, [number.running])[number.running].disposed or 0
    for later in record.ledger.all(view):
        if later.act_seq > sold and later.counter is None and _same(later, visit):
            raise Refused("own_sale_used", number=later.number)


def require_own_sale(record: Record, view: Reading, visit: Visit, day: date) -> None:
    """Everything that makes a buy-back one: the sale, the article, and the person.

    The ledger says who bought only where the law wanted it (Enforcement Regulations art. 18); where
    it does not, a clerk has found that the customer is the same person.

    Args:
        record: the till's.
        view: of the record.
        visit: with the sale that it names.
        day: of the receipt; before the sale nothing could be bought back.

    Raises:
        WrongInput: `own_sale_unknown`.
        Refused: as require_same_article; `own_sale_other_person`, or `own_sale_person_unknown`:
            nobody found who bought it.
    """
    require_same_article(record, view, visit)
    if visit.own_sale is None:  # pragma: no cover - require_same_article says it first
        raise Refused("own_sale_missing")
    _line, sale = sale_at(record, view, visit.own_sale.number)
    if day < sale.day:
        raise WrongInput("own_sale_unknown")
    if sale.recipient is None:
        if visit.own_sale.same_person is None:
            raise Refused("own_sale_person_unknown")
    elif not _bought_by(visit.seller, sale):
        raise Refused("own_sale_other_person", number=visit.own_sale.number)


def _holding(record: Record, view: Reading, running: int) -> LedgerLine | None:
    """The line, or the one that put it right last; None where it was taken back or is not there."""
    line: LedgerLine | None = None
    at: int | None = running
    while at is not None:
        line = record.ledger.numbered(view, [at]).get(at)
        if line is None or (line.counter is not None and line.counter.cancels):
            return None
        at = record.marks.of_lines(view, [at]).get(at, LineMarks()).corrected_by
    return line


def _same(line: LedgerLine, visit: Visit) -> bool:
    """Whether the IMEI is the same or, of an article without one, the serial."""
    article = visit.articles[0].article
    if line.imei or article.imei:
        return line.imei == article.imei
    return bool(line.serial) and line.serial == article.serial


def _alike(line: LedgerLine, visit: Visit) -> bool:
    """Whether a serial alone is enough: makers count alike, so the kind of goods has to agree."""
    article = visit.articles[0].article
    return bool(article.imei) or line.goods == article.goods


def _bought_by(seller: Seller, sale: Disposal) -> bool:
    """Whether the seller is the one whom the ledger names: name and age on the day of the sale."""
    buyer = sale.recipient
    if buyer is None or seller.confirmed_at is None or seller.birth_date is None:
        return False
    aged = age_on(seller.birth_date, sale.day) if seller.birth_date <= sale.day else None
    return folded(seller.name) == folded(buyer.name) and aged == buyer.age
