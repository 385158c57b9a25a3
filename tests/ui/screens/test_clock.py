"""A manager confirms a clock that cannot be right, or goes back to set it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.clock import HeldClock
from tests.ui.counters import MANAGER_PIN
from tests.ui.screens.conftest import NARROW, WIDE, Stage, type_pin
from tests.ui.screens.words import cut_off, words_of
from ui.screen import Wish
from ui.screens.board import BoardScreen
from ui.screens.clock import ClockScreen


@pytest.fixture
def set_back(stage: Stage) -> Stage:
    clock = stage.counter.clock
    assert isinstance(clock, HeldClock)
    clock.move(days=-1)
    return stage


def test_a_managers_pin_confirms_it(set_back: Stage) -> None:
    now = set_back.counter.clock.now()
    assert not set_back.counter.clocks.is_right(now)
    _, shown = set_back.show(ClockScreen)

    type_pin(shown, MANAGER_PIN)  # the only manager is chosen already
    set_back.settle()

    assert set_back.counter.clocks.is_right(now)
    assert shown.wished == [Wish.BOARD]


def test_a_wrong_pin_confirms_nothing_and_is_told_at_the_pad(set_back: Stage) -> None:
    screen, shown = set_back.show(ClockScreen)

    type_pin(shown, "0000")
    set_back.settle()
    screen.speak(set_back.counter.texts.in_language("en"))

    assert not set_back.counter.clocks.is_right(set_back.counter.clock.now())
    assert shown.wished == []
    assert shown.told == []
    english = set_back.counter.texts.in_language("en")
    told = english.say("error.pin_wrong", left=4)
    assert told in words_of(screen)


def test_only_managers_are_offered(set_back: Stage) -> None:
    _, shown = set_back.show(ClockScreen)

    assert shown.hands.find("staff_m01") is not None
    assert shown.hands.find("staff_c01") is None


def test_escape_goes_back_without_a_word_said(set_back: Stage) -> None:
    _, shown = set_back.show(ClockScreen)

    shown.host.activateWindow()
    QTest.keyClick(shown.host, Qt.Key.Key_Escape)
    shown.hands.click("back")

    assert shown.wished == [Wish.BOARD, Wish.BOARD]
    assert not set_back.counter.clocks.is_right(set_back.counter.clock.now())


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_word_fits(set_back: Stage, language: str, size: tuple[int, int]) -> None:
    screen, shown = set_back.show(ClockScreen, language=language, size=size)
    type_pin(shown, "0000")
    set_back.settle()

    assert cut_off(screen) == []
    pad = shown.hands.find("digit_0")
    assert pad is not None
    assert pad.mapTo(shown.host, pad.rect().bottomLeft()).y() < shown.host.height()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_board_leads_here_only_while_the_clock_is_wrong(stage: Stage, language: str) -> None:
    _, right = stage.show(BoardScreen, language=language)
    assert right.hands.find("clock") is None
    clock = stage.counter.clock
    assert isinstance(clock, HeldClock)
    clock.move(days=-1)

    _, wrong = stage.show(BoardScreen, language=language)
    assert [one.code for one in wrong.told] == ["clerk.clock.wrong"]
    wrong.hands.click("clock")
    assert wrong.wished == [Wish.CLOCK]
