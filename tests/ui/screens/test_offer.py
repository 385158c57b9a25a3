"""The offer in the clerk's window follows the customer's answers."""

from __future__ import annotations

import pytest

from counter_app.app import Counter
from counter_app.domain.deal import DealKind
from counter_app.domain.values import VisitId
from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.counter_app.services.own_sales import priced
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Stage, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.customer.offer import OfferPage
from ui.screens.offer import OfferScreen
from ui.widgets.pill import Pill


def test_the_answers_are_followed_line_by_line(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(OfferScreen, visit)
    assert "¥23,000" in words_of(screen)
    assert "0 / 1 行" in words_of(screen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()
    screen.show_visit(stage.counter.visits.agree(visit.visit_id, 0, 0))
    assert "すべて同意" in words_of(screen)
    assert primary.isEnabled()
    shown.hands.click("primary")
    stage.settle()
    assert [one.step for one in shown.moved] == [Step.CONSENT]


def test_the_sum_names_what_was_taken_off(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    article = builders.appraised("sample-phone-x-128", "screen_crack")
    stage.counter.visits.set_articles(visit.visit_id, (article,))
    visit = stage.counter.visits.go_on(visit.visit_id)
    screen, _ = stage.show(OfferScreen, visit, language="en")
    # 72,000 yen less 35 %, rounded down to 100 yen: 25,200.
    assert "¥46,800" in words_of(screen)
    assert "−¥25,200" in words_of(screen)
    assert "deductions of ¥25,200" in words_of(screen)


def test_back_to_the_appraisal_loses_nothing(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    _, shown = stage.show(OfferScreen, visit)
    shown.hands.click("to_article")
    stage.settle()
    assert [(one.step, one.articles) for one in shown.moved] == [(Step.ARTICLE, visit.articles)]


def test_a_customer_who_declines_ends_the_visit(stage: Stage) -> None:
    _, shown = stage.show(OfferScreen, visit_at(stage.counter, Step.OFFER))
    shown.hands.click("declined")
    shown.hands.click("declined")
    stage.settle()
    assert [one.ending for one in shown.moved] == [Ending.DECLINED]
    assert stage.counter.visits.open_visits() == []


def agreed(stage: Stage, visit_id: VisitId) -> Visit:
    return stage.counter.visits.agree(visit_id, 0, 0)


def test_an_issuer_gives_the_number_and_nobody_else_presses_anything(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(OfferScreen, agreed(stage, visit.visit_id))
    primary = shown.hands.find("primary")
    assert primary is not None
    assert primary.isEnabled()  # "no" stands there: the ordinary way costs no press
    shown.hands.click("invoice_yes")
    assert not primary.isEnabled()
    shown.hands.write("invoice_number", "T7000012050003")
    assert "登録番号が合いません" in words_of(screen)
    assert not primary.isEnabled()
    assert stage.counter.visits.get(visit.visit_id).invoice_number == ""

    shown.hands.write("invoice_number", "T7000012050002")
    stage.settle()
    assert stage.counter.visits.get(visit.visit_id).invoice_number == "T7000012050002"
    assert primary.isEnabled()
    again, _shown = stage.show(OfferScreen, shown.moved[-1])  # as after a crash
    assert "T7000012050002" in words_of(again)
    shown.hands.click("invoice_no")
    stage.settle()
    assert stage.counter.visits.get(visit.visit_id).invoice_number == ""
    assert primary.isEnabled()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_of_the_question_fits(
    stage: Stage, language: str, size: tuple[int, int]
) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(
        OfferScreen, agreed(stage, visit.visit_id), language=language, size=size
    )
    shown.hands.click("invoice_yes")
    shown.hands.write("invoice_number", "T7000012050003")
    stage.settle()
    assert cut_off(screen) == []
    assert screen.minimumSizeHint().height() <= NARROW[1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_split_deal_is_told_to_the_clerk_and_not_to_the_customer(
    stage: Stage, language: str
) -> None:
    """6,000 yen and 6,000 yen of one person on one day."""
    counter = stage.counter
    earlier = ready(counter, 6_000, "S1")
    counter.acceptance.accept(earlier.visit_id, builders.CLERK, CLERK_PIN)
    visit = counter.visits.go(ready(counter, 6_000, "S2").visit_id, Step.OFFER)

    told = words_of(stage.show(OfferScreen, visit, language=language)[0])
    seen = words_of(stage.show(OfferPage, visit, language=language)[0])

    texts = counter.texts.in_language(language)
    said = texts.say("clerk.offer.split", earlier="¥6,000", total="¥12,000")
    assert said in told
    assert "¥12,000" not in seen
    alone = counter.visits.go(visit_at(counter, Step.OFFER).visit_id, Step.OFFER)
    assert "¥12,000" not in words_of(stage.show(OfferScreen, alone)[0])  # the control


def ready(counter: Counter, yen: int, serial: str) -> Visit:
    """A visit before the payout for one article at a price."""
    visit = visit_at(counter, Step.PAYOUT)
    assert visit.consent is not None
    counter.visits.set_articles(visit.visit_id, (priced("smartphone", serial, yen),))
    counter.visits.agree(visit.visit_id, 0, 0)
    return counter.visits.sign(visit.visit_id, visit.consent)


@pytest.mark.parametrize("kind", ["exchange", "consignment"])
def test_another_kind_than_a_purchase_is_named(stage: Stage, kind: DealKind) -> None:
    visit = visit_at(stage.counter, Step.OFFER)
    screen, shown = stage.show(OfferScreen, visit)
    assert shown.hands.find("kind_of_deal") is None

    screen.show_visit(stage.counter.visits.set_kind(visit.visit_id, kind))

    pill = shown.hands.find("kind_of_deal")
    assert isinstance(pill, Pill)
    assert pill.text() == shown.texts.say(f"clerk.kind.{kind}.short")
