"""A buy-back: of the article that was sold, from the person who bought it, and once (Act 15(2))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from counter_app.domain.deal import OwnSale
from counter_app.domain.disposal import DisposalKind, Recipient
from counter_app.domain.errors import CounterError
from counter_app.domain.ledger import LateEntry
from counter_app.domain.values import LedgerNumber, VisitId
from counter_app.domain.visit import AppraisedArticle, Step
from counter_app.storage.proof import prove, rebuild_faults
from tests.builders import CLERK, IMEI, MANAGER, MANAGER_PIN, appraised, consent, licence, seller
from tests.counter_app.services.counters import Counter, corrections_of
from tests.counter_app.services.own_sales import BUYER, dispose, number, priced, sold

OTHER_IMEI = "352099001761481"


def phone(**other: Any) -> AppraisedArticle:
    return appraised("sample-phone-mini-64", **other)


def back(
    counter: Counter,
    at: LedgerNumber | None,
    *articles: AppraisedArticle,
    same: bool = True,
    visit_id: VisitId | None = None,
) -> str:
    """Try to buy back, from whoever stands in the visit; why not, or an empty text."""
    visit_id = visit_id or counter.opened()
    try:
        sale = OwnSale(at, CLERK if same else None) if at is not None else None
        counter.visits.set_kind(visit_id, "buyback_own_sale", sale)
        counter.agreed(*(articles or (phone(),)), visit_id=visit_id)
        counter.visits.sign(visit_id, consent())
        counter.accept(visit_id)
    except CounterError as error:
        return error.code
    return ""


def test_what_was_sold_here_is_bought_back_without_confirming_anybody(counter: Counter) -> None:
    """Act art. 15(2)(ii); the shop's policy to confirm always does not reach it either."""
    assert counter.settings.verify_always
    at = sold(counter, phone())

    assert back(counter, at) == ""

    line = counter.lines()[-1]
    assert line.receipt == "買受け"
    assert line.method == "法第15条第2項第2号・自己が売却した物の買受けのため確認不要"
    assert line.remark == "自店売却品の買戻し（T01-000001）"  # nobody is named: nothing is claimed
    assert prove(counter.small.record).holds
    assert rebuild_faults(counter.small.record) == []


def test_the_same_from_a_plain_purchase_is_confirmed(counter: Counter) -> None:
    """The control: only the sale makes the difference."""
    sold(counter, phone())
    visit_id = counter.agreed(phone(), visit_id=counter.opened())
    counter.visits.sign(visit_id, consent())

    with pytest.raises(CounterError, match="identity_required"):
        counter.accept(visit_id)


def test_a_document_that_was_shown_all_the_same_is_the_measure(counter: Counter) -> None:
    at = sold(counter, phone())

    assert back(counter, at, visit_id=counter.identified()) == ""
    assert counter.lines()[-1].method == "法第15条第1項第1号・運転免許証の提示"


def test_it_needs_the_sale(counter: Counter) -> None:
    at = sold(counter, phone())

    assert back(counter, None) == "own_sale_missing"
    assert back(counter, number(9)) == "own_sale_unknown"
    assert back(counter, number(1, "T02")) == "own_sale_unknown"
    assert back(counter, at) == ""


@pytest.mark.parametrize("kind", [DisposalKind.RETURN, DisposalKind.HANDOVER])
def test_what_was_given_back_or_handed_over_was_no_sale(
    counter: Counter, kind: DisposalKind
) -> None:
    counter.accept(counter.signed(phone()))
    assert back(counter, number(1)) == "own_sale_unknown"  # it is still here

    dispose(counter, number(1), kind=kind)
    assert back(counter, number(1)) == "own_sale_unknown"


def test_the_article_is_the_very_one(counter: Counter) -> None:
    at = sold(counter, phone())

    assert back(counter, at, phone(imei=OTHER_IMEI)) == "own_sale_other_article"
    assert back(counter, at, phone(imei="", serial="S1")) == "own_sale_other_article"
    assert back(counter, at, phone(), phone(imei=OTHER_IMEI)) == "own_sale_other_article"
    assert back(counter, at, phone(), phone()) == "own_sale_other_article"
    assert back(counter, at, phone(imei=IMEI)) == ""


def test_without_an_imei_the_serial_tells(counter: Counter) -> None:
    at = sold(counter, priced("camera", "S1", 20_000))

    assert back(counter, at, priced("camera", "S2", 20_000)) == "own_sale_other_article"
    assert back(counter, at, priced("camera", "S1", 20_000)) == ""


def test_a_serial_is_one_of_its_kind_of_goods(counter: Counter) -> None:
    """Makers count alike: a laptop with the camera's serial is another article."""
    counter = counter.with_settings(permit_categories=None)
    at = sold(counter, priced("camera", "S1", 20_000))

    assert back(counter, at, priced("pc", "S1", 20_000)) == "own_sale_other_article"
    assert back(counter, at, priced("camera", "S1", 20_000)) == ""


