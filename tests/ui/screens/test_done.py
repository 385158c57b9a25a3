"""The end of a purchase, in numbers."""

from __future__ import annotations

import pytest

from counter_app.domain.visit import Step, Visit
from tests import builders
from tests.ui.counters import CLERK_PIN
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Wish
from ui.screens.done import DoneScreen


def finished(stage: Stage) -> Visit:
    counter = stage.counter
    visit = visit_at(counter, Step.PAYOUT)
    counter.acceptance.accept(visit.visit_id, builders.CLERK, CLERK_PIN)
    return counter.visits.finish(visit.visit_id)


@pytest.mark.parametrize(
    ("language", "method", "waits"),
    [("ja", "現金", "本部へは未送信です"), ("en", "Cash", "Not yet at HQ")],
)
def test_the_summary(stage: Stage, language: str, method: str, waits: str) -> None:
    visit = finished(stage)
    screen, _ = stage.show(DoneScreen, visit, language=language)
    words = words_of(screen)
    for part in ("T01-000001", "¥23,000", visit.number, method, waits):
        assert part in words


def test_the_next_customer_and_the_board(stage: Stage) -> None:
    _, shown = stage.show(DoneScreen, finished(stage))
    shown.hands.click("primary")
    shown.hands.click("back")
    assert shown.wished == [Wish.NEW_VISIT, Wish.BOARD]
