"""The kind of deal at the article: four ways, and the sale that a buy-back goes back to."""

from __future__ import annotations

import pytest

from counter_app.app import Counter
from counter_app.domain.deal import KINDS, OwnSale
from counter_app.domain.disposal import DisposalKind
from counter_app.domain.values import LedgerNumber
from counter_app.domain.visit import Step, Visit
from tests.builders import CLERK, appraised
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Shown, Stage, visit_at
from tests.ui.screens.words import cut_off, words_of
from ui.screens.article import ArticleScreen


def opened(stage: Stage, language: str = "ja", visit: Visit | None = None) -> Shown:
    """The screen with the kinds shown, following its visit as the window does."""
    visit = visit or visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit, language=language)
    screen.moved.connect(screen.show_visit)
    shown.hands.click("kind_of_deal")
    stage.settle()
    return shown


def sold(stage: Stage) -> LedgerNumber:
    """A phone that was bought and sold again."""
    counter = stage.counter
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, CLERK, CLERK_PIN)
    today = counter.ledger.today
    number = counter.ledger.lines(today, today)[-1].number
    counter.disposals.dispose(number, DisposalKind.SALE, 30_000, None, CLERK, CLERK_PIN)
    return number


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_kind_is_offered_with_what_it_means(stage: Stage, language: str) -> None:
    shown = opened(stage, language)

    told = words_of(shown.screen)
    for kind in KINDS:
        assert shown.hands.find(f"kind_{kind}") is not None
        assert shown.texts.say(f"clerk.kind.{kind}") in told
    assert shown.hands.find("sale_number") is None


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_kinds_and_the_sale_fit(stage: Stage, language: str, size: tuple[int, int]) -> None:
    shown = opened(stage, language)
    shown.host.resize(*size)
    shown.hands.click("kind_buyback_own_sale")
    shown.hands.click("invoice_yes")
    stage.settle()

    assert shown.screen.minimumSizeHint().height() <= NARROW[1]
    assert shown.screen.minimumSizeHint().width() <= NARROW[0]
    assert cut_off(shown.screen) == []


def test_a_choice_goes_back_to_the_form_and_back_chooses_nothing(stage: Stage) -> None:
    shown = opened(stage)
    shown.hands.click("kind_consignment")
    stage.settle()
    assert [one.kind for one in shown.moved] == ["consignment"]
    assert shown.hands.find("imei") is not None
    assert shown.texts.say("clerk.kind.consignment.short") in words_of(shown.screen)

    shown.hands.click("kind_of_deal")
    stage.settle()
    shown.hands.click("back")
    stage.settle()
    assert len(shown.moved) == 1
    assert shown.hands.find("imei") is not None


def test_what_was_typed_stays_while_the_kind_is_chosen(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.ARTICLE)
    screen, shown = stage.show(ArticleScreen, visit)
    screen.moved.connect(screen.show_visit)
    shown.hands.write("serial", "S-123")
    shown.hands.click("kind_of_deal")
    stage.settle()
    shown.hands.click("kind_exchange")
    stage.settle()

    assert shown.hands.find("serial").text() == "S-123"  # type: ignore[union-attr]  # a field


def test_a_buy_back_names_its_sale(stage: Stage) -> None:
    number = sold(stage)
    shown = opened(stage)
    shown.hands.click("kind_buyback_own_sale")
    stage.settle()
    for text, code in (("", "ledger_number_form"), ("9", "own_sale_unknown")):
        shown.hands.write("sale_number", text)
        shown.hands.click("take_sale")
        stage.settle()
        words = shown.texts.say(f"error.{code}").split("\n")[0]
        assert words in words_of(shown.screen).replace("\u2028", "\n")
        assert shown.moved == []

    shown.hands.write("sale_number", str(number))
    shown.hands.click("same_person")
    shown.hands.click("take_sale")
    stage.settle()

    [moved] = shown.moved
    assert (moved.kind, moved.own_sale) == ("buyback_own_sale", OwnSale(number, CLERK))


def test_a_named_sale_stands_there_again(stage: Stage) -> None:
    number = sold(stage)
    visit = visit_at(stage.counter, Step.ARTICLE)
    visit = stage.counter.visits.set_kind(visit.visit_id, "buyback_own_sale", OwnSale(number))

    shown = opened(stage, visit=visit)

    assert shown.hands.find("sale_number").text() == str(number)  # type: ignore[union-attr]  # a field
    assert not shown.hands.find("same_person").isChecked()  # type: ignore[union-attr]  # a tick


def with_articles(counter: Counter) -> Visit:
    """Three tabs beside the longest word for a kind of deal."""
    visit = visit_at(counter, Step.ARTICLE)
    counter.visits.set_kind(visit.visit_id, "consignment")
    models = ("sample-phone-mini-64", "sample-tablet-10-128", "sample-console")
    articles = tuple(appraised(model) for model in models)
    return counter.visits.set_articles(visit.visit_id, articles)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_tabs_of_three_articles_fit_beside_it(
    stage: Stage, language: str, size: tuple[int, int]
) -> None:
    visit = with_articles(stage.counter)
    screen, shown = stage.show(ArticleScreen, visit, language=language, size=size)

    assert screen.minimumSizeHint().width() <= size[0]
    assert cut_off(screen) == []
    assert shown.hands.find("kind_of_deal") is not None


def test_an_invoice_issuer_is_noted_before_the_offer_too(stage: Stage) -> None:
    """Where one screen serves both, it is the customer's from the offer on."""
    shown = opened(stage)
    shown.hands.click("invoice_yes")
    shown.hands.write("invoice_number", "T70000120")
    for way_out in ("kind_exchange", "back"):
        shown.hands.click(way_out)
        stage.settle()
        assert shown.told[-1].code == "invoice_number_form"
        assert shown.hands.find("invoice_number") is not None  # half a number is not left behind
    assert shown.moved == []

    shown.hands.write("invoice_number", "T7000012050002")
    stage.settle()
    assert shown.moved[-1].invoice_number == "T7000012050002"
    shown.hands.click("back")
    assert shown.hands.find("invoice_number") is None
    shown.hands.click("kind_of_deal")
    stage.settle()
    assert "T7000012050002" in words_of(shown.screen)
    shown.hands.click("invoice_no")
    stage.settle()
    assert shown.moved[-1].invoice_number == ""
    shown.hands.click("kind_exchange")
    stage.settle()
    assert shown.moved[-1].kind == "exchange"
