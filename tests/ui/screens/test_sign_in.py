"""Signing in by tile and PIN."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter_app.domain.staff import StaffMember
from tests.ui.counters import CLERK, CLERK_PIN
from tests.ui.screens.conftest import Shown, Stage, type_pin
from tests.ui.screens.words import words_of
from ui.screens.sign_in import SignInScreen


def signed_in(stage: Stage, language: str = "ja") -> tuple[SignInScreen, Shown, list[StaffMember]]:
    screen, shown = stage.show(SignInScreen, language=language)
    got: list[StaffMember] = []
    screen.signed_in.connect(got.append)
    return screen, shown, got


def test_tile_and_pin_sign_in(stage: Stage) -> None:
    _, shown, got = signed_in(stage)
    shown.hands.click("staff_c01")
    type_pin(shown, CLERK_PIN)
    stage.settle()
    assert [one.code for one in got] == [CLERK]


def test_digits_may_come_from_the_keyboard(stage: Stage) -> None:
    _, shown, got = signed_in(stage)
    shown.hands.click("staff_c01")
    type_keys(shown, CLERK_PIN)
    stage.settle()
    assert [one.code for one in got] == [CLERK]


def test_no_pin_without_a_person(stage: Stage) -> None:
    _, shown, got = signed_in(stage)
    pad = shown.hands.find("pin_pad")
    assert pad is not None
    assert not pad.isEnabled()
    assert got == []


@pytest.mark.parametrize(("language", "sentence"), [("ja", "あと4回"), ("en", "4")])
def test_a_wrong_pin_tells_the_tries_left(stage: Stage, language: str, sentence: str) -> None:
    screen, shown, got = signed_in(stage, language)
    shown.hands.click("staff_c01")
    type_pin(shown, "0000")
    stage.settle()
    assert got == []
    assert sentence in words_of(screen)
    assert shown.told == []  # said at the pad, not in the banner
    type_pin(shown, CLERK_PIN)
    stage.settle()
    assert [one.code for one in got] == [CLERK]


def test_five_wrong_pins_lock_and_tell_the_minutes(stage: Stage) -> None:
    screen, shown, got = signed_in(stage)
    shown.hands.click("staff_c01")
    for _ in range(5):
        type_pin(shown, "0000")
        stage.settle()
    assert "15分" in words_of(screen)
    type_pin(shown, CLERK_PIN)
    stage.settle()
    assert got == []


def test_switching_the_language_keeps_the_person_and_the_sentence(stage: Stage) -> None:
    screen, shown, _ = signed_in(stage)
    shown.hands.click("staff_c01")
    type_pin(shown, "0000")
    stage.settle()
    screen.speak(stage.counter.texts.in_language("en"))
    tile = shown.hands.find("staff_c01")
    assert tile is not None
    assert tile.property("checked") is True
    assert "4" in words_of(screen)
    assert "あと" not in words_of(screen)


def test_the_keyboard_alone_is_enough(stage: Stage) -> None:
    _, shown, got = signed_in(stage)
    tile = shown.hands.find("staff_c01")
    assert tile is not None
    QTest.keyClick(tile, Qt.Key.Key_Space)
    type_keys(shown, CLERK_PIN)
    stage.settle()
    assert [one.code for one in got] == [CLERK]


def type_keys(shown: Shown, pin: str) -> None:
    pad = shown.hands.find("pin_pad")
    assert pad is not None
    QTest.keyClicks(pad, pin)
