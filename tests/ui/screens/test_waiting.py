"""While the customer acts: the mirror, the way to take the screen back, and the way out."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from counter_app.domain.errors import WrongInput
from counter_app.domain.visit import Ending, Step
from tests.ui.screens.conftest import Stage, visit_at
from tests.ui.screens.words import words_of
from ui.screen import Wish
from ui.screens.waiting import WaitingScreen
from ui.widgets.mirror import Mirror


@pytest.mark.parametrize(
    ("step", "language", "title"),
    [
        (Step.NOTICE, "ja", "お客様がお知らせを読んでいます"),
        (Step.DETAILS, "ja", "お客様が内容を確かめています"),
        (Step.CONSENT, "en", "The customer is reading and signing"),
    ],
)
def test_the_title_says_what_the_customer_does(
    stage: Stage, step: Step, language: str, title: str
) -> None:
    visit = visit_at(stage.counter, step)
    screen, shown = stage.show(WaitingScreen, visit, language=language)
    assert title in words_of(screen)
    primary = shown.hands.find("primary")
    assert primary is not None
    assert not primary.isEnabled()


def test_the_mirror_shows_the_window_until_it_is_left(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.DETAILS)
    screen, shown = stage.show(WaitingScreen, visit)
    window = QLabel("見本")
    stage.qtbot.addWidget(window)
    mirror = shown.hands.find("mirror")
    assert isinstance(mirror, Mirror)
    assert mirror.is_empty
    screen.mirror(window)
    stage.qtbot.waitUntil(lambda: not mirror.is_empty, timeout=2000)
    screen.leave()
    assert not screen._timer.isActive()


def test_it_is_looked_at_four_times_a_second_at_most(stage: Stage) -> None:
    screen, _ = stage.show(WaitingScreen, visit_at(stage.counter, Step.NOTICE))
    assert screen._timer.interval() >= 250


def test_the_screen_is_taken_back(stage: Stage) -> None:
    _, shown = stage.show(WaitingScreen, visit_at(stage.counter, Step.DETAILS))
    shown.hands.click("take_back")
    assert shown.wished == [Wish.TAKE_BACK]


def test_before_the_notice_there_is_nothing_to_go_back_to(stage: Stage) -> None:
    _, shown = stage.show(WaitingScreen, visit_at(stage.counter, Step.NOTICE))
    assert shown.hands.find("take_back") is None


def test_cancelling_asks_first_and_then_erases(stage: Stage) -> None:
    visit = visit_at(stage.counter, Step.DETAILS)
    _, shown = stage.show(WaitingScreen, visit)
    shown.hands.click("cancel")
    stage.settle()
    assert shown.moved == []
    assert stage.counter.visits.get(visit.visit_id).document is not None
    shown.hands.click("cancel")
    stage.settle()
    assert [one.ending for one in shown.moved] == [Ending.CANCELLED]
    assert stage.counter.visits.open_visits() == []
    with pytest.raises(WrongInput, match="visit_unknown"):
        stage.counter.visits.get(visit.visit_id)


def test_the_mirror_has_the_proportions_of_the_window(stage: Stage) -> None:
    screen, shown = stage.show(WaitingScreen, visit_at(stage.counter, Step.DETAILS))
    window = QLabel("見本")
    window.resize(1024, 768)
    stage.qtbot.addWidget(window)
    screen.mirror(window)
    mirror = shown.hands.find("mirror")
    assert isinstance(mirror, Mirror)
    stage.qtbot.waitUntil(lambda: not mirror.is_empty, timeout=2000)
    stage.settle()
    inside = mirror.width() - 16, mirror.height() - 16  # within its frame
    assert inside[0] * 768 == pytest.approx(inside[1] * 1024, rel=0.01)
