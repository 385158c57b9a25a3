"""The offer, line by line: every yes is kept, and only all of them open the way."""

from __future__ import annotations

import pytest

from counter_app.domain.visit import Ending, Step, Visit
from tests import builders
from tests.ui.customer.conftest import click, drawn
from tests.ui.screens.conftest import Shown, Stage, visit_at
from tests.ui.screens.words import words_of
from ui.customer.offer import OfferPage

MODEL = "sample-phone-x-128"
BASE = 72000


def opened(
    stage: Stage, *faults: str, language: str = "ja", articles: int = 1
) -> tuple[OfferPage, Shown, Visit]:
    visit = visit_at(stage.counter, Step.ARTICLE)
    visits = stage.counter.visits
    visits.set_articles(
        visit.visit_id, tuple(builders.appraised(MODEL, *faults) for _ in range(articles))
    )
    visit = visits.go_on(visit.visit_id)
    screen, shown = stage.show(OfferPage, visit, language=language)
    shown.screen.moved.connect(screen.show_visit)  # as the flow does
    return screen, shown, visit


def faults(stage: Stage, count: int) -> tuple[str, ...]:
    return tuple(rule.key for rule in builders.price_book().rules[:count])


def agree(stage: Stage, shown: Shown, line: str) -> None:
    click(shown, f"{line}/agree")
    stage.settle()
    drawn()


def can_go_on(shown: Shown) -> bool:
    primary = shown.hands.find("primary")
    assert primary is not None
    return primary.isEnabled()


@pytest.mark.parametrize(("language", "left"), [("ja", "あと1つ"), ("en", "1 to go")])
def test_every_line_has_its_words_and_amount_and_the_sum_is_said(
    stage: Stage, language: str, left: str
) -> None:
    key = faults(stage, 1)
    screen, shown, _ = opened(stage, *key, language=language)
    words = words_of(screen)
    rule = builders.price_book().rule(*key)
    cut = BASE * rule.per_mille // 1000 // 100 * 100
    assert f"¥{BASE:,}" in words
    assert f"−¥{cut:,}" in words
    assert f"¥{BASE - cut:,}" in words
    assert (rule.ja if language == "ja" else rule.en) in words
    agree(stage, shown, "line_0_0")
    assert left in words_of(screen)


def test_only_when_all_lines_are_agreed_to_it_goes_on(stage: Stage) -> None:
    _, shown, visit = opened(stage, *faults(stage, 1))
    assert not can_go_on(shown)
    agree(stage, shown, "line_0_0")
    assert not can_go_on(shown)
    agree(stage, shown, "line_0_1")
    assert can_go_on(shown)
    assert stage.counter.visits.get(visit.visit_id).offer_agreed

    click(shown, "primary")
    stage.settle()
    assert shown.moved[-1].step is Step.CONSENT


def test_a_yes_can_be_taken_back_and_a_question_takes_it_back_too(stage: Stage) -> None:
    _, shown, visit = opened(stage)
    visits = stage.counter.visits
    agree(stage, shown, "line_0_0")
    agree(stage, shown, "line_0_0")
    assert not visits.get(visit.visit_id).offer_agreed

    agree(stage, shown, "line_0_0")
    assert visits.get(visit.visit_id).offer_agreed
    click(shown, "line_0_0/ask")
    stage.settle()
    assert not visits.get(visit.visit_id).offer_agreed
    assert not can_go_on(shown)


def test_five_lines_stand_on_a_page_and_four_with_larger_text(stage: Stage) -> None:
    screen, shown, _ = opened(stage, *faults(stage, 2), articles=2)

    def lines() -> list[str]:
        names = [f"line_{article}_{line}" for article in range(2) for line in range(3)]
        return [name for name in names if shown.hands.find(name) is not None]

    assert len(lines()) == 5
    assert can_go_on(shown)  # to the next page
    click(shown, "primary")
    assert lines() == ["line_1_2"]
    assert not can_go_on(shown)
    click(shown, "back")
    assert len(lines()) == 5
    screen.set_larger(True)
    drawn()
    assert len(lines()) == 4


def test_a_changed_offer_is_told_and_every_answer_is_open_again(stage: Stage) -> None:
    screen, shown, visit = opened(stage)
    agree(stage, shown, "line_0_0")
    changed = stage.counter.visits.set_articles(
        visit.visit_id, (builders.appraised(MODEL, *faults(stage, 1)),)
    )
    screen.show_visit(changed)
    drawn()
    assert [message.code for message in shown.told] == ["customer.offer.changed"]
    assert not can_go_on(shown)


def test_the_language_changes_and_the_answers_stay(stage: Stage) -> None:
    screen, shown, _ = opened(stage)
    agree(stage, shown, "line_0_0")
    screen.speak(stage.counter.texts.in_language("en"))
    drawn()
    assert "Please check each amount" in words_of(screen)
    assert can_go_on(shown)


def test_two_presses_stop_the_sale(stage: Stage) -> None:
    _, shown, _ = opened(stage)
    click(shown, "cancel")
    stage.settle()
    assert shown.moved == []
    click(shown, "cancel")
    stage.settle()
    assert [moved.ending for moved in shown.moved] == [Ending.DECLINED]