def test_nothing_comes_back_before_it_was_sold(counter: Counter) -> None:
    """A late entry of a day before the sale would confirm nobody (Act art. 15(2)(ii))."""
    at = sold(counter, phone())
    visit_id = counter.opened()
    counter.visits.set_kind(visit_id, "buyback_own_sale", OwnSale(at, CLERK))
    counter.agreed(phone(), visit_id=visit_id)
    counter.visits.sign(visit_id, consent())
    now = counter.small.clock.now()

    before = LateEntry(now - timedelta(days=1), "記入もれ")
    with pytest.raises(CounterError, match="own_sale_unknown"):
        counter.accept(visit_id, MANAGER, MANAGER_PIN, late=before)
    same_day = LateEntry(now - timedelta(minutes=1), "記入もれ")
    assert counter.accept(visit_id, MANAGER, MANAGER_PIN, late=same_day).acceptance is not None


def test_an_article_without_any_number_is_never_the_same(counter: Counter) -> None:
    one = priced("furniture", "", 20_000)
    one = replace(one, article=replace(one.article, damage="天板に傷"))
    at = sold(counter, one)

    assert back(counter, at, one) == "own_sale_other_article"


def test_a_line_that_was_put_right_counts_as_it_is_now(counter: Counter) -> None:
    counter.accept(counter.signed(phone(imei=OTHER_IMEI)))
    corrections_of(counter).correct(number(1), {"imei": IMEI}, "打ち間違い", MANAGER, MANAGER_PIN)
    dispose(counter, number(2))

    assert back(counter, number(2), phone(imei=OTHER_IMEI)) == "own_sale_other_article"
    assert back(counter, number(2), phone(imei=IMEI)) == ""


def test_a_line_that_was_taken_back_holds_no_sale(counter: Counter) -> None:
    at = sold(counter, phone())
    corrections_of(counter).cancel(at, "記入の誤り", MANAGER, MANAGER_PIN)

    assert back(counter, at) == "own_sale_unknown"


def test_each_sale_is_bought_back_once(counter: Counter) -> None:
    at = sold(counter, phone())

    assert back(counter, at) == ""
    assert back(counter, at) == "own_sale_used"
    dispose(counter, number(2))
    assert back(counter, number(2)) == ""


def test_it_is_said_before_the_customer_sees_the_offer(counter: Counter) -> None:
    at = sold(counter, phone())
    visit_id = counter.identified()
    counter.visits.set_kind(visit_id, "buyback_own_sale", OwnSale(at, CLERK))
    counter.visits.set_articles(visit_id, (phone(imei=OTHER_IMEI),))

    with pytest.raises(CounterError, match="own_sale_other_article"):
        counter.visits.go(visit_id, Step.OFFER)
    counter.visits.set_articles(visit_id, (phone(),))
    assert counter.visits.go(visit_id, Step.OFFER).step is Step.OFFER


# ---- the same person


def watch() -> AppraisedArticle:
    return priced("watch", "W1", 30_000)


def identified(counter: Counter, **person: Any) -> VisitId:
    visit_id = counter.opened()
    counter.visits.set_document(visit_id, licence())
    counter.visits.confirm_details(visit_id, seller(**person))
    return visit_id


def test_where_the_ledger_does_not_say_who_bought_a_clerk_has_to(counter: Counter) -> None:
    at = sold(counter, phone())

    assert back(counter, at, same=False) == "own_sale_person_unknown"
    assert back(counter, at) == ""
    with counter.small.record.read() as view:
        act = counter.small.record.acts.act(view, counter.lines()[-1].act_seq)
        told = counter.small.record.acts.fields(view, act, "provide")
    assert told["article.own_sale"] == [{"line": 1, "by": CLERK}]
    assert told["application.kind"] == "buyback_own_sale"


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({}, ""),
        ({"name": "見本　太郎"}, ""),  # as folded: the width of a blank is no other person
        ({"name": "見本 次郎"}, "own_sale_other_person"),
        ({"birth_date": date(1991, 1, 15)}, "own_sale_other_person"),
    ],
)
def test_where_the_ledger_says_who_bought_it_must_be_them(
    counter: Counter, person: dict[str, Any], why: str
) -> None:
    """A clerk's word does not help against the ledger."""
    at = sold(counter, watch(), BUYER)

    assert back(counter, at, watch(), visit_id=identified(counter, **person)) == why


def test_nobody_is_the_buyer_before_they_said_who_they_are(counter: Counter) -> None:
    at = sold(counter, watch(), BUYER)

    assert back(counter, at, watch()) == "own_sale_other_person"


def test_the_age_is_that_of_the_day_of_the_sale(counter: Counter) -> None:
    """Born on 15 January 1990: 36 on the specimen day, 37 when they come back in February."""
    at = sold(counter, watch(), Recipient(BUYER.name, BUYER.address, BUYER.occupation, 36))
    counter.small.clock.move(days=80)

    assert back(counter, at, watch(), visit_id=identified(counter)) == ""
