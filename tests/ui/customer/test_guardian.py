"""The guardian sees all that they consent to, signs with ink enough, and may say no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.deal import DealKind
from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.customer.conftest import click, drawn
from tests.ui.customer.test_signature import DOT, NAME, can_sign
from tests.ui.screens.conftest import Shown, Stage, visit_of_15
from tests.ui.screens.words import words_of
from ui.customer.guardian import GuardianPage


def opened(stage: Stage, language: str = "ja") -> tuple[GuardianPage, Shown, Visit]:
    visit = visit_of_15(stage.counter, builders.guardian())
    screen, shown = stage.show(GuardianPage, visit, language=language)
    drawn()
    return screen, shown, visit


@pytest.mark.parametrize("language", ["ja", "en"])
def test_articles_prices_and_the_use_of_data_stand_above_the_pad(
    stage: Stage, language: str
) -> None:
    screen, _, visit = opened(stage, language)

    words = words_of(screen)
    assert visit.articles[0].article.imei in words
    assert words.count("¥23,000") == 2  # the article's and the sum
    assert ("2023年2月1日" if language == "ja" else "February 1, 2023") in words


def test_at_16_nothing_is_said_of_the_use_of_data(stage: Stage) -> None:
    screen, _, visit = opened(stage)
    grown = builders.seller(birth_date=builders.NOW.date().replace(year=2010))
    document = builders.licence(birth_date=grown.birth_date)
    screen.show_visit(replace(visit, seller=grown, document=document))
    drawn()

    assert "2023年2月1日" not in words_of(screen)


def test_a_dot_is_no_signature_and_a_name_goes_on(stage: Stage) -> None:
    _, shown, visit = opened(stage)
    assert not can_sign(shown)
    shown.hands.draw("pad", DOT)
    assert not can_sign(shown)
    shown.hands.draw("pad", NAME)
    assert can_sign(shown)

    click(shown, "primary")
    stage.settle()

    [moved] = shown.moved
    assert moved.step is Step.PAYOUT
    kept = stage.counter.visits.get(visit.visit_id)
    assert kept.guardian_consents


def test_a_guardian_who_says_no_ends_the_visit(stage: Stage) -> None:
    _, shown, visit = opened(stage)
    click(shown, "cancel")
    click(shown, "cancel")
    stage.settle()

    assert shown.moved[-1].ending is Ending.DECLINED
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


def test_a_price_that_changed_behind_the_page_is_not_consented_to(stage: Stage) -> None:
    _, shown, visit = opened(stage)
    shown.hands.draw("pad", NAME)
    stage.counter.visits.set_articles(
        visit.visit_id, (builders.appraised("sample-phone-mini-64", "no_box"),)
    )
    click(shown, "primary")
    stage.settle()

    assert shown.moved == []
    kept = stage.counter.visits.get(visit.visit_id)
    assert kept.guardian is not None
    assert kept.guardian.consent is None


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("kind", ["exchange", "consignment"])
def test_where_nothing_is_bought_for_money_the_guardian_is_told_so(
    stage: Stage, language: str, kind: DealKind
) -> None:
    screen, shown, visit = opened(stage, language)
    texts = shown.texts
    keys = ("customer.guardian.lead", "customer.guardian.total")
    for key in keys:  # the control: of a purchase
        assert squeezed(texts.say(key)) in squeezed(words_of(screen))
    screen.show_visit(replace(visit, kind=kind))
    drawn()

    words = squeezed(words_of(screen))
    for key in keys:
        assert squeezed(texts.say(f"{key}.{kind}")) in words
        assert squeezed(texts.say(key)) not in words


def squeezed(words: str) -> str:
    return "".join(words.split())
