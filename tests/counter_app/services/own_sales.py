"""Articles that this shop sold, for whoever sells them back."""

from __future__ import annotations

from counter_app.domain.appraisal import Appraisal, OfferLine
from counter_app.domain.disposal import DisposalKind, Recipient
from counter_app.domain.values import LedgerNumber, TillCode
from counter_app.domain.visit import AppraisedArticle
from counter_app.services.disposals import DisposalDesk
from tests.builders import CLERK, CLERK_PIN, MANAGER, MANAGER_PIN, article
from tests.counter_app.services.counters import Counter
from tests.law_desks import law_tables

BUYER = Recipient("見本 太郎", "東京都千代田区見本1-2-3", "会社員", 36)
"""The specimen seller of tests.builders, as the ledger named them when they bought."""


def number(running: int, till: str = "T01") -> LedgerNumber:
    return LedgerNumber(TillCode(till), running)


def priced(goods: str, serial: str, yen: int) -> AppraisedArticle:
    """An article without an IMEI, at any price."""
    line = OfferLine("base", "基準価格", "Base price", yen)
    named = article(goods=goods, imei="", serial=serial)
    return AppraisedArticle(named, Appraisal("見本", "sample", (line,)))


def dispose(
    counter: Counter,
    at: LedgerNumber,
    recipient: Recipient | None = None,
    kind: DisposalKind = DisposalKind.SALE,
) -> None:
    """Enter a disposal at 30,000 yen."""
    small = counter.small
    desk = DisposalDesk(
        small.record, small.clock, lambda _day: law_tables(), counter.staff, counter.clocks
    )
    price = 30_000 if kind is DisposalKind.SALE else None
    desk.dispose(at, kind, price, recipient, CLERK, CLERK_PIN)


def sold(
    counter: Counter, one: AppraisedArticle, recipient: Recipient | None = None
) -> LedgerNumber:
    """Buy an article from the specimen seller and sell it; the line where the sale stands."""
    visit_id = counter.signed(one)
    if one.appraisal.offer > counter.settings.clerk_limit_yen:
        counter.visits.approve(visit_id, MANAGER, MANAGER_PIN)
    counter.accept(visit_id)
    at = counter.lines()[-1].number
    dispose(counter, at, recipient)
    return at
