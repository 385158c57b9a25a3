"""The manager's approval by the manager's own PIN."""

from __future__ import annotations

import pytest

from counter_app.domain.visit import Step
from tests.ui.counters import CLERK_PIN, MANAGER, MANAGER_PIN
from tests.ui.screens.conftest import Stage, type_pin, visit_at
from tests.ui.screens.words import words_of
from ui.screens.approval import ApprovalScreen

DEAR = "sample-phone-x-128"
"""72,000 yen: above the limit of 50,000."""


def test_the_reason_is_told_with_both_sums(stage: Stage) -> None:
    screen, shown = stage.show(ApprovalScreen, visit_at(stage.counter, Step.APPROVAL, DEAR))
    words = words_of(screen)
    assert "¥72,000" in words
    assert "¥50,000" in words
    assert shown.hands.find("staff_m01") is not None
    assert shown.hands.find("staff_c01") is None  # a clerk cannot approve


def test_the_managers_pin_goes_on_to_the_payout(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.APPROVAL, DEAR)
    _, shown = stage.show(ApprovalScreen, visit)
    shown.hands.click("staff_m01")
    type_pin(shown, MANAGER_PIN)
    stage.settle()
    assert [one.step for one in shown.moved] == [Step.PAYOUT]
    kept = stage.counter.visits.get(visit.visit_id).approval
    assert kept is not None
    assert (kept.manager, kept.offer) == (MANAGER, 72_000)


@pytest.mark.parametrize(("language", "sentence"), [("ja", "PINがちがいます"), ("en", "PIN")])
def test_the_clerks_pin_does_not_approve(stage: Stage, language: str, sentence: str) -> None:
    visit = visit_at(stage.counter, Step.APPROVAL, DEAR)
    screen, shown = stage.show(ApprovalScreen, visit, language=language)
    shown.hands.click("staff_m01")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    assert shown.moved == []
    assert sentence in words_of(screen)
    assert stage.counter.visits.get(visit.visit_id).approval is None


def test_the_clerk_may_go_back_to_the_article(stage: Stage) -> None:
    _, shown = stage.show(ApprovalScreen, visit_at(stage.counter, Step.APPROVAL, DEAR))
    shown.hands.click("to_article")
    stage.settle()
    assert [one.step for one in shown.moved] == [Step.ARTICLE]
