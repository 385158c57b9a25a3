"""An article that the police look for: the clerk sees why, and the customer only waits."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from counter_app.domain.bulletin import BulletinItem
from counter_app.domain.custody import CustodyOrder
from counter_app.domain.internal import NoteKind
from counter_app.domain.visit import Step
from counter_app.services.internal_acts import internal_notes
from counter_app.services.visit_rules import PLAIN_CODES
from tests import builders
from tests.faults.conftest import MakeTill
from tests.faults.tills import ONCE, FaultyTill
from tests.ui.counters import CLERK_PIN, MANAGER_PIN
from tests.ui.screens.conftest import visit_at
from tests.ui.screens.words import words_of
from ui.widgets.tick_row import TickRow

EXACT = BulletinItem("携帯電話機", imeis=(builders.IMEI,))
WORDS = {builders.SIMILAR: "similar", EXACT: "exact"}


def came(till: FaultyTill, item: BulletinItem, number: str = "第12号") -> None:
    told = builders.bulletin(item, number=number)
    till.counter.bulletins.enter(told, builders.MANAGER, MANAGER_PIN)


def title(till: FaultyTill, kind: str) -> str:
    return till.say(f"clerk.bulletins.{kind}", article=1)


def kinds(till: FaultyTill) -> list[NoteKind]:
    with till.counter.record.read() as view:
        told = [note.kind for _stored, note in internal_notes(till.counter.record, view)]
    return [kind for kind in told if kind is not NoteKind.BULLETIN_ARRIVED]


def bought(till: FaultyTill) -> int:
    ledger = till.counter.ledger
    return len(ledger.lines(ledger.today, ledger.today))


def test_neither_reason_is_ever_told_to_a_customer() -> None:
    assert not {"bulletin_match", "bulletin_similar"} & PLAIN_CODES


def resume_article(till: FaultyTill) -> None:
    """Go on with a visit whose article is entered already, back at its page."""
    visit = visit_at(till.counter, Step.OFFER)
    till.counter.visits.go(visit.visit_id, Step.ARTICLE)
    till.counter.visits.speak(visit.visit_id, till.language)
    till.sign_in()
    till.until(till.clerk.ready("resume_0"))
    till.clerk.click("resume_0")
    till.until(till.clerk.shows("ArticleScreen"))
    till.rest()


@pytest.mark.parametrize("item", WORDS, ids=WORDS.values())
@pytest.mark.parametrize("step", [Step.ARTICLE, Step.PAYOUT])
def test_the_clerk_sees_why_and_the_customer_only_waits(
    make_till: MakeTill, step: Step, item: BulletinItem
) -> None:
    till = make_till()
    came(till, item)
    if step is Step.ARTICLE:
        resume_article(till)
    else:
        till.resume_at(step)

    till.until(lambda: till.clerk_is_told(title(till, WORDS[item])))
    till.customer_only_waits()
    assert not till.customer_is_told("第12号")
    assert kinds(till) == ([NoteKind.MATCH_FOUND] if item is EXACT else [])
    assert bought(till) == 0


@ONCE
@pytest.mark.parametrize("item", WORDS, ids=WORDS.values())
def test_from_the_article_nothing_is_offered(make_till: MakeTill, item: BulletinItem) -> None:
    till = make_till()
    resume_article(till)
    came(till, item)
    till.clerk.click("primary")

    till.clerk_hears(till.error("bulletin_match" if item is EXACT else "bulletin_similar"))
    till.until(lambda: till.clerk_is_told(title(till, WORDS[item])))
    assert till.clerk.page_is("ArticleScreen")
    till.customer_only_waits()


def test_what_the_police_ordered_to_be_kept_is_offered_no_price(make_till: MakeTill) -> None:
    """The clerk is told why, and the customer only waits; so it is until the order ends."""
    till = make_till()
    counter, by = till.counter, (builders.MANAGER, MANAGER_PIN)
    bought = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(bought.visit_id, builders.CLERK, CLERK_PIN)
    counter.visits.finish(bought.visit_id)
    today = counter.ledger.today
    [line] = counter.ledger.lines(today, today)
    told = CustodyOrder("見本警察署", "見本 警部", "差第1号", (line.number,), today, today)
    order = counter.custody.order(told, *by)
    resume_article(till)
    till.clerk.click("primary")

    till.clerk_hears(till.error("custody_offered", number=line.number, until=today))
    assert till.visit.step is Step.ARTICLE
    till.customer_only_waits()
    counter.custody.end(order.seq, "見本警察署の連絡", *by)
    till.rest()
    till.clerk.click("primary")
    till.until(till.clerk.shows("OfferScreen"))


@ONCE
def test_what_no_bulletin_means_is_offered(make_till: MakeTill) -> None:
    till = make_till()
    came(till, BulletinItem("腕時計", "オメガ", "シーマスター"))
    resume_article(till)
    till.clerk.click("primary")
    till.until(till.clerk.shows("OfferScreen"))


def test_after_a_number_the_customer_hears_the_one_sentence_of_every_refusal(
    make_till: MakeTill,
) -> None:
    till = make_till()
    came(till, EXACT)
    till.resume_at(Step.PAYOUT)
    till.until(till.clerk.ready("end_matched_0"))
    till.clerk.click("end_matched_0")
    till.clerk.click("end_matched_0")

    till.until(till.customer.shows("EndingPage"))
    assert till.customer_is_told(till.say("customer.not_today"))
    assert not till.customer_is_told("品触れ")
    assert bought(till) == 0


def test_a_number_opens_the_report_and_the_customer_sees_nothing_of_it(
    make_till: MakeTill,
) -> None:
    till = make_till()
    came(till, EXACT)
    till.resume_at(Step.PAYOUT)
    till.until(till.clerk.ready("report_0"))
    page = till.till.clerk.page

    till.clerk.click("report_0")

    till.until(till.clerk.ready("reason_like_bulletin"))
    ticked = till.clerk.find("reason_like_bulletin")
    assert isinstance(ticked, TickRow)
    assert ticked.isChecked()
    other = till.clerk.find("reason_many_boxed")
    assert isinstance(other, TickRow)
    assert not other.isChecked()
    assert till.till.clerk.page is page  # the payout stands beneath as it was left
    till.customer_only_waits()


def test_a_manager_compares_and_the_visit_goes_on(make_till: MakeTill) -> None:
    till = make_till()
    came(till, builders.SIMILAR)
    till.resume_at(Step.PAYOUT)
    till.until(till.clerk.ready("compare_0"))
    primary = till.clerk.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    till.clerk.click("compare_0")
    till.until(till.clerk.shows("ComparisonScreen"))
    till.until(till.clerk.ready("reason"))
    till.customer_only_waits()

    pin(till)
    till.clerk_hears(till.error("reason_missing"))  # without a reason nothing is cleared
    assert kinds(till) == []
    reason = till.clerk.find("reason")
    field = reason.findChild(QLineEdit) if reason is not None else None
    assert field is not None
    field.setText("色が違う")
    pin(till)
    till.until(till.clerk.shows("PayoutScreen"))
    till.until(lambda: till.clerk_is_told(title(till, "cleared")))
    till.customer_only_waits()
    assert kinds(till) == [NoteKind.MATCH_CLEARED]
    till.pay()
    till.until(till.clerk.shows("PapersScreen"))
    assert bought(till) == 1


def pin(till: FaultyTill) -> None:
    till.until(till.clerk.ready("digit_0"))
    for digit in MANAGER_PIN:
        till.clerk.click(f"digit_{digit}")
    till.rest()


@ONCE
def test_one_that_comes_while_cash_is_counted_stops_the_payout(make_till: MakeTill) -> None:
    till = make_till()
    till.resume_at(Step.PAYOUT)
    came(till, EXACT)
    till.pay()

    till.clerk_hears(till.error("bulletin_match"))
    till.until(lambda: till.clerk_is_told(title(till, "exact")))
    till.customer_only_waits()
    assert "第12号" not in words_of(till.till.customer)
    assert bought(till) == 0
    assert kinds(till) == [NoteKind.MATCH_FOUND]


@ONCE
def test_back_from_the_comparison_nothing_is_cleared(make_till: MakeTill) -> None:
    till = make_till()
    came(till, builders.SIMILAR)
    till.resume_at(Step.OFFER)
    till.until(till.clerk.ready("compare_0"))
    till.clerk.click("compare_0")
    till.until(till.clerk.shows("ComparisonScreen"))
    till.clerk.click("back")
    till.until(till.clerk.shows("OfferScreen"))
    assert kinds(till) == []
